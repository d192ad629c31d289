import pytest

from pipeline.core.corpus import find_project
from pipeline.core.errors import ConfigError, InputError


@pytest.fixture
def checkout(tmp_path):
    (tmp_path / "dvc.yaml").write_text("stages: {}\n")
    (tmp_path / "configs").mkdir()
    (tmp_path / "configs" / "corpora.yaml").write_text("corpora: [demo, 社工站]\n", encoding="utf-8")
    return tmp_path


def test_project_is_found_from_a_folder_below(checkout):
    assert find_project(checkout / "configs").root == checkout


def test_folder_without_project_is_refused(tmp_path):
    with pytest.raises(InputError, match=r"no dvc\.yaml here or above"):
        find_project(tmp_path)


def test_first_corpus_is_the_default(checkout):
    assert find_project(checkout).corpus().name == "demo"


def test_chinese_names_are_allowed(checkout):
    assert find_project(checkout).corpus("社工站").tables("extract") == checkout / "corpora" / "社工站" / "tables" / "extract"


def test_unknown_corpus_is_refused_with_what_to_do(checkout):
    with pytest.raises(InputError, match=r"'other' is not in configs/corpora\.yaml \(there: demo, 社工站\)\n.*wenmai add"):
        find_project(checkout).corpus("other")


def test_name_that_leaves_the_folder_is_refused(checkout):
    (checkout / "configs" / "corpora.yaml").write_text("corpora: ['../x']\n")
    with pytest.raises(ConfigError, match=r"corpora\.0"):
        find_project(checkout).corpus_names()


def test_project_without_a_corpus_says_how_to_add_one(checkout):
    (checkout / "configs" / "corpora.yaml").write_text("corpora: []\n", encoding="utf-8")
    with pytest.raises(InputError, match="lists no corpus\nadd one with `wenmai add"):
        find_project(checkout).corpus()
