"""Section 1 of the report: which works there are, and which could be read."""

from collections import Counter
from dataclasses import dataclass

from pipeline.core.records import Work
from pipeline.core.statistics import Kappa, cohen_kappa
from pipeline.explore.drawings.charts import Caption, draw_bars
from pipeline.explore.drawings.coverage import YearCoverage, count_coverage, draw_coverage
from pipeline.explore.drawings.prisma import draw_flow
from pipeline.explore.report.material import Material
from pipeline.explore.wording import Wording

KINDS = ("article", "thesis", "web", "other")
EVIDENCE = ("full_text", "abstract_only", "record_only")
STATUSES = ("ok", "ocr", "partial", "needs_ocr", "password", "corrupt", "empty", "not_pdf")
READ_STATUSES = frozenset({"ok", "ocr", "partial"})


@dataclass(frozen=True, slots=True)
class Count:
    """A number with its name."""

    name: str
    n: int


@dataclass(frozen=True, slots=True)
class Overview:
    """The corpus at a glance."""

    n_works: int
    n_readable: int
    n_duplicates: int
    n_undated: int
    first_year: int | None
    last_year: int | None
    kinds: list[str]
    evidence: list[Count]
    statuses: list[Count]
    n_sources: int
    unread: list[tuple[str, str]]
    """(source file, why)."""
    years: list[tuple[str, list[int], int]]
    """(year, counts in step with `kinds`, total)."""
    chart: str | None
    n_excluded: int
    n_undecided: int
    flow: str
    agreement: Kappa | None
    """Of the two screeners."""
    coverage: list[YearCoverage]
    coverage_chart: str | None


def make_overview(material: Material, wording: Wording) -> Overview:
    """Count works by year, kind and evidence, and sources by what became of them."""
    works = material.counted_works()
    kinds = [kind for kind in KINDS if any(work.kind == kind for work in works)]
    years = _count_years(works, kinds)
    documents = material.tables["documents"]
    statuses = Counter(document.status for document in documents)
    dated = [work.year for work in works if work.year]
    everything: list[Work] = material.tables["works"]
    decisions = material.tables["screening"]
    coverage = count_coverage(works)
    return Overview(
        n_works=len(works),
        n_readable=sum(work.evidence == "full_text" for work in works),
        n_duplicates=sum(bool(work.duplicate_of or work.version_of) for work in everything),
        n_undated=len(works) - len(dated),
        first_year=min(dated, default=None),
        last_year=max(dated, default=None),
        kinds=[wording.name("kinds", kind) for kind in kinds],
        evidence=[Count(wording.name("evidence", key), sum(work.evidence == key for work in works)) for key in EVIDENCE],
        statuses=[Count(wording.name("statuses", key), statuses[key]) for key in STATUSES if statuses[key]],
        n_sources=len(documents),
        unread=sorted(
            (source, wording.name("statuses", d.status)) for d in documents if d.status not in READ_STATUSES for source in d.sources
        ),
        years=years,
        chart=_draw_years(years, kinds, wording),
        n_excluded=sum(work.screening == "excluded" for work in everything),
        n_undecided=sum(work.screening == "undecided" for work in everything),
        flow=draw_flow(material.tables["flow"], wording),
        agreement=cohen_kappa((row.screener_a, row.screener_b) for row in decisions if row.screener_a and row.screener_b),
        coverage=coverage,
        coverage_chart=draw_coverage(coverage, wording),
    )


def _count_years(works: list[Work], kinds: list[str]) -> list[tuple[str, list[int], int]]:
    counts = Counter((work.year, work.kind) for work in works if work.year)
    dated = [year for year, _ in counts if year]
    rows = []
    for year in range(min(dated, default=1), max(dated, default=0) + 1):
        column = [counts[year, kind] for kind in kinds]
        rows.append((str(year), column, sum(column)))
    return rows


def _draw_years(years: list[tuple[str, list[int], int]], kinds: list[str], wording: Wording) -> str | None:
    if not years:
        return None
    counts = {wording.name("kinds", kind): [column[position] for _, column, _ in years] for position, kind in enumerate(kinds)}
    caption = Caption(wording("report_overview.chart_title"), wording("report_overview.chart_unit"))
    return draw_bars(caption, [year for year, _, _ in years], counts)
