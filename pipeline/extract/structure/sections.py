"""Blocks to a document: which block is title, abstract, keyword list, body, reference or thanks, and the fields they hold."""

import re
from dataclasses import dataclass, field

from pipeline.core.text import count_han
from pipeline.extract.fields.coverlabels import cover_pairs
from pipeline.extract.fields.entryfields import TYPE
from pipeline.extract.fields.fields import LABEL_INLINE, METADATA, METADATA_INLINE, WITHIN_LIST, label_of, split_keywords
from pipeline.extract.fields.imprint import find_year
from pipeline.extract.fields.references import is_typed_entry, split_entries, starts_entry
from pipeline.extract.layout.blocks import Setting
from pipeline.extract.layout.footnotes import AUTHOR_NOTE
from pipeline.extract.layout.furniture import compact
from pipeline.extract.layout.headings import numbered_level, special
from pipeline.extract.layout.paragraphs import Block
from pipeline.extract.pdf.glyphs import SAME_TYPE
from pipeline.extract.structure.front import read_front
from pipeline.extract.structure.titlepage import Front

LONG = 60  # Han characters: a paragraph of the text rather than a line of the title page
LONG_LATIN = 200
MAX_METADATA = 200
MAX_KEYWORD = 40  # characters of one item in a list that has a line for each
NOTE_PAGES = 2  # pages on whose foot journals tell about funds and manuscript
MIN_LETTERS = 10
MIN_FORM = 2  # labelled rows that make a table the form of a cover
PART_ROLES = {
    "references": "reference",
    "notes": "footnote",
    "thanks": "acknowledgement",
    "personal": "author_note",
    "declaration": "metadata",
    "appendix": "body",
}


@dataclass(slots=True)
class Piece:
    """A passage to be: its clean text and role, with the block it comes from."""

    text: str
    role: str
    block: Block
    offset: int = 0
    """Where the piece's text begins in the block's."""
    level: int | None = None


@dataclass(slots=True)
class Structure:
    """A document's pieces in reading order and its front matter."""

    pieces: list[Piece]
    front: Front
    keywords_zh: list[str] = field(default_factory=list)
    keywords_en: list[str] = field(default_factory=list)

    def joined(self, role: str) -> str | None:
        """Return the text of all pieces of a role, joined; None without any."""
        texts = [piece.text for piece in self.pieces if piece.role == role]
        return (" " if role.endswith("_en") else "").join(texts) or None

    def texts(self, role: str) -> list[str]:
        """Return the texts of a role's pieces."""
        return [piece.text for piece in self.pieces if piece.role == role]


class _Reader:
    """Walks through the blocks and keeps the state that decides a block's role."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.pieces: list[Piece] = []
        self.front_blocks: list[Block] = []
        self.state = "front"
        self.labelled = False
        self.open_abstract = False

    def read(self, block: Block) -> None:
        if block.role in ("footnote", "author_note", "table"):
            self._add_table(block) if block.table else self.put(block, block.role)
            return
        if block.role == "metadata":
            self._read_metadata(block)
            return
        label = label_of(block.text)
        if label and self._takes_label(label[0]):
            self._read_label(block, *label)
        elif self.state == "front":
            self._read_front(block)
        elif self.state in ("abstract_zh", "abstract_en"):
            self._read_abstract(block)
        elif self.state.startswith("keywords"):
            self._read_keywords(block)
        elif block.role == "heading":
            self._read_heading(block)
        else:
            self._read_text(block)

    def _read_metadata(self, block: Block) -> None:
        """Keep a line that a web page says about itself; an abstract ends before it."""
        if self.state in ("abstract_zh", "abstract_en"):
            self.state = self._after_fields()
        self.front_blocks.append(block)
        self.put(block, "metadata")

    def put(self, block: Block, role: str, start: int = 0, end: int | None = None) -> None:
        text = block.text[start:end]
        shift = len(text) - len(text.lstrip())
        if text.strip():
            self.pieces.append(Piece(text.strip(), role, block, start + shift, block.level if role == "heading" else None))

    def _takes_label(self, name: str) -> bool:
        return self.state != "body" or name.endswith("_en") or not any(piece.role == name for piece in self.pieces)

    def _read_label(self, block: Block, name: str, end: int) -> None:
        self.labelled = True
        if name.startswith("keywords"):
            self._put_keywords(block, name, end)
            open_list = not block.text[end:].strip() or self._list_goes_on(block, name)
            self.state = name if open_list else self._after_fields()
            return
        self.open_abstract = not block.text[end:].strip()
        inline = LABEL_INLINE.search(block.text, end)
        self.put(block, name, end, inline.start() if inline else None)
        self.state = name
        while inline:
            inner = label_of(block.text[inline.start() :])
            further = LABEL_INLINE.search(block.text, inline.start() + 1)
            if inner is None:
                break
            start, stop = inline.start() + inner[1], further.start() if further else None
            if inner[0].startswith("keywords"):
                self._put_keywords(block, inner[0], start, stop)
                self.state = self._after_fields()
            else:
                self.put(block, inner[0], start, stop)
                self.state = inner[0]
            inline = further

    def _put_keywords(self, block: Block, name: str, start: int, end: int | None = None) -> None:
        stop = METADATA_INLINE.search(block.text, start, len(block.text) if end is None else end)
        self.put(block, name, start, stop.start() if stop else end)
        if stop:
            self.put(block, "metadata", stop.start(), end)
            self.front_blocks.append(block)

    def _list_goes_on(self, block: Block, name: str) -> bool:
        """Tell whether a list of keywords may run on in the next block: behind a dividing sign; an English one unless it ends."""
        return WITHIN_LIST.search(block.text) is not None or (name == "keywords_en" and block.text.rstrip()[-1] not in ".。")

    def _after_fields(self) -> str:
        return "after" if any(piece.role in ("body", "heading") for piece in self.pieces) else "front"

    def _read_abstract(self, block: Block) -> None:
        name = self.state
        other = (name == "abstract_zh" and _is_latin(block.text)) or (
            name == "abstract_en" and count_han(block.text) > 0.3 * len(block.text)
        )
        same_type = not any(piece.role == name for piece in self.pieces) or self._matches_abstract(block, name)
        if block.role == "heading" or other or METADATA.match(block.text) or not (self.open_abstract or same_type):
            self.state = self._after_fields()
            self.read(block)
        else:
            self.put(block, name)

    def _read_keywords(self, block: Block) -> None:
        """Read the list that stands below its label, or the rest of one: on a line of its own, or a line for each keyword."""
        name, self.state = self.state, self._after_fields()
        begun = self.pieces and self.pieces[-1].role == name
        if (
            block.role == "heading"
            or len(block.text) > MAX_METADATA
            or METADATA.match(block.text)
            or (begun and not self._is_item(block, name))
        ):
            self.read(block)
            return
        self._put_keywords(block, name, 0)
        one_a_line = len(block.text) <= MAX_KEYWORD and not re.search(r"[;；,，、]\s*\S", block.text)
        if one_a_line or self._list_goes_on(block, name):
            self.state = name

    def _is_item(self, block: Block, name: str) -> bool:
        """Tell whether a block goes on with a list: in its language and type, without the end of a sentence."""
        first = self.pieces[-1].block
        text = block.text.strip()
        same = abs(first.size - block.size) < SAME_TYPE and first.bold == block.bold and text[-1] not in "。！？："
        if name == "keywords_en":
            return same and not count_han(text) and (text[0].islower() or re.search(r"[;；]", text) is not None)
        return same and count_han(text) > 0 and len(text) <= MAX_KEYWORD and numbered_level(text) is None

    def _matches_abstract(self, block: Block, name: str) -> bool:
        """Tell whether a paragraph behind an abstract is set as the abstract is, and unlike the text."""
        first = next(piece.block for piece in self.pieces if piece.role == name)
        return abs(first.size - block.size) < SAME_TYPE < abs(block.size - self.setting.body)

    def _read_front(self, block: Block) -> None:
        if self._opens_body(block):
            self.state = "body"
            self.read(block)
        else:
            self.front_blocks.append(block)
            self.put(block, "front")

    def _opens_body(self, block: Block) -> bool:
        if block.role == "heading":
            part = special(block.text)
            known = numbered_level(block.text) is not None and part not in ("declaration", "personal")
            return known and (self.labelled or block.page > 1 or bool(self.front_blocks))
        plain = METADATA.match(block.text) is None and AUTHOR_NOTE.match(block.text) is None
        long = count_han(block.text) >= LONG or (len(block.text) >= LONG_LATIN and self.labelled)
        return plain and long and len(self.front_blocks) > 0 and not _is_cover(block)

    def _read_heading(self, block: Block) -> None:
        part = special(block.text)
        if part:
            self.state = part
            self.put(block, "heading")
            return
        if self.state in ("references", "notes") and numbered_level(block.text) is None:
            self.state = "after"
        elif self.state in ("thanks", "personal", "declaration", "after"):
            self.state = "body" if numbered_level(block.text) is not None else self.state
        if self.state in ("after", "declaration"):
            self.front_blocks.append(block)
        self.put(block, "metadata" if self.state in ("after", "declaration") else "heading")

    def _read_text(self, block: Block) -> None:
        if self.state == "references" or (self.state == "body" and is_typed_entry(block.text)):
            self.state = "references"
            self._read_entries(block)
        elif self.state == "after":
            self.put(block, "author_note" if AUTHOR_NOTE.match(block.text) else "metadata")
            self.front_blocks.append(block)
        elif METADATA.match(block.text) and len(block.text) <= MAX_METADATA:
            self.put(block, "metadata")
            self.front_blocks.append(block)
        elif AUTHOR_NOTE.match(block.text):
            self.put(block, "author_note")
        elif block.role == "caption":
            self.put(block, "caption")
        else:
            self.put(block, PART_ROLES.get(self.state, "body"))

    def _read_entries(self, block: Block) -> None:
        numbered = [piece for piece in self.pieces if piece.role == "reference" and starts_entry(piece.text)]
        if (len(numbered) > 1 and not starts_entry(block.text)) or self._leaves_entries(block):
            self.state = "after"
            self._read_text(block)
            return
        position = 0
        for entry in split_entries(block.text):
            position = block.text.find(entry, position)
            self.put(block, "author_note" if AUTHOR_NOTE.match(entry) else "reference", position, position + len(entry))
            position += len(entry)

    def _leaves_entries(self, block: Block) -> bool:
        """Tell whether a block behind the entries is none: set in the middle, or in other type, and without a year."""
        entries = [piece.block for piece in self.pieces if piece.role == "reference"]
        if not entries or find_year(block.text) or TYPE.search(block.text) or not block.lines:
            return False
        other = abs(block.size - entries[-1].size) > SAME_TYPE or (block.bold and not entries[-1].bold)
        return block.centred or other

    def _add_table(self, block: Block) -> None:
        if block.table is None:
            return
        rows = [[cell.replace("\t", " ").replace("\n", " ").strip() for cell in row] for row in block.table.rows]
        form = _form_lines(rows) if self.state == "front" else []
        for text in form:
            self.front_blocks.append(Block(text, "body", page=block.page, size=self.setting.body))
        for text in ("\t".join(row).strip("\n") for row in rows):
            if text.strip():
                self.pieces.append(Piece(text, "metadata" if form else "table", block))


def _form_lines(rows: list[list[str]]) -> list[str]:
    """Return the labelled fields of a cover that is set as a table, `label：value` each; nothing for any other table."""
    lines: list[str] = []
    for row in rows:
        cells = [cell for cell in row if cell]
        for label, value in zip(cells, [*cells[1:], ""], strict=True):
            pairs = cover_pairs(label if re.search(r"[:：]", label) else f"{label}：")
            if pairs:
                filled = bool(pairs[-1].value) or not value or bool(cover_pairs(f"{value}：") and not cover_pairs(f"{value}：")[-1].value)
                lines.append(label if filled else f"{label.rstrip(':： ')}：{value}")
    return lines if len(lines) >= MIN_FORM else []


def _is_latin(text: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    return len(letters) > MIN_LETTERS and count_han(text) < 0.1 * len(letters)


def _is_cover(block: Block) -> bool:
    return (
        re.search(r"本人郑重声明|本学位论文|独创性|原创性声明|了解.{0,30}学位论文的规定|(?:作者|导师)签名", compact(block.text)) is not None
    )


def read_structure(blocks: list[Block], setting: Setting, heads: list[str]) -> Structure:
    """Return the document's structure.

    Args:
        blocks: from `build_blocks`.
        setting: how its text is set.
        heads: distinct running heads, which name journal, issue or university.
    """
    reader = _Reader(setting)
    for block in blocks:
        reader.read(block)
    front = read_front(reader.front_blocks, heads, _notes(reader.pieces))
    _name_front(reader.pieces, front)
    structure = Structure(reader.pieces, front)
    structure.keywords_zh = _keywords(structure.texts("keywords_zh"))
    structure.keywords_en = _keywords(structure.texts("keywords_en"))
    return structure


def _keywords(texts: list[str]) -> list[str]:
    """Return the keywords of a list that may run over several lines; an English one is cut in the middle of a keyword."""
    joined: list[str] = []
    for text in texts:
        if joined and re.search(r"[;；,，]", joined[-1]) and not count_han(text):
            joined[-1] = f"{joined[-1]} {text}"
        else:
            joined.append(text)
    return [word for text in joined for word in split_keywords(text)]


def _notes(pieces: list[Piece]) -> list[str]:
    """Return what notes say about funds and manuscript: the author's notes, wherever they stand, and those at the foot of the first pages."""
    return [
        piece.text
        for piece in pieces
        if piece.role in ("author_note", "metadata")
        or (piece.role == "footnote" and piece.block.page <= NOTE_PAGES and AUTHOR_NOTE.match(piece.text))
    ]


def _name_front(pieces: list[Piece], front: Front) -> None:
    for piece in pieces:
        if piece.role in ("front", "metadata"):
            piece.role = front.roles.get(id(piece.block), "metadata")
