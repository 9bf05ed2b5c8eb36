import pytest
import segno
import zxingcpp
from hypothesis import example, given
from hypothesis import strategies as st
from PIL import Image

from reports import qr

COMPACT = st.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:", min_size=1, max_size=60)
ANYTHING = st.text(min_size=1, max_size=60).filter(lambda text: text.isprintable())


def dark_modules(symbol):
    """Return the symbol as the library gives one: rows of 0 and 1."""
    wide = (symbol.size + 7) // 8
    rows = [symbol.rows[start : start + wide] for start in range(0, len(symbol.rows), wide)]
    bits = ["".join(f"{byte:08b}" for byte in row)[: symbol.size] for row in rows]
    return [[1 - int(bit) for bit in row] for row in bits]


def read(symbol):
    picture = Image.frombytes("1", (symbol.size, symbol.size), symbol.rows)
    quiet = Image.new("1", (symbol.size + 8, symbol.size + 8), 1)
    quiet.paste(picture, (qr.QUIET, qr.QUIET))
    [found] = zxingcpp.read_barcodes(quiet.resize((quiet.width * 4,) * 2).convert("L"))
    return found


@given(COMPACT)
@example("JK1:M:22062800114")
@example("0")
def test_a_symbol_from_tables_in_capitals_and_digits_is_the_library_s(text):
    made = segno.make(text, error="Q", mode="alphanumeric", mask=qr.MASK, micro=False)
    assert dark_modules(qr.quick_symbol(text)) == [list(row) for row in made.matrix]


@given(ANYTHING)
@example("Siti\u00a0Rahmawati ☃ 😀")
def test_a_symbol_from_tables_of_any_text_is_the_library_s(text):
    assert qr.quick_symbol(text) == qr.library_symbol(text)


@pytest.mark.parametrize("length", [1, 2, 17, 100, 150])
def test_it_holds_for_every_size_of_symbol(length):
    text = ("JK1:M:22062800114" * 30)[:length]
    assert qr.quick_symbol(text) == qr.library_symbol(text)


@pytest.mark.parametrize("level", ["M", "Q"])
def test_a_run_of_signed_codes_is_the_library_s_at_both_levels(level):
    texts = ["JK2:" + f"{number:07}" * 21 + "%K+" for number in range(0, 10_000, 397)]
    made = [segno.make(text, error=level, mask=qr.MASK, micro=False) for text in texts]
    symbols = [qr.symbol(text, level) for text in texts]
    assert list(map(dark_modules, symbols)) == [[list(row) for row in one.matrix] for one in made]


def test_a_text_whose_tables_would_fill_the_memory_is_left_to_the_library():
    text = "é" * 700
    assert qr.quick_symbol(text) == qr.library_symbol(text)


def test_a_run_of_codes_changes_to_the_tables_and_nobody_sees_it():
    texts = [f"JK1:M:{number:011}" for number in range(0, 10_000, 97)]
    assert len(texts) > qr.WORTHWHILE
    assert [qr.symbol(text) for text in texts] == [qr.library_symbol(text) for text in texts]


def test_codes_of_all_shapes_at_once_are_those_one_by_one_and_what_is_none_is_left_out():
    texts = [f"JK{'1' * (number % 3)}:é{number}"[number % 2 :] for number in range(90)]
    texts[3:3] = ["", "x" * 3000, "JK2:" + "A" * 140, "0"]
    found = qr.symbols_within(texts, 25)
    assert found[3:5] == [None, None]
    assert [one for one in found if one] == [
        qr.symbol_within(one, 25) for one in texts if 0 < len(one) < 3000
    ]


@pytest.mark.parametrize("text", ["JK1:M:22062800114", "JK1:P:PD-2206-000117", "peserta é 😀"])
def test_a_reader_reads_it(text):
    assert read(qr.symbol(text)).text == text


def test_a_card_s_code_stands_much_damage():
    assert read(qr.symbol("JK1:M:22062800114")).ec_level == "H"


def test_an_empty_text_has_no_code():
    with pytest.raises(ValueError, match="empty"):
        qr.symbol("")


def test_too_much_text_is_refused():
    with pytest.raises(ValueError, match="too large"):
        qr.symbol("x" * 3000)


def test_the_image_says_how_large_it_is_and_carries_its_rows():
    symbol = qr.symbol("JK1:M:22062800114")
    image = qr.pdf_image(symbol)
    assert image.startswith(b"BI/W 25/H 25/BPC 1/IM true ID ")
    assert image.endswith(symbol.rows + b"\nEI")
