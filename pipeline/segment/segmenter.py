"""The adapter of spaCy and spacy-pkuseg: text in, spans of words out; no library type leaves this file."""

import functools
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.core.errors import ModelError
from pipeline.core.records import Span
from pipeline.core.text import HAN_RANGES
from pipeline.segment.terms import KnownWords, TermFinder, Terms, keep_whole, refused_terms
from pipeline.segment.view import make_view

COMMAND = "python -m pipeline.segment.model models/zh_pkuseg"
LATIN = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"
# What is cut out before the model sees the rest: white space, runs of emoji, Latin words (5G, e.g, COVID-19, o'clock, a@b.org, but the
# possessive 's apart), which the model, trained on full-width Latin, would glue to the Han beside them.
APART = re.compile(
    rf"""
    (?P<space>\s+)
    | [\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]+
    | ['’]s(?![{LATIN}0-9])
    | (?:(?<![\d.])\d+(?=[{LATIN}]))?
      (?: (?:[A-Za-z]\.)+[A-Za-z](?![{LATIN}])
        | [{LATIN}][{LATIN}0-9]*(?:(?:[-&_]|['’](?!s(?![{LATIN}0-9])))[{LATIN}0-9]+|@[{LATIN}0-9.-]*[{LATIN}0-9])* )
    """,
    re.VERBOSE,
)
HAN = re.compile("[〇" + "".join(f"{chr(first)}-{chr(last)}" for first, last in HAN_RANGES) + "]")
# Text without Han is cut by rule: numbers with their separators, letters of other scripts, and each mark by itself or repeated.
OTHER = re.compile(r"\d+(?:[.,:/]\d+)*[%\uff05‰]?|[^\W\d]+|([^\w\s])\1*|.", re.DOTALL)
Words = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Model:
    """The loaded model, as functions on plain strings."""

    cut: Callable[[str], list[str]]
    """From a string with Han and without white space to its words; joined they give the string."""
    known: KnownWords


@dataclass(frozen=True, slots=True)
class Comparison:
    """The words of one text without terms and with them."""

    plain: list[Span]
    ours: list[Span]
    refused: list[Span]
    """Terms of the lexicon that stand in the text and stay cut; in order, none inside another."""


class Segmenter:
    """Cuts text into words: Chinese by the model, everything else by rule, terms whole where the evidence allows."""

    def __init__(self, model: Model, terms: Terms | None = None) -> None:
        """Take a model, and the terms to keep whole; without terms the model's words stay as they are."""
        self._model = model
        self._finder = TermFinder(terms) if terms and terms.words else None

    def segment(self, text: str) -> list[Span]:
        """Return the words of the text in order; each character that is not white space lies in exactly one."""
        return self.segment_counting(text)[0]

    def segment_counting(self, text: str) -> tuple[list[Span], int]:
        """Return the words, and how many terms were kept whole."""
        view = make_view(text)
        words, kept = self._plain(view.text), 0
        if self._finder:
            words, kept = keep_whole(self._finder, view.folded(), words, self._model.known)
        return [view.original(start, end) for start, end in words], kept

    def compare(self, text: str) -> Comparison:
        """Return the words as the model cuts them, as the terms leave them, and the terms that stay cut."""
        view = make_view(text)
        words, refused = self._plain(view.text), []
        ours = words
        if self._finder:
            folded = view.folded()
            ours, _ = keep_whole(self._finder, folded, words, self._model.known)
            refused = refused_terms(self._finder, folded, ours)
        plain, kept, cut = ([view.original(start, end) for start, end in spans] for spans in (words, ours, refused))
        return Comparison(plain, kept, cut)

    def _plain(self, text: str) -> Words:
        words: Words = []
        at = 0
        for found in APART.finditer(text):
            self._cut_piece(text[at : found.start()], at, words)
            if found.lastgroup != "space":
                words.append(found.span())
            at = found.end()
        self._cut_piece(text[at:], at, words)
        return words

    def _cut_piece(self, piece: str, at: int, words: Words) -> None:
        parts = self._model.cut(piece) if len(piece) > 1 and HAN.search(piece) else [found.group() for found in OTHER.finditer(piece)]
        for part in parts:
            words.append((at, at + len(part)))
            at += len(part)


@functools.cache
def load_model(folder: Path) -> Model:
    """Return the model of this folder, loaded once a process.

    Raises:
        ModelError: the folder is missing or holds another model; the message names the command that builds it.
    """
    import spacy

    try:
        pkuseg: Any = vars(spacy.load(folder).tokenizer)["pkuseg_seg"]
        extractor, join, cut = pkuseg.feature_extractor, pkuseg.postprocesser, pkuseg._cut
    except (OSError, ValueError, KeyError, AttributeError) as error:
        raise ModelError(f"{folder}: the segmenter is missing or damaged\nbuild it by `{COMMAND}`") from error
    # `cut` of the library would look for user words first; there are none, and the search costs a Python step a character.
    return Model(lambda text: join(cut(text)), KnownWords(extractor.unigram, join.other_words))
