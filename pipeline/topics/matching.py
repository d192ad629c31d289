"""Which topic of one model is which of another: the adapter of scipy's assignment."""

from collections.abc import Sequence

Topics = Sequence[Sequence[str]]


def jaccard(left: Sequence[str], right: Sequence[str]) -> float:
    """Return the share of terms that both lists have, 0 to 1; 0 for two empty lists."""
    union = set(left) | set(right)
    return len(set(left) & set(right)) / len(union) if union else 0.0


def match_topics(left: Topics, right: Topics) -> list[tuple[int, int]]:
    """Return pairs (topic of left, topic of right) with the largest sum of Jaccard overlaps, by the first; each topic at most once.

    Source: Kuhn, H. W. (1955), as scipy's linear_sum_assignment solves it.
    """
    if not left or not right:
        return []
    from scipy.optimize import linear_sum_assignment

    rows, columns = linear_sum_assignment([[-jaccard(a, b) for b in right] for a in left])
    return [(int(row), int(column)) for row, column in zip(rows, columns, strict=True)]


def overlap(left: Topics, right: Topics) -> float:
    """Return the mean Jaccard overlap of matched topics, topics without a partner counting 0; symmetric, 0 to 1."""
    pairs = match_topics(left, right)
    total = sum(jaccard(left[row], right[column]) for row, column in pairs)
    return total / max(len(left), len(right), 1)
