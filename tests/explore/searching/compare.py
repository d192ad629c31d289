"""Asks one query of the search database and of the scan, and tells whether they agree."""

import sqlite3

from pipeline.core.errors import InputError
from pipeline.explore.searching.search import Search
from tests.explore.searching.scan import Scan


def disagreement(base: sqlite3.Connection, scan: Scan, query: str) -> str | None:
    """Return what differs, None when nothing does; a query that is refused is refused in words."""
    try:
        search = Search(base, query)
        found = [_place(hit) for hit in search.hits()]
    except InputError as error:
        return None if str(error).strip() else "refused without a word"
    scan.found.clear()
    whole = Search(base, query, whole_words=True)
    checks = {
        "hits": (found, scan.hits(search.tree)),
        "hits of words": ([_place(hit) for hit in whole.hits()], scan.hits(search.tree, whole_words=True)),
        "works": (search.work_ids(), sorted({owner for text_id in scan.texts(search.tree) if (owner := _owners(scan).get(text_id))})),
        "years": ({row.year: (row.works, row.of) for row in search.by_year()}, scan.years(search.tree)),
        "doubts": ([_place(hit) for hit in search.doubts()], [_place(hit) for hit in search.hits() if hit.cuts_word]),
    }
    return next((f"{name}: {ours} instead of {theirs}" for name, (ours, theirs) in checks.items() if ours != theirs), None)


def _place(hit) -> tuple[str, int, int]:
    return hit.doc_id or hit.work_id, hit.start, hit.end


def _owners(scan: Scan) -> dict[str, str]:
    return {text_id: work.work_id for work in scan.content.works for text_id in [*work.doc_ids, work.text_id]}
