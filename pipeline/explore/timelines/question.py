"""Questions about timelines that the finished table does not answer: counted again from works, by the function that wrote the table.

The works are chosen first (degree, evidence, level of venue, years), so that numerators and denominators are of the same works.
"""

import dataclasses
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from pipeline.concepts.config import ConceptsConfig
from pipeline.core.corpus import Corpus
from pipeline.core.counting import ALL_KINDS, counted_works, repeated_works
from pipeline.core.errors import InputError
from pipeline.core.periods import Period, accumulated, clipped, divided_periods, regular_periods
from pipeline.core.protocol import read_protocol
from pipeline.core.records import ConceptWork, Mention, TimelinePoint, Work
from pipeline.core.tables import iter_columns, iter_table, read_table
from pipeline.core.timelines import ALL_LANGS, Cell, Library, Marking, count_timeline, make_library, works_of_kind

By = Literal["kind", "venue", "section", "lang", "sense", "none"]
BYS: tuple[By, ...] = get_args(By)
MASTERS = "硕士"
MAX_VENUES = 6
NO_SENSE = "unknown"


@dataclass(frozen=True, slots=True)
class Question:
    """What is to be counted; None leaves a switch open."""

    scope: str
    lang: str
    kind: str | None = None
    by: By = "kind"
    degree: str | None = None
    """博士, 学术硕士, 专业硕士, or 硕士 for both of them."""
    evidence: str | None = None
    """full_text, abstract_only or record_only."""
    venue_level: str | None = None
    first: int | None = None
    last: int | None = None
    period_years: int | None = None
    breaks: tuple[int, ...] = ()
    """Years with which a period begins; they go before `period_years`."""
    cumulative: bool = False

    @property
    def filters(self) -> tuple[str, ...]:
        """Return what narrows the works, in the words of the tables."""
        return tuple(one for one in (self.degree, self.evidence, self.venue_level) if one)

    @property
    def is_plain(self) -> bool:
        """Tell whether the works and periods are those of the finished tables, so that their bursts hold."""
        narrowed = self.filters or self.breaks or self.cumulative or self.period_years
        return self.by in {"kind", "none"} and not narrowed


@dataclass(frozen=True, slots=True)
class Curve:
    """The points of one concept in one series, by period."""

    concept_id: str
    series: str
    """A kind, venue, scope, language or sense; for `none` the kind."""
    points: list[TimelinePoint]


@dataclass(frozen=True)
class Ground:
    """What is counted from: works as chosen, with their sizes and mentions."""

    library: Library
    config: ConceptsConfig
    marking: Marking
    undated: int
    """Chosen works without a year: on no timeline."""


@dataclass(frozen=True)
class Answer:
    """Curves with what does not show in them."""

    curves: list[Curve]
    undated: int
    hidden_venues: int = 0
    """Venues that mention a concept and have no curve."""

    @property
    def points(self) -> list[TimelinePoint]:
        """Return the points of all curves."""
        return [point for curve in self.curves for point in curve.points]


def curves_of(points: Iterable[TimelinePoint]) -> list[Curve]:
    """Return the curves by kind of points of the finished table; curves without any readable work are left out."""
    found: dict[tuple[str, str], list[TimelinePoint]] = defaultdict(list)
    for point in points:
        found[point.concept_id, point.kind].append(point)
    return [Curve(*key, own) for key, own in found.items() if any(point.readable_works for point in own)]


def read_ground(corpus: Corpus, config: ConceptsConfig, question: Question, rows: Iterable[ConceptWork]) -> Ground:
    """Read the works that the question chooses and what there is of them.

    Args:
        corpus: with finished tables.
        config: of stage concepts, with which the tables were made.
        question: the filters of the works.
        rows: mentions by work, of concepts or of families.

    Raises:
        InputError: a degree or level that no work of the corpus has.
    """
    works = choose_works(counted_works(read_table(corpus.tables("catalog"), "works")), question)
    sizes = read_table(corpus.tables("concepts"), "work_sizes")
    flags = iter_columns(corpus.tables("concepts"), "timeline", ("concept_id", "flags"))
    search_terms = frozenset(name for name, row in flags if "search-term" in row)
    marking = dataclasses.replace(
        config.marking(search_terms, read_protocol(corpus.sources).first_search_year),
        are_all_there=not question.filters and question.first is None,
        by_venue=question.by != "venue",
    )
    undated = sum(work.year is None and question.kind in {None, ALL_KINDS, work.kind} for work in works)
    return Ground(make_library(works, sizes, rows), config, marking, undated)


def choose_works(works: Sequence[Work], question: Question) -> list[Work]:
    """Return the works of the degree, evidence, level and years asked for; with a range of years, works without one stay (as undated).

    Raises:
        InputError: a degree or level that no work has; the message lists those that there are.
    """
    tests: list[Callable[[Work], bool]] = []
    if question.degree:
        _check("degree", question.degree, {work.degree_type for work in works if work.degree_type}, {MASTERS})
        tests.append(lambda work: (work.degree_type or "").endswith(question.degree or ""))
    if question.evidence:
        tests.append(lambda work: work.evidence == question.evidence)
    if question.venue_level:
        _check("venue level", question.venue_level, {level for work in works for level in work.venue_levels}, set())
        tests.append(lambda work: question.venue_level in work.venue_levels)
    reach = Period(question.first or 0, question.last or 9999)
    tests.append(lambda work: work.year is None or reach.holds(work.year))
    return [work for work in works if all(test(work) for test in tests)]


def _check(name: str, asked: str, known: set[str], more: set[str]) -> None:
    if asked not in known | more:
        there = "、".join(sorted(known)) or "none; levels of venues come from edits/venue_levels.csv"
        raise InputError(f"no work has the {name} {asked[:40]!r}\nthere are: {there}")


def make_periods(library: Library, question: Question, config: ConceptsConfig) -> list[Period]:
    """Return the periods from the first chosen work with a year to the last, or between the years asked for."""
    years = [work.year for work in library.works if work.year is not None]
    if not years:
        return []
    first, last = question.first or min(years), question.last or max(years)
    if question.breaks:
        periods = divided_periods(first, last, question.breaks)
    else:
        periods = clipped(regular_periods(first, last, question.period_years or config.period_years), question.first, question.last)
    return accumulated(periods) if question.cumulative else periods


def answer(corpus: Corpus, ground: Ground, question: Question, concept_ids: Sequence[str]) -> Answer:
    """Count the curves that a question asks for; curves without any readable work are left out."""
    if question.by == "venue":
        return _by_venue(ground, question, concept_ids)
    if question.by == "sense":
        return Answer(_by_sense(corpus, ground, question, concept_ids), ground.undated)
    cells = _cells(ground, question)
    curves = _curves(ground, question, concept_ids, cells)
    return Answer([curve for curve in curves if any(point.readable_works for point in curve.points)], ground.undated)


def _cells(ground: Ground, question: Question) -> dict[Cell, str]:
    """Return the cells of a question with the names of their series."""
    kind = question.kind or ALL_KINDS
    if question.by == "lang":
        return {Cell(kind, question.scope, lang): lang for lang in ("zh", "en")}
    if question.by == "section":
        pooled = next(iter(ground.config.scopes))
        return {Cell(kind, scope, question.lang): scope for scope in ground.config.scopes if scope != pooled}
    if question.by == "kind" and question.kind is None:
        return {Cell(one, question.scope, question.lang): one for one in sorted({work.kind for work in ground.library.works})}
    return {Cell(kind, question.scope, question.lang): kind}


def _curves(ground: Ground, question: Question, concept_ids: Sequence[str], cells: dict[Cell, str]) -> list[Curve]:
    periods = make_periods(ground.library, question, ground.config)
    found: dict[tuple[str, str], list[TimelinePoint]] = defaultdict(list)
    for point in count_timeline(ground.library, concept_ids, periods, cells, ground.marking):
        found[point.concept_id, cells[Cell(point.kind, point.scope, point.lang)]].append(point)
    return [Curve(concept_id, series, points) for (concept_id, series), points in found.items()]


def _by_venue(ground: Ground, question: Question, concept_ids: Sequence[str]) -> Answer:
    """Return curves of the venues in which most works mention the concepts; all of them over the same periods."""
    cell = Cell(question.kind or ALL_KINDS, question.scope, question.lang)
    rows = ground.library.rows.get((cell.scope, cell.lang), {})
    members = works_of_kind(ground.library.works, cell.kind, repeated_works(ground.library.works))
    counts = Counter(work.venue for work in members if work.venue and any(row.counted for row in rows.get(work.work_id, ())))
    ranked = sorted(counts, key=lambda venue: (-counts[venue], venue or ""))
    periods = make_periods(ground.library, question, ground.config)
    curves = []
    for venue in ranked[:MAX_VENUES]:
        own = dataclasses.replace(ground.library, works=[work for work in members if work.venue == venue])
        points = count_timeline(own, concept_ids, periods, [cell], ground.marking)
        curves += [Curve(name, venue or "", [point for point in points if point.concept_id == name]) for name in concept_ids]
    order = {name: at for at, name in enumerate(concept_ids)}
    return Answer(sorted(curves, key=lambda curve: order[curve.concept_id]), ground.undated, len(ranked[MAX_VENUES:]))


def _by_sense(corpus: Corpus, ground: Ground, question: Question, concept_ids: Sequence[str]) -> list[Curve]:
    """Return a curve a sense. A work counts for a sense when it counts for the concept and mentions it in that sense at all."""
    cell = Cell(question.kind or ALL_KINDS, question.scope, question.lang)
    mentions = count_senses(iter_table(corpus.tables("concepts"), "mentions"), concept_ids, cell, ground.config)
    rows: dict[str, list[ConceptWork]] = defaultdict(list)
    for work_id, own in ground.library.rows.get((cell.scope, cell.lang), {}).items():
        for row in own:
            for sense, n_mentions in sorted(mentions.get((row.text_id, row.concept_id), {}).items()):
                name = _sense_name(row.concept_id, sense)
                rows[work_id].append(dataclasses.replace(row, concept_id=name, mentions=n_mentions))
    names = sorted({row.concept_id for own in rows.values() for row in own})
    library = dataclasses.replace(ground.library, rows={(cell.scope, cell.lang): rows})
    marking = dataclasses.replace(ground.marking, search_terms=_spread(ground.marking.search_terms, names))
    periods = make_periods(ground.library, question, ground.config)
    found: dict[str, list[TimelinePoint]] = defaultdict(list)
    for point in count_timeline(library, names, periods, [cell], marking):
        found[point.concept_id].append(point)
    curves = [(name.partition("#"), points) for name, points in found.items()]
    return [Curve(one[0], one[2], [dataclasses.replace(point, concept_id=one[0]) for point in points]) for one, points in curves]


def _sense_name(concept_id: str, sense: str) -> str:
    return f"{concept_id}#{sense}"


def _spread(search_terms: frozenset[str], names: Iterable[str]) -> frozenset[str]:
    return frozenset(name for name in names if name.partition("#")[0] in search_terms)


def count_senses(
    mentions: Iterable[Mention], concept_ids: Sequence[str], cell: Cell, config: ConceptsConfig
) -> dict[tuple[str, str], Counter[str]]:
    """Return (text_id, concept_id) → counted mentions by sense in a scope and language; a mention without one is `unknown`."""
    found: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    parts, uncounted = config.scopes.get(cell.scope, ()), set(config.uncounted_flags)
    for mention in mentions:
        if (
            mention.concept_id in concept_ids
            and mention.scope in parts
            and cell.lang in {mention.lang, ALL_LANGS}
            and uncounted.isdisjoint(mention.flags)
        ):
            found[mention.text_id, mention.concept_id][mention.sense or NO_SENSE] += 1
    return found


def shares_of_mentions(curves: Sequence[Curve]) -> dict[tuple[str, str, str], float]:
    """Return (concept_id, series, period) → its share of the concept's mentions over all series of that period."""
    totals: Counter[tuple[str, str]] = Counter()
    for curve in curves:
        for point in curve.points:
            totals[curve.concept_id, point.period] += point.mentions
    return {
        (curve.concept_id, curve.series, point.period): point.mentions / totals[curve.concept_id, point.period]
        for curve in curves
        for point in curve.points
        if totals[curve.concept_id, point.period]
    }
