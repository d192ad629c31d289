"""Timelines out of points: which points of the finished table belong to a question, and what a chart draws of them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.core.lexicon.entries import PolicyMark
from pipeline.core.records import TimelinePoint
from pipeline.core.timeline_records import Burst
from pipeline.explore.drawings.chart_parts import CIRCLED, Band, Marks, PolicyLine
from pipeline.explore.drawings.charts import Point
from pipeline.explore.wording import Wording

DEFAULT_SCOPE, DEFAULT_LANG = "abstract+body", "zh"
NOTES = {"search-term": "timeline.search_term", "incomplete-period": "timeline.incomplete", "very-few-works": "timeline.few"}
"""Flags of points that a chart explains, and the phrases that do."""
Measure = Literal["share", "rate", "cumulative"]


@dataclass(frozen=True, slots=True)
class Choice:
    """Which rows of the timeline are meant; a kind of None means every kind, each by itself."""

    scope: str = DEFAULT_SCOPE
    lang: str = DEFAULT_LANG
    kind: str | None = None


def choose_points(points: Iterable[TimelinePoint], concept_ids: Sequence[str], choice: Choice) -> list[TimelinePoint]:
    """Return the rows of the concepts, by concept (in the order asked), kind and period."""
    chosen = [
        point
        for point in points
        if point.concept_id in concept_ids
        and (point.scope, point.lang) == (choice.scope, choice.lang)
        and choice.kind in {None, point.kind}
        and not (choice.kind is None and point.kind == "all")
    ]
    return sorted(chosen, key=lambda point: (concept_ids.index(point.concept_id), point.kind, point.period_start, point.period_end))


def flag_warnings(points: Iterable[TimelinePoint], wording: Wording, searched: Sequence[str] = ()) -> list[str]:
    """Return the warnings that the points' flags call for; `searched` names the search terms in a chart of several concepts."""
    flags = {flag for point in points for flag in point.flags}
    warnings = {flag: wording(key) for flag, key in NOTES.items() if flag in flags}
    if searched:
        warnings["search-term"] = wording("timeline.search_terms", labels=wording("timeline.between").join(searched))
    return list(warnings.values())


def make_marks(
    periods: Iterable[tuple[str, int, int]], policy_marks: Iterable[PolicyMark], bursts: Sequence[Burst], wording: Wording
) -> tuple[Marks, list[str], list[str]]:
    """Return the marks behind a chart, the notes that explain its bursts, and those that explain its policy lines.

    Args:
        periods: label, first and last year of each period drawn.
        policy_marks: documents; those of other years are left out, several of one year share a line.
        bursts: those that are to be shaded.
        wording: of the notes.
    """
    spans = sorted(set(periods), key=lambda one: (one[1], one[2]))
    lines, policy_notes = _policy_lines(spans, policy_marks, wording)
    bands, burst_notes = [], []
    for burst in bursts:
        inside = [label for label, start, end in spans if burst.period_start <= start and end <= burst.period_end]
        if inside:
            bands.append(Band(inside[0], inside[-1]))
            burst_notes.append(burst_note(burst, wording))
    return Marks(lines, list(dict.fromkeys(bands))), burst_notes, policy_notes


def burst_note(burst: Burst, wording: Wording) -> str:
    """Return what a shading says: when, in which works, how strong, and how often shuffled years do as well."""
    key = "timeline.burst_year" if burst.period_start == burst.period_end else "timeline.burst"
    return wording(
        key,
        first=burst.period_start,
        last=burst.period_end,
        series=wording.name("kinds", burst.kind),
        weight=f"{burst.weight:.1f}",
        shuffled=burst.shuffled,
        runs=burst.shuffle_runs,
    )


def _policy_lines(
    spans: Sequence[tuple[str, int, int]], policy_marks: Iterable[PolicyMark], wording: Wording
) -> tuple[list[PolicyLine], list[str]]:
    by_year: dict[int, list[str]] = {}
    for mark in policy_marks:
        if mark.document not in by_year.setdefault(mark.year, []):
            by_year[mark.year].append(mark.document)
    lines: list[PolicyLine] = []
    notes: list[str] = []
    for year in sorted(by_year):
        span = next((one for one in spans if one[1] <= year <= one[2]), None)
        if span is None:
            continue
        sign = CIRCLED[len(lines) % len(CIRCLED)]
        lines.append(PolicyLine(span[0], (year - span[1] + 0.5) / (span[2] - span[1] + 1), sign))
        notes.append(wording("timeline.policy", mark=sign, year=year, document=wording("timeline.and_also").join(by_year[year])))
    return lines, notes


def chart_point(point: TimelinePoint, measure: Measure = "share") -> Point:
    """Return a point as a chart draws it: the share, the rate with its bootstrap interval, or the works so far."""
    value, low, high = MEASURES[measure](point)
    return Point(
        point.period,
        value,
        low,
        high,
        point.works,
        point.readable_works,
        few="very-few-works" in point.flags,
        incomplete="incomplete-period" in point.flags,
    )


Values = tuple[float | None, float | None, float | None]
MEASURES: dict[Measure, Callable[[TimelinePoint], Values]] = {
    "share": lambda point: (point.share, point.low, point.high),
    "rate": lambda point: (point.per_10k, point.per_10k_low, point.per_10k_high),
    "cumulative": lambda point: (float(point.works), None, None),
}
"""What the value axis shows: value and interval."""
