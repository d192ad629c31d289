"""Stage catalog: read the exports beside the documents, merge both into works, write the tables."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.catalog.bibliography import Description, RawRecord
from pipeline.catalog.config import CatalogConfig
from pipeline.catalog.corrections import Correction, apply_corrections, read_corrections
from pipeline.catalog.documents import count_body_chars, describe_document, describe_record
from pipeline.catalog.importers import read_export
from pipeline.catalog.merge import Cluster, merge
from pipeline.catalog.record_texts import make_record_texts
from pipeline.catalog.works import make_works
from pipeline.core.config import load_config
from pipeline.core.records import Document, Problem, Work
from pipeline.core.sources import RECORD_SUFFIXES, is_hidden, recognise
from pipeline.core.stages import StageContext, StageReport, check_problem_share, count_problems
from pipeline.core.tables import iter_columns, read_table, write_table

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
    problems: list[Problem]


def run(context: StageContext) -> StageReport:
    """Read documents, exports and corrections, and write works, record_texts, record_passages and problems."""
    config = load_config(context.configs / "catalog.yaml", CatalogConfig)
    found = read_records(context.corpus.sources)
    documents = _documents(context.corpus.tables("extract"), set(found.exports))
    corrections = read_corrections(context.corpus.edits / EDITS_FILE)
    catalog = make_catalog([*documents, *map(describe_record, found.records)], corrections, config)
    problems = sorted({*found.problems, *catalog.problems}, key=lambda problem: (problem.source, problem.code, problem.message))
    unreadable = count_problems(problems).get("record-unreadable", 0)
    check_problem_share("catalog", unreadable, unreadable + len(found.records), config.max_problem_share)
    texts, passages = make_record_texts(catalog.works)
    tables = context.corpus.tables("catalog")
    for name, rows in (("works", catalog.works), ("record_texts", texts), ("record_passages", passages), ("problems", problems)):
        write_table(tables, name, rows)
    counts = f"{len(catalog.works)} works from {len(documents)} documents and {len(found.records)} records, {len(problems)} problems"
    return StageReport(counts, _metrics(catalog, found, problems))


def make_catalog(descriptions: Iterable[Description], corrections: list[Correction], config: CatalogConfig) -> Catalog:
    """Correct and merge descriptions into works."""
    corrected, unused = apply_corrections(descriptions, corrections, f"edits/{EDITS_FILE}")
    clusters = merge(corrected, config)
    works, problems = make_works(clusters, config)
    return Catalog(works, clusters, [*unused, *problems])


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


def _documents(tables: Path, exports: set[str]) -> list[Description]:
    """Describe extract's documents, but for files that are exports."""
    documents: list[Document] = read_table(tables, "documents")
    body = count_body_chars(iter_columns(tables, "passages", ("text_id", "role", "start", "end")))
    return [
        describe_document(document, body.get(document.doc_id, 0))
        for document in documents
        if not document.sources or not set(document.sources) <= exports
    ]


def _metrics(catalog: Catalog, found: Records, problems: list[Problem]) -> dict[str, Any]:
    rules = Counter(rule for cluster in catalog.clusters for rule in cluster.rules)
    codes = count_problems(problems)
    return {
        "works": len(catalog.works),
        "works_by_kind": _count(work.kind for work in catalog.works),
        "works_by_evidence": _count(work.evidence for work in catalog.works),
        "works_without_year": sum(work.year is None for work in catalog.works),
        "records": len(found.records),
        "records_by_file": dict(sorted(found.exports.items())),
        "merged": sum(rules.values()),
        "merged_by_rule": dict(sorted(rules.items())),
        "conflicts": {code: count for code, count in codes.items() if code.endswith("-conflict")},
        "problems": codes,
    }


def _count(values: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(values).items()))
