"""What a figure is asked to show, and what it is when it is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.explore.report.material import Material
from pipeline.explore.report.methods import read_settings
from pipeline.explore.timelines.question import Question
from pipeline.explore.wording import Wording

NOTHING = "the corpus has nothing to draw for this figure\nrun `wenmai run` on a corpus with works, or choose another figure"


@dataclass(frozen=True, slots=True)
class Ask:
    """What is to be drawn."""

    material: Material
    names: Sequence[str]
    """Concepts of a timeline, the number of a topic, or the period of a network."""
    question: Question
    """Which works a timeline counts, and what tells its curves apart."""
    wording: Wording

    def setting(self, key: str) -> str:
        """Return a setting of stage concepts as its config says it, or a dash."""
        return {row.key: row.value for row in read_settings(self.material.configs, "concepts")}.get(key, "–")


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing with its numbers and what its caption says, in one language."""

    drawing: str
    columns: Sequence[str]
    rows: list[dict[str, Any]]
    title: str
    size: list[str]
    """What n is, clause by clause."""
    notes: list[str] = field(default_factory=list)
    settings: list[str] = field(default_factory=list)


def with_years(title: str, years: Sequence[int], say: Wording) -> str:
    """Return a title that says from when to when."""
    return say("figure.years", title=title, first=min(years), last=max(years)) if years else title
