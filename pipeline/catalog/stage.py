"""Stage catalog: read the exports beside the documents, merge both into works, write the tables."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.catalog.accounts import list_conflicts, list_merges
from pipeline.catalog.bibliography import Description, RawRecord
from pipeline.catalog.config import CatalogConfig
from pipeline.catalog.conflicts import find_possible_duplicates
from pipeline.catalog.corrections import Correction, apply_corrections, read_corrections
from pipeline.catalog.decisions import decide
from pipeline.catalog.documents import count_body_chars, describe_document, describe_record
from pipeline.catalog.flow import compare_protocol, make_flow
from pipeline.catalog.importers import read_export
from pipeline.catalog.links import Entry, apply_links, find_links, linked_pairs
from pipeline.catalog.merge import Cluster, merge
from pipeline.catalog.record_texts import make_record_texts
from pipeline.catalog.screening import Row, measure_agreement, read_screening, screen_works
from pipeline.catalog.venue_levels import VenueLevel, read_venue_levels, set_venue_levels
from pipeline.catalog.works import make_work_of_each
from pipeline.core.catalog_records import FlowStep, Link
from pipeline.core.config import load_config
from pipeline.core.counting import counted_works
from pipeline.core.protocol import read_protocol
from pipeline.core.records import Document, Problem, Work
from pipeline.core.sources import RECORD_SUFFIXES, is_hidden, recognise
from pipeline.core.stages import StageContext, StageReport, check_problem_share, count_problems
from pipeline.core.tables import iter_columns, read_table, write_table
from pipeline.core.wording import counted

EDITS_FILE = "catalog.tsv"
NOT_RECOGNISED = "no list of records in a form that is read: export them from the database as RefWorks, NoteExpress, EndNote, RIS or a table with headings"


@dataclass(slots=True)
class Records:
    """What was read from all exports of a corpus."""

    records: list[RawRecord] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    exports: dict[str, int] = field(default_factory=dict)
    """Records read from each export file."""


@dataclass(frozen=True, slots=True)
class Catalog:
    """The works of a corpus, the clusters they were made of, and what people must know."""

    works: list[Work]
    clusters: list[Cluster]
    """Of the works, in step with them."""
    links: list[Link]
    problems: list[Problem]

    def entries(self) -> list[Entry]:
        """Return the works with the descriptions they were made of."""
        return [Entry(work, cluster) for work, cluster in zip(self.works, self.clusters, strict=True)]


@dataclass(frozen=True, slots=True)
class Edits:
    """What people keep in edits/ for this stage."""

    corrections: list[Correction]
    levels: list[VenueLevel]
    screening: list[Row]


def run(context: StageContext) -> StageReport:
    """Read documents, exports, protocol and edits, and write the catalog's tables."""
    config = load_config(context.configs / "catalog.yaml", CatalogConfig)
    protocol = read_protocol(context.corpus.sources)
    edits = read_edits(context.corpus.edits)
    found = read_records(context.corpus.sources)
    documents, texts = _documents(context.corpus.tables("extract"), set(found.exports))
    catalog = make_catalog([*documents, *map(describe_record, found.records)], edits.corrections, config, texts)
    works, decisions, screening_problems = screen_works(set_venue_levels(catalog.works, edits.levels), edits.screening)
    flow = make_flow(protocol, found.exports, works, recorded_works(catalog), decisions)
    problems = {*found.problems, *catalog.problems, *screening_problems, *compare_protocol(flow)}
    ordered = sorted(problems, key=lambda problem: (problem.source, problem.code, problem.message))
    unreadable = count_problems(ordered).get("record-unreadable", 0)
    check_problem_share("catalog", unreadable, unreadable + len(found.records), config.max_problem_share)
    record_texts, passages = make_record_texts(works)
    _write(
        context.corpus.tables("catalog"),
        works=works,
        record_texts=record_texts,
        record_passages=passages,
        merges=list(list_merges(catalog.entries())),
        links=catalog.links,
        conflicts=list(list_conflicts(catalog.entries())),
        screening=decisions,
        flow=flow,
        problems=ordered,
    )
    counts = f"{counted(len(works), 'work')} from {counted(len(documents), 'document')} and {counted(len(found.records), 'record')}, {counted(len(ordered), 'problem')}"
    return StageReport(counts, _metrics(catalog, works, found, ordered) | _screening_metrics(edits.screening, flow))


def read_edits(folder: Path) -> Edits:
    """Read corrections, venue levels and screening; missing files are empty.

    Raises:
        ConfigError: a file is wrong.
    """
    return Edits(read_corrections(folder / EDITS_FILE), read_venue_levels(folder), read_screening(folder))


def make_catalog(
    descriptions: Iterable[Description], corrections: list[Correction], config: CatalogConfig, texts: Mapping[str, str] | None = None
) -> Catalog:
    """Correct, merge and link descriptions into works; `texts` are the documents' by doc_id, for articles drawn from theses."""
    original = list(descriptions)
    file = f"edits/{EDITS_FILE}"
    corrected, unused = apply_corrections(original, corrections, file)
    decisions = decide(original, corrected, corrections, file)
    made, problems = make_work_of_each(merge(corrected, config, decisions), config)
    links = find_links([Entry(work, cluster) for work, cluster in made], texts or {}, config, decisions.links)
    works = apply_links((work for work, _ in made), links)
    problems = [*unused, *decisions.unused, *problems, *find_possible_duplicates(works, linked_pairs(links))]
    return Catalog(works, [cluster for _, cluster in made], links, problems)


def recorded_works(catalog: Catalog) -> frozenset[str]:
    """Return the ids of the works that a record names."""
    return frozenset(entry.work.work_id for entry in catalog.entries() if any(member.document is None for member in entry.cluster.members))


def read_records(sources: Path) -> Records:
    """Read every export below `sources`; a list of records in another form becomes a problem, other files are stage extract's business."""
    found = Records()
    for path in sorted(path for path in sources.rglob("*") if path.is_file() and not is_hidden(path)):
        file = path.relative_to(sources).as_posix()
        kind = recognise(path)
        export = read_export(path, file) if kind in {"records", "spreadsheet"} else None
        if export is not None:
            found.exports[file] = len(export.records)
            found.records.extend(export.records)
            found.problems.extend(export.problems)
        elif kind == "spreadsheet" or path.suffix.lower() in RECORD_SUFFIXES:
            found.problems.append(Problem(file, None, None, "records-not-recognised", NOT_RECOGNISED))
    return found


def _documents(tables: Path, exports: set[str]) -> tuple[list[Description], dict[str, str]]:
    """Describe extract's documents, but for files that are exports, and return the documents' texts by doc_id."""
    documents: list[Document] = read_table(tables, "documents")
    body = count_body_chars(iter_columns(tables, "passages", ("text_id", "role", "start", "end")))
    described = [
        describe_document(document, body.get(document.doc_id, 0))
        for document in documents
        if not document.sources or not set(document.sources) <= exports
    ]
    return described, {document.doc_id: document.text for document in documents}


def _write(tables: Path, **rows: Sequence[Any]) -> None:
    for name, contents in rows.items():
        write_table(tables, name, contents)


def _metrics(catalog: Catalog, works: list[Work], found: Records, problems: list[Problem]) -> dict[str, Any]:
    rules = Counter(rule for cluster in catalog.clusters for rule in cluster.rules)
    codes = count_problems(problems)
    return {
        "works": len(works),
        "works_counted": len(counted_works(works)),
        "works_by_kind": _count(work.kind for work in works),
        "works_by_evidence": _count(work.evidence for work in works),
        "works_without_year": sum(work.year is None for work in works),
        "works_with_venue_level": sum(bool(work.venue_levels) for work in works),
        "records": len(found.records),
        "records_by_file": dict(sorted(found.exports.items())),
        "merged": sum(rules.values()),
        "merged_by_rule": dict(sorted(rules.items())),
        "links": _count(link.link for link in catalog.links),
        "conflicts": {code: count for code, count in codes.items() if code.endswith("-conflict")},
        "problems": codes,
    }


def _screening_metrics(rows: list[Row], flow: list[FlowStep]) -> dict[str, Any]:
    found = measure_agreement(rows)
    agreement = {"n": found.n, "agreement": found.agreement, "kappa": found.kappa, "low": found.low, "high": found.high} if found else {}
    numbers = {step.step: step.n for step in flow if not step.part}
    return {"screening": agreement | {"open": sum(row.is_open for row in rows)}, "flow": numbers}


def _count(values: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(values).items()))
