import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.concepts.commands import concepts


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
