import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.concepts.commands import concepts
from pipeline.concepts.stage import run as run_stage
from pipeline.core.tables import write_table
from tests.concepts.factories import SmallCorpus, make_work


@pytest.fixture
def run(project_root: Path, monkeypatch: pytest.MonkeyPatch):
    if not (project_root / "dvc.yaml").is_file():
        pytest.skip("no dvc.yaml")
    monkeypatch.chdir(project_root)
    return lambda *arguments: CliRunner().invoke(concepts, [str(argument) for argument in arguments])


def test_offsets_count_code_points_with_line_breaks_as_they_are(run, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("第一行\r\n第二行𠮷项目制\r\n".encode())
    (row,) = [json.loads(line) for line in run(path, "--format", "json").output.splitlines()]
    assert (row["start"], row["end"], row["text"], row["concept"], row["lang"]) == (9, 12, "项目制", "项目制", "zh")


def test_what_is_never_counted_is_printed_on_request_only(run, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("collaborative governance", encoding="utf-8")
    assert run(path).output == ""
    assert "ambiguous" in run(path, "--all").output


def test_the_table_names_place_concept_and_flags(run, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("这并非项目制", encoding="utf-8")
    assert run(path).output.split() == ["3-6", "项目制", "项目制", "[negated]"]


def test_file_and_definitions_exclude_each_other(run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch()
    assert run().exit_code == run(tmp_path / "a.txt", "--definitions", "项目制").exit_code == 2


def test_definitions_are_read_from_the_finished_tables(tmp_path: Path, project_root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small = SmallCorpus(tmp_path)
    small.add(make_work("甲"), [("body", "项目制是指以项目分配资源的体制。它很流行。")])
    context = small.write(project_root / "configs")
    run_stage(context)
    for table in ("citations", "references"):
        write_table(context.corpus.tables("extract"), table, [])
    shutil.copytree(project_root / "configs", tmp_path / "configs")
    (tmp_path / "configs" / "corpora.yaml").write_text("corpora: [small]\n", encoding="utf-8")
    (tmp_path / "dvc.yaml").touch()
    monkeypatch.chdir(tmp_path)
    (row,) = [
        json.loads(line) for line in CliRunner().invoke(concepts, ["--definitions", "项目制", "--format", "json"]).stdout.splitlines()
    ]
    assert (row["year"], row["page_label"], row["attributed_to"]) == (2016, "101", "沈砚舟，2016")
