"""Section 4 of the report: abstracts side by side, and how terms were rendered over the years."""

from collections import defaultdict
from dataclasses import dataclass

from pipeline.core.records import Bead
from pipeline.explore.renderings import Rendering, group_renderings
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
    rendered = group_renderings(material.tables["term_pairs"], {name: work.year for name, work in material.work_of_text.items()})
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
