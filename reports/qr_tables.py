"""QR symbols put together from tables, in a hundredth of the time it takes to draw them.

For one version, level, mask and length a QR symbol is an affine function of its payload's bits:
data bits stand in it as they are, the error correction (Reed-Solomon over GF(256)) is linear, mask
and format bits are constant. So a symbol is that of the zero payload with the differences XORed
onto it that its bits make. The library says what each bit changes: where it places a codeword, and
what its error correction of that bit is. Only long runs of codes come here, so numpy, which takes
a while to load, is loaded no sooner.
"""

from collections.abc import Iterator
from itertools import chain, islice, zip_longest
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from segno import consts, encoder

from reports.qr_modes import MASK, Mode, Symbol

MOST_BYTES = 16 << 20
"""Of the tables of one shape of code; what would take more is left to the library."""

_library: Any = encoder  # it has no types
_constants: Any = consts
_BYTE = 8

Bits = NDArray[np.uint8]
Rows = NDArray[np.uint64]
Places = NDArray[np.intp]


class Tables:
    """What the pieces of a payload change in the symbol, for one mode, length and level.

    A piece is looked up as two halves, which keeps the tables small. They are rows of one array,
    so that all those of a code are XORed at the machine's speed.
    """

    def __init__(self, mode: Mode, length: int, level: str) -> None:
        shape = _Shape.of(mode, length, level)
        self._size, self._bytes = shape.size, len(shape.zero)
        self._rows, self._halves = _rows(mode, length, shape.zero, _differences(shape))
        whole = length // mode.piece
        self._type = np.dtype(f"<u{mode.piece}")
        self._looked_up = _looked_up(mode, mode.piece)
        self._last = _looked_up(mode, length % mode.piece) if length % mode.piece else None
        self._whole = whole * mode.piece

    def symbol(self, letters: str) -> Symbol:
        """Return the symbol of a payload."""
        codes = letters.encode("latin-1")
        at = self._looked_up.take(np.frombuffer(codes[: self._whole], self._type), 0)
        if self._last is not None:
            at = np.concatenate((at, self._last[codes[-1], None]))
        at += self._halves
        changed = np.bitwise_xor.reduce(self._rows.take(at.ravel(), 0), axis=0)
        return Symbol(self._size, changed.tobytes()[: self._bytes])


def table_bytes(mode: Mode, length: int, size: int) -> int:
    """Return how large the tables of a code of so many letters, ``size`` modules a side, would be.

    >>> from reports.qr_modes import COMPACT
    >>> table_bytes(COMPACT, 154, 41) >> 20
    1
    """
    width = mode.width(mode.piece)
    rows = (1 << -(-width // 2)) + (1 << width // 2)
    return -(-length // mode.piece) * rows * _padded(size * -(-size // _BYTE))


class _Shape(NamedTuple):
    """A symbol whose payload is all zero bits, and which of its data bits are the payload's."""

    size: int
    zero: bytes
    version: int
    error: int
    payload: range

    @classmethod
    def of(cls, mode: Mode, length: int, level: str) -> "_Shape":
        content = mode.content(mode.letters(0, length))
        code = _library.encode(content, error=level, mode=mode.name, mask=MASK, micro=False)
        written = _library.Buffer()
        [segment] = code.segments
        _library.write_segment(written, segment, None, _library.version_range(code.version))
        begin = len(written) - len(segment.bits)
        size = len(code.matrix)
        modules = 1 - np.array(code.matrix, np.uint8)
        zero = np.packbits(_widened(modules, 1), axis=1).tobytes()
        return cls(size, zero, code.version, code.error, range(begin, len(written)))


def _differences(shape: _Shape) -> Bits:
    """Return what each bit of the payload changes: a row of packed modules for each."""
    blocks = [
        (info.num_data, info.num_total - info.num_data)
        for info in _constants.ECC[shape.version][shape.error]
        for _ in range(info.num_blocks)
    ]
    corrected = {block: _corrected(*block) for block in set(blocks)}
    data, correction = _interleaved([most for most, _ in blocks], [most for _, most in blocks])
    message = np.zeros((len(shape.payload), sum(map(sum, blocks))), np.uint8)
    row = -shape.payload.start
    for block, own, check in zip(blocks, data, correction, strict=True):
        for at, place in enumerate(own):
            for bit in range(_BYTE):
                if 0 <= row < len(message):
                    message[row, place] = 0x80 >> bit
                    message[row, check] = corrected[block][at * _BYTE + bit]
                row += 1
    return _placed(shape, np.unpackbits(message, axis=1))


def _corrected(data: int, check: int) -> list[Bits]:
    """Return the error correction of each bit of a block of so many codewords."""
    block = [_constants.EC(1, data + check, data)]
    found = []
    for bit in range(data * _BYTE):
        bits = bytearray(data * _BYTE)
        bits[bit] = 1
        _data, [correction] = _library.make_blocks(block, _library.Buffer(bits))
        found.append(np.frombuffer(correction, np.uint8))
    return found


def _interleaved(data: list[int], check: list[int]) -> Iterator[list[list[int]]]:
    """Yield where the data codewords of each block stand in the message, then the other ones.

    Blocks are written a codeword each in turn, the longer ones going on alone (ISO/IEC 18004, 7.6).
    """
    begin = 0
    for lengths in (data, check):
        owners = chain.from_iterable(
            zip_longest(*([block] * length for block, length in enumerate(lengths)))
        )
        places: list[list[int]] = [[] for _ in lengths]
        for place, block in enumerate((one for one in owners if one is not None), begin):
            places[block].append(place)
        begin += sum(lengths)
        yield places


def _placed(shape: _Shape, message: Bits) -> Bits:
    """Return messages of bits as packed modules, where the library places them."""
    size, count = shape.size, message.shape[1]
    matrix = [list(row) for row in _library.make_matrix(size, size)]
    _library.add_finder_patterns(matrix, size, size)
    _library.add_alignment_patterns(matrix, size, size)
    numbers = range(3, 3 + sum(row.count(2) for row in matrix))  # 0 to 2 mean something there
    _library.add_codewords(matrix, numbers, shape.version)
    wide = -(-size // _BYTE) * _BYTE
    modules = np.zeros((len(message), size * wide), np.uint8)
    for at, row in enumerate(matrix):
        for column, number in enumerate(row):
            if 3 <= number < 3 + count:
                modules[:, at * wide + column] = message[:, number - 3]
    return np.packbits(modules, axis=1)


def _rows(mode: Mode, length: int, zero: bytes, differences: Bits) -> tuple[Rows, Places]:
    """Return a row for each value of each half of a piece, and where the halves begin."""
    wide = _padded(len(zero))
    units = np.zeros((len(differences), wide), np.uint8)
    units[:, : len(zero)] = differences
    waiting = iter(units)
    tables, starts, begin = [], [], 0
    for at in range(0, length, mode.piece):
        for width in _halves(mode.width(min(mode.piece, length - at))):
            table = np.zeros((1, wide), np.uint8)
            for unit in reversed(list(islice(waiting, width))):
                table = np.concatenate((table, table ^ unit))
            tables.append(table)
            starts.append(begin)
            begin += len(table)
    tables[0][:, : len(zero)] ^= np.frombuffer(zero, np.uint8)  # it is part of every symbol
    rows = np.concatenate(tables).view(np.uint64)
    return rows, np.array(starts, np.intp).reshape(-1, 2)


def _looked_up(mode: Mode, letters: int) -> Places:
    """Return both halves of each piece of so many letters, by the letters' bytes as a number."""
    _high, low = _halves(mode.width(letters))
    largest = max(mode.alphabet).encode("latin-1") * letters
    table = np.zeros((int.from_bytes(largest) + 1, 2), np.intp)
    for value in range(len(mode.alphabet) ** letters):
        codes = mode.letters(value, letters).encode("latin-1")
        table[int.from_bytes(codes, "little")] = value >> low, value & (1 << low) - 1
    return table


def _halves(width: int) -> tuple[int, int]:
    return -(-width // 2), width // 2


def _padded(length: int) -> int:
    """Return a length in whole numbers of 64 bits."""
    return -(-length // _BYTE) * _BYTE


def _widened(modules: Bits, white: int) -> Bits:
    """Return rows of whole bytes; what is added is white."""
    spare = -len(modules) % _BYTE
    return np.pad(modules, ((0, 0), (0, spare)), constant_values=white)
