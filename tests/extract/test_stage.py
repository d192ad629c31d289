import io
import json
import shutil

import pikepdf
import pytest

from pipeline.core.corpus import Corpus
from pipeline.core.errors import ConfigError, PipelineError
from pipeline.core.shards import Failure
from pipeline.core.stages import StageContext
from pipeline.core.store import Store
from pipeline.core.tables import read_table
from pipeline.extract import stage
from pipeline.extract.sources import list_sources
from tests.extract.factories import make_pdf

TEXT = "协商何以可能的几点思考\n一、问题\n" + "这一年街道共召开协商会议三十余次，居民代表的到场率却逐月下降。" * 3


@pytest.fixture
def context(sources, project_root, tmp_path, serial, store_root):
    configs = tmp_path / "configs"
    configs.mkdir()
    shutil.copy(project_root / "configs" / "extract.yaml", configs)
    return StageContext(Corpus(sources.parent), configs, tmp_path / "models", Store(store_root), serial)


def rows(context, table):
    return read_table(context.corpus.tables("extract"), table)


def test_files_become_documents_and_problems(context, sources):
    (sources / "一.pdf").write_bytes(make_pdf([(50, 100, 10, "社区治理的逻辑")]))
    (sources / "二.txt").write_text(TEXT, encoding="utf-8")
    (sources / "三.pdf").write_bytes(b"<html>login</html>")
    report = stage.run(context)
    assert sorted(document.status for document in rows(context, "documents")) == ["not_pdf", "ok", "ok"]
    assert [problem.code for problem in rows(context, "problems")] == ["not_pdf"]
    assert report.metrics["documents"] == 3


def test_copies_of_one_file_are_one_document(context, sources):
    (sources / "甲.txt").write_text(TEXT, encoding="utf-8")
    (sources / "乙.txt").write_text(TEXT, encoding="utf-8")
    stage.run(context)
    (document,) = rows(context, "documents")
    assert document.sources == ["乙.txt", "甲.txt"]
    assert [problem.code for problem in rows(context, "problems")] == ["duplicate-file"]


def test_second_run_takes_everything_from_the_store(context, sources):
    (sources / "甲.txt").write_text(TEXT, encoding="utf-8")
    stage.run(context)
    assert "1 of 1 from the store" in stage.run(context).counts


def test_deleted_file_disappears_from_the_tables(context, sources):
    (sources / "甲.txt").write_text(TEXT, encoding="utf-8")
    (sources / "乙.txt").write_text(TEXT[::-1], encoding="utf-8")
    stage.run(context)
    (sources / "乙.txt").unlink()
    stage.run(context)
    assert [document.sources for document in rows(context, "documents")] == [["甲.txt"]]
    assert {passage.text_id for passage in rows(context, "passages")} == {rows(context, "documents")[0].doc_id}


def test_lost_worker_becomes_a_corrupt_document(sources):
    (sources / "甲.txt").write_text(TEXT, encoding="utf-8")
    files = list_sources(sources, 10, [])
    collected = stage.Rows()
    stage.add(collected, files, Failure("limit", "stopped after 600 seconds"))
    assert collected.documents[0].status == "corrupt"
    assert collected.problems[0].code == "limit"


def test_record_exports_and_litter_are_passed_over_and_unknown_types_named(sources):
    for name, content in {
        "cnki.ris": "TY  - JOUR\nTI  - 题\nER  -",
        "refworks.txt": "%0 Journal Article\n%T 题名\n",
        "protocol.yaml": "a: 1",
        ".DS_Store": "x",
        "稿.docx": "PK",
    }.items():
        (sources / name).write_text(content, encoding="utf-8")
    (sources / "page_files").mkdir()
    (sources / "page_files" / "logo.png").write_bytes(b"x")
    problems = []
    assert list_sources(sources, 10, problems) == []
    assert [(problem.source, problem.code) for problem in problems] == [("稿.docx", "unknown-type")]


def test_file_that_cannot_be_read_is_a_problem_and_not_the_end(context, sources):
    (sources / "甲.txt").write_text(TEXT, encoding="utf-8")
    (sources / "乙.pdf").symlink_to(sources / "不在.pdf")
    stage.run(context)
    assert [document.sources for document in rows(context, "documents")] == [["甲.txt"]]
    assert [(problem.source, problem.code) for problem in rows(context, "problems")] == [("乙.pdf", "unreadable")]


def test_workers_do_not_import_pyarrow(project_root):
    import subprocess
    import sys

    code = (
        "import sys, pipeline.extract.document, pipeline.extract.pdf.characters, pipeline.extract.web.web; print('pyarrow' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=project_root)
    assert done.stdout.strip() == "False"


def test_result_of_a_worker_is_json(tmp_path):
    from pipeline.extract.document import extract_file

    path = tmp_path / "甲.pdf"
    path.write_bytes(make_pdf([(50, 100, 10, "社区治理的逻辑")]))
    assert json.loads(json.dumps(extract_file((str(path), ".pdf", {"max_pages": 5, "max_glyphs": 1000}))))["status"] == "ok"


def write_scan(sources):
    from PIL import Image

    Image.new("L", (300, 400), 120).save(sources / "扫描.pdf", "PDF")


def test_run_without_engine_says_how_many_pages_wait_and_what_to_do(context, sources):
    write_scan(sources)
    with pytest.raises(PipelineError):  # the only document is unreadable
        stage.run(context)
    (problem,) = [problem for problem in rows(context, "problems") if problem.code == "pages-waiting"]
    assert "1 page has no text" in problem.message
    assert "make ocr" in problem.message


@pytest.mark.parametrize(("engine", "advice"), [("tesseract", "make ocr|tesseract-ocr-chi-sim")])
def test_missing_engine_stops_before_anything_is_read(context, sources, monkeypatch, engine, advice):
    write_scan(sources)
    path = context.configs / "extract.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("ocr: off", f"ocr: {engine}"), encoding="utf-8")
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ConfigError, match=advice):
        stage.run(context)
    assert not context.corpus.tables("extract").exists()


def test_password_of_the_corpus_opens_its_file(context, sources):
    with pikepdf.open(io.BytesIO(make_pdf([(50, 100, 10, "社区治理的逻辑")]))) as pdf:
        pdf.save(sources / "锁.pdf", encryption=pikepdf.Encryption(owner="o", user="geheim"))
    context.corpus.edits.mkdir()
    (context.corpus.edits / "passwords.tsv").write_text("source\tpassword\n锁.pdf\tgeheim\n", encoding="utf-8")
    stage.run(context)
    assert [document.status for document in rows(context, "documents")] == ["ok"]
    assert {passage.read_by for passage in rows(context, "passages")} == {"text"}
