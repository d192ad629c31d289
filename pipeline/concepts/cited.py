"""Who is cited where a concept is used: markers near mentions, led to the entries of the reference lists: the table concept_citations."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import TypeVar

from pipeline.concepts.places import sentence_at
from pipeline.concepts.units import Ground, Sources, own_hits
from pipeline.core.concept_records import CitedPlace, ConceptCitation
from pipeline.core.counting import counted_works
from pipeline.core.pages import box_at
from pipeline.core.records import Citation, Mention, Reference, Tokens, Work
from pipeline.core.texts import Text

RANGE = re.compile(r"(\d{1,3})\s*[-—–~～]\s*(\d{1,3})")
NUMBER = re.compile(r"\d{1,3}")
MOST_IN_RANGE = 30
"""A wider range, such as [1-99], is no list of entries."""

RowT = TypeVar("RowT", Citation, Reference)
Window = int | str
"""So many code points on either side of a mention, or `sentence`."""


def make_concept_citations(
    sources: Sources, citations: Iterable[Citation], references: Iterable[Reference], ground: Ground, window: Window
) -> list[ConceptCitation]:
    """Return a row for each concept and entry that a counted work cites near a mention of it; entries are one by their work_key."""
    markers, entries = _by_text(citations), _by_text(references)
    works = {work.text_id: work for work in counted_works(sources.works) if work.text_id}
    found: dict[tuple[str, str], set[CitedPlace]] = defaultdict(set)
    citing: dict[str, set[str]] = defaultdict(set)
    printed: dict[str, Counter[tuple[str, int | None]]] = defaultdict(Counter)
    for text_id, work in sorted(works.items(), key=lambda item: item[0] or ""):
        text = sources.texts.get(text_id or "")
        if text is None or text.text_id not in markers:
            continue
        cited = _cited(markers[text.text_id], entries[text.text_id])
        for reference in {reference.reference_index: reference for _, reference in cited}.values():
            citing[key_of(reference)].add(work.work_id)
            printed[key_of(reference)][reference.raw, reference.year] += 1
        for mention, marker, reference in _near(text, sources, cited, ground, window):
            found[mention.concept_id, key_of(reference)].add(_place(text, work, marker))
    return [_row(pair, places, citing[pair[1]], printed[pair[1]]) for pair, places in sorted(found.items())]


def key_of(reference: Reference) -> str:
    """Return the entry's work_key; an entry that was not understood stands for itself."""
    return reference.work_key or " ".join(reference.raw.split())


def entries_of(marker: str, first: int, references: Sequence[Reference]) -> list[Reference]:
    """Return the entries that a marker names: of a range (`[9-11]`), all that the list has; else the one it was led to.

    Args:
        marker: as printed.
        first: reference_index of its first entry.
        references: the list, in its order.
    """
    by_index = {reference.reference_index: reference for reference in references}
    ends = RANGE.fullmatch(marker.strip("[]［］【】〔〕 "))
    numbers = range(int(ends[1]), int(ends[2]) + 1) if ends else range(0)
    if len(numbers) not in range(2, MOST_IN_RANGE + 1):
        return [by_index[first]] if first in by_index else []
    wanted = set(numbers)
    return [one for one in references if one.reference_index == first or int(_number(one) or -1) in wanted]


def _number(reference: Reference) -> str | None:
    match = NUMBER.search(reference.number or "")
    return match.group() if match else None


def _by_text(rows: Iterable[RowT]) -> dict[str, list[RowT]]:
    grouped: dict[str, list[RowT]] = defaultdict(list)
    for row in rows:
        grouped[row.text_id].append(row)
    return grouped


def _cited(markers: Sequence[Citation], references: Sequence[Reference]) -> list[tuple[Citation, Reference]]:
    resolved = ((marker, marker.reference_index) for marker in markers)
    return [(marker, one) for marker, index in resolved if index is not None for one in entries_of(marker.marker, index, references)]


def _near(
    text: Text, sources: Sources, cited: Sequence[tuple[Citation, Reference]], ground: Ground, window: Window
) -> Iterable[tuple[Mention, Citation, Reference]]:
    mentions = [mention for mention in own_hits(sources.mentions.get(text.text_id, ())) if ground.counts(mention)]
    tokens = sources.tokens.get(text.text_id)
    for marker, reference in cited:
        sentence = marked_sentence(text, tokens, marker) if tokens and window == "sentence" else None
        for mention in mentions:
            if isinstance(window, int):
                is_near = mention.start - window <= marker.end and marker.start <= mention.end + window
            else:
                is_near = sentence is not None and mention.sentence_index == sentence
            if is_near:
                yield mention, marker, reference


def marked_sentence(text: Text, tokens: Tokens, marker: Citation) -> int | None:
    """Return the sentence that a marker belongs to: its own, or the one before where it stands behind the full stop (……。[3])."""
    index = sentence_at(tokens.sentence_start, tokens.sentence_end, marker.start)
    if not index:
        return index
    is_first = not text.text[tokens.sentence_start[index] : marker.start].strip("[]［］【】〔〕,，、 ")
    is_same_passage = tokens.sentence_passage[index - 1] == tokens.sentence_passage[index]
    return index - 1 if is_first and is_same_passage else index


def _place(text: Text, work: Work, marker: Citation) -> CitedPlace:
    passage = next((one for one in text.passages if one.start <= marker.start < one.end), None)
    box = box_at(passage, marker.start) if passage else None
    return CitedPlace(work.work_id, text.text_id, marker.start, marker.end, box.page if box else None, box.page_label if box else None)


def _row(pair: tuple[str, str], places: set[CitedPlace], citing: set[str], printed: Counter[tuple[str, int | None]]) -> ConceptCitation:
    reference, year = min(printed, key=lambda entry: (-printed[entry], entry[0], entry[1] or 0))
    return ConceptCitation(
        concept_id=pair[0],
        work_key=pair[1],
        reference=reference,
        year=year,
        works=len({place.work_id for place in places}),
        citing_works=len(citing),
        places=sorted(places, key=lambda place: (place.work_id, place.start, place.end)),
    )
