"""Numbers and amounts of rupiah in words, as they stand on official papers (terbilang)."""

_ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen"),
)
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_GROUPS = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (1_000, "thousand"))


def spelt(amount: int, language: str) -> str:
    """Return whole rupiah, none of them negative, in words of ``language``.

    >>> spelt(16_800, "en")
    'sixteen thousand eight hundred rupiah'
    """
    return f"{number_spelt(amount, language)} rupiah"


def number_spelt(number: int, language: str) -> str:
    """Return a number, none below nought, in words of ``language``.

    >>> number_spelt(2022, "en")
    'two thousand twenty-two'
    """
    if number < 0:
        raise ValueError(f"no amount of a receipt: {number}")
    if language == "id":
        from lokal import terbilang  # only when needed: it takes 0,3 s

        return str(terbilang(number))
    return _english(number)


def _english(number: int) -> str:
    # No library of ours spells English: Babel leaves its rules for that out.
    for unit, word in _GROUPS:
        if number >= unit:
            rest = number % unit
            return f"{_english(number // unit)} {word}{f' {_english(rest)}' if rest else ''}"
    if number >= 100:
        rest = number % 100
        return f"{_ONES[number // 100]} hundred{f' {_english(rest)}' if rest else ''}"
    if number >= 20:
        rest = number % 10
        return f"{_TENS[number // 10]}{f'-{_ONES[rest]}' if rest else ''}"
    return _ONES[number]
