"""Phrases of several words that hold together: counts level by level, cohesion (NPMI) and the entropy of what stands at their edges."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

MAX_WORDS = 5
EDGE = ""
"""What stands at the edge of a run of words."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sequence of words."""

    words: tuple[str, ...]
    count: int
    cohesion: float
    """Normalised pointwise mutual information of its loosest cut, -1 to 1. Source: Bouma (2009), GSCL, 31-40."""
    freedom: float
    """Entropy in nats of the words at its left or right edge, whichever is less: a part of a longer phrase has little."""

    @property
    def text(self) -> str:
        """Return the phrase as printed."""
        return "".join(self.words)


def find_phrases(runs: Sequence[Sequence[str]], min_count: int) -> list[Phrase]:
    """Return the phrases of two to five words that stand at least `min_count` times in the runs, sorted by text.

    Args:
        runs: words that follow each other without punctuation or stop words between them.
        min_count: 1 or more.
    """
    counts = _count_levels(runs, min_count)
    total = sum(count for words, count in counts.items() if len(words) == 1)
    edges = _edges(runs, {words for words, count in counts.items() if len(words) > 1 and count >= min_count})
    phrases = [
        Phrase(words, count, _cohesion(words, counts, total), min(map(_entropy, edges[words])))
        for words, count in counts.items()
        if len(words) > 1 and count >= min_count
    ]
    return sorted(phrases, key=lambda phrase: phrase.words)


def _count_levels(runs: Sequence[Sequence[str]], min_count: int) -> Counter[tuple[str, ...]]:
    """Count phrases of each length; one is looked at only when both its parts that are one word shorter are frequent enough."""
    counts: Counter[tuple[str, ...]] = Counter((word,) for run in runs for word in run)
    for length in range(2, MAX_WORDS + 1):
        level = Counter(
            words for run in runs for words in _windows(run, length) if counts[words[:-1]] >= min_count and counts[words[1:]] >= min_count
        )
        if not level:
            break
        counts.update(level)
    return counts


def _windows(run: Sequence[str], length: int) -> Iterator[tuple[str, ...]]:
    return (tuple(run[at : at + length]) for at in range(len(run) - length + 1))


def _cohesion(words: tuple[str, ...], counts: Counter[tuple[str, ...]], total: int) -> float:
    share = counts[words] / total
    if share >= 1:
        return 1.0
    cuts = (counts[words[:at]] * counts[words[at:]] / total**2 for at in range(1, len(words)))
    return min(math.log(share / apart) for apart in cuts) / -math.log(share)


def _edges(runs: Sequence[Sequence[str]], wanted: set[tuple[str, ...]]) -> dict[tuple[str, ...], tuple[Counter[str], Counter[str]]]:
    edges: dict[tuple[str, ...], tuple[Counter[str], Counter[str]]] = defaultdict(lambda: (Counter(), Counter()))
    for number, run in enumerate(runs):
        for length in range(2, MAX_WORDS + 1):
            for at, words in enumerate(_windows(run, length)):
                if words in wanted:
                    left, right = edges[words]
                    # The edge of a run is a neighbour like no other.
                    left[run[at - 1] if at else f"{EDGE}{number}"] += 1
                    right[run[at + length] if at + length < len(run) else f"{EDGE}{number}"] += 1
    return edges


def _entropy(neighbours: Counter[str]) -> float:
    total = neighbours.total()
    return -sum(count / total * math.log(count / total) for count in neighbours.values())
