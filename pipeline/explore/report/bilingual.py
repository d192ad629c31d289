"""Section 4 of the report: abstracts side by side, and how terms were rendered over the years."""

from collections import defaultdict
from dataclasses import dataclass, replace

from pipeline.core.records import Bead, TermPair
from pipeline.core.text import normalise
from pipeline.explore.beads.renderings import Rendering, group_renderings
from pipeline.explore.report.material import Material
from pipeline.explore.wording import Wording

STATES = ("auto", "check", "review")
FIELD_ORDER = ("title", "abstract")
MAX_HISTORIES = 3
"""Concepts whose renderings are laid out by year; the list below them holds every term."""


@dataclass(frozen=True, slots=True)
class BeadRow:
    """A bead as it is printed."""

    field: str
    zh: str
    en: str
    kind: str
    posterior: float
    state: str
    state_name: str
    flags: list[str]
    """In words."""
    is_least_certain: bool


@dataclass(frozen=True, slots=True)
class AlignedWork:
    """A work with its beads."""

    work_id: str | None
    reference: str
    rows: list[BeadRow]


@dataclass(frozen=True, slots=True)
class History:
    """How one concept was rendered, year by year."""

    label: str
    years: list[int]
    rows: list[tuple[str, list[int], int, bool]]
    """(rendering, works of each year, all works, whether the lexicon has it)."""


@dataclass(frozen=True, slots=True)
class Bilingual:
    """The whole section."""

    works: list[AlignedWork]
    n_works: int
    n_beads: int
    states: list[tuple[str, str, int]]
    """(state, its name, sentence groups)."""
    renderings: list[Rendering]
    n_renderings: int
    histories: list[History]


def make_bilingual(material: Material, wording: Wording) -> Bilingual:
    """Return aligned works, least certain first, and renderings, most works first."""
    beads: dict[str, list[Bead]] = defaultdict(list)
    for bead in material.tables["beads"]:
        # Keywords are paired by position; they stand in the list of renderings.
        if bead.text_id in material.texts and bead.field != "keywords":
            beads[bead.text_id].append(bead)
    abstracts = {name: rows for name, rows in beads.items() if any(bead.field == "abstract" for bead in rows)}
    order = sorted(abstracts, key=lambda name: (min(bead.posterior for bead in abstracts[name]), name))
    rendered = group_renderings(material.tables["term_pairs"], {name: work.year for name, work in material.work_of_text.items()})
    all_beads = [bead for rows in beads.values() for bead in rows]
    return Bilingual(
        works=[_aligned_work(material, name, beads[name], wording) for name in order[: material.config.aligned_works]],
        n_works=len(abstracts),
        n_beads=len(all_beads),
        states=[(state, wording.name("bead_states", state), sum(bead.state == state for bead in all_beads)) for state in STATES],
        renderings=rendered[: material.config.renderings],
        n_renderings=len(rendered),
        histories=_histories(material),
    )


def _histories(material: Material) -> list[History]:
    """Return the concepts that were rendered in more than one way in dated works, those of most works first."""
    pairs: dict[str, list[TermPair]] = defaultdict(list)
    for pair in material.tables["term_pairs"]:
        if pair.concept_id and _year(material, pair.text_id):
            # The forms of one concept are one term here.
            pairs[pair.concept_id].append(replace(pair, zh=material.label(pair.concept_id)))
    found = [(len({pair.text_id for pair in rows}), concept_id, _history(material, concept_id, rows)) for concept_id, rows in pairs.items()]
    several = sorted((one for one in found if len(one[2].rows) > 1), key=lambda one: (-one[0], one[1]))
    return [history for _, _, history in several[:MAX_HISTORIES]]


def _history(material: Material, concept_id: str, pairs: list[TermPair]) -> History:
    renderings = group_renderings(pairs, {pair.text_id: _year(material, pair.text_id) for pair in pairs})
    years = sorted({year for row in renderings for year, _ in row.years if year})
    known = {form.text for form in material.lexicon.forms if form.lang == "en" and concept_id in form.concept_ids}
    rows = [(row.en, [dict(row.years).get(year, 0) for year in years], row.n_works, normalise(row.en).text in known) for row in renderings]
    return History(material.label(concept_id), years, rows)


def _year(material: Material, text_id: str) -> int | None:
    work = material.work_of_text.get(text_id)
    return work.year if work else None


def _aligned_work(material: Material, text_id: str, beads: list[Bead], wording: Wording) -> AlignedWork:
    text = material.texts[text_id].text
    shown = sorted(beads, key=lambda bead: (FIELD_ORDER.index(bead.field), bead.bead_index))
    least = min(bead.posterior for bead in shown)
    rows = [
        BeadRow(
            field=wording.name("report_bilingual", bead.field),
            zh="".join(text[start:end] for start, end in zip(bead.zh_start, bead.zh_end, strict=True)),
            en=" ".join(text[start:end] for start, end in zip(bead.en_start, bead.en_end, strict=True)),
            kind=bead.kind,
            posterior=bead.posterior,
            state=bead.state,
            state_name=wording.name("bead_states", bead.state),
            flags=[wording.name("bead_flags", flag) for flag in bead.flags],
            is_least_certain=bead.posterior == least,
        )
        for bead in shown
    ]
    work = material.work_of_text.get(text_id)
    return AlignedWork(work.work_id if work else None, material.reference(work.work_id) if work else text_id, rows)
