"""The parts of a query's tree."""

from dataclasses import dataclass

from pipeline.explore.searching.grams import Phrase


@dataclass(frozen=True, slots=True)
class Find:
    """A phrase that must stand in a passage of the work."""

    phrase: Phrase
    is_quoted: bool = False
    """Quoted English words stand for themselves alone, others for every form with their stem."""


@dataclass(frozen=True, slots=True)
class Filter:
    """A condition on works (year, kind, venue, author), passages (section, lang) or mentions (concept)."""

    field: str
    value: str


@dataclass(frozen=True, slots=True)
class Not:
    """Works for which the part does not hold."""

    part: "Node"


@dataclass(frozen=True, slots=True)
class Both:
    """All parts hold for the work (AND)."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Either:
    """At least one part holds for the work (OR)."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Near:
    """Both parts stand in one passage, at most `distance` Han characters and words apart."""

    left: "Node"
    right: "Node"
    distance: int


Node = Find | Filter | Not | Both | Either | Near


def has_places(node: Node) -> bool:
    """Tell whether the node says where in a text it stands: a phrase, a concept, NEAR, or any of them."""
    if isinstance(node, Either):
        return all(map(has_places, node.parts))
    return isinstance(node, Find | Near) or (isinstance(node, Filter) and node.field == "concept")
