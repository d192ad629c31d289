from pathlib import Path

import pytest

from pipeline.core.errors import ConfigError
from pipeline.core.topic_labels import TopicLabel, match_labels, read_labels

CARE = TopicLabel(label="养老与护理", terms=["养老", "护理", "老人"])
GRID = TopicLabel(label="网格与党建", terms=["网格", "党建", "街道"])


def test_labels_find_their_topics_in_another_order() -> None:
    assert match_labels([CARE, GRID], [["网格", "街道"], ["护理", "老人", "养老"]]) == {0: "网格与党建", 1: "养老与护理"}


def test_a_label_stays_off_when_most_of_its_terms_are_gone() -> None:
    assert match_labels([CARE], [["养老", "网格", "街道"]]) == {}


def test_a_label_is_given_once() -> None:
    assert match_labels([CARE], [["养老", "护理"], ["养老", "护理", "老人"]]) == {1: "养老与护理"}


def test_a_file_of_comments_gives_no_labels(tmp_path: Path) -> None:
    path = tmp_path / "topic_labels.yaml"
    path.write_text("# none yet\n", encoding="utf-8")
    assert read_labels(path) == read_labels(tmp_path / "absent.yaml") == []


def test_a_label_without_terms_is_refused_with_file_and_key(tmp_path: Path) -> None:
    path = tmp_path / "topic_labels.yaml"
    path.write_text("- label: 养老\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"topic_labels\.yaml: 0\.terms"):
        read_labels(path)
