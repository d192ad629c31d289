"""Section 4 of the report: abstracts side by side, and how terms were rendered over the years."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from pipeline.core.inflection import english_forms
from pipeline.core.records import Bead, TermPair
from pipeline.core.text import normalise
from pipeline.explore.report.material import Material

FIELD_NAMES = {"title": "题名", "abstract": "摘要"}
STATE_NAMES = {"auto": ("可用", "auto"), "check": ("待核", "check"), "review": ("须审", "review")}
FIELD_ORDER = ("title", "abstract")


@dataclass(frozen=True, slots=True)
class BeadRow:
    """A bead as it is printed."""

    field: str
    zh: str
    en: str
    kind: str
    posterior: float
    state: str
    state_names: tuple[str, str]
    flags: list[str]
    is_least_certain: bool


@dataclass(frozen=True, slots=True)
class AlignedWork:
    """A work with its beads."""

    reference: str
    rows: list[BeadRow]


@dataclass(frozen=True, slots=True)
class Rendering:
    """A Chinese term, one English rendering (in any number and case), and when it was used."""

    zh: str
    en: str
    n_works: int
    years: list[tuple[int | None, int]]
    """(year, works), sorted; None for works without a year."""
    concept: str | None


@dataclass(frozen=True, slots=True)
class Bilingual:
    """The whole section."""

    works: list[AlignedWork]
    n_works: int
    n_beads: int
    states: list[tuple[str, str, int]]
    renderings: list[Rendering]
    n_renderings: int


def make_bilingual(material: Material) -> Bilingual:
    """Return aligned works, least certain first, and renderings, most works first."""
    beads: dict[str, list[Bead]] = defaultdict(list)
    for bead in material.tables["beads"]:
        # Keywords are paired by position; they stand in the list of renderings.
        if bead.text_id in material.texts and bead.field != "keywords":
            beads[bead.text_id].append(bead)
    abstracts = {name: rows for name, rows in beads.items() if any(bead.field == "abstract" for bead in rows)}
    order = sorted(abstracts, key=lambda name: (min(bead.posterior for bead in abstracts[name]), name))
    rendered = _make_renderings(material)
    all_beads = [bead for rows in beads.values() for bead in rows]
    return Bilingual(
        works=[_aligned_work(material, name, beads[name]) for name in order[: material.config.aligned_works]],
        n_works=len(abstracts),
        n_beads=len(all_beads),
        states=[(*names, sum(bead.state == state for bead in all_beads)) for state, names in STATE_NAMES.items()],
        renderings=rendered[: material.config.renderings],
        n_renderings=len(rendered),
    )


def _aligned_work(material: Material, text_id: str, beads: list[Bead]) -> AlignedWork:
    text = material.texts[text_id].text
    shown = sorted(beads, key=lambda bead: (FIELD_ORDER.index(bead.field), bead.bead_index))
    least = min(bead.posterior for bead in shown)
    rows = [
        BeadRow(
            field=FIELD_NAMES[bead.field],
            zh="".join(text[start:end] for start, end in zip(bead.zh_start, bead.zh_end, strict=True)),
            en=" ".join(text[start:end] for start, end in zip(bead.en_start, bead.en_end, strict=True)),
            kind=bead.kind,
            posterior=bead.posterior,
            state=bead.state,
            state_names=STATE_NAMES[bead.state],
            flags=bead.flags,
            is_least_certain=bead.posterior == least,
        )
        for bead in shown
    ]
    work = material.work_of_text.get(text_id)
    return AlignedWork(material.reference(work.work_id) if work else text_id, rows)


def _make_renderings(material: Material) -> list[Rendering]:
    pairs: dict[tuple[str, str], list[TermPair]] = defaultdict(list)
    for pair in material.tables["term_pairs"]:
        # The forms of a singular and its plural, in either spelling, are the same list: its first one stands for all of them.
        pairs[normalise(pair.zh).text, english_forms(normalise(pair.en).text)[0]].append(pair)
    rows = [_rendering(material, found) for found in pairs.values()]
    works_of_term: dict[str, int] = defaultdict(int)
    for row in rows:
        works_of_term[row.zh] += row.n_works
    return sorted(rows, key=lambda row: (-works_of_term[row.zh], row.zh, -row.n_works, row.en))


def _rendering(material: Material, pairs: list[TermPair]) -> Rendering:
    printed = Counter(pair.en for pair in pairs)
    years: dict[int | None, set[str]] = defaultdict(set)
    for pair in pairs:
        work = material.work_of_text.get(pair.text_id)
        years[work.year if work else None].add(pair.text_id)
    concept_id = next((pair.concept_id for pair in pairs if pair.concept_id), None)
    return Rendering(
        Counter(pair.zh for pair in pairs).most_common(1)[0][0],
        min(printed, key=lambda form: (-printed[form], form.lower() != form, form)),
        len({pair.text_id for pair in pairs}),
        [(year, len(years[year])) for year in sorted(years, key=lambda year: (year is None, year or 0))],
        material.label(concept_id) if concept_id else None,
    )
