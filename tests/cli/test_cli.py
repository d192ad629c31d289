import subprocess
import sys

import pytest
from click.testing import CliRunner

from pipeline.cli import COMMANDS, main, wenmai


def test_help_lists_every_command():
    shown = CliRunner().invoke(wenmai, ["--help"]).output
    assert all(name in shown for name in COMMANDS)


@pytest.mark.parametrize("name", list(COMMANDS))
def test_every_command_has_its_own_help(name):
    result = CliRunner().invoke(wenmai, [name, "--help"])
    assert result.exit_code == 0
    assert result.output.startswith("Usage:")


@pytest.mark.parametrize("name", list(COMMANDS))
def test_every_command_stands_in_the_readme(name, project_root):
    assert f"wenmai {name}" in (project_root / "README.md").read_text(encoding="utf-8")


def test_help_imports_no_heavy_library():
    code = (
        "import sys, pipeline.cli as c; c.main(['--help']); "
        "print([m for m in ('spacy', 'sklearn', 'gensim', 'datasets', 'pandas', 'duckdb') if m in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=True).stdout
    assert out.splitlines()[-1] == "[]"


def test_user_error_is_one_line_without_traceback(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["timeline", "三社联动"]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("wenmai: ")
    assert "no dvc.yaml here or above" in printed.err


def test_wrong_usage_exits_with_2(capsys):
    assert main(["search"]) == 2
    assert "Usage:" in capsys.readouterr().err


def test_unknown_command_exits_with_2(capsys):
    assert main(["serch"]) == 2
    assert "serch" in capsys.readouterr().err
