"""The corpus at a glance."""

from collections import Counter
from dataclasses import dataclass

from pipeline.core.catalog_records import FlowStep
from pipeline.explore.web.reader import Reader
from pipeline.explore.web.views.concepts import ConceptLine, list_concepts
from pipeline.explore.web.views.topics import TopicLine, list_topics

KINDS = ("article", "thesis", "web", "other")
EVIDENCE = ("full_text", "abstract_only", "record_only")
SHOWN = 10


@dataclass(frozen=True, slots=True)
class WorksOfYear:
    """Works of one year and kind."""

    year: int
    kind: str
    works: int


@dataclass(frozen=True, slots=True)
class Start:
    """What there is."""

    title: str
    title_en: str
    notice: str
    notice_en: str
    works: int
    undated: int
    first_year: int | None
    last_year: int | None
    evidence: dict[str, int]
    """Works by evidence: full_text, abstract_only, record_only."""
    sources: int
    years: list[WorksOfYear]
    flow: list[FlowStep]
    concepts: list[ConceptLine]
    """Of most works first."""
    n_concepts: int
    topics: list[TopicLine]
    problems: int


def make_start(reader: Reader) -> Start:
    """Count what the start page shows."""
    works = reader.counted
    dated = [work.year for work in works if work.year]
    cells = Counter((work.year, work.kind) for work in works if work.year)
    evidence = Counter(work.evidence for work in works)
    concepts = list_concepts(reader)
    return Start(
        title=reader.about.title,
        title_en=reader.about.title_en,
        notice=reader.about.notice,
        notice_en=reader.about.notice_en,
        works=len(works),
        undated=len(works) - len(dated),
        first_year=min(dated, default=None),
        last_year=max(dated, default=None),
        evidence={name: evidence[name] for name in EVIDENCE},
        sources=len(reader.sources),
        years=[WorksOfYear(year, kind, n) for (year, kind), n in sorted(cells.items()) if year],
        flow=reader.table("flow"),
        concepts=concepts[:SHOWN],
        n_concepts=len(concepts),
        topics=list_topics(reader),
        problems=len(reader.problems),
    )
