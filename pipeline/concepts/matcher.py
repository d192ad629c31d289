"""All mentions of one document, by one Aho-Corasick search over its squeezed passages and the evidence around each hit."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick

from pipeline.concepts.context import allows, find_introduced, read_sense, read_sentences, sentence_around
from pipeline.concepts.evidence import Candidate, Pattern, fits_gaps, resolve
from pipeline.core.lexicon import Form, Lexicon, language_of
from pipeline.core.records import Span
from pipeline.core.squeeze import Squeezed, squeeze, squeeze_form


@dataclass(frozen=True, slots=True)
class Hit:
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
    """A passage to search, with what is known of its words and sentences (both may be empty)."""

    text: str
    words: Sequence[Span] = ()
    sentences: Sequence[Span] = ()


class Matcher:
    """The lexicon's forms, ready to search; build it once a process."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Build the automaton over forms and exclusions."""
        self.lexicon = lexicon
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
        squeezed = [squeeze(block.text) for block in blocks]
        candidates = [self._candidates(text) for text in squeezed]
        introduced = find_introduced(zip(squeezed, candidates, strict=True))
        return [
            self._hits(block, text, [one for one in found if _is_valid(one, introduced)])
            for block, text, found in zip(blocks, squeezed, candidates, strict=True)
        ]

    def _candidates(self, text: Squeezed) -> list[Candidate]:
        found = []
        for index, start, end in self._automaton.find_matches_as_indexes(text.text, overlapping=True):
            fitting = [one for pattern in self._patterns[index] if fits_gaps(text, one := Candidate(start, end, pattern))]
            # An abbreviation may be another concept's exclusion (社工部), and stays one where it is not introduced.
            found += [one for one in fitting if one.pattern.form][:1] + [one for one in fitting if not one.pattern.form][:1]
        return found

    def _hits(self, block: Block, text: Squeezed, candidates: list[Candidate]) -> list[Hit]:
        if not candidates:
            return []
        sentences = block.sentences or read_sentences(block.text)
        allowed = [one for one in candidates if _is_allowed(one, text, sentences)]
        chosen = resolve(text, allowed, _squeezed_words(text, block.words))
        nested = [inner for outer in chosen for inner in self._nested(outer, allowed)]
        hits = [self._hit(one, text, sentences) for one in [*chosen, *nested]]
        return sorted(hits, key=lambda hit: (hit.start, -hit.end, hit.concept_id))

    def _nested(self, outer: Candidate, candidates: Iterable[Candidate]) -> list[Candidate]:
        wanted = {name for concept in _concepts(outer) for name in self.lexicon.by_id[concept].nested}
        return [
            one
            for one in candidates
            if outer.start <= one.start and one.end <= outer.end and one != outer and wanted.intersection(_concepts(one))
        ]

    def _hit(self, candidate: Candidate, text: Squeezed, sentences: Sequence[Span]) -> Hit:
        form, span = _form(candidate), text.span(candidate.start, candidate.end)
        flags = [form.kind] if form.kind in {"loose", "elliptical"} else []
        concept_id = "/".join(form.concept_ids)
        if len(form.concept_ids) > 1:
            return Hit(concept_id, form.variant_id, span.start, span.end, form.lang, (*flags, "ambiguous"))
        sense = read_sense(self.lexicon.by_id[concept_id], text, sentence_around(sentences, span))
        if sense is not None and not sense.counted:
            flags.append("other-sense")
        has_senses = bool(self.lexicon.by_id[concept_id].senses)
        origin = "rule" if sense else "unknown" if has_senses else None
        return Hit(concept_id, form.variant_id, span.start, span.end, form.lang, tuple(flags), sense.id if sense else None, origin)


def _form(candidate: Candidate) -> Form:
    if candidate.pattern.form is None:
        raise ValueError("an exclusion has no form")
    return candidate.pattern.form


def _concepts(candidate: Candidate) -> tuple[str, ...]:
    return candidate.pattern.form.concept_ids if candidate.pattern.form else ()


def _is_valid(candidate: Candidate, introduced: frozenset[Form]) -> bool:
    form = candidate.pattern.form
    return form is None or form.kind != "abbreviation" or form in introduced


def _is_allowed(candidate: Candidate, text: Squeezed, sentences: Sequence[Span]) -> bool:
    form = candidate.pattern.form
    if form is None or form.context is None:
        return True
    span = text.span(candidate.start, candidate.end)
    return allows(form.context, text, span, sentence_around(sentences, span))


def _squeezed_words(text: Squeezed, words: Sequence[Span]) -> list[Span]:
    return [Span(text.position(word.start), text.position(word.end)) for word in words]
