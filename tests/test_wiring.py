"""dvc.yaml names what a stage reads, and nothing that it does not read."""

import re

import pytest

from pipeline.core.config import read_yaml

PLACE = "corpora/${item}/tables/"


@pytest.fixture(scope="module")
def stages(project_root):
    """Each stage's deps by its name."""
    listed = read_yaml(project_root / "dvc.yaml")["stages"]
    return {name: stage.get("do", stage)["deps"] for name, stage in listed.items()}


def tables_read_by(stage, project_root):
    place = project_root / "pipeline" / ("explore/index.py" if stage == "index" else stage)
    files = [place] if place.is_file() else sorted(place.rglob("*.py"))
    code = "\n".join(path.read_text(encoding="utf-8") for path in files)
    named = set(re.findall(r'tables\("(\w+)"\)', code)) | ({"extract", "catalog"} if "read_texts" in code else set())
    return named - {stage}


@pytest.mark.parametrize("stage", ["catalog", "segment", "concepts", "topics", "align", "index"])
def test_stage_depends_on_the_tables_it_reads(stage, stages, project_root):
    named = {path.removeprefix(PLACE) for path in stages[stage] if path.startswith(PLACE)}
    assert named == tables_read_by(stage, project_root)


def test_extract_depends_on_the_lock_of_recognition_and_on_passwords(stages):
    assert {"requirements-ocr.txt", "corpora/${item}/edits/passwords.tsv"} <= set(stages["extract"])


def test_topics_depends_on_the_lock_of_its_optional_engines(stages):
    assert "requirements-tomotopy.txt" in stages["topics"]


def test_report_depends_on_whatever_its_lineage_prints(stages):
    upstream = {path for name, deps in stages.items() if name != "report" for path in deps}
    covered = {path for path in upstream if any(path == dep or path.startswith(f"{dep}/") for dep in stages["report"])}
    assert upstream - covered == set()
