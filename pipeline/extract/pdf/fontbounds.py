"""Bounds for font dictionaries: a damaged number in one must not make pdfminer.six count to billions.

Part of the adapter to pdfminer.six (see `characters`), which reads a range of codes or widths by writing out every member.
"""

from typing import Any

from pdfminer.pdftypes import PDFStream, resolve1

from pipeline.extract.pdf.codemaps import bound_ranges

LAST_CID = 65535


def bound_font(spec: dict[str, Any]) -> None:
    """Bound the ranges of a font dictionary in place: of its ToUnicode table, of its horizontal and vertical widths."""
    table = resolve1(spec.get("ToUnicode"))
    if isinstance(table, PDFStream):
        data = table.get_data()
        bounded = bound_ranges(data)
        if bounded != data:
            table.data = bounded
    for key in ("W", "W2"):
        widths = resolve1(spec.get(key))
        if isinstance(widths, list):
            spec[key] = [_bounded(resolve1(item)) for item in widths]


def _bounded(item: Any) -> Any:
    """Return a number of a width array within what a character id can be; widths themselves are far below."""
    return max(-LAST_CID, min(item, LAST_CID)) if isinstance(item, (int, float)) else item
