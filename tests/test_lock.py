"""The lock (requirements.txt) and pyproject.toml say the same."""

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name


@pytest.fixture(scope="module")
def locked(project_root):
    text = (project_root / "requirements.txt").read_text(encoding="utf-8")
    return {
        canonicalize_name(match[1]): match[2]
        for match in re.finditer(r"^([A-Za-z0-9_.-]+)(?:\[[^\]]*\])?==([^\s;]+)(?: ; (?![^\\]*>= '3\.12')[^\\]*)? \\$", text, re.MULTILINE)
    }


def wanted(project_root):
    project = tomllib.loads((project_root / "pyproject.toml").read_text(encoding="utf-8"))
    lines = project["project"]["dependencies"] + project["dependency-groups"]["dev"] + project["build-system"]["requires"]
    return [Requirement(line) for line in lines]


def test_every_requirement_is_locked_at_a_version_that_fits(project_root, locked):
    unfit = [str(need) for need in wanted(project_root) if not need.specifier.contains(locked.get(canonicalize_name(need.name), "0"))]
    assert unfit == [], "run `make lock`"


def test_lock_names_no_registry(project_root):
    text = (project_root / "requirements.txt").read_text(encoding="utf-8")
    assert "://" not in text
    assert "index-url" not in text


def test_torch_is_not_wanted(locked):
    assert "torch" not in locked


def test_lock_serves_windows(locked):
    assert "colorama" in locked
