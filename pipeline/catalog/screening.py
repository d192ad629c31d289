"""Screening: what two people decided on each work (edits/screening.tsv), how far they agree, and what that means for the works.

A row is keyed by the work's id, which hangs on title, first author and kind and not on any file; where the id has changed (a corrected
title, say) the title finds the work. Both saying include, or both exclude, is the decision; anything else is open until it is
adjudicated, in the file or by a third sheet.
"""

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.core.catalog_records import Screening
from pipeline.core.records import Problem, Work
from pipeline.core.statistics import Kappa, cohen_kappa
from pipeline.core.tabular import read_rows, table_text
from pipeline.core.text import title_key

FILE = "screening.tsv"
COLUMNS = ("key", "title", "authors", "year", "decision", "reason", "screener_a", "reason_a", "screener_b", "reason_b", "adjudicated_by")
INCLUDE, EXCLUDE, UNSURE = "include", "exclude", "unsure"
STATES = {INCLUDE: "included", EXCLUDE: "excluded"}
UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Said:
    """What one screener wrote on one work."""

    key: str
    title: str
    decision: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class Row:
    """One line of edits/screening.tsv."""

    key: str
    title: str
    authors: str = ""
    year: str = ""
    decision: str = ""
    reason: str = ""
    screener_a: str = ""
    reason_a: str = ""
    screener_b: str = ""
    reason_b: str = ""
    adjudicated_by: str = ""

    @property
    def is_open(self) -> bool:
        """Tell whether nobody has decided yet."""
        return not self.decision


def read_screening(edits: Path) -> list[Row]:
    """Read the decisions, in the order of the file; a missing file has none.

    Raises:
        ConfigError: another heading, or a decision that is none; all such rows at once.
    """
    return read_rows(edits / FILE, COLUMNS, "\t", lambda _line, cells: _row(cells))


def screening_text(rows: Iterable[Row]) -> str:
    """Return the file's content: rows sorted by year, title and key."""
    ordered = sorted(rows, key=lambda row: (row.year, row.title, row.key))
    return table_text(COLUMNS, map(dataclasses.astuple, ordered))


def combine(first: Sequence[Said], second: Sequence[Said], works: Mapping[str, Work], before: Iterable[Row] = ()) -> list[Row]:
    """Return the rows of two screeners' sheets over those of before.

    Works that are in neither sheet keep their rows; an adjudicated decision stays as long as both screeners still say what they said.
    """
    a, b = ({said.key: said for said in sheet} for sheet in (first, second))
    old = {row.key: row for row in before}
    titles = {said.key: said.title for said in [*second, *first]}
    rows = dict(old)
    for key, title in titles.items():
        row = _combined(
            key, works[key].title_zh or works[key].title_en or title if key in works else title, a.get(key), b.get(key), single=not second
        )
        if key in works:
            row = dataclasses.replace(row, authors="；".join(works[key].authors), year=str(works[key].year or ""))
        kept = old.get(key)
        if kept and kept.adjudicated_by and (kept.screener_a, kept.screener_b) == (row.screener_a, row.screener_b):
            row = dataclasses.replace(row, decision=kept.decision, reason=kept.reason, adjudicated_by=kept.adjudicated_by)
        rows[key] = row
    return list(rows.values())


def adjudicate(rows: Iterable[Row], said: Iterable[Said], by: str) -> list[Row]:
    """Return the rows with the decisions of a third sheet; `unsure` and empty cells decide nothing."""
    decided = {one.key: one for one in said if one.decision in STATES}
    return [
        dataclasses.replace(row, decision=decided[row.key].decision or "", reason=decided[row.key].reason or row.reason, adjudicated_by=by)
        if row.key in decided
        else row
        for row in rows
    ]


def open_works(works: Iterable[Work], rows: Iterable[Row], *, disputed: bool = False, everything: bool = False) -> list[Work]:
    """Return the works to decide on, by year and title: those nobody has judged, the disputed ones, or everything.

    Works that another one stands for are left out: they are counted, or not, with it.
    """
    by_key = {row.key: row for row in rows}
    found = []
    for work in works:
        row = by_key.get(work.work_id)
        wanted = row is not None and row.is_open if disputed else row is None or everything
        if wanted and not (work.duplicate_of or work.version_of):
            found.append(work)
    return sorted(found, key=lambda work: (work.year or 0, work.title_zh or work.title_en or "", work.work_id))


def measure_agreement(rows: Iterable[Row]) -> Kappa | None:
    """Return the agreement over the works on which both said something (`unsure` is a category of its own)."""
    return cohen_kappa((row.screener_a, row.screener_b) for row in rows if row.screener_a and row.screener_b)


def agreement_line(rows: Sequence[Row]) -> str:
    """Return the agreement in words, for people."""
    found = measure_agreement(rows)
    if found is None:
        return f"{len(rows)} works, none of them judged by both screeners"
    kappa = "κ is not defined: both used one category only"
    if found.kappa is not None and found.low is not None and found.high is not None:
        kappa = f"Cohen's κ {found.kappa:.3f} (95 % interval {found.low:.3f} to {found.high:.3f})"
    return f"{found.n} works judged by both, {found.agreement:.1%} alike, {kappa}"


def screen_works(works: Sequence[Work], rows: Sequence[Row]) -> tuple[list[Work], list[Screening], list[Problem]]:
    """Return the works with their state, the decisions with their works, and what people must know.

    Without any row no work has a state. With rows, a work without decision is `undecided` and does not count; works that another one
    stands for are not asked about.
    """
    if not rows:
        return list(works), [], []
    owners = _owners(works)
    placed = {row.key: owners.get(row.key) or owners.get(f"title {title_key(row.title)}") for row in rows}
    by_work = {work_id: row for row in rows if (work_id := placed[row.key])}
    screened = [_screen(work, by_work.get(work.work_id)) for work in works]
    return screened, [_decision(row, placed[row.key]) for row in rows], _problems(screened, rows, placed)


def _screen(work: Work, row: Row | None) -> Work:
    if work.duplicate_of or work.version_of:
        return work
    if row is None or row.is_open:
        return dataclasses.replace(work, screening=UNDECIDED)
    exclusion = (row.reason or None) if row.decision == EXCLUDE else None
    return dataclasses.replace(work, screening=STATES[row.decision], exclusion=exclusion)


def _owners(works: Iterable[Work]) -> dict[str, str]:
    """Return work_ids by id, and by title where only one work has it."""
    titles: dict[str, list[str]] = defaultdict(list)
    owners = {}
    for work in works:
        owners[work.work_id] = work.work_id
        titles[f"title {title_key(work.title_zh or work.title_en or '')}"].append(work.work_id)
    return owners | {title: ids[0] for title, ids in titles.items() if len(ids) == 1}


def _decision(row: Row, work_id: str | None) -> Screening:
    return Screening(row.key, work_id, row.title, row.screener_a or None, row.screener_b or None, row.decision or None, row.reason or None)


def _problems(works: Sequence[Work], rows: Sequence[Row], placed: Mapping[str, str | None]) -> list[Problem]:
    known = {work_id for work_id in placed.values() if work_id}
    unscreened = sum(work.screening == UNDECIDED and work.work_id not in known for work in works)
    disputed = sum(work.screening == UNDECIDED and work.work_id in known for work in works)
    problems = []
    if unscreened:
        problems.append(
            _problem(
                "not-screened", f"{unscreened} works have not been screened and do not count: `wenmai screen sheet` writes a sheet of them"
            )
        )
    if disputed:
        problems.append(
            _problem(
                "undecided", f"{disputed} works are open and do not count: `wenmai screen sheet --disagreements` writes a sheet of them"
            )
        )
    lost = [row.title for row in rows if row.decision == INCLUDE and placed[row.key] is None]
    if lost:
        problems.append(
            _problem("screening-unknown", f"{len(lost)} included works are not in the catalog (any more): {'; '.join(lost[:3])}")
        )
    return problems


def _problem(code: str, message: str) -> Problem:
    return Problem(f"edits/{FILE}", None, None, code, message)


def _combined(key: str, title: str, a: Said | None, b: Said | None, *, single: bool) -> Row:
    """Return a row of what both said; one sheet alone decides by itself."""
    first, second = (said.decision or "" if said else "" for said in (a, b))
    reasons = [said.reason if said else "" for said in (a, b)]
    agreed = first if first in STATES and (single or first == second) else ""
    reason = next(filter(None, reasons), "") if agreed == EXCLUDE else ""
    return Row(key, title, decision=agreed, reason=reason, screener_a=first, reason_a=reasons[0], screener_b=second, reason_b=reasons[1])


def _row(cells: dict[str, str]) -> Row:
    row = Row(**cells)
    if not row.key and not row.title:
        raise ValueError("key and title are empty")
    if row.decision and row.decision not in STATES:
        raise ValueError(f"decision must be include, exclude or empty (got {row.decision[:40]!r})")
    for name in ("screener_a", "screener_b"):
        if getattr(row, name) not in {"", INCLUDE, EXCLUDE, UNSURE}:
            raise ValueError(f"{name} must be include, exclude, unsure or empty (got {getattr(row, name)[:40]!r})")
    return row
