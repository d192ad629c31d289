"""Charts of a question's answer: a panel a concept, or all concepts in one; shares, rates, counts so far, or senses stacked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.core.lexicon import Lexicon
from pipeline.core.lexicon.entries import PolicyMark
from pipeline.core.timeline_records import Burst
from pipeline.explore.drawings.chart_parts import Caption, Marks
from pipeline.explore.drawings.charts import Series, Stack, draw_numbers, draw_shares, draw_stacks, stack_drawings
from pipeline.explore.timelines.points import Measure, chart_point, flag_warnings, make_marks
from pipeline.explore.timelines.question import NO_SENSE, Answer, Curve, Question, shares_of_mentions
from pipeline.explore.wording import Wording

AREAS = {"kind": "kinds", "none": "kinds", "lang": "text_langs", "section": "scopes"}
"""Where the names of series stand, by what tells them apart; venues and senses bring their own."""
FEW_MENTIONS = 5


@dataclass(frozen=True)
class Drawing:
    """An answer with what a chart of it shows besides the points."""

    question: Question
    answer: Answer
    labels: dict[str, str]
    """Names of the concepts or families, in the order asked."""
    wording: Wording
    measure: Measure = "share"
    policy_marks: Mapping[str, Sequence[PolicyMark]] = field(default_factory=dict)
    """By concept or family."""
    bursts: Sequence[Burst] = ()
    """Those that hold for the works asked for."""
    senses: dict[tuple[str, str], str] = field(default_factory=dict)
    """(concept_id, sense) -> its label."""

    def series_name(self, curve: Curve) -> str:
        """Return the name of a curve's series."""
        if self.question.by == "sense":
            undecided = self.wording("timeline.sense_unknown")
            return undecided if curve.series == NO_SENSE else self.senses.get((curve.concept_id, curve.series), curve.series)
        return self.wording.name(AREAS.get(self.question.by, ""), curve.series)


def sense_labels(lexicon: Lexicon, concept_ids: Sequence[str]) -> dict[tuple[str, str], str]:
    """Return (concept_id, sense) -> the sense's label; concepts that the lexicon has lost are left out."""
    entries = [lexicon.by_id[name] for name in concept_ids if name in lexicon.by_id]
    return {(entry.id, sense.id): sense.label for entry in entries for sense in entry.senses}


def draw_answer(drawing: Drawing) -> str:
    """Return one SVG: all concepts in one chart where nothing else tells the curves apart, else a panel a concept."""
    if drawing.question.by == "none":
        return _draw_panel(drawing, list(drawing.labels))
    return stack_drawings([_draw_panel(drawing, [concept_id]) for concept_id in drawing.labels])


def _draw_panel(drawing: Drawing, concept_ids: list[str]) -> str:
    curves = [curve for curve in drawing.answer.curves if curve.concept_id in concept_ids]
    marks, notes = _marks(drawing, curves, concept_ids)
    caption = _caption(drawing, curves, concept_ids, notes)
    if drawing.question.by == "sense":
        return draw_stacks(caption, [drawing.series_name(curve) for curve in curves], _stacks(curves), marks)
    together = drawing.question.by == "none"
    series = [
        Series(
            drawing.labels[curve.concept_id] if together else drawing.series_name(curve),
            [chart_point(point, drawing.measure) for point in curve.points],
        )
        for curve in curves
    ]
    return (draw_shares if drawing.measure == "share" else draw_numbers)(caption, series, marks)


def _stacks(curves: Sequence[Curve]) -> list[Stack]:
    shares = shares_of_mentions(curves)
    rows = list(zip(*(curve.points for curve in curves), strict=True))
    return [
        Stack(
            points[0].period,
            [shares.get((curve.concept_id, curve.series, points[0].period), 0.0) for curve in curves],
            sum(point.mentions for point in points),
            few=sum(point.mentions for point in points) < FEW_MENTIONS,
        )
        for points in rows
    ]


def _marks(drawing: Drawing, curves: Sequence[Curve], concept_ids: list[str]) -> tuple[Marks, list[str]]:
    periods = [(point.period, point.period_start, point.period_end) for curve in curves for point in curve.points]
    if drawing.question.cumulative:
        periods = [(label, end, end) for label, _, end in periods]
    shown = {point.kind for curve in curves for point in curve.points}
    own = [burst for burst in drawing.bursts if burst.concept_id in concept_ids and burst.kind in shown]
    documents = [mark for name in concept_ids for mark in drawing.policy_marks.get(name, [])]
    marks, burst_notes, policy_notes = make_marks(periods, documents, own if len(concept_ids) == 1 else [], drawing.wording)
    return marks, [*burst_notes, *policy_notes]


def _caption(drawing: Drawing, curves: Sequence[Curve], concept_ids: list[str], notes: list[str]) -> Caption:
    say, question = drawing.wording, drawing.question
    warnings = _warnings(drawing, curves)
    title = _title(drawing, concept_ids)
    if question.filters:
        title = say("timeline.filtered", title=title, filters=say("timeline.between").join(_filters(drawing)))
    unit = "senses" if question.by == "sense" else drawing.measure
    return Caption(title, say(f"timeline.unit_{unit}"), warnings, [*notes, *_absent(drawing, curves)])


def _filters(drawing: Drawing) -> list[str]:
    """Return what narrows the works, in words."""
    question = drawing.question
    evidence = drawing.wording.name("evidence", question.evidence)
    return [one for one in (question.degree, evidence, question.venue_level) if one]


def _title(drawing: Drawing, concept_ids: list[str]) -> str:
    say = drawing.wording
    label = say("timeline.between").join(drawing.labels[name] for name in concept_ids)
    if drawing.question.by == "sense":
        return say("timeline.title_senses", label=label)
    if drawing.question.by == "section":
        return say("timeline.title_parts", label=label)
    return say("timeline.title", label=label, scope=say.name("scopes", drawing.question.scope))


def _warnings(drawing: Drawing, curves: Sequence[Curve]) -> list[str]:
    points = [point for curve in curves for point in curve.points]
    if drawing.question.by != "sense":
        searched = {curve.concept_id for curve in curves if any("search-term" in point.flags for point in curve.points)}
        several = len({curve.concept_id for curve in curves}) > 1
        labels = [label for name, label in drawing.labels.items() if name in searched] if several else []
        return flag_warnings(points, drawing.wording, labels)
    incomplete = sorted({point.period for point in points if "incomplete-period" in point.flags})
    stacks = [stack for stack in _stacks(curves) if stack.few and stack.total]
    found = [drawing.wording("timeline.incomplete_bar", periods=drawing.wording("timeline.between").join(incomplete))] if incomplete else []
    return [*found, *([drawing.wording("timeline.few_senses")] if stacks else [])]


def _absent(drawing: Drawing, curves: Sequence[Curve]) -> list[str]:
    """Return notes on works that no point shows: without a year, and without readable text."""
    undated, unread = drawing.answer.undated, unreadable(curves, drawing.question)
    found = [drawing.wording("timeline.undated", n=undated)] if undated else []
    return [*found, *([drawing.wording("timeline.unreadable", n=unread)] if unread else [])]


def unreadable(curves: Sequence[Curve], question: Question) -> int:
    """Return how many works of the periods could not be read; the curves of several concepts, senses or languages share them.

    Sections have numbers of their own, most works being read in abstract alone: for them it is 0.
    """
    if question.by == "section":
        return 0
    cells: dict[tuple[str, str], int] = {}
    for curve in curves:
        for point in curve.points:
            series = curve.series if question.by in {"kind", "venue"} else ""
            cells[series, point.period] = max(cells.get((series, point.period), 0), point.unreadable_works)
    if question.cumulative:
        return max(cells.values(), default=0)
    return sum(cells.values())
