"""The report's list of references: every work whose sentences it quotes or names, numbered in the order of its first citation."""

import dataclasses
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.core.records import Work
from pipeline.explore.records_out.bibtex import bibtex
from pipeline.explore.report.material import Material

if TYPE_CHECKING:
    from pipeline.explore.report.bilingual import Bilingual
    from pipeline.explore.report.concepts import Concepts
    from pipeline.explore.report.definitions import Definitions
    from pipeline.explore.report.topics import Topics


@dataclass(frozen=True, slots=True)
class Reference:
    """An entry of the list."""

    number: int
    work_id: str
    text: str
    """GB/T 7714-2015, 顺序编码制."""


@dataclass(frozen=True, slots=True)
class References:
    """The whole list."""

    entries: list[Reference]
    numbers: dict[str, int]
    """work_id → number."""
    bibtex: str
    """The same works, without abstracts."""


def make_references(material: Material, *sections: "Concepts | Definitions | Topics | Bilingual") -> References:
    """Return the works that the sections cite, in the order in which they cite them first."""
    cited = list(dict.fromkeys(name for section in sections for name in _cited(section) if name in material.works))
    works = [material.works[name] for name in cited]
    entries = [Reference(number, work.work_id, material.reference(work.work_id)) for number, work in enumerate(works, start=1)]
    return References(entries, {entry.work_id: entry.number for entry in entries}, bibtex(map(_without_abstract, works)))


def _without_abstract(work: Work) -> Work:
    return dataclasses.replace(work, abstract_zh=None, abstract_en=None)


def _cited(value: object) -> Iterator[str]:
    """Yield the work_ids of a section's records, in the order of their fields, which is that of the page.

    What a section holds for its CSV alone stands in tuples and is not cited.
    """
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        own = getattr(value, "work_id", None)
        if own and hasattr(value, "reference"):
            yield own
        yield from _cited_in(getattr(value, field.name) for field in dataclasses.fields(value))
    elif isinstance(value, list):
        yield from _cited_in(value)


def _cited_in(values: Iterable[object]) -> Iterator[str]:
    for value in values:
        yield from _cited(value)
