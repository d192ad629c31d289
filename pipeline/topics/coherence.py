"""How good topics are: coherence (the adapter of gensim's CoherenceModel) and diversity of their first terms."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

TOP_TERMS = 10


@dataclass(frozen=True, slots=True)
class Quality:
    """Means over the topics; None where the texts say too little (no topic has two terms that occur together)."""

    c_v: float | None
    npmi: float | None
    diversity: float


def measure_quality(topics: Sequence[Sequence[str]], texts: Sequence[Sequence[str]]) -> Quality:
    """Return coherence and diversity of the topics' first 10 terms, with the texts as reference.

    Source: Röder, M., Both, A. & Hinneburg, A. (2015), Exploring the Space of Topic Coherence Measures (C_v with a window of 110 words, NPMI
    with one of 10), as gensim computes them, in this process alone.
    """
    firsts = [list(topic[:TOP_TERMS]) for topic in topics]
    scorable = [topic for topic in firsts if len(topic) > 1]
    return Quality(_coherence(scorable, texts, "c_v"), _coherence(scorable, texts, "c_npmi"), diversity(firsts))


def diversity(topics: Sequence[Sequence[str]]) -> float:
    """Return the share of distinct terms among the topics' first 10, 0 to 1; 0 without topics."""
    terms = [term for topic in topics for term in topic[:TOP_TERMS]]
    return len(set(terms)) / len(terms) if terms else 0.0


def topic_coherence(topics: Sequence[Sequence[str]], texts: Sequence[Sequence[str]], measure: str) -> list[float | None]:
    """Return the coherence (`c_v` or `c_npmi`) of each topic's first 10 terms; None for a topic whose terms never meet, or of one term."""
    firsts = [list(topic[:TOP_TERMS]) for topic in topics]
    values = iter(_coherences([topic for topic in firsts if len(topic) > 1], texts, measure))
    return [next(values) if len(topic) > 1 else None for topic in firsts]


def _coherence(topics: list[list[str]], texts: Sequence[Sequence[str]], measure: str) -> float | None:
    known = [value for value in _coherences(topics, texts, measure) if value is not None]
    return math.fsum(known) / len(known) if known else None


def _coherences(topics: list[list[str]], texts: Sequence[Sequence[str]], measure: str) -> list[float | None]:
    if not topics:
        return []
    from gensim.corpora import Dictionary
    from gensim.models import CoherenceModel
    from numpy import errstate

    words = [list(text) for text in texts if text]
    with errstate(divide="ignore", invalid="ignore"):  # terms that never meet give 0/0, which is NaN and left out below
        model = CoherenceModel(topics=topics, texts=words, dictionary=Dictionary(words), coherence=measure, topn=TOP_TERMS, processes=1)
        values = [float(value) for value in model.get_coherence_per_topic()]
    return [None if math.isnan(value) else value for value in values]
