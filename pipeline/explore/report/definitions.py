"""The report's definitions: who defines which concept in which words, and who sets several concepts apart."""

from collections import defaultdict
from dataclasses import dataclass

from pipeline.core.records import Mention
from pipeline.explore.report.material import Material, Quote
from pipeline.explore.wording import Wording

DEFINED, CITED = "defined", "cited"


@dataclass(frozen=True, slots=True)
class Definition:
    """A sentence that defines a concept, with the work it is from."""

    quote: Quote
    work_id: str | None
    reference: str
    year: int | None
    is_cited: bool
    """The sentence gives another's words."""


@dataclass(frozen=True, slots=True)
class DefinedConcept:
    """A concept with the sentences that define it."""

    concept_id: str
    name: str
    other_name: str
    """The label in the other language; empty where there is none."""
    codebook: str
    """The lexicon's own definition, by which coders decide; empty where there is none."""
    definitions: list[Definition]
    others: tuple[Definition, ...]
    """Definitions that the page does not quote."""
    n_works: int


@dataclass(frozen=True, slots=True)
class Distinction:
    """A work that defines several concepts."""

    work_id: str | None
    reference: str
    concepts: list[tuple[str, str]]
    """(concept_id, name)."""


@dataclass(frozen=True, slots=True)
class Definitions:
    """The whole section."""

    concepts: list[DefinedConcept]
    distinctions: list[Distinction]
    n_sentences: int


def make_definitions(material: Material, wording: Wording) -> Definitions:
    """Return the concepts with a definition, those defined by most works first, and the works that define several, most concepts first.

    Definitions stand in order of year, then work; a sentence stands once under each concept that it defines.
    """
    found: dict[str, dict[tuple[str, int], Mention]] = defaultdict(dict)
    for mention in material.tables["mentions"]:
        if DEFINED in mention.flags and mention.text_id in material.texts and _is_counted(material, mention):
            start, _ = material.sentence_at(mention.text_id, mention.start)
            found[mention.concept_id].setdefault((mention.text_id, start), mention)
    concepts = [_concept(material, concept_id, list(rows.values()), wording) for concept_id, rows in found.items()]
    concepts.sort(key=lambda one: (-one.n_works, -len(one.definitions) - len(one.others), one.concept_id))
    return Definitions(concepts, _distinctions(material, found, wording), sum(len(rows) for rows in found.values()))


def _is_counted(material: Material, mention: Mention) -> bool:
    """Tell whether the work counts: a reprint or an excluded work defines nothing for the report."""
    work = material.work_of_text.get(mention.text_id)
    return work is None or work.work_id in material.counted_ids


def _concept(material: Material, concept_id: str, mentions: list[Mention], wording: Wording) -> DefinedConcept:
    entry = material.lexicon.by_id.get(concept_id)
    own, other = material.names(concept_id, wording.lang)
    definitions = [_definition(material, mention) for mention in mentions]
    definitions.sort(key=lambda one: (one.year or 0, one.reference))
    limit = material.config.definitions
    return DefinedConcept(
        concept_id=concept_id,
        name=own,
        other_name=other,
        codebook=entry.codebook.definition if entry else "",
        definitions=definitions[:limit],
        others=tuple(definitions[limit:]),
        n_works=len({mention.text_id for mention in mentions}),
    )


def _definition(material: Material, mention: Mention) -> Definition:
    work = material.work_of_text.get(mention.text_id)
    return Definition(
        quote=material.quote(mention.text_id, mention.start, mention.end),
        work_id=work.work_id if work else None,
        reference=material.reference(work.work_id) if work else mention.text_id,
        year=work.year if work else None,
        is_cited=CITED in mention.flags,
    )


def _distinctions(material: Material, found: dict[str, dict[tuple[str, int], Mention]], wording: Wording) -> list[Distinction]:
    by_text: dict[str, set[str]] = defaultdict(set)
    for concept_id, rows in found.items():
        for text_id, _ in rows:
            by_text[text_id].add(concept_id)
    several = sorted((text_id for text_id, concepts in by_text.items() if len(concepts) > 1), key=lambda name: (-len(by_text[name]), name))
    return [_distinction(material, text_id, sorted(by_text[text_id]), wording) for text_id in several]


def _distinction(material: Material, text_id: str, concept_ids: list[str], wording: Wording) -> Distinction:
    work = material.work_of_text.get(text_id)
    names = [(concept_id, material.name(concept_id, wording.lang)) for concept_id in concept_ids]
    return Distinction(work.work_id if work else None, material.reference(work.work_id) if work else text_id, names)
