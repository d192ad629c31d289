"""What the descriptions of one work do not agree on: shown to people, who decide in edits/catalog.tsv."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from pipeline.catalog.agreement import grams, name_key, similarity
from pipeline.catalog.bibliography import Description
from pipeline.core.records import Problem, Work
from pipeline.core.text import title_key


def find_conflicts(members: list[Description], work: Work, min_title_similarity: float) -> Iterator[Problem]:
    """Yield a problem for a year or title in which the descriptions of one work differ, and one for a missing year."""
    source = members[0].source
    years = _said(members, lambda member: member.bibliography.year if member.kind != "web" or work.kind == "web" else None)
    if len(years) > 1:
        yield Problem(source, work.text_id, None, "year-conflict", _conflict(work, "year", years))
    titles = _said(members, lambda member: member.bibliography.title_zh)
    first, *others = [grams(title_key(title)) for title in titles] if len(titles) > 1 else [frozenset()]
    if any(similarity(first, other) < min_title_similarity for other in others):
        yield Problem(source, work.text_id, None, "title-conflict", _conflict(work, "title", titles))
    if work.year is None:
        message = f"{_printed_title(work)} has no year and is left out of timelines: give it one in edits/catalog.tsv"
        yield Problem(source, work.text_id, None, "no-year", message)
    if not (work.title_zh or work.title_en):
        message = "no title was found: name the file 题名_作者.pdf, add its record, or give the title in edits/catalog.tsv"
        yield Problem(source, work.text_id, None, "no-title", message)


def find_possible_duplicates(works: Iterable[Work], linked: frozenset[tuple[str, str]] = frozenset()) -> Iterator[Problem]:
    """Yield a problem for each work that shares title and first author with another and was kept apart from it.

    `linked` are pairs of work_ids whose relation is known.
    """
    groups: dict[tuple[str, str], list[Work]] = defaultdict(list)
    for work in works:
        key = (title_key(work.title_zh or work.title_en or ""), name_key(work.authors[0]) if work.authors else "")
        groups[key].append(work)
    for (title, author), group in groups.items():
        for work in group[1:] if title and author else []:
            if (work.work_id, group[0].work_id) in linked:
                continue
            message = f"{_printed_title(work)} of {_facts(group[0])} and of {_facts(work)} count as two works; if they are one, say so in edits/catalog.tsv (field merge or link)"
            yield Problem("", work.work_id, None, "possible-duplicate", message)


def _facts(work: Work) -> str:
    return ", ".join(filter(None, (work.kind, str(work.year or "no year"), work.venue, work.issue, work.doi)))


def _said(members: list[Description], read: Callable[[Description], object]) -> dict[str, list[str]]:
    said: dict[str, list[str]] = {}
    for member in members:
        value = read(member)
        if value:
            said.setdefault(str(value), []).append(member.source)
    return said


def _conflict(work: Work, name: str, said: dict[str, list[str]]) -> str:
    parts = "; ".join(f"{value} ({', '.join(sources)})" for value, sources in said.items())
    return f"{_printed_title(work)}: {name} differs: {parts}; if the chosen one is wrong, correct it in edits/catalog.tsv"


def _printed_title(work: Work) -> str:
    return f"《{work.title_zh or work.title_en or work.work_id}》"
