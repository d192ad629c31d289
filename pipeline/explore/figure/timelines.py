"""Timelines as figures: the drawing and the numbers of `wenmai timeline`, with what a caption says of them."""

from collections import defaultdict
from dataclasses import asdict

from pipeline.concepts.config import ConceptsConfig
from pipeline.core.config import load_config
from pipeline.core.errors import InputError
from pipeline.core.tables import read_table
from pipeline.explore.concept_names import find_concept, list_concepts, names_of
from pipeline.explore.figure.record import Ask, Figure, with_years
from pipeline.explore.timelines.charts import Drawing, draw_answer, sense_labels
from pipeline.explore.timelines.output import COLUMNS
from pipeline.explore.timelines.points import flag_warnings
from pipeline.explore.timelines.question import answer, read_ground

COUNTED_ONCE = frozenset({"kind", "none"})
"""What may tell curves apart so that a work is in one of them alone, and their works can be added up."""


def draw_timeline(ask: Ask) -> Figure:
    """Return the figure of one or more concepts.

    Raises:
        InputError: a concept is unknown, or the question has no rows.
    """
    say, drawing = ask.wording, _answered(ask)
    points = drawing.answer.points
    if not points:
        raise InputError(f"no rows for {', '.join(ask.names)} with scope {ask.question.scope}, language {ask.question.lang}")
    title = say(
        "figure.timeline_title", labels=say("figure.join").join(drawing.labels.values()), scope=say.name("scopes", ask.question.scope)
    )
    return Figure(
        drawing=draw_answer(drawing),
        columns=COLUMNS[:-1],
        rows=[
            {"concept": drawing.labels[curve.concept_id], **asdict(point), "by": ask.question.by, "series": curve.series}
            for curve in drawing.answer.curves
            for point in curve.points
        ],
        title=with_years(title, [year for point in points for year in (point.period_start, point.period_end)], say),
        size=[_readable(drawing), *_mentioning(drawing)],
        notes=[say("figure.timeline_note"), *flag_warnings(points, say)],
        settings=_counting(ask),
    )


def _answered(ask: Ask) -> Drawing:
    material, question = ask.material, ask.question
    names = names_of(list_concepts(material.lexicon))
    found = list(dict.fromkeys(find_concept(name, names) for name in ask.names))
    config = load_config(material.configs / "concepts.yaml", ConceptsConfig)
    rows = [row for row in material.tables["concept_works"] if row.concept_id in found]
    bursts = read_table(material.corpus.tables("concepts"), "bursts") if question.is_plain else []
    return Drawing(
        question,
        answer(material.corpus, read_ground(material.corpus, config, question, rows), question, found),
        {concept_id: material.name(concept_id, ask.wording.lang) for concept_id in found},
        ask.wording,
        policy_marks={concept_id: list(material.lexicon.by_id[concept_id].policy_marks) for concept_id in found},
        bursts=[burst for burst in bursts if (burst.scope, burst.lang) == (question.scope, question.lang)],
        senses=sense_labels(material.lexicon, found),
    )


def _readable(drawing: Drawing) -> str:
    """Return the denominators by series; they are those of every concept."""
    say, curves = drawing.wording, drawing.answer.curves
    own = [curve for curve in curves if curve.concept_id == curves[0].concept_id]
    counts = [(drawing.series_name(curve), sum(point.readable_works for point in curve.points)) for curve in own]
    if drawing.question.by == "none":
        return say("figure.readable_all", n=counts[0][1])
    series = [say("figure.of_kind", kind=name, n=n) for name, n in counts if n]
    return say("figure.readable", kinds=say("figure.join").join(series))


def _mentioning(drawing: Drawing) -> list[str]:
    if drawing.question.by not in COUNTED_ONCE:
        return []
    works: dict[str, int] = defaultdict(int)
    for curve in drawing.answer.curves:
        works[curve.concept_id] += sum(point.works for point in curve.points)
    return [drawing.wording("figure.mentioning", label=label, n=works[concept_id]) for concept_id, label in drawing.labels.items()]


def _counting(ask: Ask) -> list[str]:
    """Return the settings that decide which works count."""
    say = ask.wording
    least = {kind: ask.setting(f"min_mentions_{kind}") for kind in ("thesis", "article", "abstract")}
    return [
        say("figure.scope", scope=say.name("scopes", ask.question.scope)),
        say("figure.period", n=ask.setting("period_years")),
        say("figure.minimum", **least),
    ]
