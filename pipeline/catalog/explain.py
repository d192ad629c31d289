"""Answer `why is this one work?` from the catalog's tables: descriptions, rules, origins, conflicts and links of a work."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from pipeline.core.catalog_records import Conflict, Link, Merge
from pipeline.core.corpus import Corpus
from pipeline.core.counting import is_counted
from pipeline.core.errors import InputError
from pipeline.core.records import Work
from pipeline.core.tables import read_table
from pipeline.core.text import title_key

MAX_FOUND = 8


@dataclass(frozen=True)
class Accounts:
    """The catalog's tables with their look-ups."""

    works: dict[str, Work]
    merges: dict[str, list[Merge]]
    """By work."""
    links: list[Link]
    conflicts: dict[str, list[Conflict]]
    names: dict[str, dict[str, None]] = field(default_factory=dict)
    """work_ids by what may name a work: id, title key, file, file:line, origin, item key."""


def load_accounts(corpus: Corpus) -> Accounts:
    """Read the tables.

    Raises:
        SchemaError: the stage has not run.
    """
    tables = corpus.tables("catalog")
    works = {work.work_id: work for work in read_table(tables, "works")}
    merges = _by_work(read_table(tables, "merges"))
    names: dict[str, dict[str, None]] = defaultdict(dict)
    for work in works.values():
        titles = [f"title {title_key(title)}" for title in (work.title_zh, work.title_en) if title]
        rows = merges.get(work.work_id, [])
        places = [name for row in rows for name in _places(row)]
        for name in [work.work_id, *titles, *places]:
            names[name][work.work_id] = None
    return Accounts(works, merges, read_table(tables, "links"), _by_work(read_table(tables, "conflicts")), dict(names))


def find_works(accounts: Accounts, name: str) -> list[Work]:
    """Return the works that a title (or a part of it), an id, a file, file:line or item key names.

    Raises:
        InputError: none, or more than a person wants to read.
    """
    key = title_key(name)
    exact = accounts.names.get(name) or accounts.names.get(f"title {key}")
    found = list(
        exact
        or {
            work_id: None
            for known, ids in accounts.names.items()
            if key and known.startswith("title ") and key in known[6:]
            for work_id in ids
        }
    )
    if not found:
        raise InputError(
            f"no work is called {name[:40]!r}: give a title or a part of it, a work_id, a file of sources/, or file:line of an export"
        )
    if len(found) > MAX_FOUND:
        raise InputError(f"{name[:40]!r} names {len(found)} works: give more of the title, or file:line")
    return [accounts.works[work_id] for work_id in found]


def _places(row: Merge) -> list[str]:
    """Return the names of a description: file and line, the whole export it stands in, its origin, its key."""
    export = [row.source.rpartition(":")[0]] if row.item.startswith("record:") else []
    return [row.source, *export, row.item, row.item.partition(":")[2], row.item_key]


def explain_work(accounts: Accounts, work: Work) -> dict[str, Any]:
    """Return everything the catalog knows of how a work came about, as JSON types."""
    origins = dict(pair.split("=", 1) for pair in work.origins)
    links = [link for link in accounts.links if work.work_id in {link.work_id, link.target}]
    return {
        "work_id": work.work_id,
        "title": work.title_zh or work.title_en,
        "counted": is_counted(work),
        "screening": work.screening,
        "exclusion": work.exclusion,
        "evidence": work.evidence,
        "fields": {name: {"value": getattr(work, name), "origin": origin} for name, origin in sorted(origins.items())},
        "descriptions": [
            {"source": row.source, "key": row.item_key, "item": row.item, "rule": row.rule, "matched": row.matched, "because": row.because}
            for row in accounts.merges.get(work.work_id, [])
        ],
        "conflicts": [conflict_object(accounts, row) for row in accounts.conflicts.get(work.work_id, [])],
        "links": [_link_object(accounts, link) for link in links],
    }


def conflict_object(accounts: Accounts, row: Conflict) -> dict[str, Any]:
    """Return a conflict as JSON types, with the work's title."""
    work = accounts.works[row.work_id]
    named = {"work_id": row.work_id, "title": work.title_zh or work.title_en}
    return {**named, "field": row.field, "value": row.value, "source": row.source, "believed": row.believed}


def explanation_lines(explained: dict[str, Any]) -> list[str]:
    """Return an explanation as lines for people."""
    counted = "counted" if explained["counted"] else "not counted"
    lines = [f"《{explained['title']}》 {explained['work_id']}: {explained['evidence']}, {counted}"]
    if explained["screening"]:
        lines.append(f"  screening: {explained['screening']}{', ' + explained['exclusion'] if explained['exclusion'] else ''}")
    lines.append("  made of")
    for row in explained["descriptions"]:
        why = f"{row['rule']} with {row['matched']}: {row['because']}" if row["matched"] else "the first description"
        lines.append(f"    {row['source']} [{row['key']}]: {why}")
    lines.append("  fields")
    lines += [f"    {name}: {_short(one['value'])}  ← {one['origin']}" for name, one in explained["fields"].items()]
    if explained["conflicts"]:
        lines.append("  conflicts")
        lines += [f"    {_conflict_line(row)}" for row in explained["conflicts"]]
    if explained["links"]:
        lines.append("  links")
        lines += [f"    《{row['work']}》 {row['link']} 《{row['target']}》: {row['rule']}: {row['because']}" for row in explained["links"]]
    return lines


def conflict_lines(rows: Iterable[dict[str, Any]]) -> list[str]:
    """Return conflicts as lines for people, under the title of their work."""
    lines, last = [], None
    for row in rows:
        if row["work_id"] != last:
            lines.append(f"《{row['title']}》 {row['work_id']}")
            last = row["work_id"]
        lines.append(f"  {_conflict_line(row)}")
    return lines


def _conflict_line(row: dict[str, Any]) -> str:
    return f"{row['field']}: {_short(row['value'])} ({row['source']}){' ✓' if row['believed'] else ''}"


def _short(value: object) -> str:
    text = "; ".join(map(str, value)) if isinstance(value, list) else str(value)
    return text if len(text) <= 60 else f"{text[:59]}…"  # noqa: PLR2004 - a line of a terminal


def _link_object(accounts: Accounts, link: Link) -> dict[str, Any]:
    work, target = (accounts.works[work_id] for work_id in (link.work_id, link.target))
    titles = {"work": work.title_zh or work.title_en, "target": target.title_zh or target.title_en}
    return {**titles, "work_id": link.work_id, "target_id": link.target, "link": link.link, "rule": link.rule, "because": link.because}


def _by_work(rows: Iterable[Any]) -> dict[str, list[Any]]:
    by_work: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        by_work[row.work_id].append(row)
    return dict(by_work)
