"""Everything that Wenmai is installed with is named, with its licence, and leaves the MIT licence its meaning."""

import re
import tomllib
from importlib import metadata

import pytest
from packaging.requirements import Requirement


def dependencies(project_root):
    project = tomllib.loads((project_root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [line for lines in project["optional-dependencies"].values() for line in lines]
    return [Requirement(line).name for line in project["dependencies"]], [Requirement(line).name for line in extras]


def test_every_library_is_named_in_the_list_of_third_parties(project_root):
    listed = (project_root / "THIRD_PARTY.md").read_text(encoding="utf-8").lower()
    required, optional = dependencies(project_root)
    assert [name for name in required + optional if name.lower() not in listed] == []


def test_no_required_library_is_under_a_licence_that_would_bind_the_whole(project_root):
    required, _ = dependencies(project_root)
    texts = {name: licence_of(name) for name in required}
    assert [name for name, text in texts.items() if re.search(r"\bA?GPL|(?<!Lesser )General Public License", text)] == []


def licence_of(name):
    try:
        about = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        pytest.fail(f"{name} is not installed: run `make setup`")
    classifiers = [line for line in about.get_all("Classifier") or [] if line.startswith("License")]
    return " ".join([about.get("License-Expression") or "", (about.get("License") or "")[:60], *classifiers]).replace("LGPL", "Lesser")
