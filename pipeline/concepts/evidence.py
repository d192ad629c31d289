"""What makes a string a mention: the printed gaps inside it, the words around it, longer terms, exclusions."""

import itertools
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.core.boundaries import EXCLUSION, MAX_WORD, TERM, TOKEN, Edge, is_crossed, likeliest
from pipeline.core.lexicon import Form
from pipeline.core.records import Span
from pipeline.core.squeeze import HYPHENS, QUOTES, Squeezed, continues_han, continues_phrase, continues_word, is_han_at, visible_gap

MARGIN = MAX_WORD + 2
"""Characters read on either side of a term: enough for a word that crosses its edge, and that word's neighbour."""
# inter-dependency and co-dependency are other words; a line may break behind the hyphen.
PREFIXES = ("anti", "co", "de", "inter", "non", "self", "un")


@dataclass(frozen=True, slots=True)
class Pattern:
    """A squeezed string to search, and what may stand in its gaps."""

    text: str
    gaps: dict[int, str]
    lang: str
    form: Form | None
    """None for an exclusion."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A pattern found in squeezed characters start..end."""

    start: int
    end: int
    pattern: Pattern

    def overlaps(self, other: "Candidate") -> bool:
        """Tell whether both share a character."""
        return self.start < other.end and other.start < self.end


def fits_gaps(text: Squeezed, candidate: Candidate) -> bool:
    """Tell whether what is printed inside and at the edges of a candidate lets it be one term."""
    pattern = candidate.pattern
    fits = _fits_han if pattern.lang == "zh" else _fits_latin
    inside = range(candidate.start + 1, candidate.end)
    if not all(fits(text.gap(index), pattern.gaps.get(index - candidate.start, "")) for index in inside):
        return False
    return pattern.lang == "zh" or (_starts_word(text, candidate.start) and _ends_word(text, candidate.end) and _has_case(text, candidate))


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
    return gap.strip() not in HYPHENS or not text.text[:index].endswith(PREFIXES)


def _ends_word(text: Squeezed, index: int) -> bool:
    return bool(text.gap(index)) or is_han_at(text.text, index)


def _has_case(text: Squeezed, candidate: Candidate) -> bool:
    form = candidate.pattern.form
    if form is None or form.kind != "abbreviation":
        return True
    span = text.span(candidate.start, candidate.end)
    return text.printed[span.start : span.end].isupper()


def resolve(text: Squeezed, candidates: Sequence[Candidate], words: Sequence[Span]) -> list[Candidate]:
    """Return the candidates that are mentions, in order, none inside another.

    Args:
        text: the squeezed text.
        candidates: with fitting gaps.
        words: a segmenter's words in squeezed characters, sorted; may be empty.
    """
    chosen: list[Candidate] = []
    for lang, choose in (("zh", _choose_chinese), ("en", _choose_english)):
        for cluster in _clusters([candidate for candidate in candidates if candidate.pattern.lang == lang]):
            chosen += choose(text, cluster, words)
    found = [candidate for candidate in chosen if candidate.pattern.form is not None]
    return sorted(found, key=lambda candidate: (candidate.start, candidate.end))


def _clusters(candidates: Sequence[Candidate]) -> Iterator[list[Candidate]]:
    """Group candidates that overlap or touch, since one's end is the other's evidence."""
    cluster: list[Candidate] = []
    reach = -1
    for candidate in sorted(candidates, key=lambda one: (one.start, -one.end)):
        if cluster and candidate.start > reach:
            yield cluster
            cluster = []
        cluster.append(candidate)
        reach = max(reach, candidate.end) if len(cluster) > 1 else candidate.end
    if cluster:
        yield cluster


def _choose_english(_text: Squeezed, cluster: list[Candidate], _words: Sequence[Span]) -> list[Candidate]:
    """Take the longest first; English words end where they are printed to end, so no other evidence is needed."""
    chosen: list[Candidate] = []
    for candidate in sorted(cluster, key=lambda one: (one.start - one.end, one.start, one.pattern.form is None)):
        if not any(candidate.overlaps(other) for other in chosen):
            chosen.append(candidate)
    return chosen


def _choose_chinese(text: Squeezed, cluster: list[Candidate], words: Sequence[Span]) -> list[Candidate]:
    left, right = _window(text, cluster)
    run = text.text[left:right]
    tokens = [edge for one in cluster for edge in _crossing(words, one, left, right)]
    if len(cluster) == 1 and not tokens and not any(is_crossed(run, place - left) for place in (cluster[0].start, cluster[0].end)):
        return cluster
    edges = [_edge(one, left, number, tokens) for number, one in enumerate(cluster)]
    breaks = [index - left for index in range(left + 1, right) if _parts_words(text, index)]
    return [cluster[edge.name] for edge in likeliest(run, [*edges, *tokens], breaks) if edge.name is not None]


def _edge(candidate: Candidate, left: int, number: int, tokens: Sequence[Edge]) -> Edge:
    """Return a candidate's edge; a word of the segmenter that is the term itself speaks for it (社会|治理锦标赛)."""
    start, end = candidate.start - left, candidate.end - left
    if candidate.pattern.form is None:
        return Edge(start, end, EXCLUSION, number)
    return Edge(start, end, TOKEN if any((token.start, token.end) == (start, end) for token in tokens) else TERM, number)


def _window(text: Squeezed, cluster: list[Candidate]) -> tuple[int, int]:
    start, end = cluster[0].start, max(candidate.end for candidate in cluster)
    left, right = start, end
    while left > max(0, start - MARGIN) and continues_han(text.gap(left)):
        left -= 1
    while right < min(len(text.text), end + MARGIN) and continues_han(text.gap(right)):
        right += 1
    return left, right


def _parts_words(text: Squeezed, index: int) -> bool:
    """Tell whether no ordinary word runs across this gap; line breaks and the spaces of l e t t e r e d headings part none."""
    gap = visible_gap(text.gap(index))
    if not gap or "\n" in gap:
        return False
    lettered = any(0 < near < len(text.text) and text.gap(near).isspace() for near in (index - 1, index + 1))
    return not (gap.isspace() and lettered)


def _crossing(words: Sequence[Span], candidate: Candidate, left: int, right: int) -> Iterator[Edge]:
    """Yield a segmenter's words that cross one edge of the candidate; a word around the whole candidate says nothing against it."""
    first = max(0, bisect_left(words, candidate.start, key=lambda word: word.start) - 1)
    for word in itertools.takewhile(lambda word: word.start < candidate.end, words[first:]):
        crosses = any(word.start < place < word.end for place in (candidate.start, candidate.end))
        holds = word.start <= candidate.start and candidate.end <= word.end
        if crosses and not holds and left <= word.start and word.end <= right:
            yield Edge(word.start - left, word.end - left, TOKEN)
