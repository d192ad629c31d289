"""The catalog's accounts of its works: which description belongs to which work and why, and where descriptions differ."""

from collections.abc import Iterable, Iterator

from pipeline.catalog.bibliography import Description
from pipeline.catalog.decisions import item_key
from pipeline.catalog.links import Entry
from pipeline.core.catalog_records import Conflict, Merge
from pipeline.core.text import title_key

FIRST = "first"
# Fields that two printings spell differently without saying something else; abstracts and keywords are compared by their letters.
COMPARED = ("title_zh", "title_en", "authors", "year", "year_kind", "degree_type", "venue", "issue", "pages", "doi")
LIST_SEPARATOR = "; "


def list_merges(entries: Iterable[Entry]) -> Iterator[Merge]:
    """Yield a row for each description of each work."""
    for entry in entries:
        matched = entry.cluster.matched()
        for member in entry.cluster.members:
            origin, join = matched[member.origin]
            rule, because = (join.rule, join.because) if join else (FIRST, "")
            yield Merge(entry.work.work_id, member.origin, item_key(member), member.source, origin, rule, because)


def list_conflicts(entries: Iterable[Entry]) -> Iterator[Conflict]:
    """Yield every description's value of each field in which the descriptions of one work differ."""
    for entry in entries:
        origins = dict(pair.split("=", 1) for pair in entry.work.origins)
        for name in COMPARED if len(entry.cluster.members) > 1 else ():
            said = [(member, value) for member in entry.cluster.members if (value := _value(member, name))]
            if len({key for _, value in said if (key := _key(name, value))}) > 1:
                believed = _printed(getattr(entry.work, name))
                for member, value in said:
                    is_believed = value == believed and (origins.get(name) in {member.origin_of(name), "corrected"})
                    yield Conflict(entry.work.work_id, name, member.origin, member.source, value, is_believed)


def _value(member: Description, name: str) -> str:
    return _printed(getattr(member.bibliography, name))


def _printed(value: object) -> str:
    if isinstance(value, list):
        return LIST_SEPARATOR.join(value)
    return "" if value is None else str(value)


def _key(name: str, value: str) -> str:
    """Return what is compared: letters and digits for words, the value itself for pages, issues and DOIs."""
    return value.lower().replace("–", "-") if name in {"pages", "doi", "issue"} else title_key(value)
