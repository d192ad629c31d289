"""The stage as DVC calls it."""

import json
import shutil
from pathlib import Path

import pytest

from pipeline.catalog.bibliography import Bibliography
from pipeline.catalog.stage import run
from pipeline.core.records import Document, Passage, Work
from pipeline.core.stages import run_stage
from pipeline.core.tables import read_table, write_table
from tests.catalog.factories import ABSTRACT, TITLE
from tests.catalog.writers import write_noteexpress, write_ris

pytestmark = pytest.mark.usefixtures("store_root")
ARTICLE = Bibliography(title_zh=TITLE, authors=["苏闻笛"], year=2019, venue="河湾学刊", abstract_zh=ABSTRACT)
OTHER = Bibliography(title_zh="桥头镇合作社的账本与人情", authors=["施一"], year=2020, venue="江临学刊")


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A corpus of one document, two exports that overlap, and two files that are nothing."""
    root = tmp_path / "河湾"
    (root / "sources").mkdir(parents=True)
    (root / "sources" / "a.ris").write_text(write_ris(ARTICLE, "article") + write_ris(OTHER, "article"), encoding="utf-8")
    (root / "sources" / "b.net").write_text(write_noteexpress(ARTICLE, "article"), encoding="utf-8")
    (root / "sources" / "c.bib").write_text("@article{x}", encoding="utf-8")
    document = Document("0" * 16, ["x.pdf"], "application/pdf", 3, "ok", "article", title_zh=TITLE, authors=["苏闻笛"], year=2019)
    write_table(root / "tables" / "extract", "documents", [document])
    write_table(root / "tables" / "extract", "passages", [Passage("0" * 16, 0, 0, 900, "body")])
    return root


def works_of(corpus: Path, project_root: Path) -> list[Work]:
    """Run the stage and return the works it writes."""
    assert run_stage("catalog", run, [str(corpus), "--configs", str(project_root / "configs")]) == 0
    return sorted(read_table(corpus / "tables" / "catalog", "works"), key=lambda work: work.year or 0)


def test_document_and_two_records_of_one_article_are_one_work(corpus: Path, project_root: Path) -> None:
    article, other = works_of(corpus, project_root)
    assert (article.title_zh, article.doc_ids, article.evidence) == (TITLE, ["0" * 16], "full_text")
    assert (other.title_zh, other.doc_ids, other.evidence) == (OTHER.title_zh, [], "record_only")


def test_record_texts_are_written_for_works_without_document(corpus: Path, project_root: Path) -> None:
    _, other = works_of(corpus, project_root)
    (text,) = read_table(corpus / "tables" / "catalog", "record_texts")
    assert (text.text_id, text.text) == (other.work_id, OTHER.title_zh)


def test_metrics_count_records_by_file_and_merges_by_rule(corpus: Path, project_root: Path) -> None:
    works_of(corpus, project_root)
    metrics = json.loads((corpus / "metrics" / "catalog.json").read_text(encoding="utf-8"))
    assert metrics["records_by_file"] == {"a.ris": 2, "b.net": 1}
    assert (metrics["works"], metrics["merged_by_rule"], metrics["problems"]) == (2, {"title": 2}, {"records-not-recognised": 1})


def test_a_correction_in_edits_reaches_the_work(corpus: Path, project_root: Path) -> None:
    (corpus / "edits").mkdir()
    lines = f"title\tfield\tvalue\tby\ton\treason\n{TITLE}\tyear\t2018\t\t\t\n"
    (corpus / "edits" / "catalog.tsv").write_text(lines, encoding="utf-8")
    assert [work.year for work in works_of(corpus, project_root)] == [2018, 2020]


def test_too_many_unreadable_records_stop_the_run(corpus: Path, project_root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    untitled = write_ris(Bibliography(authors=["施一"]), "article")
    (corpus / "sources" / "d.ris").write_text(untitled * 5, encoding="utf-8")
    assert run_stage("catalog", run, [str(corpus), "--configs", str(project_root / "configs")]) == 1
    assert "max_problem_share" in capsys.readouterr().err


def test_two_runs_write_the_same_bytes(corpus: Path, project_root: Path) -> None:
    works_of(corpus, project_root)
    first = {path.name + path.parent.name: path.read_bytes() for path in (corpus / "tables" / "catalog").rglob("*.parquet")}
    shutil.rmtree(corpus / "tables" / "catalog")
    works_of(corpus, project_root)
    assert first == {path.name + path.parent.name: path.read_bytes() for path in (corpus / "tables" / "catalog").rglob("*.parquet")}


def test_an_empty_corpus_has_an_empty_catalog(tmp_path: Path, project_root: Path) -> None:
    for name in ("documents", "passages"):
        write_table(tmp_path / "tables" / "extract", name, [])
    assert works_of(tmp_path, project_root) == []
