import subprocess
import sys

import pytest
from click.testing import CliRunner

from pipeline.core.corpus import Project
from pipeline.explore.doctor import Finding, check_git, check_lock, check_store, examine, wrong_packages
from pipeline.explore.running import report_lines, stage_environment
from pipeline.explore.store_commands import store


def test_missing_and_other_versions_are_named():
    wrong = wrong_packages("click==0.0.1 \\\n    --hash=sha256:00\nno-such-thing==1.0\n")
    assert [line.split()[0] for line in wrong] == ["click", "no-such-thing"]


def test_packages_for_other_systems_are_passed_over():
    assert wrong_packages("no-such-thing==1.0 ; sys_platform == 'plan9' \\\n    --hash=sha256:00\n") == []


def test_this_checkout_is_as_locked(project_root):
    assert check_lock(project_root).is_well


def test_finding_says_what_to_do_only_when_needed():
    assert "→ install git" in Finding("git", False, "missing", "install git").line()
    assert "→" not in Finding("git", True, "there", "install git").line()


def test_downloaded_copy_without_git_needs_one_setting(tmp_path):
    assert not check_git(tmp_path).is_well
    (tmp_path / ".dvc").mkdir()
    (tmp_path / ".dvc" / "config.local").write_text("[core]\n    no_scm = true\n", encoding="utf-8")
    assert check_git(tmp_path).is_well


def test_clone_without_a_name_for_commits_is_told_of_experiments(tmp_path, monkeypatch):
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"):
        monkeypatch.setenv(name, str(tmp_path / "none"))
    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True)
    finding = check_git(tmp_path)
    assert finding.line().startswith("info  git")
    assert "only `dvc exp run` needs it" in finding.line()


def test_store_that_may_not_be_written_to_must_be_mended(tmp_path, monkeypatch):
    monkeypatch.setenv("WENMAI_STORE", str(tmp_path / "store"))
    monkeypatch.setattr("os.access", lambda *_: False)
    assert check_store(tmp_path).line().startswith("MEND  store     " + str(tmp_path / "store") + " may not be written to\n")


@pytest.mark.slow
def test_every_check_answers(project_root):
    names = [finding.name for finding in examine(Project(project_root))]
    assert names == ["python", "packages", "weights", "model", "dvc", "git", "store", "fonts", "ocr", "chromium"]


def test_stages_find_this_python_first():
    environment = stage_environment({"PATH": "/usr/bin"})
    assert environment["PATH"].startswith(sys.executable.rpartition("/")[0])
    assert environment["PYTHONUTF8"] == "1"


def test_run_names_the_reports_that_exist(own_corpus):
    project = Project(own_corpus.root.parent.parent)
    assert report_lines(project) == []
    own_corpus.report.mkdir()
    (own_corpus.report / "index.html").write_text("", encoding="utf-8")
    assert report_lines(project) == [f"report of probe: {own_corpus.report / 'index.html'}"]


@pytest.mark.parametrize(("arguments", "said"), [(["info"], "entries  0"), (["gc", "--keep", "1"], "dropped 0 entries")])
@pytest.mark.usefixtures("store_root")
def test_empty_store_answers(arguments, said):
    assert said in CliRunner().invoke(store, arguments, catch_exceptions=False).output
