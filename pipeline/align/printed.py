"""Beads with their words: what the exports and the page for reviewers show."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.align.fields import FIELDS
from pipeline.align.repair import repair_text
from pipeline.core.records import Bead
from pipeline.core.texts import Text, TextsById


@dataclass(frozen=True, slots=True)
class PrintedBead:
    """A bead with what its sentences say, mended."""

    bead: Bead
    zh: str
    en: str
    zh_sentences: tuple[str, ...] = ()
    en_sentences: tuple[str, ...] = ()


def printed_beads(texts: Sequence[Text], beads: Sequence[Bead]) -> list[PrintedBead]:
    """Return the beads by text, field and place, with what their sentences say.

    Raises:
        SchemaError: a bead's text is gone.
    """
    by_id, order = TextsById(texts), list(FIELDS)
    ordered = sorted(beads, key=lambda bead: (bead.text_id, order.index(bead.field), bead.bead_index))
    return [_print_bead(bead, by_id[bead.text_id].text) for bead in ordered]


def _print_bead(bead: Bead, text: str) -> PrintedBead:
    zh, en = (_sentences(text, *places) for places in ((bead.zh_start, bead.zh_end), (bead.en_start, bead.en_end)))
    return PrintedBead(bead, "".join(zh), " ".join(en), zh, en)


def _sentences(text: str, starts: Sequence[int], ends: Sequence[int]) -> tuple[str, ...]:
    return tuple(repair_text(text[start:end]).text for start, end in zip(starts, ends, strict=True))
