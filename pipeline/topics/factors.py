"""What an engine finds, in plain lists: the records between the adapters and the rest of the stage."""

from dataclasses import dataclass

Weights = list[list[float]]


@dataclass(frozen=True, slots=True)
class Factors:
    """What an engine found, on its own scale."""

    term_weights: Weights
    """Shape (topics, words), not negative."""
    document_weights: Weights
    """Shape (documents, topics), not negative."""
    reconstruction: float | None
    """Relative reconstruction error, 0 to 1; None where an engine has none."""


@dataclass(frozen=True, slots=True)
class Fit:
    """A fitted model; topics stand in falling order of their weight over all documents, every float is rounded."""

    vocabulary: tuple[str, ...]
    term_weights: Weights
    """Shape (topics, words); each row sums to 1."""
    document_weights: Weights
    """Shape (documents, topics); each row sums to 1, or is all 0 for a text without words of the vocabulary."""
    reconstruction: float | None
