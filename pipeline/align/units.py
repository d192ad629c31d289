"""The strings and word groups of a bead from which candidate terms are drawn, with the way back to the print."""

import functools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.align.english import STOP, WORD
from pipeline.align.repair import repair_text
from pipeline.core.inflection import english_forms
from pipeline.core.records import Bead, Span
from pipeline.core.text import HAN_RUNS, Normalised, normalise

# Characters that no noun of several words holds, and words that frame what an abstract says: terms lie between them.
FRAMES = re.compile(
    "[的了在是和与及对为以从被把将而但也就都又还由于其这那此该各每等有不则即或者若因所之着过给让使向]"
    "|研究|本文|发现|认为|表明|指出|分析|提出|结果|基于|通过|我们|笔者|进行|问题|方面|影响|作用|文章|探讨|讨论|考察|访谈|材料|案例"
)
JOINS = re.compile(r"[\s\-\u2010]+|['’]\s")

MAX_WORDS = 5
INSIDE = frozenset({"of", "for", "and", "in", "the", "by", "to"})
"""Stop words that may stand inside a word group."""
NO_EDGE = STOP | {"under", "within", "between", "among", "during", "through", "after", "before", "while", "without", "both", "two", "its"}


@dataclass(frozen=True, slots=True)
class BeadWords:
    """A bead as candidates are drawn from it."""

    text_id: str
    zh_text: str
    """Normalised, its sentences with a line break between them."""
    zh_runs: tuple[str, ...]
    """Stretches of Han without frames."""
    en: tuple[str, ...]
    """Keys (see `english_key`) of its groups of up to MAX_WORDS words, sorted."""


def bead_words(bead: Bead, text: str) -> BeadWords:
    """Return the strings and words of a bead of this text."""
    zh = "\n".join(_read(text, span).text for span in _spans(bead, "zh"))
    runs = [piece for run in HAN_RUNS.findall(zh) for piece in FRAMES.split(run) if piece]
    en = [[word for word, _ in run] for span in _spans(bead, "en") for run in english_runs(_read(text, span).text)]
    return BeadWords(bead.text_id, zh, tuple(runs), tuple(sorted(word_groups(en))))


def english_runs(text: str) -> list[list[tuple[str, Span]]]:
    """Return the words of normalised text with their places, divided wherever more than a space or a hyphen stands between them."""
    runs: list[list[tuple[str, Span]]] = []
    end = -1
    for found in WORD.finditer(text):
        if end < 0 or not JOINS.fullmatch(text, end, found.start()):
            runs.append([])
        runs[-1].append((found.group(), Span(*found.span())))
        end = found.end()
    return runs


def word_groups(runs: Iterable[Sequence[str]]) -> set[str]:
    """Return the keys of the word groups of a sentence; `runs` are its words between marks."""
    return {
        english_key(run[start:end])
        for run in runs
        for start in range(len(run))
        for end in range(start + 1, min(start + MAX_WORDS, len(run)) + 1)
        if _is_group(run[start:end])
    }


def _is_group(words: Sequence[str]) -> bool:
    edges = (words[0], words[-1])
    return all(word not in NO_EDGE and not word[0].isdigit() for word in edges) and all(
        word not in STOP or word in INSIDE for word in words
    )


def english_key(words: Sequence[str]) -> str:
    """Return what a word group's singular and plural, in either spelling, have in common."""
    return " ".join([*words[:-1], _first_form(words[-1])])


@functools.lru_cache(maxsize=100_000)
def _first_form(word: str) -> str:
    return english_forms(word)[0]


def place_zh(bead: Bead, text: str, term: str) -> Span | None:
    """Return where a normalised string first stands in the Chinese sentences of a bead, in code points of the text."""
    for span in _spans(bead, "zh"):
        read = _read(text, span)
        start = read.text.find(term)
        if start >= 0:
            return read.original(start, start + len(term)).shift(span.start)
    return None


def place_en(bead: Bead, text: str, key: str) -> Span | None:
    """Return where a word group with this key first stands in the English sentences of a bead."""
    size = len(key.split())
    for span in _spans(bead, "en"):
        read = _read(text, span)
        for run in english_runs(read.text):
            for first in range(len(run) - size + 1):
                group = run[first : first + size]
                if english_key([word for word, _ in group]) == key:
                    return read.original(group[0][1].start, group[-1][1].end).shift(span.start)
    return None


def _spans(bead: Bead, lang: str) -> list[Span]:
    starts, ends = (bead.zh_start, bead.zh_end) if lang == "zh" else (bead.en_start, bead.en_end)
    return list(map(Span, starts, ends))


def _read(text: str, span: Span) -> Normalised:
    """Return a sentence mended and normalised, with the way back to the print."""
    mended = repair_text(text[span.start : span.end])
    folded = normalise(mended.text)
    origins = [mended.origins[origin] for origin in folded.origins]
    return Normalised(folded.text, origins)
