"""How much of each year's literature could be read in full: without it a share among readable works says little."""

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.core.records import Work
from pipeline.explore.drawings.charts import Caption, draw_bars
from pipeline.explore.wording import Wording

EVIDENCE = ("full_text", "abstract_only", "record_only")


@dataclass(frozen=True, slots=True)
class YearCoverage:
    """The works of one year by what there is of them."""

    year: int
    works: int
    with_file: int
    """Works with at least one source file, readable or not."""
    full_text: int
    abstract_only: int
    record_only: int

    @property
    def share(self) -> float | None:
        """Return the share of works with readable full text, None in a year without works."""
        return self.full_text / self.works if self.works else None


def count_coverage(works: Iterable[Work]) -> list[YearCoverage]:
    """Return a row for each year from the first to the last, also for years without works; undated works are in none."""
    by_year: dict[int, list[Work]] = {}
    for work in works:
        if work.year is not None:
            by_year.setdefault(work.year, []).append(work)
    years = range(min(by_year), max(by_year) + 1) if by_year else range(0)
    return [_count(year, by_year.get(year, [])) for year in years]


def draw_coverage(rows: list[YearCoverage], wording: Wording) -> str | None:
    """Return stacked bars of the works of each year by evidence, None without any."""
    if not rows:
        return None
    counts = {wording.name("evidence", key): [getattr(row, key) for row in rows] for key in EVIDENCE}
    caption = Caption(wording("report_overview.coverage_title"), wording("report_overview.coverage_unit"))
    return draw_bars(caption, [str(row.year) for row in rows], counts)


def _count(year: int, works: list[Work]) -> YearCoverage:
    numbers = {key: sum(work.evidence == key for work in works) for key in EVIDENCE}
    return YearCoverage(year, len(works), sum(bool(work.doc_ids) for work in works), **numbers)
