"""One text's title, abstract and keywords into beads and term pairs, with offsets into the text."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from pipeline.align.aligner import AlignedBead, align_sentences, has_two_languages, pair_evidence
from pipeline.align.config import AlignConfig
from pipeline.align.corrections import Correction, fixed_beads
from pipeline.align.dictionary import Dictionary
from pipeline.align.repair import repair_text
from pipeline.align.states import bead_state
from pipeline.align.terms import ConceptForms, find_terms, pair_keywords, rival_pairs, split_keywords
from pipeline.core.records import Bead, Passage, Span, TermPair
from pipeline.core.sentences import split_sentences
from pipeline.core.text import normalise
from pipeline.core.texts import Text

# field: (roles of its Chinese passages, roles of its English ones)
FIELDS = {
    "title": (("title",), ("title_en",)),
    "abstract": (("abstract_zh",), ("abstract_en",)),
    "keywords": (("keywords_zh",), ("keywords_en",)),
}
Splitter = Callable[[str, int], list[Span]]
# Keywords are paired whatever their language: an English term stands in many a Chinese list.
SENTENCE_FIELDS = ("title", "abstract")


@dataclass(frozen=True, slots=True)
class Units:
    """The sentences, or keywords, of a field: spans of the text, and what is printed there, mended."""

    spans: list[Span]
    strings: list[str]


@dataclass(frozen=True, slots=True)
class TextAligner:
    """Everything that does not change from text to text."""

    dictionary: Dictionary
    concepts: Sequence[ConceptForms]
    config: AlignConfig
    corrections: Sequence[Correction] = ()


def read_units(text: Text, roles: Sequence[str], split: Splitter) -> Units:
    """Return the units of all passages of these roles, in reading order."""
    passages = [Span(passage.start, passage.end) for passage in text.of_role(*roles)]
    blocks = passages if split is split_keywords else _joined(text, passages)
    spans = [span for block in blocks for span in split(text.text[block.start : block.end], block.start)]
    return Units(spans, [repair_text(text.text[span.start : span.end]).text for span in spans])


def _joined(text: Text, passages: Sequence[Span]) -> list[Span]:
    """Return the passages, those with nothing but white space between them as one: a page may divide a sentence."""
    blocks: list[Span] = []
    for passage in passages:
        if blocks and not text.text[blocks[-1].end : passage.start].strip():
            blocks[-1] = Span(blocks[-1].start, passage.end)
        else:
            blocks.append(passage)
    return blocks


def split_mended(text: str, start: int) -> list[Span]:
    """Return the sentences of a passage as spans of the whole text, split where the mended text ends sentences."""
    mended = repair_text(text)
    return [mended.original(span.start, span.end).shift(start) for span in split_sentences(mended.text)]


def whole(text: str, start: int) -> list[Span]:
    """Return the passage as one unit."""
    return [Span(start, start + len(text))] if text else []


def align_text(text: Text, aligner: TextAligner) -> tuple[list[Bead], list[TermPair]]:
    """Return the beads of every field that has both languages (see `one_language_fields`), and the term pairs found in them."""
    beads: list[Bead] = []
    pairs: list[TermPair] = []
    for field, split in (("title", whole), ("abstract", split_mended), ("keywords", split_keywords)):
        zh, en = (read_units(text, roles, split) for roles in FIELDS[field])
        if zh.spans and en.spans and (field not in SENTENCE_FIELDS or has_two_languages(zh.strings, en.strings)):
            found = _align_field(field, zh, en, aligner)
            rows = [_bead(text.text_id, field, index, bead, zh, en) for index, bead in enumerate(found)]
            beads += rows
            pairs += [pair for row in rows for pair in _term_pairs(text, row, aligner.concepts)]
    return beads, _numbered(pairs)


def one_language_fields(text: Text) -> list[str]:
    """Return the fields whose two sides are there, but in one language: extraction or a record took one for the other."""
    sides = {field: [read_units(text, roles, whole).strings for roles in FIELDS[field]] for field in SENTENCE_FIELDS}
    return [field for field, (zh, en) in sides.items() if not has_two_languages(zh, en)]


def lacking_language(text: Text) -> str | None:
    """Return `zh` or `en` when the abstract stands in the other language alone, else None."""
    zh, en = (any(text.slice(passage).strip() for passage in text.of_role(*roles)) for roles in FIELDS["abstract"])
    if zh == en:
        return None
    return "en" if zh else "zh"


def _align_field(field: str, zh: Units, en: Units, aligner: TextAligner) -> list[AlignedBead]:
    if field != "keywords":
        decided = [correction for correction in aligner.corrections if correction.field == field]
        return align_sentences(zh.strings, en.strings, aligner.dictionary, aligner.config, fixed_beads(zh.strings, en.strings, decided))
    evidence = pair_evidence(zh.strings, en.strings, aligner.dictionary, aligner.config)
    rivals = rival_pairs(evidence)
    return [_keyword_bead(pair, rivals, aligner.config) for pair in pair_keywords(evidence)]


def _keyword_bead(pair: tuple[int | None, int | None, float], rivals: Collection[tuple[int, int]], config: AlignConfig) -> AlignedBead:
    zh, en, posterior = pair
    is_disputed = any((zh == left) != (en == right) for left, right in rivals)
    flags = tuple(name for name, holds in (("evidence-disagrees", is_disputed), ("null-en", en is None), ("null-zh", zh is None)) if holds)
    return AlignedBead(_single(zh), _single(en), posterior, bead_state(posterior, flags, config), flags)


def _single(number: int | None) -> range:
    return range(0) if number is None else range(number, number + 1)


def _bead(text_id: str, field: str, index: int, bead: AlignedBead, zh: Units, en: Units) -> Bead:
    left, right = [zh.spans[number] for number in bead.zh], [en.spans[number] for number in bead.en]
    return Bead(
        text_id,
        field,
        index,
        [span.start for span in left],
        [span.end for span in left],
        [span.start for span in right],
        [span.end for span in right],
        bead.kind,
        bead.posterior,
        bead.state,
        list(bead.flags),
    )


def _term_pairs(text: Text, bead: Bead, concepts: Sequence[ConceptForms]) -> list[TermPair]:
    if not bead.zh_start or not bead.en_start:
        return []
    if bead.field == "keywords":
        return [_keyword_pair(text, bead, concepts)]
    found = [
        [place for span in map(Span, starts, ends) for place in _terms_in(text, span, concepts, lang)]
        for starts, ends, lang in ((bead.zh_start, bead.zh_end, "zh"), (bead.en_start, bead.en_end, "en"))
    ]
    first = dict(reversed(found[0]))
    return [_pair(text, first.pop(name), span, "lexicon", name, bead.posterior) for name, span in found[1] if name in first]


def _terms_in(text: Text, span: Span, concepts: Sequence[ConceptForms], lang: str) -> list[tuple[str, Span]]:
    """Return concepts found in a sentence, mended, with their places in the text as printed."""
    mended = repair_text(_slice(text, span))
    found = find_terms(mended.text, concepts, lang)
    return [(term.concept_id, mended.original(term.span.start, term.span.end).shift(span.start)) for term in found]


def _keyword_pair(text: Text, bead: Bead, concepts: Sequence[ConceptForms]) -> TermPair:
    zh, en = Span(bead.zh_start[0], bead.zh_end[0]), Span(bead.en_start[0], bead.en_end[0])
    term = normalise(_slice(text, zh)).text
    name = next((concept.concept_id for concept in concepts if term in concept.zh), None)
    return _pair(text, zh, en, "keywords", name, bead.posterior)


def _pair(text: Text, zh: Span, en: Span, source: str, concept_id: str | None, posterior: float) -> TermPair:
    mended = repair_text(_slice(text, en)).text
    return TermPair(text.text_id, 0, _slice(text, zh), mended, zh.start, zh.end, en.start, en.end, source, concept_id, posterior)


def _numbered(pairs: list[TermPair]) -> list[TermPair]:
    ordered = sorted(pairs, key=lambda pair: (pair.zh_start, pair.en_start, pair.source))
    return [replace(pair, pair_index=index) for index, pair in enumerate(ordered)]


def _slice(text: Text, span: Span | Passage) -> str:
    return text.text[span.start : span.end]
