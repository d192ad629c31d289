"""Does a term really end here? Evidence from ordinary words: 项目制|定 loses against 项目|制定, 项目制|的 stands.

A run of Han characters is read as the likeliest sequence of words (unigram model over wordfreq's Chinese list, Viterbi search) in which the
terms are words too; a term is meant when the best sequence uses it. No segmenter model is needed, and longer terms win by themselves.
Source of the frequencies: wordfreq's `large` Chinese list (words per thousand million).
"""

import functools
import math
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.core.text import is_han

MAX_WORD = 6
"""Longest ordinary word, in characters; longer entries of the list are phrases."""
MIN_FREQUENCY = 10**-7.8
"""Rarer entries (Zipf under 1.2) are mostly glued or mistaken words."""
UNKNOWN = math.log(1e-8)
"""Log probability of a character that is no word of the list."""
LONE = 3.5
"""Taken off a content character that stands alone (别, 定, 员): such words are rarer in prose than the list, which counts leftovers, says."""
LONE_UNTIL = 10**-3.05
"""Characters more frequent than this (Zipf 5.95: 的, 在, 与, 等, 中) are words of their own."""
FREE_SUFFIXES = "型类式们界法"
"""Suffixes that any noun takes: that 企业型 is listed says nothing against 社会企业|型."""
RAREST = -12.5
"""Log probability of the rarest multi-character word: that a word exists at all is evidence (社联), however seldom it is."""
TERM = math.log(1e-5)
"""Log probability of a term, a frequent word's (Zipf 4): 项目制|定 still loses, 社会组织|在 stands."""
EXCLUSION = TERM - 2.5
"""Of an exclusion; lower, so that 过去|行政化 is not read as 过|去行政化."""
TOKEN = TERM + 1.0
"""Of a segmenter's word that crosses the edge of a term."""


class Edge(NamedTuple):
    """A stretch of the run that may be one word; `name` is None for an ordinary word."""

    start: int
    end: int
    weight: float
    name: int | None = None


_is_han = functools.cache(is_han)


@functools.cache
def word_weights() -> dict[str, float]:
    """Return log probabilities of ordinary Chinese words; loaded once a process (about 1 s of CPU)."""
    import wordfreq

    listed = wordfreq.get_frequency_dict("zh", "large")
    return {
        word: _weight(word, frequency)
        for word, frequency in listed.items()
        if (len(word) == 1 or (len(word) <= MAX_WORD and frequency >= MIN_FREQUENCY)) and all(map(_is_han, word))
        if not (len(word) > len("企业") and word[-1] in FREE_SUFFIXES and word[:-1] in listed)
    }


def _weight(word: str, frequency: float) -> float:
    if len(word) > 1:
        return max(math.log(frequency), RAREST)
    return math.log(frequency) - (LONE if frequency < LONE_UNTIL and word not in FREE_SUFFIXES else 0)


@functools.cache
def _pairs() -> frozenset[str]:
    """Return each two characters that stand side by side in some ordinary word: most places of a text are between two that do not."""
    return frozenset(word[index : index + 2] for word in word_weights() for index in range(len(word) - 1))


def may_be_crossed(text: str, place: int) -> bool:
    """Tell whether the two characters around `place` stand side by side in some word; else none crosses it."""
    return text[place - 1 : place + 1] in _pairs()


def is_crossed(run: str, place: int) -> bool:
    """Tell whether some ordinary word of the run begins before `place` and ends behind it."""
    if not may_be_crossed(run, place):
        return False
    weights = word_weights()
    return any(
        run[start:end] in weights
        for start in range(max(0, place - MAX_WORD + 1), place)
        for end in range(place + 1, min(len(run), start + MAX_WORD) + 1)
    )


@functools.lru_cache(maxsize=20_000)
def likeliest(run: str, terms: tuple[Edge, ...], breaks: tuple[int, ...] = ()) -> tuple[int, ...]:
    """Return the names of the terms that the best reading of the run uses, in order; remembered, since the same terms meet again and again.

    Args:
        run: Han characters (and letters) without gaps.
        terms: edges for terms, exclusions and a segmenter's words.
        breaks: places no ordinary word may cross, such as a space or a quotation mark.
    """
    weights, pairs, barred = word_weights(), _pairs(), frozenset(breaks)
    length = len(run)
    starting: list[list[Edge]] = [[] for _ in run]
    for edge in terms:
        starting[edge.start].append(edge)
    score = [0.0] + [-math.inf] * length
    before: list[tuple[int, int | None]] = [(0, None)] * (length + 1)
    for start in range(length):
        here = score[start]
        for _, end, weight, name in starting[start]:
            if here + weight > score[end]:
                score[end], before[end] = here + weight, (start, name)
        for end in range(start + 1, min(length, start + MAX_WORD) + 1):
            if end - start > 1 and (run[end - 2 : end] not in pairs or end - 1 in barred):
                break
            weight = weights.get(run[start:end], UNKNOWN if end == start + 1 else -math.inf)
            if here + weight > score[end]:
                score[end], before[end] = here + weight, (start, None)
    return _walk_back(before)


def _walk_back(before: Sequence[tuple[int, int | None]]) -> tuple[int, ...]:
    path: list[int] = []
    place = len(before) - 1
    while place > 0:
        place, name = before[place]
        if name is not None:
            path.append(name)
    return tuple(path[::-1])
