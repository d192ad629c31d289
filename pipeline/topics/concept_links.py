"""Which concepts go with which topics, counted over works and tested with log-odds.

Concepts are words of the vocabulary, and the segmenter keeps them whole: a topic that a concept leads will of course be a topic of works that
mention it. So the same is counted in a second model, fitted on words without any form of the lexicon; its topics are matched by their works.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.core.lexicon import Lexicon
from pipeline.core.records import ConceptWork
from pipeline.core.text import normalise
from pipeline.core.topic_records import DocTopics, TopicConcept
from pipeline.topics.log_odds import LogOdds, log_odds
from pipeline.topics.matching import jaccard, match_topics

# Fewer works with the concept say nothing about topics.
LEAST_WORKS = 5
# Works that two topics must share (Jaccard) to be the same one in both models.
LEAST_OVERLAP = 0.2
SCOPE, LANG = "abstract+body", "zh"


@dataclass(frozen=True, slots=True)
class Strongest:
    """The strongest topic of each text, in step with the texts, and the number of topics."""

    topics: int
    of_text: list[int | None]


def lexicon_forms(lexicon: Lexicon) -> frozenset[str]:
    """Return every form of the lexicon's concepts, normalised and in lower case."""
    forms = (form for concept in lexicon.concepts for form in (concept.label, *(variant.text for variant in concept.variants)))
    return frozenset(normalise(form).text.lower() for form in forms)


def topic_concepts(
    documents: Sequence[DocTopics], mentions: Iterable[ConceptWork], topics: int, blind: Strongest | None
) -> list[TopicConcept]:
    """Return a row for each topic and concept that at least five works mention.

    A work counts once for each concept it mentions often enough (as in the timeline: abstract and body, Chinese).

    Args:
        documents: works with their strongest topics.
        mentions: rows of the table concept_works.
        topics: number of topics.
        blind: the strongest topics of the same documents in a model without the lexicon's words; None without one.
    """
    concepts = _concepts_of_works(mentions, {row.work_id for row in documents})
    counts = _counts([row.topic for row in documents], documents, concepts, topics)
    blind_counts = _matched_counts(documents, blind, concepts, topics) if blind else [Counter[str]()] * topics
    found = []
    for topic, (plain, unled) in enumerate(zip(_associations(counts), _associations(blind_counts), strict=True)):
        found += [_row(topic, concept, counts[topic][concept], plain[concept], unled.get(concept)) for concept in sorted(plain)]
    return found


def _row(topic: int, concept: str, works: int, plain: LogOdds, blind: LogOdds | None) -> TopicConcept:
    return TopicConcept(topic, concept, works, plain.value, plain.z, blind.value if blind else None, blind.z if blind else None)


def _concepts_of_works(mentions: Iterable[ConceptWork], works: set[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for row in mentions:
        if row.counted and row.scope == SCOPE and row.lang == LANG and row.work_id in works:
            found[row.work_id].add(row.concept_id)
    frequent = Counter(concept for concepts in found.values() for concept in concepts)
    return {work: {concept for concept in concepts if frequent[concept] >= LEAST_WORKS} for work, concepts in found.items()}


def _counts(
    strongest: Sequence[int | None], documents: Sequence[DocTopics], concepts: dict[str, set[str]], topics: int
) -> list[Counter[str]]:
    counts: list[Counter[str]] = [Counter() for _ in range(topics)]
    for topic, row in zip(strongest, documents, strict=True):
        if topic is not None:
            counts[topic].update(concepts.get(row.work_id, ()))
    return counts


def _associations(counts: list[Counter[str]]) -> list[dict[str, LogOdds]]:
    """Return for each topic the log-odds of its concepts against all other topics."""
    every = Counter[str]()
    for topic in counts:
        every.update(topic)
    return [log_odds(topic, every - topic) for topic in counts]


def _matched_counts(documents: Sequence[DocTopics], blind: Strongest, concepts: dict[str, set[str]], topics: int) -> list[Counter[str]]:
    """Return the blind model's counts in the order of this model's topics; empty where no topic shares enough works."""
    own = _works_of([row.topic for row in documents], documents, topics)
    others = _works_of(blind.of_text, documents, blind.topics)
    counts = _counts(blind.of_text, documents, concepts, blind.topics)
    matched = {left: right for left, right in match_topics(own, others) if jaccard(own[left], others[right]) >= LEAST_OVERLAP}
    every = Counter[str]()
    for topic in counts:
        every.update(topic)
    return [counts[matched[topic]] if topic in matched else Counter[str]() for topic in range(topics)]


def _works_of(strongest: Sequence[int | None], documents: Sequence[DocTopics], topics: int) -> list[list[str]]:
    found: list[list[str]] = [[] for _ in range(topics)]
    for topic, row in zip(strongest, documents, strict=True):
        if topic is not None:
            found[topic].append(row.work_id)
    return found
