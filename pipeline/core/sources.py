"""What a source file is, told by its content and not by its suffix.

Stage extract reads documents (`pdf`, `html`, `text`), stage catalog reads record exports (`records`); both ask here, so that no file is
read twice and none falls between them. CAJ signatures: the first bytes of CNKI's own formats (CAJ, HN/NH, KDH, TEB, C8).
"""

import re
from dataclasses import dataclass
from pathlib import Path

HEAD_BYTES = 1024
PDF_MARK = b"%PDF-"
CAJ_MARKS = (b"CAJ\x00", b"HN\xc8\x00", b"KDH ", b"TEB\x00", b"\xc8\x00\x00\x00")
CAJ_SUFFIXES = frozenset({".caj", ".kdh", ".nh", ".caa", ".teb"})
# Suffixes under which databases and reference managers save lists of records.
RECORD_SUFFIXES = frozenset({".ris", ".bib", ".net", ".enw", ".csv", ".tsv", ".xls", ".xlsx", ".json", ".xml", ".nbib", ".ciw", ".isi"})
SHEET_SUFFIXES = frozenset({".xls", ".xlsx"})
ARCHIVE_MARKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
HTML_MARK = re.compile(
    rb"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body|meta|table)\b", re.IGNORECASE | re.DOTALL
)

# A format's signature: lines that a record of it must have. One record is enough, wherever in the file.
RECORD_SIGNATURES: dict[str, re.Pattern[str]] = {
    "ris": re.compile(r"^TY {1,2}- *[A-Z]{2,8}[ \t]*$(?=.*?^(?:A1|AU|T1|TI|ER) {1,2}-)", re.MULTILINE | re.DOTALL),
    "noteexpress": re.compile(r"^\{Reference Type\} ?[:：](?=.*?^\{(?:Title|Author)\} ?[:：])", re.MULTILINE | re.DOTALL | re.IGNORECASE),
    "endnote": re.compile(r"^%0 [A-Z][\w ]+$(?=.*?^%[TA] \S)", re.MULTILINE | re.DOTALL),
}
# Bytes that are no UTF-8 may be this share of the characters beyond ASCII before the text is taken for another encoding.
MAX_DAMAGED_SHARE = 0.01
REPLACEMENT = "\ufffd"


@dataclass(frozen=True, slots=True)
class DecodedText:
    """A text file's content with line ends as newlines (a lone carriage return counts as one)."""

    text: str
    encoding: str
    n_damaged: int
    """Characters that could not be decoded; U+FFFD stands for them."""


def decode_text(content: bytes) -> DecodedText:
    """Return the text of a file in UTF-8 (with or without BOM), UTF-16 with BOM or GB18030, tried in this order."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decoded(content, "utf-16")
    damaged = _decoded(content, "utf-8-sig")
    n_beyond_ascii = sum(not char.isascii() for char in damaged.text)
    if damaged.n_damaged <= MAX_DAMAGED_SHARE * n_beyond_ascii:
        return damaged
    return min(_decoded(content, "gb18030"), damaged, key=lambda decoded: decoded.n_damaged)


def record_format(text: str) -> str | None:
    """Return the name of the record export format (`ris`, `noteexpress`, `endnote`), or None for any other text."""
    found = ((match.start(), name) for name, signature in RECORD_SIGNATURES.items() if (match := signature.search(text)))
    return min(found, default=(0, None))[1]


def recognise(path: Path) -> str:
    """Return what a file is: `pdf`, `html`, `text`, `records`, `caj`, `spreadsheet`, `binary` or `empty`.

    A file that calls itself .pdf and is not recognised otherwise is a (damaged) `pdf`.
    """
    with path.open("rb") as stream:
        head = stream.read(HEAD_BYTES)
        return _kind_of_binary(head, path.suffix.lower()) or _kind_of_text(head + stream.read())


def is_hidden(path: Path) -> bool:
    """Tell whether a file is litter of an operating system or an office program, as .dvcignore lists it."""
    return path.name.startswith((".", "~$")) or path.name in {"Thumbs.db", "desktop.ini"}


def _kind_of_binary(head: bytes, suffix: str) -> str | None:
    marks = (
        ("pdf", PDF_MARK in head),
        ("caj", head.startswith(CAJ_MARKS) or suffix in CAJ_SUFFIXES),
        ("pdf", suffix == ".pdf"),
        ("spreadsheet", head.startswith(ARCHIVE_MARKS) and suffix in SHEET_SUFFIXES),
        ("binary", head.startswith(ARCHIVE_MARKS)),
        ("html", HTML_MARK.match(head) is not None),
    )
    return next((kind for kind, found in marks if found), None)


def _kind_of_text(content: bytes) -> str:
    if not content.strip():
        return "empty"
    decoded = decode_text(content)
    if b"\x00" in content[:HEAD_BYTES] and decoded.encoding != "utf-16":
        return "binary"
    if decoded.n_damaged > MAX_DAMAGED_SHARE * len(decoded.text):
        return "binary"
    return "records" if record_format(decoded.text) else "text"


def _decoded(content: bytes, encoding: str) -> DecodedText:
    text = content.decode(encoding, errors="replace").removeprefix("\ufeff")
    n_damaged = text.count(REPLACEMENT)
    return DecodedText(text.replace("\r\n", "\n").replace("\r", "\n"), encoding.removesuffix("-sig"), n_damaged)
