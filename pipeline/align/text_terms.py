"""Term pairs from running text: the candidates of a whole corpus, each at the beads that are its evidence."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.align.candidates import Candidate, Known, find_candidates
from pipeline.align.dictionary import Dictionary
from pipeline.align.repair import repair_text
from pipeline.align.terms import ConceptForms
from pipeline.align.units import BeadWords, english_key, english_runs, place_en, place_zh
from pipeline.core.records import Bead, TermPair
from pipeline.core.text import normalise

FIELDS = frozenset({"title", "abstract"})


@dataclass(frozen=True, slots=True)
class ReadBead:
    """A bead with both sides, and what candidates are drawn from it."""

    bead: Bead
    words: BeadWords


def usable_beads(beads: Iterable[Bead]) -> list[Bead]:
    """Return the beads that are evidence, in their order: sentences with both sides."""
    return [bead for bead in beads if bead.field in FIELDS and bead.zh_start and bead.en_start]


def pair_text_terms(
    texts: Mapping[str, str], beads: Sequence[ReadBead], pairs: Sequence[TermPair], concepts: Sequence[ConceptForms], dictionary: Dictionary
) -> list[TermPair]:
    """Return `pairs` with those of the candidates behind them, numbered on within each text.

    A candidate's posterior is its bead's times the Dice coefficient of string and word group over all beads.
    """
    found = [
        pair
        for candidate in find_candidates([one.words for one in beads], known_terms(pairs, concepts), dictionary)
        for number in candidate.beads
        if (pair := _pair(texts[beads[number].bead.text_id], beads[number].bead, candidate))
    ]
    return [*pairs, *_numbered(found, pairs)]


def known_terms(pairs: Sequence[TermPair], concepts: Sequence[ConceptForms]) -> list[Known]:
    """Return the lexicon's terms and those of the keyword lists with their known renderings, sorted; longer terms hold shorter ones' place."""
    renderings: dict[str, set[str]] = defaultdict(set)
    concept_of: dict[str, str] = {}
    for concept in concepts:
        for term in concept.zh:
            concept_of[term] = concept.concept_id
            renderings[term].update(map(_key, concept.en))
    for pair in pairs:
        term = normalise(pair.zh).text
        renderings[term].add(_key(normalise(pair.en).text))
    return [Known(term, frozenset(renderings[term] - {""}), concept_of.get(term)) for term in sorted(renderings) if term]


def _key(rendering: str) -> str:
    words = [word for run in english_runs(rendering) for word, _ in run]
    return english_key(words) if words else ""


def _pair(text: str, bead: Bead, candidate: Candidate) -> TermPair | None:
    zh, en = place_zh(bead, text, candidate.zh), place_en(bead, text, candidate.en)
    if zh is None or en is None:
        return None
    left, right = (" ".join(repair_text(text[span.start : span.end]).text.split()) for span in (zh, en))
    posterior = bead.posterior * candidate.dice
    return TermPair(bead.text_id, 0, left, right, zh.start, zh.end, en.start, en.end, "text", candidate.concept_id, posterior)


def _numbered(found: Sequence[TermPair], pairs: Sequence[TermPair]) -> list[TermPair]:
    following: dict[str, int] = defaultdict(int)
    for pair in pairs:
        following[pair.text_id] = max(following[pair.text_id], pair.pair_index + 1)
    numbered = []
    for pair in sorted(found, key=lambda pair: (pair.text_id, pair.zh_start, pair.en_start)):
        numbered.append(replace(pair, pair_index=following[pair.text_id]))
        following[pair.text_id] += 1
    return numbered
