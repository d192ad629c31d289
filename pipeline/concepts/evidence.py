"""What makes a string a mention: the printed gaps inside it, the words around it, longer terms, exclusions."""

import functools
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple

from pipeline.concepts.places import Ranges
from pipeline.core.boundaries import (
    END,
    EXCLUSION,
    MAX_WORD,
    RAREST,
    TERM,
    TOKEN,
    UNKNOWN,
    Edge,
    is_crossed,
    likeliest,
    may_be_crossed,
    may_follow_verbs_only,
    word_weights,
)
from pipeline.core.lexicon import Form
from pipeline.core.squeeze import HYPHENS, QUOTES, Squeezed, continues_han, continues_phrase, continues_word, is_han_at, visible_gap

MARGIN = MAX_WORD + 2
"""Characters read on either side of a term: enough for a word that crosses its edge, and that word's neighbour."""
NUMERALS = "一二三四五六七八九"
BODY = 3
"""Most characters before the 社 of a body's name (出版社, 通讯社)."""
LOOKAHEAD = 2
"""Characters read behind the last one that decides: they tell a word's beginning from a character that is left over."""
# inter-dependency and co-dependency are other words; a line may break behind the hyphen.
PREFIXES = ("anti", "co", "de", "inter", "non", "self", "un")


@dataclass(frozen=True, slots=True, eq=False)
class Pattern:
    """A squeezed string to search, and what may stand in its gaps."""

    text: str
    gaps: dict[int, str]
    lang: str
    form: Form | None
    """None for an exclusion."""


class Candidate(NamedTuple):
    """A pattern found in squeezed characters start..end."""

    start: int
    end: int
    pattern: Pattern

    def overlaps(self, other: "Candidate") -> bool:
        """Tell whether both share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Words:
    """A segmenter's words, and how far the squeezed text's code points are moved against theirs."""

    ranges: Ranges
    shift: int = 0

    def around(self, offset: int) -> tuple[int, int] | None:
        """Return the word printed around this code point of the squeezed text, in its code points."""
        found = self.ranges.around(offset + self.shift)
        return found and (found[0] - self.shift, found[1] - self.shift)


def fits_gaps(text: Squeezed, candidate: Candidate) -> bool:
    """Tell whether what is printed inside and at the edges of a candidate lets it be one term."""
    start, end, pattern = candidate
    if pattern.lang == "zh" and not pattern.gaps and text.is_tight(start, end):
        return True
    fits = _fits_han if pattern.lang == "zh" else _fits_latin
    if not all(fits(text.gap(start + index), wanted) for index, wanted in pattern.gaps.items()):
        return False
    if not all(fits(text.gap(index), "") for index in text.gaps_in(start, end) if index - start not in pattern.gaps):
        return False
    return pattern.lang == "zh" or (_starts_word(text, start) and _ends_word(text, end) and _has_case(text, candidate))


def _fits_han(gap: str, wanted: str) -> bool:
    rest = _without(gap, wanted) if wanted else gap
    if not HYPHENS.isdisjoint(wanted):  # 国家—社会关系 is written with and without its dash
        rest = "".join(char for char in rest if char not in HYPHENS)
    return not rest or continues_han(rest)


def _fits_latin(gap: str, wanted: str) -> bool:
    if not wanted:
        return not gap or continues_word(gap)
    rest = _without(gap, wanted)
    if rest != gap:
        return rest == "" or continues_phrase(rest)
    has_punctuation = any(char not in HYPHENS and char not in QUOTES and not char.isspace() for char in wanted)
    return not has_punctuation and (continues_phrase(gap) or (not gap and wanted in HYPHENS))


def _without(gap: str, wanted: str) -> str:
    """Take the punctuation that a form asks for out of a gap; an impossible gap when it is not there."""
    rest = unicodedata.normalize("NFKC", visible_gap(gap)).replace("、", ",")
    for char in wanted.replace("、", ","):
        if char in HYPHENS or char in QUOTES or char.isspace():
            continue
        if char not in rest:
            return "\n\n"
        rest = rest.replace(char, "", 1)
    return rest


def _starts_word(text: Squeezed, index: int) -> bool:
    gap = text.gap(index)
    if not gap:
        return is_han_at(text.text, index - 1)
    return gap.strip() not in HYPHENS or not text.text.endswith(PREFIXES, max(0, index - MARGIN), index)


def _ends_word(text: Squeezed, index: int) -> bool:
    return bool(text.gap(index)) or is_han_at(text.text, index)


def _has_case(text: Squeezed, candidate: Candidate) -> bool:
    form = candidate.pattern.form
    if form is None or form.kind != "abbreviation":
        return True
    span = text.span(candidate.start, candidate.end)
    return text.printed[span.start : span.end].isupper()


def is_named_apart(text: Squeezed, candidate: Candidate) -> bool:
    """Tell whether what stands before a Chinese candidate takes its first word away: 第十五社|联动, 合作社|会|治理."""
    start, _, pattern = candidate
    if pattern.lang != "zh" or start == 0:
        return False
    return _counts_on(text, start) or (pattern.text.startswith("社会") and _is_body(text, start))


def _counts_on(text: Squeezed, start: int) -> bool:
    """Tell whether the candidate begins with the last digit of a number, or in a list of numbers: 二十五社, 第三社, 四、五社."""
    if text.text[start] not in NUMERALS:
        return False
    gap, before = text.gap(start), text.text[start - 1]
    if not gap:
        return before in NUMERALS or before in "第十百零〇"
    lone = start < 2 or bool(text.gap(start - 1)) or text.text[start - 2] in NUMERALS + "第"  # noqa: PLR2004 - a character before it
    return gap == "、" and before in NUMERALS and lone


def _is_body(text: Squeezed, start: int) -> bool:
    """Tell whether 社 ends the name of a body (合作社, 旅行社): then 会 behind it is a verb of its own."""
    weights = word_weights()
    first = max(0, start - BODY)
    return any(
        text.is_tight(left, start + 1) and weights.get(text.text[left : start + 1], UNKNOWN) >= RAREST for left in range(first, start - 1)
    )


def resolve(text: Squeezed, candidates: Sequence[Candidate], words: Words | None) -> list[Candidate]:
    """Return the candidates that are mentions, in order, none inside another.

    Args:
        text: the squeezed text.
        candidates: with fitting gaps.
        words: a segmenter's words, as far as they are known.
    """
    chosen: list[Candidate] = []
    for lang, choose in (("zh", _choose_chinese), ("en", _choose_english)):
        for cluster in _clusters([one for one in candidates if one.pattern.lang == lang and not is_named_apart(text, one)]):
            chosen += choose(text, cluster, words)
    found = [candidate for candidate in chosen if candidate.pattern.form is not None]
    return sorted(found, key=itemgetter(0, 1))


def _clusters(candidates: list[Candidate]) -> Iterator[list[Candidate]]:
    """Group candidates that overlap or touch, since one's end is the other's evidence."""
    cluster: list[Candidate] = []
    reach = -1
    for candidate in sorted(candidates, key=_by_place) if len(candidates) > 1 else candidates:
        if cluster and candidate.start > reach:
            yield cluster
            cluster = []
        cluster.append(candidate)
        reach = max(reach, candidate.end) if len(cluster) > 1 else candidate.end
    if cluster:
        yield cluster


def _by_place(candidate: Candidate) -> tuple[int, int]:
    return candidate.start, -candidate.end


def _choose_english(_text: Squeezed, cluster: list[Candidate], _words: Words | None) -> list[Candidate]:
    """Take the longest first; English words end where they are printed to end, so no other evidence is needed."""
    chosen: list[Candidate] = []
    for candidate in sorted(cluster, key=lambda one: (one.start - one.end, one.start, one.pattern.form is None)):
        if not any(candidate.overlaps(other) for other in chosen):
            chosen.append(candidate)
    return chosen


def _choose_chinese(text: Squeezed, cluster: list[Candidate], words: Words | None) -> list[Candidate]:
    start, end = cluster[0].start, max(candidate.end for candidate in cluster)
    tokens = [token for one in cluster for token in _crossing(text, words, one)] if words else []
    is_checked = may_be_crossed(text.text, start) or may_be_crossed(text.text, end) or may_follow_verbs_only(text.text, end)
    if len(cluster) == 1 and not tokens and not is_checked:
        return cluster
    left, right = _window(text, start, end)
    tokens = [token for token in tokens if left <= token[0] and token[1] <= right]
    closed = right == len(text.text) or not is_tight_han(text, right)
    breaks = () if text.is_tight(left, right) else tuple(index - left for index in text.gaps_in(left, right) if _parts_words(text, index))
    shape = tuple((one.start - left, one.end - left, _weight(one, tokens)) for one in cluster)
    known = {(one.start, one.end) for one in cluster}
    crossing = tuple((first - left, last - left) for first, last in tokens if (first, last) not in known)
    return [cluster[name] for name in _read_run(text.text[left:right], shape, crossing, breaks, closed)]


@functools.lru_cache(maxsize=50_000)
def _read_run(
    run: str, shape: tuple[tuple[int, int, float], ...], crossing: tuple[tuple[int, int], ...], breaks: tuple[int, ...], closed: bool
) -> tuple[int, ...]:
    """Return which candidates the likeliest reading of a run uses; remembered, since terms meet in the same words again and again.

    Args:
        run: a window around the candidates.
        shape: start, end and weight of each candidate in the run.
        crossing: a segmenter's words across their edges.
        breaks: places in the run that no ordinary word crosses.
        closed: nothing Han follows the run.
    """
    start, end = shape[0][0], max(last for _, last, _ in shape)
    low = _uncrossed(run, min([start, *(first for first, _ in crossing)]), -1)
    high = _uncrossed(run, max([end, *(last for _, last in crossing)]), 1)
    if len(shape) == 1 and (low, high) == (start, end) and not may_follow_verbs_only(run, end):
        return (0,)
    high = min(high + LOOKAHEAD, len(run))
    # No word crosses `low` or `high` (before the characters read ahead): what lies beyond reads the same whatever is chosen between them.
    edges = [Edge(first - low, last - low, weight, number) for number, (first, last, weight) in enumerate(shape)]
    edges += [Edge(first - low, last - low, TOKEN) for first, last in crossing]
    closing = END if closed and high == len(run) else ""
    inside = tuple(place - low for place in breaks if low < place < high)
    return likeliest(run[low:high] + closing, tuple(edges), inside)


def is_tight_han(text: Squeezed, index: int) -> bool:
    """Tell whether a Han character follows without a gap."""
    return is_han_at(text.text, index) and not text.gap(index)


def _uncrossed(run: str, place: int, step: int) -> int:
    """Return the first place from `place` on, in steps of -1 or 1, that no ordinary word crosses."""
    while is_crossed(run, place):
        place += step
    return place


def _weight(candidate: Candidate, tokens: Sequence[tuple[int, int]]) -> float:
    """Return a candidate's weight; a word of the segmenter that is the term itself speaks for it (社会|治理锦标赛)."""
    if candidate.pattern.form is None:
        return EXCLUSION
    return TOKEN if (candidate.start, candidate.end) in tokens else TERM


def _window(text: Squeezed, left: int, right: int) -> tuple[int, int]:
    first, last = max(0, left - MARGIN), min(len(text.text), right + MARGIN)
    if text.is_tight(first, left + 1):
        left = first
    while left > first and continues_han(text.gap(left)):
        left -= 1
    if text.is_tight(right - 1, last):
        right = last
    while right < last and continues_han(text.gap(right)):
        right += 1
    return left, right


def _parts_words(text: Squeezed, index: int) -> bool:
    """Tell whether no ordinary word runs across this gap; line breaks and the spaces of l e t t e r e d headings part none."""
    gap = visible_gap(text.gap(index))
    if not gap or "\n" in gap:
        return False
    lettered = any(0 < near < len(text.text) and text.gap(near).isspace() for near in (index - 1, index + 1))
    return not (gap.isspace() and lettered)


def _crossing(text: Squeezed, words: Words, candidate: Candidate) -> Iterator[tuple[int, int]]:
    """Yield a segmenter's words that cross one edge of the candidate, in squeezed characters; a word around all of it says nothing."""
    first, last = text.origins[candidate.start], text.origins[candidate.end - 1]
    at_start, at_end = words.around(first), words.around(last)
    before = text.origins[candidate.start - 1] if candidate.start else -1
    behind = text.origins[candidate.end] if candidate.end < len(text.text) else len(text.printed)
    if at_start and at_start[0] <= before and at_start[1] <= last:
        yield text.position(at_start[0]), text.position(at_start[1])
    if at_end and at_end[1] > behind and at_end[0] > first:
        yield text.position(at_end[0]), text.position(at_end[1])
