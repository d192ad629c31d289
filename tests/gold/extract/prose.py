"""The texts of the gold set: those of the demo corpus and a few beside it, all our own, read as plain blocks."""

import functools
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

HERE = Path(__file__).parent / "texts"
DEMO = Path(__file__).resolve().parents[3] / "corpora" / "demo" / "texts"
PLANTED = re.compile(r"⟦([^⟦⟧|]+)(?:\|[^⟦⟧]+)?⟧")
NOTE = re.compile(r"^\[\^(\w+)\]:[ \t]*(.+)$", re.MULTILINE)
ANCHOR = re.compile(r"\[\^(\w+)\]")
CAPTION = re.compile(r"^表\s*\d")
THANKS = "致谢"


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, paragraph, thanks or table of the body."""

    kind: str
    text: str
    """A table's caption."""
    level: int = 0
    notes: tuple[tuple[int, str], ...] = ()
    """(offset in `text`, footnote)."""
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Prose:
    """A text with its bibliographic facts as written in the front matter."""

    facts: dict[str, Any]
    blocks: tuple[Block, ...]

    def fact(self, name: str) -> str:
        """Return a fact as one string; sentences of a Chinese abstract follow each other, English ones take a space."""
        value = self.facts.get(name) or ""
        return (" " if name.endswith("_en") else "").join(value) if isinstance(value, list) else str(value)

    def facts_of(self, name: str) -> list[str]:
        """Return a fact that is a list."""
        return list(self.facts.get(name) or [])

    def of_kind(self, kind: str) -> list[Block]:
        """Return the blocks of one kind."""
        return [block for block in self.blocks if block.kind == kind]


@functools.cache
def read_prose(key: str) -> Prose:
    """Return a text by its key: of this folder, else of the demo corpus."""
    path = next(folder / f"{key}.md" for folder in (HERE, DEMO) if (folder / f"{key}.md").is_file())
    _, front, body = PLANTED.sub(r"\1", path.read_text(encoding="utf-8")).split("---\n", 2)
    notes = dict(NOTE.findall(body))
    return Prose(YAML(typ="safe").load(front), tuple(_blocks(NOTE.sub("", body), notes)))


def _blocks(body: str, notes: dict[str, str]) -> list[Block]:
    blocks: list[Block] = []
    kind = "paragraph"
    for chunk in filter(None, map(str.strip, re.split(r"\n\s*\n|\n(?=#)|(?<=[^|])\n(?=\|)", body))):
        if chunk.startswith("#"):
            level = len(chunk) - len(chunk.lstrip("#"))
            blocks.append(Block("heading", chunk.lstrip("# "), level))
            kind = "thanks" if blocks[-1].text == THANKS else "paragraph"
        elif chunk.startswith("|"):
            caption = blocks.pop().text if blocks and CAPTION.match(blocks[-1].text) else ""
            blocks.append(Block("table", caption, rows=_rows(chunk)))
        else:
            blocks.append(_paragraph(kind, chunk, notes))
    return blocks


def _rows(chunk: str) -> tuple[tuple[str, ...], ...]:
    lines = [line.strip().strip("|") for line in chunk.splitlines() if not re.fullmatch(r"[|:\-\s]+", line)]
    return tuple(tuple(cell.strip() for cell in line.split("|")) for line in lines)


def _paragraph(kind: str, chunk: str, notes: dict[str, str]) -> Block:
    text, anchors = "", []
    for index, piece in enumerate(ANCHOR.split(chunk)):
        if index % 2:
            anchors.append((len(text), notes[piece]))
        else:
            text += piece
    return Block(kind, text, notes=tuple(anchors))
