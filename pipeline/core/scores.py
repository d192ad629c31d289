"""Precision, recall and F1 over sets of spans, pairs or anything that is right or wrong."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Score:
    """Shares of 0 to 1; F1 is the harmonic mean of precision and recall."""

    precision: float
    recall: float
    f1: float

    @classmethod
    def of(cls, right: int, found: int, wanted: int) -> "Score":
        """Return the score of `right` hits among `found` and `wanted`; nothing found of nothing wanted is perfect.

        Raises:
            ValueError: more hits than were found or wanted.
        """
        if not 0 <= right <= min(found, wanted):
            raise ValueError(f"{right} right of {found} found and {wanted} wanted")
        precision = right / found if found else 1.0
        recall = right / wanted if wanted else 1.0
        return cls(precision, recall, 2 * precision * recall / (precision + recall) if right else float(found == wanted == 0))
