"""The report's section on bursts: when a concept stood in more works than usual, and what speaks against it."""

from collections.abc import Collection
from dataclasses import dataclass

from pipeline.concepts.config import ConceptsConfig
from pipeline.core.config import load_config
from pipeline.core.timeline_records import Burst
from pipeline.explore.report.material import Material
from pipeline.explore.wording import Wording


@dataclass(frozen=True, slots=True)
class BurstRow:
    """A line of the table."""

    burst: Burst
    name: str
    years: str
    anchor: str | None
    """Of the concept's own part of the report, if it has one."""


@dataclass(frozen=True, slots=True)
class Bursts:
    """The whole section."""

    rows: list[BurstRow]
    """Strongest first."""
    search_terms: list[str]
    """Names of the concepts of the search strings, which get none."""
    ratio: str
    gamma: str
    """The model's parameters, as printed."""


def make_bursts(material: Material, shown: Collection[str], wording: Wording) -> Bursts:
    """Return the bursts with the model's parameters.

    Args:
        material: tables and configs.
        shown: concepts that have a part of their own in the report.
        wording: language of the names.
    """
    config = load_config(material.configs / "concepts.yaml", ConceptsConfig)
    bursts = sorted(material.tables["bursts"], key=lambda burst: (-burst.weight, burst.concept_id, burst.kind))
    searched = sorted({point.concept_id for point in material.tables["timeline"] if "search-term" in point.flags})
    return Bursts(
        rows=[_row(material, burst, shown, wording) for burst in bursts],
        search_terms=[material.name(name, wording.lang) for name in searched],
        ratio=f"{config.burst_ratio:g}",
        gamma=f"{config.burst_gamma:g}",
    )


def _row(material: Material, burst: Burst, shown: Collection[str], wording: Wording) -> BurstRow:
    years = str(burst.period_start) if burst.period_start == burst.period_end else f"{burst.period_start}–{burst.period_end}"
    anchor = f"concept-{burst.concept_id}" if burst.concept_id in shown else None
    return BurstRow(burst, material.name(burst.concept_id, wording.lang), years, anchor)
