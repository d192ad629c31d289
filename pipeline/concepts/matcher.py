"""All mentions of one document, by one Aho-Corasick search over its squeezed passages and the evidence around each hit.

The passages are joined and squeezed once, so that the cost of a document is that of its characters and its hits, not of its passages.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from pipeline.concepts.conditions import Conditions, Senses
from pipeline.concepts.context import Part, find_introduced
from pipeline.concepts.evidence import Candidate, Pattern, Words, fits_gaps, resolve
from pipeline.concepts.places import Ranges
from pipeline.core.lexicon import Form, Lexicon, language_of
from pipeline.core.records import Span
from pipeline.core.squeeze import Squeezed, squeeze, squeeze_form

QUOTE_PAIRS = {"“": "”", "‘": "’", "「": "」", "『": "』", "〝": "〞", '"': '"'}
CLOSING = {closer: opener for opener, closer in QUOTE_PAIRS.items() if closer != opener}
QUOTE_MARKS = frozenset((*QUOTE_PAIRS, *CLOSING))
BETWEEN = "\n\n"
"""Printed between two passages: no term runs across an empty line."""


class Hit(NamedTuple):
    """A concept found in a passage; offsets are code points of the passage as printed."""

    concept_id: str
    """Two ids joined by / when an English form fits both: then the hit is ambiguous and belongs to neither."""
    variant_id: str
    start: int
    end: int
    lang: str
    flags: tuple[str, ...]
    sense: str | None = None
    sense_origin: str | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A passage to search, with what is known of its words and sentences."""

    text: str
    start: int = 0
    """Where it begins in the text that the words and sentences count from."""
    words: Ranges | None = None
    sentences: Ranges | None = None


class Matcher:
    """The lexicon's forms, ready to search; build it once a process."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Build the automaton over forms and exclusions."""
        self.lexicon = lexicon
        self._conditions = Conditions(lexicon)
        self._senses = {concept.id: Senses(concept.senses) for concept in lexicon.concepts if concept.senses}
        by_text: dict[str, list[Pattern]] = defaultdict(list)
        owners: dict[str, set[str]] = defaultdict(set)
        for form in lexicon.forms:
            text, gaps = squeeze_form(form.text)
            by_text[text].append(Pattern(text, gaps, form.lang, form))
            owners[text].update(form.concept_ids)
        for exclusion, concept_id in lexicon.exclusions:
            text, gaps = squeeze_form(exclusion)
            by_text[text].append(Pattern(text, gaps, language_of(exclusion), None))
            owners[text].add(concept_id)
        self._patterns = list(by_text.values())
        self._owners = [owners[text] for text in by_text]
        self._automaton = AhoCorasick(list(by_text))

    def present(self, text: str) -> list[str]:
        """Return the ids of the concepts of which a form or an exclusion stands in the text, sorted: no other can decide its mentions."""
        matches = self._automaton.find_matches_as_indexes(squeeze(text).text, overlapping=True)
        indexes = {index for index, _, _ in matches}
        return sorted({name for index in indexes for name in self._owners[index]})

    def find(self, blocks: Sequence[Block]) -> list[list[Hit]]:
        """Return the hits of each passage of one document, sorted by place.

        Abbreviations count in the whole document once a passage introduces them.
        """
        text = squeeze(BETWEEN.join(block.text for block in blocks))
        parts = _parts(text, blocks)
        candidates = self._candidates(text, parts)
        introduced = find_introduced(zip(parts, candidates, strict=True))
        return [
            self._hits(block, part, [one for one in found if _is_valid(one, introduced)]) if found else []
            for block, part, found in zip(blocks, parts, candidates, strict=True)
        ]

    def _candidates(self, text: Squeezed, parts: Sequence[Part]) -> list[list[Candidate]]:
        """Return the candidates of each part, with fitting gaps."""
        found: list[list[Candidate]] = [[] for _ in parts]
        starts = [part.start for part in parts]
        for index, start, end in self._automaton.find_matches_as_indexes(text.text, overlapping=True):
            here = found[bisect_right(starts, text.origins[start]) - 1]
            fitting = [one for pattern in self._patterns[index] if fits_gaps(text, one := Candidate(start, end, pattern))]
            # An abbreviation may be another concept's exclusion (社工部), and stays one where it is not introduced.
            here += fitting if len(fitting) < 2 else _first_of_each(fitting)  # noqa: PLR2004 - nothing to choose between
        return found

    def _hits(self, block: Block, part: Part, candidates: list[Candidate]) -> list[Hit]:
        allowed = [one for one in candidates if self._is_allowed(one, part)]
        found = resolve(part.text, allowed, Words(block.words, block.start - part.start) if block.words else None)
        chosen = [one for one in found if not self._is_foreign(one, part)]
        nested = [inner for outer in chosen for inner in self._nested(outer, allowed, part)]
        hits = [self._hit(one, part) for one in [*chosen, *nested]]
        return sorted(hits, key=lambda hit: (hit.start, -hit.end, hit.concept_id)) if len(hits) > 1 else hits

    def _is_allowed(self, candidate: Candidate, part: Part) -> bool:
        form = candidate.pattern.form
        if form is None or form.context is None:
            return True
        return self._conditions.allows(form.context, part, part.text.span(candidate.start, candidate.end))

    def _is_foreign(self, candidate: Candidate, part: Part) -> bool:
        context = _form(candidate).context
        return context is not None and self._conditions.is_foreign(context, part, part.text.span(candidate.start, candidate.end))

    def _nested(self, outer: Candidate, candidates: Iterable[Candidate], part: Part) -> list[Candidate]:
        wanted = {name for concept in _concepts(outer) for name in self.lexicon.by_id[concept].nested}
        if not wanted:
            return []
        return [
            one
            for one in candidates
            if outer.start <= one.start
            and one.end <= outer.end
            and one != outer
            and wanted.intersection(_concepts(one))
            and not self._is_foreign(one, part)
        ]

    def _hit(self, candidate: Candidate, part: Part) -> Hit:
        form, span = _form(candidate), _with_quotes(part, part.text.span(candidate.start, candidate.end))
        start, end = span.start - part.start, span.end - part.start
        flags = (form.kind,) if form.kind in {"loose", "elliptical"} else ()
        if len(form.concept_ids) > 1:
            return Hit("/".join(form.concept_ids), form.variant_id, start, end, form.lang, (*flags, "ambiguous"))
        (concept_id,) = form.concept_ids
        concept = self.lexicon.by_id[concept_id]
        if not concept.senses:
            return Hit(concept_id, form.variant_id, start, end, form.lang, flags)
        sense = self._senses[concept_id].read(part, span)
        if sense is None:
            return Hit(concept_id, form.variant_id, start, end, form.lang, flags, None, "unknown")
        return Hit(
            concept_id, form.variant_id, start, end, form.lang, flags if sense.counted else (*flags, "other-sense"), sense.id, "rule"
        )


def _with_quotes(part: Part, span: Span) -> Span:
    """Return a mention's range with the partner of a quotation mark inside it: “三社”联动 begins at its opening one."""
    printed = part.text.printed
    inside = printed[span.start : span.end]
    if QUOTE_MARKS.isdisjoint(inside):
        return span
    opener, closer = printed[max(part.start, span.start - 1) : span.start], printed[span.end : min(part.end, span.end + 1)]
    opens = opener in QUOTE_PAIRS and inside.count(QUOTE_PAIRS[opener]) > inside.count(opener) * (QUOTE_PAIRS[opener] != opener)
    closes = closer in CLOSING and inside.count(CLOSING[closer]) > inside.count(closer)
    return Span(span.start - opens, span.end + closes)


def _parts(text: Squeezed, blocks: Sequence[Block]) -> list[Part]:
    parts: list[Part] = []
    at = 0
    for block in blocks:
        parts.append(Part(text, at, at + len(block.text), block.sentences, block.start - at))
        at += len(block.text) + len(BETWEEN)
    return parts


def _first_of_each(fitting: list[Candidate]) -> list[Candidate]:
    """Return the first form and the first exclusion."""
    return [one for one in fitting if one.pattern.form][:1] + [one for one in fitting if not one.pattern.form][:1]


def _form(candidate: Candidate) -> Form:
    if candidate.pattern.form is None:
        raise ValueError("an exclusion has no form")
    return candidate.pattern.form


def _concepts(candidate: Candidate) -> tuple[str, ...]:
    return candidate.pattern.form.concept_ids if candidate.pattern.form else ()


def _is_valid(candidate: Candidate, introduced: frozenset[Form]) -> bool:
    form = candidate.pattern.form
    return form is None or form.kind != "abbreviation" or form in introduced
