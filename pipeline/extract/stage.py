"""The stage: every source file once, in worker processes, and the tables rebuilt whole from the results."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.core.config import load_config
from pipeline.core.records import Box, Citation, Document, PageQuality, Passage, Problem, Reference
from pipeline.core.shards import Failure
from pipeline.core.stages import StageContext, StageReport, check_problem_share, count_problems
from pipeline.core.tables import write_table
from pipeline.core.wording import counted
from pipeline.extract.fields.citations import link_citations
from pipeline.extract.fields.references import cited_texts, parse_reference
from pipeline.extract.pdf.passwords import FILE as PASSWORD_FILE
from pipeline.extract.pdf.passwords import passwords_for, read_passwords
from pipeline.extract.reading import InputFile, Reader
from pipeline.extract.settings import ExtractConfig
from pipeline.extract.sources import SourceFile, list_sources

HOW_TO_SWITCH_ON = "run `make ocr` and set `ocr: rapidocr` in configs/extract.yaml"
READABLE = frozenset({"ok", "ocr", "partial"})


@dataclass(slots=True)
class Rows:
    """The rows of the stage's tables."""

    documents: list[Document] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def run(context: StageContext) -> StageReport:
    """Extract every source file of the corpus."""
    config = load_config(context.configs / "extract.yaml", ExtractConfig)
    rows = Rows()
    sources = list_sources(context.corpus.sources, config.max_file_mb, rows.problems)
    groups = group_by_content(sources)
    listed = context.corpus.edits / PASSWORD_FILE
    passwords = read_passwords(listed) if listed.exists() else {}
    outcomes = Reader(config, context.execution, context.store).read(input_files(groups, passwords))
    for files, value in zip(groups.values(), outcomes.values, strict=True):
        add(rows, files, value)
    waiting = _report_waiting(rows, config.ocr)
    folder = context.corpus.tables("extract")
    for name in ("documents", "passages", "references", "citations"):
        write_table(folder, name, getattr(rows, name))
    write_table(folder, "problems", dict.fromkeys(rows.problems))
    unreadable = sum(document.status not in READABLE for document in rows.documents)
    check_problem_share("extract", unreadable, len(rows.documents), config.max_problem_share)
    counts = f"{counted(len(rows.documents), 'document')}, {counted(len(rows.passages), 'passage')}, {counted(len(rows.problems), 'problem')}; {outcomes.summary()}"
    return StageReport(f"{counts}; {waiting}" if waiting else counts, metrics(rows))


def group_by_content(sources: Iterable[SourceFile]) -> dict[str, list[SourceFile]]:
    """Return the copies of each distinct file by the sha256 of their bytes."""
    groups: dict[str, list[SourceFile]] = {}
    for source in sources:
        digest = hashlib.sha256(source.path.read_bytes()).hexdigest()
        groups.setdefault(digest, []).append(source)
    return groups


def input_files(groups: Mapping[str, list[SourceFile]], passwords: Mapping[str, str]) -> list[InputFile]:
    """Return each distinct file, with the password listed for any of its copies."""
    found = []
    for digest, copies in groups.items():
        first = copies[0]
        tried = dict.fromkeys(word for copy in copies for word in passwords_for(copy.name, passwords))
        found.append(InputFile(str(first.path), first.name, first.suffix, digest, first.path.stat().st_size, tuple(tried)))
    return found


def _report_waiting(rows: Rows, choice: str) -> str:
    """Say how many pages wait for recognition and what reads them: a problem of the run, and a part of its line on stderr."""
    n_pages = _n_waiting(rows)
    if not n_pages:
        return ""
    advice = HOW_TO_SWITCH_ON if choice == "off" else f"{choice} could not read them: see their rows (ocr-failed)"
    rows.problems.append(
        Problem("", None, None, "pages-waiting", f"{counted(n_pages, 'page has', 'pages have')} no text that can be trusted: {advice}")
    )
    return f"{counted(n_pages, 'page waits', 'pages wait')} for OCR: {advice}"


def _n_waiting(rows: Rows) -> int:
    return sum(quality.verdict == "needs_ocr" for document in rows.documents for quality in document.page_quality)


def add(rows: Rows, files: list[SourceFile], value: dict[str, Any] | Failure) -> None:
    """Add the rows of one distinct file (all its copies in `files`); a lost worker gives an unreadable document."""
    names = [source.name for source in files]
    doc_id = files[0].doc_id
    if isinstance(value, Failure):
        rows.documents.append(Document(doc_id, names, files[0].media_type, 0, "corrupt", "other"))
        rows.problems.append(Problem(names[0], doc_id, None, value.code, f"{value.message}; the file was left out"))
        return
    rows.documents.append(document_row(doc_id, names, value))
    passages = passage_rows(doc_id, value)
    references = reference_rows(doc_id, value["text"], passages)
    rows.passages.extend(passages)
    rows.references.extend(references)
    rows.citations.extend(link_citations(doc_id, value["text"], passages, references))
    rows.problems.extend(Problem(names[0], doc_id, page, code, message) for page, code, message in value["problems"])
    rows.problems.extend(Problem(name, doc_id, None, "duplicate-file", f"the same file as {names[0]}: counted once") for name in names[1:])


def document_row(doc_id: str, names: list[str], value: dict[str, Any]) -> Document:
    """Return the row of one extracted file."""
    return Document(
        doc_id=doc_id,
        sources=sorted(names),
        media_type=value["media_type"],
        n_pages=value["n_pages"],
        status=value["status"],
        kind=value["kind"],
        text=value["text"],
        page_quality=[PageQuality(**quality) for quality in value["page_quality"]],
        **value["fields"],
    )


def passage_rows(doc_id: str, value: dict[str, Any]) -> list[Passage]:
    """Return the passages of one extracted file, in reading order."""
    return [
        Passage(
            text_id=doc_id,
            passage_index=index,
            start=passage["start"],
            end=passage["end"],
            role=passage["role"],
            level=passage["level"],
            lang=passage["lang"],
            boxes=[Box(**box) for box in passage["boxes"]],
            line_starts=passage["line_starts"],
            line_boxes=[Box(**box) for box in passage["line_boxes"]],
            read_by=passage["read_by"],
        )
        for index, passage in enumerate(value["passages"])
    ]


def reference_rows(doc_id: str, text: str, passages: Sequence[Passage]) -> list[Reference]:
    """Return the parsed entries of the reference list, or of the notes that stand for one."""
    return [parse_reference(doc_id, index, entry) for index, entry in enumerate(cited_texts(text, passages))]


def metrics(rows: Rows) -> dict[str, Any]:
    """Return the counts that DVC shows."""
    return {
        "documents": len(rows.documents),
        "status": _counted(document.status for document in rows.documents),
        "kind": _counted(document.kind for document in rows.documents),
        "pages": sum(document.n_pages for document in rows.documents),
        "pages_waiting_for_ocr": _n_waiting(rows),
        "characters": sum(len(document.text) for document in rows.documents),
        "passages": _counted(passage.role for passage in rows.passages),
        "references": len(rows.references),
        "citations": len(rows.citations),
        "citations_linked": sum(citation.reference_index is not None for citation in rows.citations),
        "problems": count_problems(rows.problems),
    }


def _counted(values: Iterator[str] | Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(values).items()))
