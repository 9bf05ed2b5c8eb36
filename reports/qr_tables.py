"""QR symbols put together from tables, in a hundredth of the time it takes to draw them.

For one version, level, mask and length a QR symbol is an affine function of its payload's bits:
data bits stand in it as they are, the error correction (Reed-Solomon over GF(256)) is linear, mask
and format bits are constant. So a symbol is that of the zero payload, onto which the payload's bits
are XORed, each in its module, and the corrections they make. The library says which module that is,
and what its error correction of each bit is. Only long runs of codes come here, so numpy, which
takes a while to load, is loaded no sooner.
"""

from collections.abc import Iterator, Sequence
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

    Their corrections are rows of one array, so that those of many codes are XORed at the machine's
    speed.
    """

    def __init__(self, mode: Mode, length: int, level: str) -> None:
        shape = _Shape.of(mode, length, level)
        self._size, self._zero = shape.size, np.frombuffer(shape.zero, np.uint8)
        sources, corrections = _message(shape)
        self._modules = _modules(shape, sources)
        self._rows, self._starts = _rows(mode, length, corrections)
        whole = length - length % mode.piece
        self._pieces = [
            _Pieces.of(mode, letters, count)
            for letters, count in ((slice(whole), mode.piece), (slice(whole, None), length - whole))
            if count and length >= count
        ]

    def symbols(self, payloads: Sequence[str]) -> list[Symbol]:
        """Return the symbols of payloads, put together at once."""
        codes = np.frombuffer("".join(payloads).encode("latin-1"), np.uint8)
        codes = codes.reshape(len(payloads), -1)
        found = [pieces.look_up(codes) for pieces in self._pieces]
        at = np.concatenate([halves for halves, _ in found], axis=1) + self._starts
        corrected = np.bitwise_xor.reduce(self._rows.take(at.T, 0), axis=0)
        correction = np.unpackbits(corrected.view(np.uint8), axis=1)
        bits = np.concatenate([*(bits for _, bits in found), correction], axis=1)
        rows = np.packbits(bits.take(self._modules, 1), axis=1) ^ self._zero
        return [Symbol(self._size, row.tobytes()) for row in rows]


class _Pieces(NamedTuple):
    """Pieces of so many letters: of each its bits, and the halves by which it is corrected.

    Two halves keep the tables of corrections small. All is found by a piece's bytes as a number.
    """

    letters: slice
    type: np.dtype[Any]
    halves: Places
    bits: Bits

    @classmethod
    def of(cls, mode: Mode, letters: slice, count: int) -> "_Pieces":
        width = mode.width(count)
        values = np.arange(len(mode.alphabet) ** count)
        written = (mode.letters(value, count).encode("latin-1") for value in range(len(values)))
        numbers = np.array([int.from_bytes(codes, "little") for codes in written])
        halves = np.zeros((numbers.max() + 1, 2), np.intp)
        halves[numbers] = np.stack((values >> width // 2, values & (1 << width // 2) - 1), axis=1)
        bits = np.zeros((len(halves), width), np.uint8)
        bits[numbers] = values[:, None] >> np.arange(width)[::-1] & 1
        return cls(letters, np.dtype(f"<u{count}"), halves, bits)

    def look_up(self, codes: Bits) -> tuple[Places, Bits]:
        """Return the halves and the bits of all pieces of each code, given as its letters."""
        numbers = np.ascontiguousarray(codes[:, self.letters]).view(self.type)
        count = len(codes)
        return (
            self.halves.take(numbers, 0).reshape(count, -1),
            self.bits.take(numbers, 0).reshape(count, -1),
        )


def table_bytes(mode: Mode, length: int, size: int) -> int:
    """Return how large the tables of a code of so many letters, ``size`` modules a side, may be.

    It has fewer bits of correction than modules.

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


def _message(shape: _Shape) -> tuple[Places, Bits]:
    """Return what each bit of the message is, and the corrections that a bit of the payload makes.

    A bit is one of the payload, counted from 0, or after these one of the correction, or -1.
    """
    blocks = [
        (info.num_data, info.num_total - info.num_data)
        for info in _constants.ECC[shape.version][shape.error]
        for _ in range(info.num_blocks)
    ]
    corrected = {block: np.stack(_corrected(*block)) for block in set(blocks)}
    data, correction = _interleaved([most for most, _ in blocks], [most for _, most in blocks])
    begin, most = (sum(lengths) for lengths in zip(*blocks, strict=True))
    corrections = np.zeros((begin * _BYTE, most), np.uint8)
    row = 0
    for block, check in zip(blocks, correction, strict=True):
        below = row + block[0] * _BYTE
        corrections[row:below, np.array(check) - begin] = corrected[block]
        row = below
    payload = slice(shape.payload.start, shape.payload.stop)
    order = np.array([place * _BYTE + bit for own in data for place in own for bit in range(_BYTE)])
    sources = np.full((begin + most) * _BYTE, -1)
    sources[order[payload]] = np.arange(len(shape.payload))
    sources[begin * _BYTE :] = len(shape.payload) + np.arange(most * _BYTE)
    return sources, corrections[payload]


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


def _modules(shape: _Shape, sources: Places) -> Places:
    """Return which bit stands in each module, where the library places them; -1 where none does."""
    size = shape.size
    matrix = [list(row) for row in _library.make_matrix(size, size)]
    _library.add_finder_patterns(matrix, size, size)
    _library.add_alignment_patterns(matrix, size, size)
    numbers = range(3, 3 + sum(row.count(2) for row in matrix))  # 0 to 2 mean something there
    _library.add_codewords(matrix, numbers, shape.version)
    wide = -(-size // _BYTE) * _BYTE
    modules = np.full(size * wide, -1)
    for at, row in enumerate(matrix):
        for column, number in enumerate(row):
            if 3 <= number < 3 + len(sources):
                modules[at * wide + column] = sources[number - 3]
    return modules


def _rows(mode: Mode, length: int, corrections: Bits) -> tuple[Rows, Places]:
    """Return a row for each value of each half of a piece, and where the halves begin.

    The last bit of all rows is unused: it stands for the modules that no payload changes.
    """
    wide = _padded(corrections.shape[1] + 1)
    units = np.zeros((len(corrections), wide), np.uint8)
    units[:, : corrections.shape[1]] = corrections
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
    rows = np.concatenate(tables).view(np.uint64)
    return rows, np.array(starts, np.intp)


def _halves(width: int) -> tuple[int, int]:
    return -(-width // 2), width // 2


def _padded(length: int) -> int:
    """Return a length in whole numbers of 64 bits."""
    return -(-length // _BYTE) * _BYTE


def _widened(modules: Bits, white: int) -> Bits:
    """Return rows of whole bytes; what is added is white."""
    spare = -len(modules) % _BYTE
    return np.pad(modules, ((0, 0), (0, spare)), constant_values=white)
