"""Sentences that represent a topic, each with the page it is printed on."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.core.pages import box_at
from pipeline.core.records import Passage, Span
from pipeline.core.tables import round_float
from pipeline.core.topic_records import DocTopics, TopicExample
from pipeline.topics.factors import Fit

# Shorter sentences say too little out of their context, longer ones are lists or wrongly divided.
LEAST_CHARS, MOST_CHARS = 12, 160


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its words of substance."""

    span: Span
    passage: Passage
    words: list[str]


def topic_examples(fit: Fit, documents: Iterable[tuple[DocTopics, Sequence[Sentence]]], n: int) -> list[TopicExample]:
    """Return at most n sentences a topic, best first, at most one a document and only from documents whose strongest topic it is.

    The score is the cosine between the sentence's set of words and the topic's weights, times the topic's weight in the document.
    """
    scale = [math.sqrt(math.fsum(weight * weight for weight in row)) or 1.0 for row in fit.term_weights]
    weights = [dict(zip(fit.vocabulary, row, strict=True)) for row in fit.term_weights]
    found: dict[int, list[tuple[float, str, Sentence]]] = defaultdict(list)
    for row, sentences in documents:
        if row.topic is None:
            continue
        scored = list(_scored(sentences, weights[row.topic], row.weights[row.topic] / scale[row.topic]))
        if scored:
            score, sentence = min(scored, key=lambda pair: (-pair[0], pair[1].span.start))
            found[row.topic].append((score, row.text_id, sentence))
    return [example for topic in sorted(found) for example in _ranked(topic, found[topic], n)]


def _scored(sentences: Sequence[Sentence], weights: dict[str, float], factor: float) -> Iterator[tuple[float, Sentence]]:
    for sentence in sentences:
        words = set(sentence.words)
        if words and LEAST_CHARS <= sentence.span.end - sentence.span.start <= MOST_CHARS:
            total = math.fsum(weights.get(word, 0.0) for word in sorted(words))
            yield round_float(factor * total / math.sqrt(len(words))), sentence


def _ranked(topic: int, candidates: list[tuple[float, str, Sentence]], n: int) -> Iterator[TopicExample]:
    best = sorted(candidates, key=lambda item: (-item[0], item[1]))[:n]
    for rank, (score, text_id, sentence) in enumerate(best, start=1):
        box = box_at(sentence.passage, sentence.span.start)
        page, label = (box.page, box.page_label) if box else (None, None)
        yield TopicExample(topic, rank, text_id, sentence.span.start, sentence.span.end, page, label, score)
