"""The literature's definitions of a concept: the sentence, where it stands, and whose it is said to be.

A definition is a mention flagged `defined` in the text of a counted work. It belongs, in this order, to whom the sentence itself names with a year
before the concept (费孝通（1985）认为…), to the reference that a marker in or right behind the sentence points to ([9]), or to the work's own
authors.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.concepts.context import Part
from pipeline.concepts.places import Ranges
from pipeline.core.counting import counted_works
from pipeline.core.records import Citation, Mention, Reference, Span, Work
from pipeline.core.squeeze import squeeze

# A name before a year in brackets: 费孝通（1985）, 江停云、方既白（2019）, Salamon（1987）, Gidron et al. (1992).
SURNAME_FIRST = r"[\u4e00-\u9fff]{2,4}(?:[、和与][\u4e00-\u9fff]{2,4})*(?:等人?)?"
LATIN_NAME = r"[A-Z][A-Za-z’'.-]+(?:(?:,| and| &| et al\.?|、|等) ?[A-Z]?[A-Za-z’'.-]*)*"
AUTHOR_YEAR = re.compile(
    rf"(?P<name>{LATIN_NAME}|{SURNAME_FIRST})\s?[（(]\s?(?P<year>(?:1[89]|20)\d\d)[a-z]?(?:[,，:：][^（()）]{{0,12}})?[)）]"
)
# What a name of two to four characters begins with when words before it were taken for it: 正如费孝通（1985）.
NOT_OF_A_NAME = re.compile(
    r"^(?:正如|诚如|例如|比如|根据|依据|按照|借鉴|参照|援引|引用|沿用|采用|不同于|学者|教授|其中|而|但|如|据|按|由|对|在|从|与|和)+"
)
BEHIND = 6
"""Code points behind a sentence in which a marker still belongs to it: 。[9]"""
PARTS = 2
"""A surname alone tells nothing; a name has so many characters."""


@dataclass(frozen=True, slots=True)
class Definition:
    """One definition of a concept in one work."""

    concept: str
    """The concept's Chinese label."""
    year: int | None
    """Year of the work in which it is printed."""
    work_id: str
    title: str | None
    page: int | None
    page_label: str | None
    start: int
    """Of the sentence, in code points of the work's text."""
    end: int
    sentence: str
    attributed_to: str | None
    """As printed (费孝通，1985), or resolved from a reference, or the work's own authors; None where nothing names anyone."""
    attribution: str
    """`named` in the sentence, `cited` by a marker, or `own`."""


@dataclass(frozen=True, slots=True)
class Source:
    """What finished tables say of one text."""

    text: str
    sentences: Ranges
    citations: Sequence[Citation] = ()
    references: Sequence[Reference] = ()


def find_definitions(
    label: str, mentions: Iterable[Mention], works: Iterable[Work], sources: Mapping[str, Source], uncounted: Iterable[str]
) -> list[Definition]:
    """Return the definitions among these mentions, by year, then work and place; a sentence counts once.

    Args:
        label: the concept's label.
        mentions: of this concept, anywhere.
        works: of the corpus; the text of a work that is not counted defines nothing.
        sources: by text_id.
        uncounted: flags of mentions that are never counted.
    """
    by_text = {work.text_id: work for work in counted_works(works) if work.text_id}
    barred = {*uncounted, "cited", "in_reference"}
    found: dict[tuple[str, int], Definition] = {}
    for mention in mentions:
        work = by_text.get(mention.text_id)
        if work and mention.text_id in sources and "defined" in mention.flags and not barred.intersection(mention.flags):
            made = _definition(label, mention, work, sources[mention.text_id])
            found.setdefault((made.work_id, made.start), made)
    return sorted(found.values(), key=lambda one: (one.year is None, one.year or 0, one.work_id, one.start))


def _definition(label: str, mention: Mention, work: Work, source: Source) -> Definition:
    sentence = source.sentences.around(mention.start) or _read_around(source.text, mention)
    attributed, how = attribute(source, Span(*sentence), mention.start, work)
    return Definition(
        concept=label,
        year=work.year,
        work_id=work.work_id,
        title=work.title_zh or work.title_en,
        page=mention.page,
        page_label=mention.page_label,
        start=sentence[0],
        end=sentence[1],
        sentence=" ".join(source.text[sentence[0] : sentence[1]].split()),
        attributed_to=attributed,
        attribution=how,
    )


def _read_around(text: str, mention: Mention) -> tuple[int, int]:
    span = Part(squeeze(text), 0, len(text)).sentence(mention.start, mention.end)
    return span.start, span.end


def attribute(source: Source, sentence: Span, place: int, work: Work) -> tuple[str | None, str]:
    """Return whose a definition is, and how that is known: `named`, `cited` or `own`."""
    named = named_before(source.text[sentence.start : place])
    if named:
        return named, "named"
    for citation in source.citations:
        if sentence.start <= citation.start <= sentence.end + BEHIND and citation.reference_index is not None:
            reference = next((one for one in source.references if one.reference_index == citation.reference_index), None)
            if reference is not None:
                return _first_author(reference), "cited"
    own = "、".join(work.authors) or None
    return (f"{own}，{work.year}" if own and work.year else own), "own"


def named_before(text: str) -> str | None:
    """Return the last `name，year` printed in the text before a concept; None without one."""
    found = list(AUTHOR_YEAR.finditer(text))
    if not found:
        return None
    name = NOT_OF_A_NAME.sub("", found[-1]["name"])
    return f"{name}，{found[-1]['year']}" if len(name) >= PARTS else None


def _first_author(reference: Reference) -> str:
    if not reference.authors:
        return reference.raw
    others = "等" if len(reference.authors) > 1 else ""
    return f"{reference.authors[0]}{others}" + (f"，{reference.year}" if reference.year else "")
