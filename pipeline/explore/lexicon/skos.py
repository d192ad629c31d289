"""The lexicon as a SKOS thesaurus (W3C Recommendation, 18 August 2009), by rdflib, which `skos_import` alone uses too.

| SKOS | lexicon |
|---|---|
| prefLabel zh, en | label, label_en |
| altLabel zh, en | variants and renderings of kind exact that are not merely `seen` |
| hiddenLabel zh, en | the others: found, never to be shown; rejected ones are left out |
| broader, narrower, related | the same |
| definition, scopeNote, example, editorialNote zh | codebook: definition, include, typical_case, border_case |
| changeNote | changelog, as `version: change` |
| historyNote | policy_marks, as `year: document` |
| notation | id |
| Collection, member | family and its concepts |
| anything else | the key `skos` of an entry |

Rules of matching (context, exclusions, senses, nested) have no SKOS.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from pipeline.core.lexicon import Concept, Lexicon

if TYPE_CHECKING:
    from rdflib import Graph

BASE = "urn:wenmai:concept:"
FAMILY_BASE = "urn:wenmai:family:"
SCHEME = "urn:wenmai:lexicon"
RELATIONS = ("broader", "narrower", "related")


def to_turtle(lexicon: Lexicon) -> str:
    """Return the whole lexicon in Turtle; the same lexicon gives the same text."""
    return str(to_graph(lexicon).serialize(format="turtle"))


def to_graph(lexicon: Lexicon) -> "Graph":
    """Return the lexicon as RDF."""
    from rdflib import RDF, Graph, Literal, URIRef
    from rdflib.namespace import OWL, SKOS

    graph = Graph()
    graph.bind("skos", SKOS)
    scheme = URIRef(SCHEME)
    graph.add((scheme, RDF.type, SKOS.ConceptScheme))
    graph.add((scheme, OWL.versionInfo, Literal(lexicon.version)))
    for family_id, family in lexicon.families.items():
        node = URIRef(FAMILY_BASE + family_id)
        graph.add((node, RDF.type, SKOS.Collection))
        graph.add((node, SKOS.prefLabel, Literal(family.label, "zh")))
        graph.add((node, SKOS.prefLabel, Literal(family.label_en, "en")))
    for concept in lexicon.concepts:
        node = URIRef(BASE + quote(concept.id))
        graph.add((node, RDF.type, SKOS.Concept))
        graph.add((node, SKOS.inScheme, scheme))
        if concept.family in lexicon.families:
            graph.add((URIRef(FAMILY_BASE + concept.family), SKOS.member, node))
        for name, value in concept_statements(concept):
            graph.add((node, SKOS[name], value))
    return graph


def concept_statements(concept: Concept) -> Iterator[tuple[str, Any]]:
    """Yield (SKOS property, value) of an entry."""
    from rdflib import Literal, URIRef

    yield "notation", Literal(concept.id)
    for name, text, lang in _texts(concept):
        if text:
            yield name, Literal(text, lang)
    for relation in RELATIONS:
        for other in getattr(concept, relation):
            yield relation, URIRef(BASE + quote(other))
    for key, values in concept.skos.items():
        name, _, lang = key.partition("@")
        for value in values:
            is_link = value.startswith("<") and value.endswith(">")
            yield name, URIRef(value[1:-1]) if is_link else Literal(value, lang or None)


def _texts(concept: Concept) -> Iterator[tuple[str, str, str]]:
    yield "prefLabel", concept.label, "zh"
    yield "prefLabel", concept.label_en, "en"
    for variant in concept.variants:
        yield ("altLabel" if variant.kind == "exact" else "hiddenLabel"), variant.text, "zh"
    for rendering in concept.renderings:
        if rendering.status != "rejected" and rendering.text != concept.label_en:
            is_shown = rendering.kind == "exact" and rendering.status != "seen"
            yield ("altLabel" if is_shown else "hiddenLabel"), rendering.text, "en"
    book = concept.codebook
    yield "definition", book.definition, "zh"
    for text in book.include:
        yield "scopeNote", text, "zh"
    yield "example", book.typical_case, "zh"
    yield "editorialNote", book.border_case, "zh"
    for mark in concept.policy_marks:
        yield "historyNote", f"{mark.year}: {mark.document}", "zh"
    for change in concept.changelog:
        yield "changeNote", f"{change.version}: {change.change}", "en"
