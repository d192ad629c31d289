"""The report's figures as files (`figures/`, each SVG stands alone) and their numbers (`data/`, CSV of the same name)."""

from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from pipeline.core.concept_records import Cooccurrence
from pipeline.core.records import TimelinePoint
from pipeline.core.topic_records import TopicConcept, TopicModel, TopicTrend
from pipeline.explore.drawings.charts import stand_alone
from pipeline.explore.drawings.coverage import YearCoverage
from pipeline.explore.printing import csv_text
from pipeline.explore.report.page import Sections

TIMELINE_COLUMNS = ("concept", *(field.name for field in fields(TimelinePoint)))
PAIR_COLUMNS = tuple(field.name for field in fields(Cooccurrence))
COVERAGE_COLUMNS = tuple(field.name for field in fields(YearCoverage))
MATRIX_COLUMNS = ("concept", "label", *(field.name for field in fields(TopicConcept)))
DEFINITION_COLUMNS = ("concept_id", "concept", "sentence", "page", "page_label", "year", "work_id", "reference")
MODEL_COLUMNS = tuple(field.name for field in fields(TopicModel))
TREND_COLUMNS = ("label", *(field.name for field in fields(TopicTrend)))


def write_figures(folder: Path, sections: Sections) -> int:
    """Write `figures/` (shown by `dvc plots`) and `data/` into `folder` and return the number of figures.

    `timelines.csv`, `works_by_year.csv`, `topic_trends.csv`, `topic_sweep.csv`, `concept_topics.csv` and `definitions.csv` are long tables for spreadsheets;
    `references.bib` holds the works that the report cites.
    """
    drawings = _drawings(sections)
    (folder / "figures").mkdir()
    for name, drawing in drawings.items():
        _write(folder / "figures" / f"{name}.svg", stand_alone(drawing))
    (folder / "data").mkdir()
    _write_data(folder / "data", sections)
    return len(drawings)


def _write_data(folder: Path, sections: Sections) -> None:
    timelines = [_named("concept", one.row.label, point.point) for one in sections.concepts.sections for point in one.points]
    trends = [_named("label", one.label, row) for one in sections.topics.sections for row in one.trend]
    _write(folder / "pairs.csv", csv_text([asdict(one.row) for one in sections.beside.pairs], PAIR_COLUMNS))
    _write(folder / "timelines.csv", csv_text(timelines, TIMELINE_COLUMNS))
    _write(folder / "topic_trends.csv", csv_text(trends, TREND_COLUMNS))
    _write(folder / "topic_sweep.csv", csv_text(map(asdict, sections.topics.models), MODEL_COLUMNS))
    _write(folder / "works_by_year.csv", csv_text(_year_rows(sections), ("year", "kind", "works")))
    _write(folder / "coverage_by_year.csv", csv_text(map(asdict, sections.overview.coverage), COVERAGE_COLUMNS))
    _write(folder / "concept_topics.csv", csv_text(_matrix_rows(sections), MATRIX_COLUMNS))
    _write(folder / "definitions.csv", csv_text(_definition_rows(sections), DEFINITION_COLUMNS))
    _write(folder / "references.bib", sections.references.bibtex)
    for one in sections.concepts.sections:
        own = [_named("concept", one.row.label, point.point) for point in one.points]
        _write(folder / f"{_concept_file(one.row.concept_id)}.csv", csv_text(own, TIMELINE_COLUMNS))


def _drawings(sections: Sections) -> dict[str, str]:
    overview = sections.overview
    whole = {"works_by_year": overview.chart, "coverage_by_year": overview.coverage_chart, "flow": overview.flow}
    drawings = {name: drawing for name, drawing in whole.items() if drawing and overview.chart}
    drawings |= {_concept_file(one.row.concept_id): one.chart for one in sections.concepts.sections}
    drawings |= {f"network_{one.network.period}": one.chart for one in sections.beside.networks}
    drawings |= {"topic_map": sections.topics.map} if sections.topics.map else {}
    drawings |= {"topic_sweep": sections.topics.sweep} if sections.topics.sweep else {}
    return drawings | {f"topic_{one.topic}": one.chart for one in sections.topics.sections if one.chart}


def _matrix_rows(sections: Sections) -> list[dict[str, Any]]:
    labels = {one.topic: one.label for one in sections.topics.sections}
    return [{"concept": name, "label": labels[row.topic], **asdict(row)} for name, row in sections.topics.matrix.everything]


def _definition_rows(sections: Sections) -> list[dict[str, Any]]:
    return [
        {
            "concept_id": concept.concept_id,
            "concept": concept.name,
            "sentence": "".join(text for text, _ in one.quote.parts),
            "page": one.quote.page,
            "page_label": one.quote.page_label,
            "year": one.year,
            "work_id": one.work_id,
            "reference": one.reference,
        }
        for concept in sections.definitions.concepts
        for one in (*concept.definitions, *concept.others)
    ]


def _concept_file(concept_id: str) -> str:
    return f"concept_{concept_id.replace('/', '-')}"


def _named(column: str, name: str, row: Any) -> dict[str, Any]:
    return {column: name, **asdict(row)}


def _year_rows(sections: Sections) -> list[dict[str, Any]]:
    kinds = sections.overview.kinds
    return [
        {"year": year, "kind": kind, "works": count}
        for year, counts, _ in sections.overview.years
        for kind, count in zip(kinds, counts, strict=True)
    ]


def _write(path: Path, content: str) -> None:
    path.write_text(content, encoding="utf-8", newline="\n")
