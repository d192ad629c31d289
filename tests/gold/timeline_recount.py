"""Timelines counted a second time, in SQL over the tables of other stages: nothing of `core.timelines` is used."""

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from pipeline.core.corpus import Corpus
from pipeline.core.records import TimelinePoint

ROLES = {"abstract": ("abstract_zh", "abstract_en"), "heading": ("heading",), "body": ("body",), "title": ("title", "title_en")}
COUNTED = "duplicate_of is null and version_of is null and coalesce(screening, 'included') = 'included' and year is not null"


@dataclass(frozen=True)
class Asked:
    """A question in SQL's words."""

    parts: Sequence[str]
    """Scopes of mentions."""
    lang: str
    where: str
    """Of the works, beside being counted and dated."""


def listed(words: Sequence[str]) -> str:
    return ", ".join(f"'{word}'" for word in words)


def recount(corpus: Corpus, asked: Asked) -> tuple[dict[tuple[str, int], tuple[int, int]], dict[int, tuple[int, int]]]:
    """Return (concept_id, year) → works and mentions, and year → readable works and characters; all without zeros."""
    tables = corpus.root / "tables"
    roles = [role for part in asked.parts for role in ROLES[part]]
    base = f"""
        with w as (select * from read_parquet('{tables}/catalog/works/*.parquet') where {COUNTED} and {asked.where}),
        p as (
            select text_id, role, "end" - start as size from read_parquet('{tables}/extract/passages/*.parquet') where lang = '{asked.lang}'
            union all
            select text_id, role, "end" - start from read_parquet('{tables}/catalog/record_passages/*.parquet') where lang = '{asked.lang}'),
        readable as (select text_id, sum(size) as size from p where role in ({listed(roles)}) group by text_id having sum(size) > 0),
        full_text as (select distinct text_id from p where role = 'body' and {"'body'" if "body" in asked.parts else "''"} = 'body'),
        m as (
            select concept_id, text_id, count(*) as n from read_parquet('{tables}/concepts/mentions/*.parquet')
            where lang = '{asked.lang}' and scope in ({listed(asked.parts)})
              and not list_has_any(flags, ['ambiguous', 'loose', 'elliptical', 'other-sense'])
            group by all)
    """  # noqa: S608 - a folder and words of our own
    counts = f"""{base}
        select concept_id, year, count(*) filter (n >= case when kind = 'thesis' and f.text_id is not null then 3 else 1 end), sum(n)
        from m join w using (text_id) join readable using (text_id) left join full_text f using (text_id) group by all
    """  # noqa: S608 - a folder and words of our own
    grounds = f"{base} select year, count(*), sum(size) from w join readable using (text_id) group by all"  # noqa: S608 - as above
    found = {(name, year): (works, int(n)) for name, year, works, n in duckdb.sql(counts).fetchall()}
    return found, {year: (works, int(size)) for year, works, size in duckdb.sql(grounds).fetchall()}


def as_counted(points: Sequence[TimelinePoint]) -> tuple[dict[tuple[str, int], tuple[int, int]], dict[int, tuple[int, int]]]:
    """Return yearly points in the form of the recount."""
    found = {(point.concept_id, point.period_start): (point.works, point.mentions) for point in points if point.mentions}
    return found, {point.period_start: (point.readable_works, point.characters) for point in points if point.readable_works}
