import errno
import json

import pytest

from pipeline.core.errors import InputError, disk_fault
from pipeline.core.stages import StageReport, run_stage

EXECUTION = "executor: serial\nworkers: 0\nmax_seconds: 60\nmax_memory_mb: 4096\n"


@pytest.fixture
def arguments(tmp_path, monkeypatch):
    """The arguments of a stage in an empty project, with a store of its own."""
    monkeypatch.setenv("WENMAI_STORE", str(tmp_path / "store"))
    (tmp_path / "execution.yaml").write_text(EXECUTION, encoding="utf-8")
    return [str(tmp_path / "corpora/c"), "--configs", str(tmp_path)]


def raising(error):
    def run(_context):
        raise error

    return run


def test_metrics_of_a_stage_are_written_rounded(tmp_path, arguments):
    assert run_stage("extract", lambda _context: StageReport("1 document", {"share": 1 / 3}), arguments) == 0
    assert json.loads((tmp_path / "corpora/c/metrics/extract.json").read_text(encoding="utf-8")) == {"share": 0.333333}


def test_user_error_is_said_without_traceback(arguments, capsys):
    assert run_stage("extract", raising(InputError("a.pdf: damaged")), arguments) == 1
    assert capsys.readouterr().err == "wenmai extract: a.pdf: damaged\n"


def test_wrong_execution_config_is_said_without_traceback(tmp_path, arguments, capsys):
    (tmp_path / "execution.yaml").write_text(EXECUTION.replace("serial", "many"), encoding="utf-8")
    assert run_stage("extract", raising(AssertionError), arguments) == 1
    assert "execution.yaml: executor" in capsys.readouterr().err


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES])
def test_disk_that_takes_nothing_is_said_without_traceback(arguments, capsys, number):
    assert run_stage("extract", raising(OSError(number, "no room", "tables/extract")), arguments) == 1
    assert capsys.readouterr().err.startswith("wenmai extract: tables/extract: no room\n")


def test_interrupt_is_said_without_traceback(arguments, capsys):
    assert run_stage("extract", raising(KeyboardInterrupt()), arguments) == 130
    assert "stopped; finished work is kept" in capsys.readouterr().err


def test_bug_keeps_its_traceback_and_names_stage_and_corpus(arguments):
    with pytest.raises(ZeroDivisionError) as caught:
        run_stage("extract", lambda _context: 1 // 0, arguments)
    assert caught.value.__notes__ == ["stage extract, corpus c"]


def test_missing_file_is_no_fault_of_the_disk():
    assert disk_fault(FileNotFoundError(errno.ENOENT, "no such file", "a.txt")) is None
