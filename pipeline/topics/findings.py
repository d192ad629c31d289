"""What is said of a fitted model's topics: one row a topic, the map, the drift of their words, and the model as it is saved."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.core.lexicon import Lexicon
from pipeline.core.records import Work
from pipeline.core.statistics import wilson_interval
from pipeline.core.text import normalise
from pipeline.core.topic_records import DocTopics, TopicDrift, TopicPlace, TopicSummary
from pipeline.topics.concept_links import Strongest, lexicon_forms
from pipeline.topics.config import TopicsConfig
from pipeline.topics.drift import DatedText, topic_drift
from pipeline.topics.labels import CANDIDATES, RELEVANCE, propose_label, title_phrases
from pipeline.topics.layout import Layout, place_between
from pipeline.topics.model import Model, Words, fit_model, relevant_terms
from pipeline.topics.phrases import join_phrases
from pipeline.topics.placing import Placer
from pipeline.topics.saved import Reach, SavedModel, Settings
from pipeline.topics.texts import CountedText
from pipeline.topics.vectors import Vectors
from pipeline.topics.vocabulary import count_words

# Works that are placed again to learn how far a saved model reaches; more would only cost time.
PLACED_AGAIN = 1000
REACHED_BY = 0.95


@dataclass(frozen=True, slots=True)
class Marks:
    """How good each topic is."""

    npmi: list[float | None]
    stability: list[float | None]


def document_topics(model: Model, texts: Sequence[CountedText]) -> list[DocTopics]:
    """Return the weights of each text; the strongest topic is the first among equals, None for a text without known words."""
    weights = zip(texts, model.fit.document_weights, strict=True)
    return [DocTopics(text.text_id, text.work_id, _strongest(row), row) for text, row in weights]


def _strongest(weights: list[float]) -> int | None:
    return weights.index(max(weights)) if any(weights) else None


def fit_blind(words: Sequence[Words], lexicon: Lexicon, config: TopicsConfig, vectors: Vectors | None) -> Strongest:
    """Fit the same model, with the same vectors, on the words without any form of the lexicon; see `concept_links`."""
    forms = lexicon_forms(lexicon)
    kept = [[word for word in text if word not in forms] for text in words]
    model = fit_model(kept, range(len(kept)), config, vectors)
    return Strongest(len(model.terms), [_strongest(row) for row in model.fit.document_weights])


def topic_summaries(
    model: Model, documents: Sequence[DocTopics], labels: Sequence[str], phrases: Sequence[str | None], marks: Marks, layout: Layout
) -> list[TopicSummary]:
    """Return one row a topic; shares are of all works with a text, dated or not."""
    counts, n = Counter(row.topic for row in documents), len(documents)
    rows = []
    for topic in range(len(model.terms)):
        low, high = wilson_interval(counts[topic], n) or (None, None)
        nearest = layout.nearest(topic)
        rows.append(
            TopicSummary(
                topic=topic,
                label=labels[topic],
                title_phrase=phrases[topic],
                works=counts[topic],
                readable_works=n,
                share=counts[topic] / n if n else None,
                low=low,
                high=high,
                npmi=marks.npmi[topic],
                stability=marks.stability[topic],
                nearest=nearest,
                distances=[layout.distances[topic][other] for other in nearest],
                x=layout.points[topic][0],
                y=layout.points[topic][1],
            )
        )
    return rows


def topic_map(documents: Sequence[DocTopics], layout: Layout) -> list[TopicPlace]:
    """Return where each text with known words stands among the topics."""
    placed = [row for row in documents if row.topic is not None]
    return [TopicPlace(row.text_id, row.work_id, row.topic, *place_between(row.weights, layout.points)) for row in placed]


@dataclass(frozen=True, slots=True)
class Findings:
    """A model with the texts it was fitted on, in step with `documents`."""

    model: Model
    texts: Sequence[CountedText]
    documents: Sequence[DocTopics]
    config: TopicsConfig
    stop_words: frozenset[str]
    vectors: Vectors | None
    """One a text; None without embeddings."""

    def labels(self, concepts: Mapping[str, str]) -> list[str]:
        """Return a proposed name for each topic; `concepts` are ids by label."""
        fit = self.model.fit
        ranked = relevant_terms(fit, count_words(self._words(), fit.vocabulary), RELEVANCE, CANDIDATES)
        return [propose_label([term.term for term in terms], concepts) for terms in ranked]

    def phrases(self) -> list[str | None]:
        """Return the phrase of titles of each topic."""
        titles = [(row.topic, [normalise(word).text for word in text.title]) for row, text in zip(self.documents, self.texts, strict=True)]
        return title_phrases(titles, self.model.names(), self.stop_words)

    def drift(self, works: Sequence[Work]) -> list[TopicDrift]:
        """Return the terms that topics gained and lost between two periods."""
        years = {work.work_id: work.year for work in works}
        known = set(self.model.fit.vocabulary)
        rows = zip(self.documents, self._words(), strict=True)
        dated = [(years.get(row.work_id), row.topic, known.intersection(words)) for row, words in rows]
        texts = [DatedText(year, topic, frozenset(words)) for year, topic, words in dated if year is not None]
        return topic_drift(texts, len(self.model.terms))

    def saved(self, labels: list[str]) -> SavedModel:
        """Return the model for `wenmai topics assign`, with how well the works themselves fit it."""
        fit, config = self.model.fit, self.config
        settings = Settings(config.engine, config.seed, config.min_chars, config.phrases, sorted(self.stop_words))
        bags = count_words(self._words(), fit.vocabulary)
        uses = Counter(word for bag in bags.counts for word, _ in bag)
        n = len(bags.counts)
        idf = [math.log((1 + n) / (1 + uses[word])) + 1 for word in range(len(fit.vocabulary))]
        saved = SavedModel(list(fit.vocabulary), fit.term_weights, idf, labels, settings, Reach(0.0, 0.0, 0.0))
        return SavedModel(saved.vocabulary, saved.term_weights, saved.idf, labels, settings, self._reach(Placer(saved)))

    def _reach(self, placer: Placer) -> Reach:
        step = max(1, len(self.texts) // PLACED_AGAIN)
        pairs = [
            (row.topic, placer.place(text.words))
            for row, text in list(zip(self.documents, self.texts, strict=True))[::step]
            if row.topic is not None
        ]
        if not pairs:
            return Reach(0.0, 0.0, 0.0)
        same = sum(topic == placed.topic for topic, placed in pairs) / len(pairs)
        return Reach(_reached([placed.known for _, placed in pairs]), _reached([placed.cosine for _, placed in pairs]), same)

    def _words(self) -> Sequence[Words]:
        words = [text.words for text in self.texts]
        return join_phrases(words, self.config.phrase_npmi) if self.config.phrases else words


def _reached(values: list[float]) -> float:
    return sorted(values)[math.floor((1 - REACHED_BY) * len(values))]
