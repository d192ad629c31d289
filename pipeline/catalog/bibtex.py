"""BibTeX by bibtexparser 2: the reference managers' and publishers' form. LaTeX's escapes and accents become characters."""

import logging
import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from bibtexparser import model
from bibtexparser.entrypoint import parse_string

from pipeline.catalog.entries import QUOTED_CHARS, Entry, Stray
from pipeline.core.text import is_han

# What cannot be parsed is reported as a problem of its line; the library would print it as well.
logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)

FIELDS = {
    "type": "type",
    "title": "title",
    "translatedtitle": "title_en",
    "title_en": "title_en",
    "author": "author",
    "translatedauthor": "author_en",
    "authoraddress": "affiliation",
    "affiliation": "affiliation",
    "supervisor": "advisor",
    "advisor": "advisor",
    "tutor": "advisor",
    "journal": "venue",
    "journaltitle": "venue",
    "booktitle": "venue",
    "school": "publisher",
    "institution": "publisher",
    "publisher": "publisher",
    "year": "year",
    "date": "date",
    "volume": "volume",
    "number": "issue",
    "issue": "issue",
    "pages": "pages",
    "doi": "doi",
    "keywords": "keyword",
    "keyword": "keyword",
    "translatedkeywords": "keyword_en",
    "abstract": "abstract",
    "translatedabstract": "abstract",
    "degree": "degree",
    "note": "note",
}
DEGREES = {"phdthesis": "博士", "mastersthesis": "硕士"}
ESCAPES = re.compile(
    r"""\\textbackslash(?:\{\}|[ ])?          # 1: named characters
      | \\textasciitilde(?:\{\}|[ ])? | \\textasciicircum(?:\{\}|[ ])?
      | \\(?P<char>[{}%&\#$_])                # an escaped character
      | \\(?P<accent>["'`^~=.cvuHrk])(?:\{(?P<braced>\\?[A-Za-z])\}|(?P<bare>[A-Za-z]))(?![A-Za-z]{2}\{)
      | \\(?:emph|textit|textbf|textsc|textrm|mbox)(?=\{)
      | [{}]                                  # protecting braces
      | ~
    """,
    re.VERBOSE,
)
# Between two names, and not inside braces: {Institute of Arts and Letters} is one author.
AND = re.compile(r"\s+and\s+(?![^{}]*(?<!\\)\})")
NAMED = {"\\textbackslash": "\\", "\\textasciitilde": "~", "\\textasciicircum": "^"}
ACCENTS = {
    '"': "\u0308", "'": "\u0301", "`": "\u0300", "^": "\u0302", "~": "\u0303", "=": "\u0304", ".": "\u0307",
    "c": "\u0327", "v": "\u030c", "u": "\u0306", "H": "\u030b", "r": "\u030a", "k": "\u0328",
}  # fmt: skip


def read(text: str) -> Iterator[Entry | Stray]:
    """Yield the entries of a BibTeX file; entries that share a key, or have none, are entries all the same."""
    for block in parse_string(text).blocks:
        whole = getattr(block, "ignore_error_block", None) or block
        line = (block.start_line or 0) + 1
        if isinstance(whole, model.Entry):
            yield _entry(whole, line, enclosed=whole is not block)
        elif isinstance(block, model.ParsingFailedBlock):
            yield Stray(line, f"no BibTeX entry can be read from {_quoted(block.raw)}: is a brace or quote missing?")
        elif isinstance(block, model.ImplicitComment) and (kept := _printed(block.comment)):
            yield Stray(line, f"text outside of any entry: {_quoted(kept)}")


def decode_latex(value: str) -> str:
    r"""Return a value without LaTeX: `R\&D` is R&D, `{Deep}` Deep, `\"{u}` ü.

    >>> decode_latex(r"R\&D in {S}\~ao {Paulo}, 50\%")
    'R&D in São Paulo, 50%'
    """
    return ESCAPES.sub(_decoded, value)


def _entry(block: model.Entry, line: int, *, enclosed: bool) -> Entry:
    """Return an entry; the library leaves the braces around values of entries that it flags (a key or a field given twice)."""
    kind = block.entry_type.lower()
    fields = [("type", kind)]
    keys = {field.key.lower() for field in block.fields}
    for field in block.fields:
        value = str(field.value)
        fields.extend(_fields(field.key.lower(), value[1:-1] if enclosed and value[:1] in {"{", '"'} else value))
    if kind in DEGREES and not keys & {"type", "degree"}:
        fields.append(("degree", DEGREES[kind]))
    return Entry(line, fields)


def _fields(key: str, value: str) -> list[tuple[str, str]]:
    if key in {"author", "translatedauthor"}:
        return [(key, name) for part in AND.split(value) if (name := _name(decode_latex(part)))]
    if key == "type":
        return [("degree", decode_latex(value))]
    if key == "pages":
        return [(key, decode_latex(value).replace("--", "-"))]
    return [(key, decode_latex(value))]


def _name(name: str) -> str:
    """Join `张, 三`, which is one person's name here: 张三."""
    family, comma, given = (part.strip() for part in name.partition(","))
    return family + given if comma and family and given and all(map(is_han, family + given)) else name.strip()


def _decoded(match: re.Match[str]) -> str:
    if match["char"]:
        return match["char"]
    if match["accent"]:
        return unicodedata.normalize("NFC", (match["braced"] or match["bare"]).lstrip("\\") + ACCENTS[match["accent"]])
    if match[0] == "~":
        return " "
    return next((char for name, char in NAMED.items() if match[0].startswith(name)), "")


def _printed(comment: str) -> str:
    """Return a comment without the lines that begin with %."""
    return "\n".join(line for line in comment.split("\n") if line.strip() and not line.lstrip().startswith("%")).strip()


def _quoted(raw: Any) -> str:
    return repr(" ".join(str(raw or "").split())[:QUOTED_CHARS])
