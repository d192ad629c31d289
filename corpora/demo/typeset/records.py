"""The works the catalog must end up with, and the texts that are no works of their own."""

from typing import Any

from typeset.batches import Placed, record_places
from typeset.plan import PLANS, source_name
from typeset.texts import DemoText
from typeset.truth import NO_ABSTRACT, STATUS

Row = dict[str, Any]
# A front matter's link, and the link that the catalog gives the work; only the last kind is counted as a work of its own.
LINKS = {"repost_of": "duplicate_of", "version_of": "version_of", "derived_from": "derived_from"}
COUNTED_LINKS = {"derived_from"}


def is_counted(text: DemoText) -> bool:
    """Say whether a text is a work of its own: a repost and the online version of a printed article are not."""
    return all(text.front.get(name) is None or link in COUNTED_LINKS for name, link in LINKS.items())


def work_rows(texts: list[DemoText], placed: dict[str, list[Placed]]) -> list[Row]:
    """Return the works that count, sorted by key; a work also holds the files and records of its repost or online version."""
    places = record_places(placed)
    rows = {text.key: _place_row(text, places) | {"evidence": evidence(text)} for text in texts if is_counted(text)}
    for link in link_rows(texts, placed):
        if not link["counted"]:
            rows[link["target"]]["sources"] += link["sources"]
            rows[link["target"]]["records"] += link["records"]
        else:
            rows[link["key"]][link["link"]] = link["target"]
    return list(rows.values())


def excluded_rows(excluded: list[DemoText], placed: dict[str, list[Placed]]) -> list[Row]:
    """Return the works that the search caught and the screeners excluded."""
    places = record_places(placed)
    return [_place_row(text, places) | {"evidence": evidence(text), "reason": text.field("reason")} for text in excluded]


def link_rows(texts: list[DemoText], placed: dict[str, list[Placed]]) -> list[Row]:
    """Return the links between texts: whether a text counts, and what becomes of its files and records when it is merged."""
    places = record_places(placed)
    return [
        _place_row(text, places) | {"link": link, "target": text.front[name], "counted": link in COUNTED_LINKS}
        for text in texts
        for name, link in LINKS.items()
        if text.front.get(name)
    ]


def evidence(text: DemoText) -> str:
    """Return what can be read of a work without OCR or password."""
    plan = PLANS.get(text.key)
    if plan and STATUS.get(plan.producer, "ok") == "ok":
        return "full_text"
    return "record_only" if text.key in NO_ABSTRACT else "abstract_only"


def kind(text: DemoText) -> str:
    """Return article, thesis or web."""
    return "article" if text.kind == "record" else text.kind


def _place_row(text: DemoText, places: dict[str, list[Row]]) -> Row:
    return {
        "key": text.key,
        "title": text.field("title_zh"),
        "year": text.front["year"],
        "kind": kind(text),
        "sources": [source_name(text)] if text.key in PLANS else [],
        "records": places.get(text.key, []),
    }
