"""Chinese terms with their English renderings: keyword lists paired by position, and the lexicon's forms found on both sides of a bead."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

from pipeline.align.vectors import Array
from pipeline.core.lexicon import Lexicon
from pipeline.core.records import Span
from pipeline.core.text import normalise

HAN = "\u4e00-\u9fff"
SEPARATORS = re.compile(r"[;；\n\t]+")
WEAK_SEPARATORS = re.compile(r"[,，、]+|\s{2,}")
# Many journals print nothing but a space between Chinese keywords.
SPACES_IN_CHINESE = re.compile(rf"(?<=[{HAN}])\s+(?=[{HAN}])")
# Of 72 keyword pairs at the same place of equally long lists, 71 are translations.
POSITION_GAIN = float(np.log(71))
NO_PAIR = -2.0  # score of leaving a keyword without a partner, before evidence
RIVAL_MIN = 1.0  # evidence that speaks for a pair, and not only a little less against it than against others
EVIDENCE_RANGE = (-4.0, 8.0)  # one keyword's evidence may not outweigh everything


@dataclass(frozen=True, slots=True)
class ConceptForms:
    """The strings of one concept that alignment looks for, normalised, longest first."""

    concept_id: str
    zh: tuple[str, ...]
    en: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FoundTerm:
    """A form of a concept at a place of a sentence."""

    concept_id: str
    span: Span


def concept_forms(lexicon: Lexicon) -> tuple[ConceptForms, ...]:
    """Return the unambiguous forms of each concept that has some in both languages, sorted by id."""
    zh: dict[str, list[str]] = {}
    en: dict[str, list[str]] = {}
    for form in lexicon.forms:
        if len(form.concept_ids) == 1 and form.kind != "loose":
            (zh if form.lang == "zh" else en).setdefault(form.concept_ids[0], []).append(form.text)
    return tuple(ConceptForms(name, _longest_first(zh[name]), _longest_first(en[name])) for name in sorted(zh.keys() & en.keys()))


def present_concepts(text: str, concepts: Sequence[ConceptForms]) -> tuple[ConceptForms, ...]:
    """Return the concepts with a Chinese form in the text: the others cannot change its alignment."""
    folded = normalise(text).text
    return tuple(concept for concept in concepts if any(form in folded for form in concept.zh))


def renderings(forms: Sequence[ConceptForms]) -> dict[str, list[str]]:
    """Return each Chinese form's English forms, shortest (most usual) first, for the dictionary."""
    return {term: list(reversed(concept.en)) for concept in forms for term in concept.zh}


def split_keywords(text: str, start: int) -> list[Span]:
    """Return the keywords of a list as spans of the whole text; commas divide only where no semicolon does, and single spaces last."""
    inner = text.strip(" ;；")
    separator = next((pattern for pattern in (SEPARATORS, WEAK_SEPARATORS) if pattern.search(inner)), SPACES_IN_CHINESE)
    spans, position = [], 0
    for match in [*separator.finditer(text), None]:
        end = match.start() if match else len(text)
        piece = text[position:end]
        if stripped := piece.strip(" \u3000.。;；,，"):
            first = position + piece.index(stripped)
            spans.append(Span(start + first, start + first + len(stripped)))
        position = match.end() if match else end
    return spans


def pair_keywords(evidence: Array) -> list[tuple[int | None, int | None, float]]:
    """Return pairs (Chinese, English, posterior), None for a keyword without partner; every keyword is in exactly one.

    Args:
        evidence: (n_zh, n_en) log score of each pair from words, length and vectors.
    """
    scores = np.clip(evidence, *EVIDENCE_RANGE)
    n_zh, n_en = scores.shape
    if n_zh == n_en:
        scores = scores + POSITION_GAIN * np.eye(n_zh)
    rows, columns = linear_sum_assignment(-np.maximum(scores, NO_PAIR))
    pairs: list[tuple[int | None, int | None, float]] = [
        (int(zh), int(en), _posterior(scores, zh, en)) for zh, en in zip(rows, columns, strict=True) if scores[zh, en] > NO_PAIR
    ]
    paired_zh, paired_en = {pair[0] for pair in pairs}, {pair[1] for pair in pairs}
    pairs += [(zh, None, 1 - _best(scores[zh])) for zh in range(n_zh) if zh not in paired_zh]
    pairs += [(None, en, 1 - _best(scores[:, en])) for en in range(n_en) if en not in paired_en]
    return sorted(pairs, key=lambda pair: (pair[0] is None, pair[0] if pair[0] is not None else pair[1]))


def rival_pairs(evidence: Array) -> set[tuple[int, int]]:
    """Return the pairs that the evidence gives when positions say nothing: whoever is paired otherwise is disputed."""
    scores = np.clip(evidence, *EVIDENCE_RANGE)
    rows, columns = linear_sum_assignment(-np.maximum(scores, 0.0))
    return {(int(zh), int(en)) for zh, en in zip(rows, columns, strict=True) if scores[zh, en] > RIVAL_MIN}


def find_terms(sentence: str, concepts: Sequence[ConceptForms], lang: str) -> list[FoundTerm]:
    """Return the concepts' forms in a sentence, the longest where they overlap, by place."""
    text = normalise(sentence)
    found: list[tuple[Span, str]] = []
    for concept in concepts:
        for form in concept.zh if lang == "zh" else concept.en:
            found += [(span, concept.concept_id) for span in _places(text.text, form, lang)]
    kept: list[tuple[Span, str]] = []
    for span, name in sorted(found, key=lambda pair: (pair[0].start - pair[0].end, pair[0].start, pair[1])):
        if not any(span.overlaps(other) for other, _ in kept):
            kept.append((span, name))
    return [FoundTerm(name, text.original(span.start, span.end)) for span, name in sorted(kept, key=lambda pair: pair[0].start)]


def _places(text: str, form: str, lang: str) -> list[Span]:
    if form not in text:
        return []
    pattern = re.escape(form) if lang == "zh" else rf"(?<![a-z0-9]){re.escape(form)}(?![a-z0-9])"
    return [Span(*match.span()) for match in re.finditer(pattern, text)]


def _posterior(scores: Array, zh: int, en: int) -> float:
    rivals = np.concatenate([scores[zh], np.delete(scores[:, en], zh), [NO_PAIR]])
    return float(np.exp(scores[zh, en] - np.logaddexp.reduce(rivals)))


def _best(scores: Array) -> float:
    if not len(scores):
        return 0.0
    return float(1 / (1 + np.exp(NO_PAIR - scores.max())))


def _longest_first(forms: list[str]) -> tuple[str, ...]:
    return tuple(sorted(set(forms), key=lambda form: (-len(form), form)))
