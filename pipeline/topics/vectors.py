"""One vector a text: the mean of its sentences' vectors, as features of the document side of a topic model."""

import math
from collections.abc import Sequence

from pipeline.core.tables import round_float
from pipeline.topics.config import EmbeddingsName

# A text's first sentences say what it is about; a thesis of 2,000 would take four seconds.
SENTENCES = 40

# Least share of the vectors' length that lies off their mean: .95 in 1,000 abstracts of 67 disciplines, .75 in the demo corpus, which is of one
# subject and better divided by its words alone (AMI with its themes, K = 5: .84 against .73).
LEAST_SPREAD = 0.85

Vectors = list[list[float]]


def text_vectors(texts: Sequence[Sequence[str]], embeddings: EmbeddingsName) -> Vectors | None:
    """Return the mean of each text's first 40 sentence vectors, weighted by the root of their length; None for `none`.

    About 2 ms of CPU a sentence. A text without sentences has a vector of zeros.

    Raises:
        ConfigError: the encoder is not installed.
        ModelError: it has another version.
    """
    if embeddings == "none":
        return None
    from pipeline.core.embedding import embed

    return [_mean(kept, embed(kept).tolist()) for kept in ([*sentences[:SENTENCES]] or [""] for sentences in texts)]


def _mean(sentences: Sequence[str], vectors: Vectors) -> list[float]:
    weights = [math.sqrt(len(sentence)) for sentence in sentences]
    total = math.fsum(weights) or 1.0
    return [round_float(math.fsum(w * x for w, x in zip(weights, column, strict=True)) / total) for column in zip(*vectors, strict=True)]


def telling_vectors(vectors: Vectors | None, sample: Sequence[int]) -> Vectors | None:
    """Return the vectors, or None where those of the sample all point one way: texts of one subject, which they hardly tell apart."""
    read = [vectors[text] for text in sample if any(vectors[text])] if vectors is not None else []
    if not read:
        return None
    centre = [math.fsum(column) / len(read) for column in zip(*read, strict=True)]
    whole = math.fsum(x * x for row in read for x in row) / len(read)
    off = whole - math.fsum(x * x for x in centre)
    return vectors if math.sqrt(max(off, 0.0) / whole) >= LEAST_SPREAD else None
