"""A library of abstracts to measure search on: as many as wanted, in an invented language of Han characters, the same each time.

Words are drawn by Zipf's law, as in real texts; two terms stand in half of the abstracts each, whatever their number.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from pipeline.core.records import Passage, Work
from pipeline.core.text import normalise
from pipeline.core.texts import Text
from pipeline.explore.searching.words import inner_places
from pipeline.explore.searching.writing import LibraryContent

N_CHARACTERS, N_WORDS = 2_000, 20_000
WORD_LENGTHS = (1, 2, 2, 2, 2, 2, 3, 4)
WORDS_A_CLAUSE, CLAUSES, TITLE_WORDS = 7, 14, 6
YEARS = range(1995, 2025)
HALF = 0.5


@dataclass(frozen=True)
class Vocabulary:
    """The words by rank, and those that stand in half of the abstracts."""

    words: list[str]
    common: tuple[str, str]


def make_vocabulary(seed: int = 0) -> Vocabulary:
    """Return words of one to four characters, all different."""
    draw = random.Random(seed)  # noqa: S311 - a benchmark
    chars = [char for char in map(chr, range(0x4E00, 0x9000)) if normalise(char).text == char]
    chars = draw.sample(chars, N_CHARACTERS)
    weights = list(accumulate(1 / rank**0.5 for rank in range(1, N_CHARACTERS + 1)))
    words: dict[str, None] = {}
    while len(words) < N_WORDS:
        words["".join(draw.choices(chars, cum_weights=weights, k=draw.choice(WORD_LENGTHS)))] = None
    two, four = chars[-2] + chars[-1], "".join(chars[-6:-2])
    return Vocabulary([word for word in words if two not in word and four not in word], (two, four))


def make_library(n_abstracts: int, vocabulary: Vocabulary, seed: int = 1) -> LibraryContent:
    """Return works with a title and an abstract each, segmented."""
    draw = random.Random(seed)  # noqa: S311 - a benchmark
    weights = list(accumulate(1 / rank for rank in range(1, len(vocabulary.words) + 1)))
    works, texts, inner = [], [], {}
    for number in range(n_abstracts):
        text_id = f"w{number * 0x9E3779B97F4A7C15 % 2**60:015x}"
        title = draw.choices(vocabulary.words, cum_weights=weights, k=TITLE_WORDS)
        body = list(_abstract(draw, vocabulary, weights))
        parts = [*title, "\n", *body]
        text = "".join(parts)
        at = sum(map(len, title))
        passages = [Passage(text_id, 0, 0, at, "title"), Passage(text_id, 1, at + 1, len(text), "abstract_zh")]
        texts.append(Text(text_id, text, passages))
        ends = list(accumulate(map(len, parts)))
        inner[text_id] = inner_places([0, *ends[:-1]], ends, len(text))
        works.append(_work(text_id, text[:at], draw.choice(YEARS)))
    return LibraryContent(works, texts, [], [], inner=inner)


def _abstract(draw: random.Random, vocabulary: Vocabulary, weights: list[float]) -> Iterator[str]:
    wanted = [term for term in vocabulary.common if draw.random() < HALF]
    planted = dict(zip(draw.sample(range(CLAUSES), len(wanted)), wanted, strict=True))
    for clause in range(CLAUSES):
        yield from draw.choices(vocabulary.words, cum_weights=weights, k=WORDS_A_CLAUSE)
        if clause in planted:
            yield planted[clause]
        yield "，" if clause % 4 != 3 and clause + 1 < CLAUSES else "。"


def _work(text_id: str, title: str, year: int) -> Work:
    return Work(
        text_id,
        [],
        text_id,
        title,
        None,
        ["甲乙"],
        year,
        "issue",
        "article",
        None,
        "丙刊",
        "1",
        "1-9",
        None,
        None,
        None,
        [],
        [],
        "record_only",
    )
