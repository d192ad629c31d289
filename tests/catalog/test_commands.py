"""`wenmai records` and `wenmai screen`, in a corpus that the stage has built."""

import json
from pathlib import Path

import openpyxl
import pytest

from pipeline.catalog.bibliography import Bibliography
from pipeline.catalog.stage import run
from pipeline.cli import main
from pipeline.core.stages import run_stage
from pipeline.core.tables import read_table, write_table
from tests.catalog.factories import ABSTRACT, TITLE
from tests.catalog.writers import write_noteexpress, write_ris

pytestmark = pytest.mark.usefixtures("store_root")
ARTICLE = Bibliography(title_zh=TITLE, authors=["苏闻笛"], year=2019, venue="河湾学刊", abstract_zh=ABSTRACT)
LATER = Bibliography(title_zh=TITLE, authors=["苏闻笛"], year=2020, venue="河湾学刊", abstract_zh=ABSTRACT)
OTHER = Bibliography(title_zh="桥头镇合作社的账本与人情", authors=["施一"], year=2020, venue="江临学刊")


@pytest.fixture
def project(tmp_path: Path, project_root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one corpus of two works, one of them with two records whose years differ."""
    root = tmp_path / "corpora" / "河湾"
    (root / "sources").mkdir(parents=True)
    (root / "edits").mkdir()
    (root / "sources" / "a.ris").write_text(write_ris(ARTICLE, "article") + write_ris(OTHER, "article"), encoding="utf-8")
    (root / "sources" / "b.net").write_text(write_noteexpress(LATER, "article"), encoding="utf-8")
    for name in ("documents", "passages"):
        write_table(root / "tables" / "extract", name, [])
    (tmp_path / "configs").mkdir()
    for path in project_root.glob("configs/*.yaml"):
        (tmp_path / "configs" / path.name).write_bytes(path.read_bytes())
    (tmp_path / "configs" / "corpora.yaml").write_text("corpora: [河湾]\n", encoding="utf-8")
    (tmp_path / "dvc.yaml").write_text("stages: {}\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    build(tmp_path)
    return tmp_path


def build(project: Path) -> None:
    assert run_stage("catalog", run, [str(project / "corpora" / "河湾"), "--configs", str(project / "configs")]) == 0


def fill(path: Path, *decisions: str) -> None:
    book = openpyxl.load_workbook(path)
    column = next(cell.column for cell in book.active[1] if cell.value.startswith("decision"))
    for line, decision in enumerate(decisions, start=2):
        book.active.cell(line, column, decision)
    book.save(path)


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize("name", [TITLE, "三社联动何以", "b.net", "a.ris:1"])
def test_a_work_is_explained_by_title_part_of_it_file_or_line(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["records", "explain", name, "--format", "json"]) == 0
    explained = json.loads(capsys.readouterr().out.splitlines()[0])
    assert [row["rule"] for row in explained["descriptions"]] == ["first", "title"]
    assert explained["descriptions"][1]["because"].startswith("same title; author 苏闻笛; 2019 (issue) and 2020 (issue)")


@pytest.mark.usefixtures("project")
def test_an_explanation_for_people_names_the_origin_of_fields(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["records", "explain", TITLE]) == 0
    assert "venue: 河湾学刊  ← record:a.ris:1" in capsys.readouterr().out


@pytest.mark.usefixtures("project")
def test_a_name_of_nothing_says_what_may_be_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["records", "explain", "无此题"]) == 1
    assert "give a title or a part of it" in capsys.readouterr().err


@pytest.mark.usefixtures("project")
def test_conflicts_name_both_values_and_the_believed_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["records", "conflicts", "--field", "year", "--format", "json"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert sorted((row["value"], row["believed"]) for row in rows) == [("2019", True), ("2020", False)]


def test_screening_goes_from_sheet_to_works(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["screen", "sheet", "A.xlsx", "B.xlsx"]) == 0
    fill(project / "A.xlsx", "include", "include")
    fill(project / "B.xlsx", "include", "exclude")
    assert main(["screen", "import", "A.xlsx", "B.xlsx", "--format", "json"]) == 0
    printed = capsys.readouterr()
    assert [json.loads(line)["title"] for line in printed.out.splitlines()] == [OTHER.title_zh]
    assert "1 included, 0 excluded, 1 open" in printed.err
    assert main(["screen", "sheet", "--disagreements", "C.xlsx"]) == 0
    fill(project / "C.xlsx", "exclude")
    assert main(["screen", "import", "A.xlsx", "B.xlsx", "--adjudicated", "C.xlsx"]) == 0
    build(project)
    works = read_table(project / "corpora" / "河湾" / "tables" / "catalog", "works")
    assert {work.title_zh: work.screening for work in works} == {TITLE: "included", OTHER.title_zh: "excluded"}
