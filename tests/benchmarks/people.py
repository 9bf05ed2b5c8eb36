"""Invented people in any number, the same each time."""

import random
from collections.abc import Iterator

FIRST = """Muhammad Mohamad Ahmad Abdul Siti Nur Sri Dewi Agus Budi Hasan Yohanes Petrus Maria
    Kristina Martha Ester Yusuf Ibrahim Rahma Aminah Fatimah Lukas Simon Samuel Ruth Lidia Awing
    Usun Apui"""
LAST = """Lawing Usat Ngau Ding Anyie Bilung Imang Njuk Karim Hidayat Setiawan Saputra Lestari
    Wahyuni Rahmawati Handayani Sulaiman Hasanuddin Mappa Daeng Ibau Ului Tingai Jalung Laing Aran
    Ajang"""


def people(count: int) -> Iterator[tuple[str, str, str]]:
    """Yield NIK, name and phone; no NIK comes twice."""
    chance = random.Random(count)
    first, last = FIRST.split(), LAST.split()
    for number in range(count):
        block, rest = divmod(number, 28 * 12 * 60)
        year, rest = divmod(rest, 28 * 12)
        month, day = divmod(rest, 28)
        serial = 9000 + block * 9 + number % 9
        nik = f"650103{day + 1:02d}{month + 1:02d}{year + 40:02d}{serial:04d}"
        names = [chance.choice(first), *chance.sample(last, chance.choice((0, 1, 1, 2)))]
        yield nik, " ".join(names), f"+628{chance.randrange(10**9, 10**10)}"
