from pathlib import Path

import pytest

from pipeline.core.corpus import Project
from pipeline.core.errors import InputError
from pipeline.explore.topics.assign import assign, describe_fit, read_files
from pipeline.topics.saved import Reach, SavedModel, Settings

WORDS = ["党建", "养老", "护理", "网格"]
MODEL = SavedModel(
    WORDS, [[0.0, 0.6, 0.4, 0.0], [0.5, 0.0, 0.0, 0.5]], [1.0] * 4, ["养老·护理", "网格·党建"], Settings("nmf", 1, 2, False, ["本文"]), Reach(0.5, 0.4, 0.9)
)  # fmt: skip


def test_a_document_gets_its_topic_and_the_name_that_people_gave_it():
    rows = assign(MODEL, {0: "照料"}, {"a": ["养老", "护理", "本文"], "b": ["网格"]})
    assert [(row.id, row.topic, row.label, row.known, row.fits) for row in rows] == [
        ("a", 0, "照料", 1.0, True),
        ("b", 1, "网格·党建", 1.0, True),
    ]


def test_a_document_of_other_words_fits_badly_and_is_counted():
    rows = assign(MODEL, {}, {"a": ["养老", "火箭", "卫星", "轨道"], "b": [], "c": ["养老", "护理"]})
    assert [row.fits for row in rows] == [False, False, True]
    said = describe_fit(rows, MODEL.reach)
    assert "3 documents placed, 2 fit badly: 2 have under 50% known words" in said
    assert "add such documents to the corpus" in said


def test_files_that_are_missing_are_all_named(tmp_path: Path):
    with pytest.raises(InputError, match=r"one\.pdf: no such file\n.*two\.pdf"):
        read_files([tmp_path / "one.pdf", tmp_path / "two.pdf"], Project(tmp_path), ["body"])


def test_a_text_file_is_read_and_an_empty_one_named(tmp_path: Path, project_root: Path):
    (tmp_path / "good.txt").write_text(
        "居家养老的护理员照料老人，社区的老人由护理员照料，护理的时间由家庭与机构商定。\n" * 4, encoding="utf-8"
    )
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    project = Project(project_root)
    found = read_files([tmp_path / "good.txt"], project, ["title", "heading", "body"])
    assert "照料老人" in found[str(tmp_path / "good.txt")]
    with pytest.raises(InputError, match=r"empty\.txt: no text was read"):
        read_files([tmp_path / "empty.txt"], project, ["body"])
