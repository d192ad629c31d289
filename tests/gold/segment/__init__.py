"""Our own sentences cut into words by hand, and how a segmenter is scored on them.

`sentences.txt` holds a sentence a line, words divided by spaces; [term] must stay one word, <word> must not be broken by a term.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.core.records import Span

SENTENCES = Path(__file__).parent / "sentences.txt"
Segment = Callable[[str], Sequence[Span]]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its words; offsets are code points of the text."""

    text: str
    words: tuple[Span, ...]
    terms: tuple[Span, ...]
    ordinary: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Scores:
    """F1 of words, and what became of the marked ones."""

    precision: float
    recall: float
    f1: float
    terms_whole: int
    terms: int
    ordinary_unbroken: int
    ordinary: int
    wrong: tuple[str, ...]
    """Marked words that are not one word, each with the sentence as it was cut."""


def read_sentences() -> list[Sentence]:
    """Return the labelled sentences."""
    lines = SENTENCES.read_text(encoding="utf-8").splitlines()
    return [_parse(line) for line in lines if line and not line.startswith("%")]


def digest() -> str:
    """Return what the floors were measured on, in 16 hexadecimal digits."""
    return hashlib.sha256(SENTENCES.read_bytes()).hexdigest()[:16]


def score(sentences: Sequence[Sentence], segment: Segment) -> Scores:
    """Return the scores of a segmenter."""
    cuts = [list(segment(sentence.text)) for sentence in sentences]
    pairs = list(zip(sentences, cuts, strict=True))
    hits = sum(len(set(cut) & set(sentence.words)) for sentence, cut in pairs)
    precision, recall = hits / sum(map(len, cuts)), hits / sum(len(sentence.words) for sentence in sentences)
    lost_terms = [(sentence, cut, span) for sentence, cut in pairs for span in sentence.terms if span not in cut]
    broken = [(sentence, cut, span) for sentence, cut in pairs for span in sentence.ordinary if span not in cut]
    terms, ordinary = (sum(len(getattr(sentence, kind)) for sentence in sentences) for kind in ("terms", "ordinary"))
    return Scores(
        precision,
        recall,
        2 * precision * recall / (precision + recall),
        terms - len(lost_terms),
        terms,
        ordinary - len(broken),
        ordinary,
        tuple(_show(*one) for one in (*lost_terms, *broken)),
    )


def _parse(line: str) -> Sentence:
    text, words, marked = "", [], {"[": [], "<": []}
    for printed in line.split():
        kind = printed[0] if printed[0] in marked and len(printed) > 1 else ""
        word = printed[1:-1] if kind else printed
        span = Span(len(text), len(text) + len(word))
        text += word
        words.append(span)
        if kind:
            marked[kind].append(span)
    return Sentence(text, tuple(words), tuple(marked["["]), tuple(marked["<"]))


def _show(sentence: Sentence, cut: Sequence[Span], span: Span) -> str:
    printed = " ".join(sentence.text[word.start : word.end] for word in cut)
    return f"{sentence.text[span.start : span.end]}: {printed}"
