"""The demo corpus's bilingual abstracts, aligned as they were written, and how an aligner is scored on them.

The truth is `corpora/demo/truth/alignments.jsonl`: abstracts of full texts and of records with one-to-one sentences, splits, merges, sentences
left out and sentences put in. A bead is a pair of index tuples, Chinese first.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.align.align_lines import Aligner
from pipeline.align.aligner import align_sentences

ROOT = Path(__file__).resolve().parents[3]
TRUTH = ROOT / "corpora/demo/truth/alignments.jsonl"
FLOORS = Path(__file__).with_name("floors.json")
MODES = ("none", "use")
SURE = 0.9
BINS = 10

Bead = tuple[tuple[int, ...], tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Text:
    """A text with its true beads."""

    key: str
    zh: list[str]
    en: list[str]
    beads: frozenset[Bead]


@dataclass(frozen=True, slots=True)
class Found:
    """What an aligner says of one text."""

    beads: list[Bead]
    posteriors: list[float]


@dataclass(frozen=True, slots=True)
class Scores:
    """Over all texts together."""

    strict: float
    """F1 of beads that are exactly right: precision over all beads, recall over those with both sides."""
    lax: float
    """The same, where one sentence on either side in common is enough."""
    null: float
    """F1 of sentences without counterpart."""
    calibration_error: float
    """Mean distance of posterior and share of right beads, over ten bins."""
    sure_share: float
    """Share of beads with a posterior of at least .9."""
    sure_right: float
    """Share of these that are right."""
    wrong_in_last_fifth: float
    """Share of the wrong beads that lie in the least certain fifth."""


def read_texts() -> list[Text]:
    """Return the labelled texts."""
    rows = map(json.loads, TRUTH.read_text(encoding="utf-8").splitlines())
    return [Text(row["key"], row["zh"], row["en"], frozenset((tuple(zh), tuple(en)) for zh, en in row["beads"])) for row in rows]


def digest() -> str:
    """Return what the floors were measured on, in 16 hexadecimal digits."""
    return hashlib.sha256(TRUTH.read_bytes()).hexdigest()[:16]


def align_all(texts: Sequence[Text], aligner: Aligner) -> list[Found]:
    """Return what the aligner makes of each text."""
    aligned = [align_sentences(text.zh, text.en, aligner.dictionary, aligner.config) for text in texts]
    return [Found([(tuple(bead.zh), tuple(bead.en)) for bead in beads], [bead.posterior for bead in beads]) for beads in aligned]


def score(texts: Sequence[Text], found: Sequence[Found]) -> Scores:
    """Return the scores."""
    pairs = list(zip(texts, found, strict=True))
    judged = sorted(
        (posterior, bead in text.beads) for text, one in pairs for bead, posterior in zip(one.beads, one.posteriors, strict=True)
    )
    sure = [right for posterior, right in judged if posterior >= SURE]
    wrong = sum(not right for _, right in judged)
    return Scores(
        _f1(
            [bead in text.beads for text, one in pairs for bead in one.beads],
            [bead in one.beads for text, one in pairs for bead in _full(text.beads)],
        ),
        _f1(
            [_touches(bead, text.beads) for text, one in pairs for bead in one.beads],
            [_touches(bead, _full(one.beads)) for text, one in pairs for bead in _full(text.beads)],
        ),
        _f1(*(_nulls(pairs, side) for side in ("found", "true"))),
        _calibration_error(judged),
        len(sure) / len(judged),
        sum(sure) / len(sure),
        sum(not right for _, right in judged[: len(judged) // 5]) / max(wrong, 1),
    )


def _full(beads: Iterable[Bead]) -> list[Bead]:
    return [bead for bead in beads if all(bead)]


def _touches(bead: Bead, others: Iterable[Bead]) -> bool:
    """Tell whether a bead is among the others or shares a sentence on either side with one of them."""
    return any(bead == other or (set(bead[0]) & set(other[0]) and set(bead[1]) & set(other[1])) for other in others)


def _nulls(pairs: Sequence[tuple[Text, Found]], side: str) -> list[bool]:
    """Return for each sentence without counterpart on one side of the comparison whether the other side agrees."""
    agreed = []
    for text, one in pairs:
        true, found = ({bead for bead in beads if not all(bead)} for beads in (text.beads, one.beads))
        agreed += [bead in (true if side == "found" else found) for bead in (found if side == "found" else true)]
    return agreed


def _f1(precise: Sequence[bool], recalled: Sequence[bool]) -> float:
    precision, recall = sum(precise) / max(len(precise), 1), sum(recalled) / max(len(recalled), 1)
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _calibration_error(judged: Sequence[tuple[float, bool]]) -> float:
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for posterior, right in judged:
        bins[min(max(int(posterior * BINS - 1e-9), 0), BINS - 1)].append((posterior, right))
    return sum(abs(sum(posterior - right for posterior, right in one)) for one in bins) / len(judged)
