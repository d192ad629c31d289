"""A drawing for print in one ink: the same shapes, every colour as grey; series still differ by mark, line and shade (templates/grey.css)."""

import re

from pipeline.explore.pages import TEMPLATES

COLOUR = re.compile(r"#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})\b", re.IGNORECASE)
LUMA = (0.299, 0.587, 0.114)
"""Weights of red, green and blue in what the eye takes for brightness (ITU-R BT.601)."""


def in_grey(drawing: str) -> str:
    """Return a stand-alone drawing without colour; one without a style element stays as it is."""
    head, end, rest = drawing.partition("</style>")
    if not end:
        return drawing
    return COLOUR.sub(_grey, head) + (TEMPLATES / "grey.css").read_text(encoding="utf-8") + end + rest


def _grey(match: re.Match[str]) -> str:
    level = round(sum(weight * int(part, 16) for weight, part in zip(LUMA, match.groups(), strict=True)))
    return f"#{level:02x}{level:02x}{level:02x}"
