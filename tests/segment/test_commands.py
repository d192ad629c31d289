"""`wenmai segment --lines FILE`."""

import pytest
from click.testing import CliRunner

from pipeline.core.errors import InputError
from pipeline.segment.commands import read_lines, segment


@pytest.fixture
def in_project(monkeypatch, project_root, model_folder):
    """The working folder is the project, whose model is there."""
    if model_folder.parent != project_root / "models":
        pytest.skip("the project's own model is not built (dvc repro model)")
    monkeypatch.chdir(project_root)


def run(path, *options):
    return CliRunner().invoke(segment, ["--lines", str(path), *options], catch_exceptions=False)


@pytest.mark.slow
@pytest.mark.usefixtures("in_project")
def test_words_are_joined_by_one_space_and_blank_lines_stay(tmp_path):
    (tmp_path / "a.txt").write_text("推进三社联动。\n\n项目制定  好\n", encoding="utf-8")

    assert run(tmp_path / "a.txt").stdout == "推进 三社联动 。\n\n项目 制定 好\n"


@pytest.mark.slow
@pytest.mark.usefixtures("in_project")
def test_no_lexicon_gives_the_plain_model(tmp_path):
    (tmp_path / "a.txt").write_text("推进三社联动。\n", encoding="utf-8")

    assert run(tmp_path / "a.txt", "--no-lexicon").stdout == "推进 三社 联动 。\n"


def test_only_line_feeds_divide_lines(tmp_path):
    (tmp_path / "a.txt").write_bytes("一\u2028二\r\n\n三".encode())

    assert read_lines(tmp_path / "a.txt") == ["一\u2028二\r", "", "三"]


def test_file_in_another_encoding_is_refused(tmp_path):
    (tmp_path / "a.txt").write_bytes("社区".encode("gbk"))

    with pytest.raises(InputError, match=r"a\.txt: not UTF-8"):
        read_lines(tmp_path / "a.txt")
