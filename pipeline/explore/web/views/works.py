"""Works: lists of them behind a number, and one work with everything that is known of it."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from pipeline.core.records import Bead, Mention, Problem, Reference, Work
from pipeline.explore.records_out.gbt7714 import gbt7714
from pipeline.explore.timelines.points import DEFAULT_LANG, DEFAULT_SCOPE
from pipeline.explore.web.reader import Reader, Reading
from pipeline.explore.web.views.concepts import works_behind
from pipeline.explore.web.views.parts import Sentence, Slice, WorkLine, cut, sentence_of, work_line

SENTENCES_A_WORK = 3
FIELDS = (
    "title_zh", "title_en", "authors", "year", "year_kind", "kind", "degree_type", "venue", "issue", "pages", "doi", "keywords_zh", "keywords_en",
    "abstract_zh", "abstract_en", "venue_levels", "screening", "exclusion",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class WorkFilter:
    """Which works are meant; None means any."""

    concept: str | None = None
    topic: int | None = None
    kind: str | None = None
    year_from: int | None = None
    year_to: int | None = None
    venue: str | None = None
    evidence: str | None = None
    scope: str = DEFAULT_SCOPE
    lang: str = DEFAULT_LANG


@dataclass(frozen=True, slots=True)
class FoundWork:
    """A work of a list with what makes it one of the list."""

    work: WorkLine
    mentions: int | None
    """Of the concept asked for, in scope and language; None when no concept was asked for."""
    min_mentions: int | None
    sentences: list[Sentence]


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A field of a work with where it comes from."""

    field: str
    value: str
    origin: str | None


@dataclass(frozen=True, slots=True)
class FileOfWork:
    """A source file of a work."""

    doc_id: str
    sources: list[str]
    media_type: str
    status: str
    n_pages: int


@dataclass(frozen=True, slots=True)
class ConceptOfWork:
    """A concept that the work's text mentions."""

    concept_id: str
    label: str
    label_en: str
    mentions: int


@dataclass(frozen=True, slots=True)
class AlignedPair:
    """A group of sentences that render each other."""

    field: str
    zh: str
    en: str
    kind: str
    posterior: float
    state: str
    flags: list[str]


@dataclass(frozen=True, slots=True)
class WorkPage:
    """One work."""

    work: WorkLine
    text_id: str | None
    fields: list[FieldRow]
    files: list[FileOfWork]
    links: list[tuple[str, WorkLine]]
    """(duplicate_of, version_of or derived_from, the other work)."""
    topic: int | None
    concepts: list[ConceptOfWork]
    aligned: list[AlignedPair]
    references: list[Reference]
    problems: list[Problem]


def find_works(reader: Reader, wanted: WorkFilter, page: int, size: int) -> Slice[FoundWork]:
    """Return one page of the works that fit, newest first; of a concept those with most mentions first."""
    counts: dict[str, tuple[int, int]] = {}
    if wanted.concept is not None:
        counts = {row.work_id: (row.mentions, row.min_mentions) for row in works_behind(reader, wanted.concept, wanted.scope, wanted.lang)}
    of_topic = _works_of_topic(reader, wanted.topic) if wanted.topic is not None else None
    works = [
        work
        for work in reader.counted
        if _fits(work, wanted) and (wanted.concept is None or work.work_id in counts) and (of_topic is None or work.work_id in of_topic)
    ]
    works.sort(key=lambda work: (-counts.get(work.work_id, (0, 0))[0], -(work.year or 0), work.work_id))
    lines = cut(works, page, size)
    return Slice([_found(reader, work, wanted, counts.get(work.work_id)) for work in lines.items], lines.total, lines.page, lines.pages)


def make_work(reader: Reader, work: Work) -> WorkPage:
    """Return one work with fields, files, links, concepts, aligned sentences, references and problems."""
    reading = reader.reading(work.text_id) if work.text_id else None
    files = [reader.sources[doc_id] for doc_id in work.doc_ids if doc_id in reader.sources]
    names = {name for one in files for name in one.sources}
    placed = reader.rows("doc_topics", "text_id", work.text_id) if work.text_id else []
    return WorkPage(
        work=work_line(work),
        text_id=work.text_id,
        fields=_fields(work),
        files=[FileOfWork(one.doc_id, one.sources, one.media_type, one.status, one.n_pages) for one in files],
        links=_links(reader, work),
        topic=placed[0].topic if placed else None,
        concepts=_concepts(reader, reading) if reading else [],
        aligned=_aligned(reader, reading) if reading else [],
        references=reader.rows("references", "text_id", work.text_id) if work.text_id else [],
        problems=[row for row in reader.problems if row.text_id in {*work.doc_ids, work.work_id} or row.source in names],
    )


def mentions_of(reading: Reading, concept_id: str | None, lang: str) -> list[Sentence]:
    """Return the sentences of a text that mention a concept (any, when None), body before abstract, each once."""
    return _sentences(reading, [one for one in reading.mentions if concept_id in {None, one.concept_id} and lang in {"all", one.lang}])


def counted_mentions(reader: Reader, reading: Reading, wanted: WorkFilter) -> list[Sentence]:
    """Return the sentences whose mentions the timeline counts."""
    parts = reader.scopes[wanted.scope]
    found = [
        one for one in reading.mentions if one.concept_id == wanted.concept and wanted.lang in {"all", one.lang} and one.scope in parts
    ]
    return _sentences(reading, [one for one in found if reader.uncounted_flags.isdisjoint(one.flags)])


def _sentences(reading: Reading, mentions: list[Mention]) -> list[Sentence]:
    first: dict[tuple[int, str], Mention] = {}
    for mention in mentions:
        first.setdefault((reading.sentence(mention.start).start, mention.concept_id), mention)
    ordered = sorted(first.values(), key=lambda mention: (mention.scope != "body", mention.start))
    return [sentence_of(reading, one.start, one.end, flags=one.flags, sense=one.sense) for one in ordered]


def _found(reader: Reader, work: Work, wanted: WorkFilter, counts: tuple[int, int] | None) -> FoundWork:
    reading = reader.reading(work.text_id) if wanted.concept and work.text_id else None
    sentences = counted_mentions(reader, reading, wanted)[:SENTENCES_A_WORK] if reading else []
    return FoundWork(work_line(work), counts[0] if counts else None, counts[1] if counts else None, sentences)


def _fits(work: Work, wanted: WorkFilter) -> bool:
    year = work.year
    return (
        wanted.kind in {None, "all", work.kind}
        and (wanted.year_from is None or (year is not None and year >= wanted.year_from))
        and (wanted.year_to is None or (year is not None and year <= wanted.year_to))
        and wanted.venue in {None, work.venue}
        and wanted.evidence in {None, work.evidence}
    )


def _works_of_topic(reader: Reader, topic: int) -> set[str]:
    return {row.work_id for row in reader.doc_topics if row.topic == topic}


def _fields(work: Work) -> list[FieldRow]:
    origins = dict(origin.partition("=")[::2] for origin in work.origins)
    rows = []
    for name in FIELDS:
        value = getattr(work, name)
        if value not in (None, [], ""):
            rows.append(FieldRow(name, "；".join(value) if isinstance(value, list) else str(value), origins.get(name)))
    return rows


def _links(reader: Reader, work: Work) -> list[tuple[str, WorkLine]]:
    pairs = [(link, getattr(work, link)) for link in ("duplicate_of", "version_of", "derived_from")]
    return [(link, work_line(reader.works[other])) for link, other in pairs if other in reader.works]


def _concepts(reader: Reader, reading: Reading) -> list[ConceptOfWork]:
    counts = Counter(mention.concept_id for mention in reading.mentions)
    return [ConceptOfWork(name, reader.label(name), reader.label(name, "en"), n) for name, n in counts.most_common()]


def _aligned(reader: Reader, reading: Reading) -> list[AlignedPair]:
    text = reading.text.text
    rows: dict[str, list[Bead]] = defaultdict(list)
    for bead in reader.rows("beads", "text_id", reading.text.text_id):
        rows[bead.field].append(bead)
    return [
        AlignedPair(
            bead.field,
            "".join(text[start:end] for start, end in zip(bead.zh_start, bead.zh_end, strict=True)),
            " ".join(text[start:end] for start, end in zip(bead.en_start, bead.en_end, strict=True)),
            bead.kind,
            bead.posterior,
            bead.state,
            bead.flags,
        )
        for field in ("title", "abstract", "keywords")
        for bead in sorted(rows[field], key=lambda one: one.bead_index)
    ]


def reference_of(reader: Reader, work_id: str) -> str:
    """Return a work as a reference of GB/T 7714; an id that is none stands for itself."""
    return gbt7714(reader.works[work_id]) if work_id in reader.works else work_id
