"""CSL-JSON, the form that Zotero exports and citation processors read."""

import json
import re
from collections.abc import Iterator
from typing import Any

from pipeline.catalog.entries import QUOTED_CHARS, Entry, Stray
from pipeline.core.text import count_han

FIELDS = {
    "type": "type",
    "title": "title",
    "title-en": "title_en",
    "author": "author",
    "contributor": "advisor",
    "affiliation": "affiliation",
    "container-title": "venue",
    "publisher": "publisher",
    "issued": "date",
    "volume": "volume",
    "issue": "issue",
    "page": "pages",
    "DOI": "doi",
    "keyword": "keyword",
    "keyword-en": "keyword_en",
    "abstract": "abstract",
    "abstract-en": "abstract",
    "genre": "degree",
    "note": "note",
}
NAMES = frozenset({"author", "contributor", "editor", "translator"})
START = re.compile(r"\{")
DECODER = json.JSONDecoder()


def read(text: str) -> Iterator[Entry | Stray]:
    """Yield the items of a list (or of the list under `items`), each by itself: a damaged one hides no other."""
    at = _first_item(text)
    line, counted = 1, 0
    while match := START.search(text, at):
        line, counted = line + text.count("\n", counted, match.start()), match.start()
        try:
            item, at = DECODER.raw_decode(text, match.start())
        except (ValueError, RecursionError):
            at = _next_item(text, match.end())
            yield Stray(line, f"no JSON object can be read from {text[match.start() : match.start() + QUOTED_CHARS]!r}")
            continue
        yield Entry(line, [("type", str(item.get("type", ""))), *(pair for name, value in item.items() for pair in _fields(name, value))])


def _first_item(text: str) -> int:
    """Return where the items begin: behind the bracket of the list."""
    bracket, brace = text.find("["), text.find("{")
    return bracket + 1 if 0 <= bracket < brace or re.match(r'\s*\{\s*"(?:items|references)"\s*:\s*\[', text) else 0


def _next_item(text: str, at: int) -> int:
    """Return where an item may begin behind a damaged one: at an object that a line or a comma between objects opens."""
    match = re.compile(r"^\s*\{|\}\s*,\s*(?=\{)", re.MULTILINE).search(text, at)
    return match.end() - match[0].endswith("{") if match else len(text)


def _fields(name: str, value: Any) -> list[tuple[str, str]]:
    if name == "type" or value in (None, "", [], {}):
        return []
    if name in NAMES and isinstance(value, list):
        return [(name, _name(person)) for person in value]
    if name == "custom" and isinstance(value, dict):
        return [pair for inner, kept in value.items() for pair in _fields(inner, kept)]
    if name == "issued" and isinstance(value, dict):
        return [(name, _date(value))]
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return [(name, part) for part in value]
    return [(name, value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))]


def _name(person: Any) -> str:
    """Return `Smith, John` or 张三: Chinese names have no comma and no blank."""
    if not isinstance(person, dict):
        return str(person)
    if "literal" in person:
        return str(person["literal"])
    parts = [str(person.get(part) or "").strip() for part in ("family", "given")]
    return "".join(parts) if count_han("".join(parts)) else ", ".join(filter(None, parts))


def _date(issued: dict[str, Any]) -> str:
    """Return a date as year-month-day, as far as it is known."""
    parts = issued.get("date-parts")
    if isinstance(parts, list) and parts and isinstance(parts[0], list):
        return "-".join(str(part) for part in parts[0])
    return str(issued.get("raw") or issued.get("literal") or json.dumps(issued, ensure_ascii=False))
