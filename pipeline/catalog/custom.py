"""CNKI's lists with bilingual labels: 自定义 (`SrcDatabase-来源库: 期刊`) and E-Study (`DataType: 1`, `Title-题名: …`)."""

import re
from collections.abc import Iterator

from pipeline.catalog.entries import Entry, Grammar, Stray, read_entries
from pipeline.core.headings import heading_meaning

LINE = re.compile(r"^([A-Za-z]{2,20}-[^\W\d_a-zA-Z]{1,10}|DataType|DOI-DOI|ISSN-[^\s:：]{2,8})[ \t]*[:：][ \t]*(.*)$", re.IGNORECASE)


def read(text: str) -> Iterator[Entry | Stray]:
    """Yield the records of a list; each begins with the label that begins the first."""
    first = next((match[1].upper() for line in text.split("\n") if (match := LINE.match(line))), "")
    for entry in read_entries(text, Grammar(LINE, first)):
        if isinstance(entry, Entry):
            entry.fields = [named(tag, value) for tag, value in entry.fields]
        yield entry


def named(label: str, value: str) -> tuple[str, str]:
    """Return the field under a name that tells what it holds: `PageCount-页码` is a range in some exports and a count in others."""
    if heading_meaning(label) == "pages" and label.upper().startswith("PAGECOUNT") and value.strip().isdigit():
        return ("PageCount-页数", value)
    return (label, value)
