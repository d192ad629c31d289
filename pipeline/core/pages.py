"""On which page of the file a place in a text is printed."""

from bisect import bisect_right

from pipeline.core.records import Box, Passage


def box_at(passage: Passage, offset: int) -> Box | None:
    """Return the box of the printed line that holds the code point `offset` of the text; None for text without pages.

    Without line boxes the passage's first box stands for all of it.
    """
    line = bisect_right(passage.line_starts, offset) - 1
    if passage.line_boxes:
        return passage.line_boxes[max(line, 0)]
    return passage.boxes[0] if passage.boxes else None
