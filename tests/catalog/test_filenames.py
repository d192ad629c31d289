"""File names of the form 题名_作者."""

import pytest

from pipeline.catalog.filenames import fits_title, read_file_name
from pipeline.core.text import title_key


def test_title_and_author_are_read_from_a_cnki_name() -> None:
    name = read_file_name("河湾街道的联动_一项七年的观察_苏闻笛.pdf")
    assert name is not None
    assert (name.title, name.author) == ("河湾街道的联动 一项七年的观察", "苏闻笛")


@pytest.mark.parametrize(
    "source", ["2015-03-07.pdf", "河湾街道的联动.pdf", "scan_0001.pdf", "a_b.pdf", "河湾_第二稿2.pdf", "_.pdf", "_苏闻笛.pdf"]
)
def test_other_names_say_nothing(source: str) -> None:
    assert read_file_name(source) is None


def test_a_copy_mark_is_no_part_of_the_author() -> None:
    name = read_file_name("河湾街道的联动_苏闻笛 (1).pdf")
    assert name is not None
    assert name.author == "苏闻笛"


def test_a_cut_name_fits_its_title_and_no_other() -> None:
    name = read_file_name("河湾街道的联动何以持_省略_项七年的观察_苏闻笛.pdf")
    assert name is not None
    assert fits_title(name, title_key("河湾街道的联动何以持续：协议、岗位与一项七年的观察"))
    assert not fits_title(name, title_key("河湾街道的联动何以持续：一项八年的观察"))
