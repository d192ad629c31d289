"""The demo corpus: with documents read as they were written, the works are the ones that were planted."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.catalog.documents import describe_document, describe_record
from pipeline.catalog.stage import Catalog, make_catalog, read_records
from pipeline.core.records import Document, Work
from pipeline.core.text import title_key
from tests.catalog.factories import CONFIG

FIELDS = ("title_zh", "title_en", "authors", "year", "venue", "abstract_zh", "abstract_en", "keywords_zh", "keywords_en", "degree")
BODY_CHARS = 2000


@pytest.fixture(scope="module")
def demo(project_root: Path) -> Path:
    """The folder of the demo corpus."""
    return project_root / "corpora" / "demo"


@pytest.fixture(scope="module")
def catalog(demo: Path) -> Catalog:
    """The works of the demo's exports and of documents that hold what the truth says of readable files."""
    truth = json.loads((demo / "truth" / "documents.json").read_text(encoding="utf-8"))
    documents = [describe_document(document_of(demo, facts), BODY_CHARS if facts["status"] == "ok" else 0) for facts in truth]
    return make_catalog([*documents, *map(describe_record, read_records(demo / "sources").records)], [], CONFIG)


def document_of(demo: Path, facts: dict[str, Any]) -> Document:
    """A perfect extraction of one file."""
    content = (demo / "sources" / facts["source"]).read_bytes()
    doc_id = hashlib.sha256(content).hexdigest()[:16]
    if facts["status"] != "ok":
        return Document(doc_id, [facts["source"]], "application/pdf", 1, facts["status"], "other")
    fields = {name: facts[name] for name in FIELDS if facts.get(name)}
    media = "text/html" if facts["source"].endswith(".html") else "application/pdf"
    return Document(doc_id, [facts["source"]], media, 1, "ok", facts["kind"], **fields)


def work_of(catalog: Catalog, title: str) -> Work:
    """The one work of this title."""
    (work,) = [work for work in catalog.works if title_key(work.title_zh or "") == title_key(title)]
    return work


def planted(demo: Path) -> list[dict[str, Any]]:
    """The works that were planted: those that count, and those that the screeners excluded."""
    rows: list[dict[str, Any]] = []
    for name in ("works.json", "excluded.json"):
        rows += json.loads((demo / "truth" / name).read_text(encoding="utf-8"))
    return rows


def test_there_is_one_work_for_each_planted_one_and_no_other(catalog: Catalog, demo: Path) -> None:
    assert sorted(title_key(work.title_zh or "") for work in catalog.works) == sorted(title_key(truth["title"]) for truth in planted(demo))


def test_year_kind_and_evidence_are_as_planted(catalog: Catalog, demo: Path) -> None:
    wrong = [
        (truth["title"], name, getattr(work, name), truth[name])
        for truth in planted(demo)
        for work in [work_of(catalog, truth["title"])]
        for name in ("year", "kind", "evidence")
        if getattr(work, name) != truth[name]
    ]
    assert wrong == []


def test_each_work_holds_the_files_that_were_drawn_for_it(catalog: Catalog, demo: Path) -> None:
    wrong = [truth["title"] for truth in planted(demo) if len(work_of(catalog, truth["title"]).doc_ids) != len(truth["sources"])]
    assert wrong == []


def test_the_demos_exports_are_read_without_a_problem(demo: Path) -> None:
    assert read_records(demo / "sources").problems == []
