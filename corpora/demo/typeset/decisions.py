"""The screeners' decisions as `wenmai screen import` writes them: edits/screening.tsv, keyed by the ids that the works get."""

import sys
from pathlib import Path
from typing import Any

from typeset.records import kind
from typeset.texts import DemoText

sys.path.append(str(Path(__file__).parents[3]))  # the project, for the ids of works
from pipeline.catalog.works import make_work_id

_SAID = ("decision", "reason", "screener_a", "reason_a", "screener_b", "reason_b")
COLUMNS = ("key", "title", "authors", "year", *_SAID, "adjudicated_by")
ADJUDICATOR = "丙"


def screening_text(texts: list[DemoText], decided: list[dict[str, Any]]) -> str:
    """Return the file's content, sorted by year, title and key; the third person decided where the two disagree."""
    by_key = {text.key: text for text in texts}
    rows = [_row(by_key[row["key"]], row) for row in decided]
    rows.sort(key=lambda row: (row["year"], row["title"], row["key"]))
    return "".join("\t".join(cells) + "\n" for cells in [COLUMNS, *([row[name] for name in COLUMNS] for row in rows)])


def _row(text: DemoText, decided: dict[str, Any]) -> dict[str, str]:
    title, authors = text.field("title_zh"), text.fields("authors")
    return {
        "key": make_work_id({"title_zh": title, "title_en": None, "authors": authors}, kind(text), [], ()),
        "title": title,
        "authors": "；".join(authors),
        "year": text.field("year"),
        "adjudicated_by": "" if decided["screener_a"] == decided["screener_b"] else ADJUDICATOR,
        **{name: decided[name] for name in _SAID},
    }
