"""Adapt the segmenter to a team's own segmented text, by spacy-pkuseg's trainer, and measure what that gained.

One sentence a line, words divided by spaces. The trainer begins from the weights of the model there is (never from nothing: a few hundred
sentences teach no Chinese) and the result is written as a spaCy pipeline like the other. It draws its own order of sentences; the seed is fixed,
so that the same text gives the same model.
"""

import contextlib
import io
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.core.errors import InputError, ModelError
from pipeline.core.files import read_utf8
from pipeline.core.scores import Score
from pipeline.segment.model import prune, read_folder, write_pipeline
from pipeline.segment.segmenter import APART, COMMAND, Segmenter
from pipeline.segment.view import make_view

MIN_SENTENCES = 20
"""The trainer divides its sentences into ten parts an epoch, and fails on fewer."""
HELD_OUT = 10
"""Without a file of its own every tenth sentence is held out."""
SEED = 1
REGULARISATION = 10.0
"""Standard deviation of the trainer's Gaussian prior: at the library's 1 what the new text never touches fades, epoch by epoch. Five epochs on
700 sentences of SIGHAN's PKU test, scored on 300 others: before F1 .9343, at 10 .9405, at 1 .9402."""
PRUNE_BELOW = 0.01
"""Features that stayed weaker, most of them seen once, are dropped again."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A segmented sentence."""

    words: tuple[str, ...]

    @property
    def text(self) -> str:
        """Return the sentence as it would be printed: Latin words apart, everything else together."""
        return "".join(_spaced(self.words))

    def spans(self) -> set[tuple[int, int]]:
        """Return where the words stand in `text`."""
        spans, at = set(), 0
        for part in _spaced(self.words):
            if not part.isspace():
                spans.add((at, at + len(part)))
            at += len(part)
        return spans


def read_sentences(path: Path) -> list[Sentence]:
    """Return the sentences of a file, without empty lines.

    Raises:
        InputError: the file is not UTF-8, or hardly any line of it has spaces.
    """
    sentences = [Sentence(tuple(line.split())) for line in read_utf8(path).splitlines() if line.strip()]
    if sum(len(sentence.words) > 1 for sentence in sentences) * 2 < len(sentences) or not sentences:
        raise InputError(f"{path}: no segmented text\nwrite one sentence a line, its words divided by spaces: 社区 治理 的 实践")
    return sentences


def hold_out(sentences: list[Sentence]) -> tuple[list[Sentence], list[Sentence]]:
    """Return the sentences to train on, and every tenth, held out."""
    kept = [sentence for number, sentence in enumerate(sentences, 1) if number % HELD_OUT]
    return kept, sentences[HELD_OUT - 1 :: HELD_OUT]


def score_sentences(segmenter: Segmenter, sentences: list[Sentence]) -> Score:
    """Return the score of the segmenter's words against the sentences' own."""
    right = found = wanted = 0
    for sentence in sentences:
        gold = sentence.spans()
        words = {(span.start, span.end) for span in segmenter.segment(sentence.text)}
        right, found, wanted = right + len(gold & words), found + len(words), wanted + len(gold)
    return Score.of(right, found, wanted)


def train_model(sentences: list[Sentence], base: Path, folder: Path, *, epochs: int) -> None:
    """Write to `folder` the pipeline of `base`, adapted to these sentences; it is there whole or not at all.

    Raises:
        InputError: too few sentences.
        ModelError: `base` is missing.
    """
    if len(sentences) < MIN_SENTENCES:
        raise InputError(f"{len(sentences)} sentences to train on: at least {MIN_SENTENCES} are needed, some hundred do some good")
    weights = base / "tokenizer" / "pkuseg_model"
    if not (weights / "weights.npz").is_file():
        raise ModelError(f"{base}: the segmenter is missing or damaged\nbuild it by `{COMMAND}`")
    with TemporaryDirectory() as scratch:
        text, trained = Path(scratch) / "train.txt", Path(scratch) / "model"
        lines = [" ".join(piece) for sentence in sentences for piece in model_pieces(sentence)]
        text.write_text("\n".join(lines) + "\n", encoding="utf-8")
        text.with_name("test.txt").write_text(lines[0] + "\n", encoding="utf-8")  # scored an epoch by the library; we score at the end
        _run_trainer(text, trained, weights, epochs)
        write_pipeline(prune(read_folder(trained), PRUNE_BELOW), folder)


def model_pieces(sentence: Sentence) -> Iterator[list[str]]:
    """Yield the stretches of a sentence that the model itself would see: simplified, without Latin words."""
    piece: list[str] = []
    for word in sentence.words:
        seen = make_view(word).text
        if APART.fullmatch(seen) or not seen:
            if piece:
                yield piece
            piece = []
        else:
            piece.append(seen)
    if piece:
        yield piece


def _run_trainer(text: Path, folder: Path, base: Path, epochs: int) -> None:
    """Run the library's trainer; it works in one process and in its own temporary folder, and needs no network."""
    import spacy_pkuseg
    from spacy_pkuseg.config import config

    state, before = random.getstate(), config.reg
    random.seed(SEED)
    config.reg = REGULARISATION
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            spacy_pkuseg.train(str(text), str(text.with_name("test.txt")), str(folder), train_iter=epochs, init_model=str(base))
    finally:
        random.setstate(state)
        config.reg = before


def _spaced(words: tuple[str, ...]) -> Iterator[str]:
    """Yield the words, with a space between two that would else run together: Latin letters or digits on both sides."""
    last = ""
    for word in words:
        if last and _is_latin(last[-1]) and _is_latin(word[0]):
            yield " "
        yield word
        last = word


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()
