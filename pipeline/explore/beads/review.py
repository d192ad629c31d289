"""A page on which people look at the least certain alignments and write corrections: one HTML file, nothing loaded from elsewhere.

Order: by posterior, the lowest first. Over 186 documents with known merges, drops and insertions, the first fifth held 91 % of the wrong beads;
putting beads on which the kinds of evidence disagree first held 91 % too, and 64-88 % when the state came first.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from pipeline.align.dictionary import Dictionary, build_dictionary
from pipeline.align.printed import PrintedBead, printed_beads
from pipeline.align.terms import concept_forms, renderings
from pipeline.core.corpus import Corpus
from pipeline.core.errors import InputError
from pipeline.core.files import make_parent
from pipeline.core.lexicon import load_lexicon
from pipeline.core.records import Span, Work
from pipeline.core.tables import read_table
from pipeline.core.texts import read_texts
from pipeline.explore.beads.word_links import Link, link_words
from pipeline.explore.chain_rows import owners_of_texts
from pipeline.explore.pages import inline, page_environment
from pipeline.explore.records_out.gbt7714 import gbt7714

FIELD_NAMES = {"title": "题名", "abstract": "摘要"}
STATE_NAMES = {"auto": "可用", "check": "待核", "review": "须审"}
FLAG_NAMES = {
    "null-en": "中文句没有英文对应",
    "null-zh": "英文句没有中文对应",
    "n-m": "两边都有几句",
    "length-outlier": "两边长短悬殊",
    "number-mismatch": "数字不一致",
    "latin-mismatch": "拉丁词不一致",
    "no-evidence": "词语和向量都不支持",
    "evidence-disagrees": "词语与向量各有主张",
    "free-translation": "全文多半是意译",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a sentence; `link` numbers the pair of words it belongs to, None for plain text."""

    text: str
    link: int | None = None
    is_own: bool = True
    """Linked within the bead, not to a neighbouring one."""


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence as it is shown."""

    pieces: list[Piece]
    text: str
    is_own: bool
    """Of the bead itself, not of a neighbour."""


@dataclass(frozen=True, slots=True)
class Card:
    """A bead between its neighbours."""

    printed: PrintedBead
    zh: list[Line]
    en: list[Line]
    reference: str


def write_review(corpus: Corpus, configs: Path, target: Path, share: float) -> int:
    """Write the page of the least certain `share` of the corpus's beads and return how many it shows.

    Raises:
        InputError: nothing is aligned, or `target` is a folder.
    """
    if target.is_dir():
        raise InputError(f"{target}: this is a folder\nname an HTML file")
    beads = [bead for bead in read_table(corpus.tables("align"), "beads") if bead.field in FIELD_NAMES]
    if not beads:
        raise InputError(f"{corpus.root}: no aligned sentences to review\nno text has both a Chinese and an English title or abstract")
    works = owners_of_texts(read_table(corpus.tables("catalog"), "works"))
    dictionary = build_dictionary(renderings(concept_forms(load_lexicon(configs / "lexicon"))))
    printed = printed_beads(read_texts(corpus), beads)
    cards = make_cards(printed, dictionary, works, share)
    make_parent(target)
    target.write_text(render_review(corpus.name, cards, len(printed)), encoding="utf-8", newline="\n")
    return len(cards)


def make_cards(printed: Sequence[PrintedBead], dictionary: Dictionary, works: Mapping[str, Work], share: float) -> list[Card]:
    """Return the least certain beads that nobody has decided, each with its neighbours, least certain first."""
    cards = []
    for (text_id, _), group in groupby(printed, key=lambda one: (one.bead.text_id, one.bead.field)):
        field = list(group)
        reference = gbt7714(works[text_id]) if text_id in works else text_id
        around = [(field[max(place - 1, 0) : place], one, field[place + 1 : place + 2]) for place, one in enumerate(field)]
        cards += [(before, one, after, reference) for before, one, after in around if "corrected" not in one.bead.flags]
    cards.sort(key=lambda card: (card[1].bead.posterior, card[1].bead.text_id, card[1].bead.field, card[1].bead.bead_index))
    return [_card(*card, dictionary) for card in cards[: math.ceil(share * len(cards))]]


def _card(before: list[PrintedBead], one: PrintedBead, after: list[PrintedBead], reference: str, dictionary: Dictionary) -> Card:
    zh, own_zh = _shown(*([bead.zh_sentences for bead in beads] for beads in (before, [one], after)))
    en, own_en = _shown(*([bead.en_sentences for bead in beads] for beads in (before, [one], after)))
    links = link_words(zh, en, dictionary, (own_zh, own_en))
    return Card(one, _lines(zh, own_zh, links, "zh", own_en), _lines(en, own_en, links, "en", own_zh), reference)


def _shown(*groups: list[tuple[str, ...]]) -> tuple[list[str], range]:
    before, own, after = ([sentence for bead in group for sentence in bead] for group in groups)
    return [*before, *own, *after], range(len(before), len(before) + len(own))


def _lines(sentences: Sequence[str], own: range, links: Sequence[Link], side: str, other: range) -> list[Line]:
    lines = []
    for number, sentence in enumerate(sentences):
        marks: dict[Span, tuple[int, bool]] = {}
        for link in links:
            here, there = (link.zh, link.en) if side == "zh" else (link.en, link.zh)
            if here == number:
                within = (here in own) == (there in other)
                span = link.zh_span if side == "zh" else link.en_span
                marks[span] = (_key(link), within or marks.get(span, (0, False))[1])
        lines.append(Line(_pieces(sentence, marks), " ".join(sentence.split()), number in own))
    return lines


def _key(link: Link) -> int:
    """Return a number that all links of one Chinese word share."""
    return link.zh * 10_000 + link.zh_span.start


def _pieces(sentence: str, marks: Mapping[Span, tuple[int, bool]]) -> list[Piece]:
    pieces, position = [], 0
    for span in sorted(marks, key=lambda span: span.start):
        pieces += [Piece(sentence[position : span.start])] if span.start > position else []
        pieces.append(Piece(sentence[span.start : span.end], *marks[span]))
        position = span.end
    return [*pieces, Piece(sentence[position:])] if position < len(sentence) else pieces


def render_review(name: str, cards: Sequence[Card], n_beads: int) -> str:
    """Return the page."""
    names = {"field_names": FIELD_NAMES, "state_names": STATE_NAMES, "flag_names": FLAG_NAMES}
    styles = inline("report.css") + inline("bead_review.css")
    template = page_environment().get_template("bead_review.html.j2")
    return template.render(name=name, cards=cards, n_beads=n_beads, styles=styles, script=inline("bead_review.js"), **names)
