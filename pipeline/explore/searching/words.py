"""Where segmentation divides a text, kept as one bit for each place between two characters.

A bit is set where a word goes on: 社会组织化 cut as 社会组织 and 化 has bits at 1, 2 and 3. So a hit cuts a word when the bit at its start or
at its end is set, and the words around it can be read off. What no word covers (white space, texts that are not segmented) has no bits.
"""

import itertools
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Bits = npt.NDArray[np.bool_]


def inner_places(starts: Sequence[int], ends: Sequence[int], length: int) -> bytes:
    """Return the bits of a text of `length` characters, packed; words are half-open ranges."""
    steps = np.zeros(length + 2, np.int8)
    first, last = np.asarray(starts, np.int64) + 1, np.asarray(ends, np.int64)
    longer = first < last
    steps[first[longer]] += 1
    steps[last[longer]] -= 1
    return np.packbits(np.cumsum(steps[:length]) > 0).tobytes()


def unpack_places(packed: bytes) -> Bits:
    """Return what `inner_places` packed, up to seven bits longer than the text."""
    return np.unpackbits(np.frombuffer(packed, np.uint8)).astype(np.bool_)


def folded_places(printed: Bits, start: int, origins: Sequence[int]) -> bytes | None:
    """Return the bits of a passage's normalised text, packed; None when none is set.

    Args:
        printed: bits of the whole text as printed.
        start: where the passage begins in it.
        origins: printed code point of each normalised character, within the passage; one more than characters.
    """
    bits = printed[np.asarray(origins[:-1], np.int64) + start]
    bits[:1] = False  # no word goes on from one passage to the next
    return np.packbits(bits).tobytes() if bits.any() else None


def is_inside(packed: bytes | None, place: int) -> bool:
    """Tell whether a word goes on at this place of the normalised text."""
    return packed is not None and place >> 3 < len(packed) and bool(packed[place >> 3] & 0x80 >> (place & 7))


def words_around(packed: bytes | None, start: int, end: int) -> list[tuple[int, int]]:
    """Return the ranges between word boundaries that the range start..end touches."""
    while is_inside(packed, start):
        start -= 1
    while is_inside(packed, end):
        end += 1
    cuts = [start, *(place for place in range(start + 1, end) if not is_inside(packed, place)), end]
    return list(itertools.pairwise(cuts))
