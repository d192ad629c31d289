"""Reading one file of `texts/`: YAML front matter and body into a `DemoText`."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from typeset.markup import Marked, join_marked, read_marks

_NOTE = re.compile(r"^\[\^([^\]\s]+)\]:[ \t]*(.+)$", re.MULTILINE)
_CAPTION = re.compile(r"^表\s*\d")
_CELL_BAR = re.compile(r"\|(?![^⟦⟧]*⟧)")
THANKS = "致谢"


@dataclass(frozen=True, slots=True)
class Block:
    """A block of the body: heading (with level 1-3), paragraph, thanks, or table (`text` is the caption)."""

    kind: str
    text: Marked
    level: int = 0
    rows: tuple[tuple[Marked, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class DemoText:
    """A text of the demo corpus; `front` holds the front matter as written, marks included."""

    key: str
    front: dict[str, Any]
    blocks: tuple[Block, ...]
    notes: dict[str, Marked]

    @property
    def kind(self) -> str:
        """Return article, thesis, web or record."""
        return str(self.front["kind"])

    def field(self, name: str) -> str:
        """Return one front-matter value as printed (marks removed); empty when absent."""
        value = self.front.get(name)
        return "" if value is None else read_marks(str(value)).text

    def fields(self, name: str) -> list[str]:
        """Return a list value as printed, in the order written."""
        return [marked.text for marked in self.marked_list(name)]

    def marked_list(self, name: str) -> list[Marked]:
        """Return a list value with its mentions."""
        return [read_marks(str(item)) for item in self.front.get(name) or []]

    def abstract(self, language: str) -> Marked:
        """Return the abstract as one text: Chinese sentences joined by nothing, English ones by a space."""
        return join_marked(self.marked_list(f"abstract_{language}"), "" if language == "zh" else " ")

    def of_kind(self, kind: str) -> list[Block]:
        """Return the blocks of one kind in order of appearance."""
        return [block for block in self.blocks if block.kind == kind]


def read_text(path: Path) -> DemoText:
    """Read one file; raise ValueError naming the file when the front matter has no fences."""
    before, *parts = path.read_text(encoding="utf-8").split("---\n", 2)
    if before.strip() or len(parts) != len(("front", "body")):
        msg = f"{path.name}: front matter must stand between two lines of ---"
        raise ValueError(msg)
    front = YAML(typ="safe").load(parts[0])
    body = parts[1]
    notes = {match[1]: read_marks(match[2].strip()) for match in _NOTE.finditer(body)}
    return DemoText(str(front["key"]), front, tuple(_read_blocks(_NOTE.sub("", body))), notes)


def read_texts(folder: Path) -> list[DemoText]:
    """Read all texts of a folder, sorted by file name."""
    return [read_text(path) for path in sorted(folder.glob("*.md"))]


def read_excluded(path: Path) -> list[DemoText]:
    """Read the works that the search caught and the screeners excluded: records without marks; an abstract is one paragraph."""
    rows = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    fronts = [row | {"kind": "record", "abstract_zh": [row["abstract_zh"]]} for row in rows]
    return [DemoText(front["key"], front, (), {}) for front in fronts]


def read_senses(path: Path) -> dict[tuple[str, str, int, int], str]:
    """Read the senses of 项目制 (fiscal, purchase, both) by key, part, index and start; a reader of the sentences gave them."""
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:]]
    return {(key, part, int(index), int(start)): sense for key, part, index, start, sense in rows}


def _read_blocks(body: str) -> list[Block]:
    blocks: list[Block] = []
    kind = "paragraph"
    for chunk in _chunks(body):
        if chunk[0].startswith("#"):
            block = _read_heading(chunk[0])
            kind = "thanks" if _squeeze(block.text.text) == THANKS else "paragraph"
        elif chunk[0].startswith("|"):
            block = _read_table(chunk, blocks)
        else:
            block = Block(kind, read_marks("".join(chunk)))
        blocks.append(block)
    return blocks


def _chunks(body: str) -> list[list[str]]:
    """Cut a body into runs of lines: a heading alone, table lines together, other lines by blank lines."""
    chunks: list[list[str]] = []
    previous = ""
    for line in (raw.strip() for raw in body.splitlines()):
        sort = line[:1] if line[:1] in ("#", "|") else "text" if line else ""
        if line and (sort == "#" or sort != previous or _CAPTION.match(line)):
            chunks.append([])
        if line:
            chunks[-1].append(line)
        previous = sort
    return chunks


def _read_heading(line: str) -> Block:
    level = len(line) - len(line.lstrip("#"))
    return Block("heading", read_marks(line.lstrip("#").strip()), level)


def _read_table(lines: list[str], blocks: list[Block]) -> Block:
    """Build a table; its caption is the paragraph before it, which leaves the list of blocks."""
    rows = [_CELL_BAR.split(line.strip("|")) for line in lines if not re.fullmatch(r"[|:\-\s]+", line)]
    caption = Marked("")
    if blocks and _CAPTION.match(blocks[-1].text.text):
        caption = blocks.pop().text
    cells = tuple(tuple(read_marks(cell.strip()) for cell in row) for row in rows)
    return Block("table", caption, rows=cells)


def _squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)
