"""The offset map of a passage in few numbers: where folded and printed text get out of step.

Nearly all characters fold to one character, so folded offset and printed offset differ by a constant for long stretches. A stretch is kept
as [first folded offset, printed offset of it]; a passage without any difference keeps nothing.
"""

import json
from bisect import bisect_right
from collections.abc import Sequence

from pipeline.core.records import Span


def pack_origins(origins: Sequence[int]) -> str | None:
    """Return the stretches as JSON, None when every folded offset is the printed one.

    Args:
        origins: printed code point of each folded character; one more than characters.
    """
    characters = origins[:-1]
    breaks = [[at, origin] for at, origin in enumerate(characters) if origin != (characters[at - 1] + 1 if at else 0)]
    return json.dumps(breaks, separators=(",", ":")) if breaks else None


class Origins:
    """The offset map of one passage."""

    def __init__(self, packed: str | None) -> None:
        """Read what `pack_origins` wrote."""
        breaks: list[list[int]] = json.loads(packed) if packed else []
        self._first = [0, *(at for at, _ in breaks)]
        self._origin = [0, *(origin for _, origin in breaks)]

    def printed(self, start: int, end: int) -> Span:
        """Return the printed range that folded characters start..end came from; `end > start`."""
        return Span(self._at(start), self._at(end - 1) + 1)

    def _at(self, place: int) -> int:
        stretch = bisect_right(self._first, place) - 1
        return self._origin[stretch] + place - self._first[stretch]
