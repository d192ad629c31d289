"""The report's table of concepts by topics: how much more a topic's works mention a concept than the others do."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.core.statistics import Z_95
from pipeline.core.topic_records import TopicConcept
from pipeline.explore.report.material import Material
from pipeline.explore.wording import Wording

CHANCE = 0.05


@dataclass(frozen=True, slots=True)
class Cell:
    """A concept in a topic."""

    row: TopicConcept | None
    """None: the table has no such pair."""
    strength: str
    """`more`: beyond chance in a model that never saw the lexicon's terms; `circular`: beyond chance, but only where the terms helped to form
    the topic; `less`: rarer than chance has it; `chance`."""


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A concept over all topics."""

    concept_id: str
    name: str
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class Matrix:
    """The whole table."""

    topics: list[int]
    rows: list[MatrixRow]
    n_more: int
    """Concepts that are not shown."""
    n_cells: int
    by_chance: int
    """Cells of the shown ones that would be marked although nothing is there."""
    everything: tuple[tuple[str, TopicConcept], ...]
    """(concept's name, row) of all concepts and topics, by topic and concept."""


def make_matrix(material: Material, topics: Sequence[int], wording: Wording) -> Matrix:
    """Return the concepts in which topics differ most (largest z of any topic first) with a cell for each topic."""
    found: dict[str, dict[int, TopicConcept]] = defaultdict(dict)
    for row in material.tables["topic_concepts"]:
        if row.topic in topics:
            found[row.concept_id][row.topic] = row
    order = sorted(found, key=lambda name: (-max(row.z for row in found[name].values()), name))
    shown = order[: material.config.matrix_concepts]
    rows = [MatrixRow(name, material.name(name, wording.lang), [_cell(found[name].get(topic)) for topic in topics]) for name in shown]
    n_cells = sum(cell.row is not None for row in rows for cell in row.cells)
    by_topic = sorted((row for cells in found.values() for row in cells.values()), key=lambda row: (row.topic, row.concept_id))
    everything = tuple((material.name(row.concept_id, wording.lang), row) for row in by_topic)
    return Matrix(list(topics), rows, len(order) - len(shown), n_cells, round(n_cells * CHANCE), everything)


def _cell(row: TopicConcept | None) -> Cell:
    if row is None:
        return Cell(None, "chance")
    if row.z <= -Z_95:
        return Cell(row, "less")
    if row.z < Z_95:
        return Cell(row, "chance")
    return Cell(row, "more" if row.blind_z is not None and row.blind_z >= Z_95 else "circular")
