"""Embedded CMaps: the tables by which a font of a PDF turns bytes into character ids (Adobe technical note 5014).

pdfminer.six reads the predefined ones alone; a font with a CMap of its own would give no text, one with a predefined CMap and a ToUnicode
table, which goes by codes, the wrong text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

SECTION = re.compile(rb"begin(?P<kind>codespacerange|cidrange|cidchar)(?P<body>.*?)end(?P=kind)", re.DOTALL)
CODESPACE = re.compile(rb"<\s*([0-9A-Fa-f]+)\s*>\s*<\s*([0-9A-Fa-f]+)\s*>")
RANGE = re.compile(rb"<\s*([0-9A-Fa-f]+)\s*>\s*<\s*([0-9A-Fa-f]+)\s*>\s*(\d+)")
CHAR = re.compile(rb"<\s*([0-9A-Fa-f]+)\s*>\s*(\d+)")
MAX_RANGE = 65536
RANGE_SECTION = re.compile(rb"begin(?P<kind>bfrange|cidrange)(?P<body>.*?)end(?P=kind)", re.DOTALL)
RANGE_ROW = re.compile(rb"(<\s*([0-9A-Fa-f]+)\s*>\s*)<\s*([0-9A-Fa-f]+)\s*>(\s*(?:<[^>]*>|\[[^]]*\]|\d+))")


@dataclass(slots=True)
class CodeMap:
    """Which bytes make a code, and which character id a code has."""

    text_by_code: bool
    """The font's ToUnicode table goes by codes; otherwise its text goes by character ids."""
    spaces: list[tuple[int, int, int]] = field(default_factory=list)
    """(bytes a code, lowest, highest code)."""
    cids: dict[int, int] = field(default_factory=dict)

    def cid(self, code: int) -> int:
        """Return the character id of a code; the code itself when the table does not name it."""
        return self.cids.get(code, code)

    def decode(self, data: bytes) -> Iterator[int]:
        """Yield the codes of a string; bytes outside every code space are read two by two."""
        position = 0
        while position < len(data):
            length = self._length(data, position)
            yield int.from_bytes(data[position : position + length], "big")
            position += length

    def _length(self, data: bytes, position: int) -> int:
        for length, low, high in self.spaces:
            code = int.from_bytes(data[position : position + length], "big")
            if low <= code <= high and position + length <= len(data):
                return length
        return 2


class CodeTree(CodeMap):
    """A predefined CMap of a font whose ToUnicode table goes by codes, where pdfminer would look character ids up in it."""

    def __init__(self, tree: dict[int, Any]) -> None:
        super().__init__(text_by_code=True)
        self.tree = tree
        """pdfminer's: by byte, the character id or the tree of the bytes that may follow."""

    def decode(self, data: bytes) -> Iterator[int]:
        """Yield the codes of a string; bytes that begin no code are skipped."""
        node, start = self.tree, 0
        for position, byte in enumerate(data, 1):
            found = node.get(byte)
            if isinstance(found, int):
                code = int.from_bytes(data[start:position], "big")
                self.cids[code] = found
                yield code
            node, start = (found, start) if isinstance(found, dict) else (self.tree, position)


def read_code_map(data: bytes, *, text_by_code: bool) -> CodeMap:
    """Return the code map of an embedded CMap's text."""
    code_map = CodeMap(text_by_code)
    for section in SECTION.finditer(data):
        body = section["body"]
        if section["kind"] == b"codespacerange":
            code_map.spaces.extend((len(low) // 2, int(low, 16), int(high, 16)) for low, high in CODESPACE.findall(body))
        elif section["kind"] == b"cidrange":
            for low, high, cid in RANGE.findall(body):
                first, last = int(low, 16), int(high, 16)
                for offset in range(min(last - first + 1, MAX_RANGE)):
                    code_map.cids[first + offset] = int(cid) + offset
        else:
            code_map.cids.update({int(code, 16): int(cid) for code, cid in CHAR.findall(body)})
    code_map.spaces.sort()
    return code_map


def bound_ranges(table: bytes) -> bytes:
    """Return a ToUnicode table no range of which holds more codes than two bytes can say: a damaged one of four would never be read through.

    >>> bound_ranges(b"1 beginbfrange <0000> <FFFFFFFF> <4E00> endbfrange")
    b'1 beginbfrange <0000> <0000FFFF> <4E00> endbfrange'
    """
    return RANGE_SECTION.sub(lambda section: RANGE_ROW.sub(_bound, section[0]), table)


def _bound(row: re.Match[bytes]) -> bytes:
    first, last = int(row[2], 16), int(row[3], 16)
    if last - first < MAX_RANGE:
        return row[0]
    return b"%s<%0*X>%s" % (row[1], len(row[3]), first + MAX_RANGE - 1, row[4])
