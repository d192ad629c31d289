"""The locks (requirements.txt, and one more for each extra) and pyproject.toml say the same."""

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

EXTRAS = ("ocr", "tomotopy")
LOCKS = ("requirements.txt", *(f"requirements-{extra}.txt" for extra in EXTRAS))


def versions_in(path):
    text = path.read_text(encoding="utf-8")
    return {
        canonicalize_name(match[1]): match[2]
        for match in re.finditer(r"^([A-Za-z0-9_.-]+)(?:\[[^\]]*\])?==([^\s;]+)(?: ; (?![^\\]*>= '3\.12')[^\\]*)? \\$", text, re.MULTILINE)
    }


@pytest.fixture(scope="module")
def locked(project_root):
    return versions_in(project_root / "requirements.txt")


@pytest.fixture(scope="module", params=EXTRAS)
def extra(request):
    return request.param


@pytest.fixture(scope="module")
def locked_with_extra(project_root, extra):
    return versions_in(project_root / f"requirements-{extra}.txt")


def wanted(project_root):
    project = tomllib.loads((project_root / "pyproject.toml").read_text(encoding="utf-8"))
    lines = project["project"]["dependencies"] + project["dependency-groups"]["dev"] + project["build-system"]["requires"]
    return [Requirement(line) for line in lines]


def test_every_requirement_is_locked_at_a_version_that_fits(project_root, locked):
    unfit = [str(need) for need in wanted(project_root) if not need.specifier.contains(locked.get(canonicalize_name(need.name), "0"))]
    assert unfit == [], "run `make lock`"


def test_extra_is_locked_at_versions_that_fit(project_root, extra, locked_with_extra):
    project = tomllib.loads((project_root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needs = map(Requirement, [*project["dependencies"], *project["optional-dependencies"][extra]])
    unfit = [str(need) for need in needs if not need.specifier.contains(locked_with_extra.get(canonicalize_name(need.name), "0"))]
    assert unfit == [], "run `make lock`"


def test_locks_agree_on_what_they_share(locked, locked_with_extra):
    assert [name for name in locked.keys() & locked_with_extra.keys() if locked[name] != locked_with_extra[name]] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_names_no_registry(project_root, lock):
    text = (project_root / lock).read_text(encoding="utf-8")
    assert "://" not in text
    assert "index-url" not in text


def test_torch_is_not_wanted(locked, locked_with_extra):
    assert "torch" not in locked.keys() | locked_with_extra.keys()


def test_lock_serves_windows(locked):
    assert "colorama" in locked
