"""What a source file is, told by its content and not by its suffix.

Stage extract reads documents (`pdf`, `html`, `text`), stage catalog reads record exports (`records`, `spreadsheet`); both ask here, so that no file is
read twice and none falls between them. CAJ signatures: the first bytes of CNKI's own formats (CAJ, HN/NH, KDH, TEB, C8).
"""

import csv
import html
import re
from dataclasses import dataclass
from pathlib import Path

from pipeline.core.headings import is_heading_row

HEAD_BYTES = 1024
PDF_MARK = b"%PDF-"
CAJ_MARKS = (b"CAJ\x00", b"HN\xc8\x00", b"KDH ", b"TEB\x00", b"\xc8\x00\x00\x00")
CAJ_SUFFIXES = frozenset({".caj", ".kdh", ".nh", ".caa", ".teb"})
# Suffixes under which databases and reference managers save lists of records.
RECORD_SUFFIXES = frozenset({".ris", ".bib", ".net", ".enw", ".csv", ".tsv", ".xls", ".xlsx", ".json", ".xml", ".nbib", ".ciw", ".isi"})
SHEET_SUFFIXES = frozenset({".xls", ".xlsx"})
ZIP_MARK = b"PK\x03\x04"
OLE_MARK = b"\xd0\xcf\x11\xe0"
XLSX_PART = "xl/workbook.xml"
# Names of the stream that holds the sheets in an Excel 97 (and 95) file, as the compound file's directory spells them.
XLS_STREAMS = tuple(f"{name}\0".encode("utf-16-le") for name in ("Workbook", "Book"))
HTML_MARK = re.compile(
    rb"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body|meta|table)\b", re.IGNORECASE | re.DOTALL
)

# A format's signature: lines that a record of it must have. One record is enough, wherever in the file.
RECORD_SIGNATURES: dict[str, re.Pattern[str]] = {
    "ris": re.compile(r"^TY {1,2}- *[A-Z]{2,8}[ \t]*$(?=.*?^(?:A1|AU|T1|TI|ER) {1,2}-)", re.MULTILINE | re.DOTALL),
    "noteexpress": re.compile(r"^\{Reference Type\} ?[:：](?=.*?^\{(?:Title|Author)\} ?[:：])", re.MULTILINE | re.DOTALL | re.IGNORECASE),
    "endnote": re.compile(r"^%0 [A-Z][\w ]+$(?=.*?^%[TA] \S)", re.MULTILINE | re.DOTALL),
    "refworks": re.compile(r"^RT [A-Z][\w/, ]+$(?=.*?^(?:T1 |A1 ?)\S)", re.MULTILINE | re.DOTALL),
    "cssci": re.compile(r"^【来源篇名】", re.MULTILINE),
    "custom": re.compile(r"^Title-题名 ?[:：](?=.*?^(?:Author-作者|Source-[^:：\n]{2,6}) ?[:：])", re.MULTILINE | re.DOTALL),
    "bibtex": re.compile(
        r"^[ \t]*@[A-Za-z]+[ \t]*\{[^\n{}=]*,?[ \t]*$(?=.*?\b(?:title|author)\s*=)", re.MULTILINE | re.DOTALL | re.IGNORECASE
    ),
    "csl-json": re.compile(r"\A\s*[\[{](?=.*?\"type\"\s*:\s*\"[a-z_-]+\")(?=.*?\"title\"\s*:)", re.DOTALL),
}
# Signs that divide the cells of a table in plain text.
DELIMITERS = ("\t", ",", ";")
# A heading row stands within the first lines; titles and notes may stand above it.
HEADING_LINES = 10
# An exported table saved as .xls is HTML whose first visible text is its first row.
FIRST_ROW = re.compile(r"\A(.*?)<tr\b[^>]*>(.*?)</tr>", re.IGNORECASE | re.DOTALL)
CELL = re.compile(r"<t[dh]\b[^>]*>(.*?)(?=</t[dh]>|<t[dh]\b|\Z)", re.IGNORECASE | re.DOTALL)
UNSEEN = re.compile(r"<!--.*?-->|<(style|script|title|xml)\b.*?</\1\s*>|<[^>]*>", re.IGNORECASE | re.DOTALL)
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
    """Return the name of the record export format of a text, or None for any other text.

    The formats: `ris`, `noteexpress`, `endnote`, `refworks`, `cssci`, `custom` (CNKI's 自定义 and E-Study lists), `bibtex`, `csl-json`,
    `csv` and `html` (a table of records).
    """
    found = ((match.start(), name) for name, signature in RECORD_SIGNATURES.items() if (match := signature.search(text)))
    tagged = min(found, default=(0, None))[1]
    if tagged is not None:
        return tagged
    if find_delimiter(text):
        return "csv"
    return "html" if _is_record_table(text) else None


def find_delimiter(text: str) -> str | None:
    """Return the sign that divides the cells of a table of records in plain text, or None when the text is no such table."""
    lines = text.split("\n", HEADING_LINES)[:HEADING_LINES]
    return next((sign for line in lines for sign in DELIMITERS if sign in line and is_heading_row(_cells(line, sign))), None)


def workbook_format(content: bytes) -> str | None:
    """Return `xlsx` or `xls` for a spreadsheet's bytes, whatever the file is called, or None."""
    if content.startswith(OLE_MARK):
        return "xls" if any(stream in content for stream in XLS_STREAMS) else None
    return "xlsx" if content.startswith(ZIP_MARK) and XLSX_PART.encode() in content else None


def recognise(path: Path) -> str:
    """Return what a file is: `pdf`, `html`, `text`, `records`, `caj`, `spreadsheet`, `binary` or `empty`.

    A file that calls itself .pdf and is not recognised otherwise is a (damaged) `pdf`.
    """
    with path.open("rb") as stream:
        head = stream.read(HEAD_BYTES)
        kind = _kind_of_binary(head, path.suffix.lower())
        if kind == "archive":
            is_sheet = path.suffix.lower() in SHEET_SUFFIXES or workbook_format(head + stream.read())
            return "spreadsheet" if is_sheet else "binary"
        if kind == "html":
            return "records" if _is_record_table(decode_text(head + stream.read()).text) else "html"
        return kind or _kind_of_text(head + stream.read())


def is_hidden(path: Path) -> bool:
    """Tell whether a file is litter of an operating system or an office program, as .dvcignore lists it."""
    return path.name.startswith((".", "~$")) or path.name in {"Thumbs.db", "desktop.ini"}


def _kind_of_binary(head: bytes, suffix: str) -> str | None:
    marks = (
        ("pdf", PDF_MARK in head),
        ("caj", head.startswith(CAJ_MARKS) or suffix in CAJ_SUFFIXES),
        ("pdf", suffix == ".pdf"),
        ("archive", head.startswith((ZIP_MARK, OLE_MARK))),
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


def _is_record_table(text: str) -> bool:
    match = FIRST_ROW.match(text) if HTML_MARK.match(text[:HEAD_BYTES].encode(errors="replace")) else None
    if match is None or UNSEEN.sub("", match[1]).strip():
        return False
    return is_heading_row([html.unescape(UNSEEN.sub("", cell)).strip() for cell in CELL.findall(match[2])])


def _cells(line: str, delimiter: str) -> list[str]:
    rows = csv.reader([line], delimiter=delimiter)
    try:
        return next(rows, [])
    except csv.Error:
        return []


def _decoded(content: bytes, encoding: str) -> DecodedText:
    text = content.decode(encoding, errors="replace").removeprefix("\ufeff")
    n_damaged = text.count(REPLACEMENT)
    return DecodedText(text.replace("\r\n", "\n").replace("\r", "\n"), encoding.removesuffix("-sig"), n_damaged)
