import pytest

from pipeline.extract.pdf.opening import open_pdf
from pipeline.extract.pdf.second_opinion import SecondReader, share_in_common
from tests.extract.factories import make_pdf, page_of, text_chars
from tests.extract.scans import demo_page, scan_of

TEXT = "社区协商的效果取决于居民是否看到意见被写进方案"


@pytest.mark.parametrize(
    ("first", "second", "share"),
    [("社区治理", "治理 社区", 1.0), ("⽂化", "文化", 1.0), ("社区", "农村", 0.0), ("社区治理", "社区自治", 0.75), ("", "", 1.0)],
    ids=["order", "radical", "other", "partly", "nothing"],
)
def test_readers_are_compared_by_their_characters(first, second, share):
    assert share_in_common(first, second) == share


def test_second_reader_agrees_on_what_is_printed_and_not_on_garbage():
    reader = SecondReader(open_pdf(make_pdf([(50, 100, 10, TEXT)])))
    assert reader.agreement(page_of(text_chars(TEXT, 50, 100))) == 1.0
    assert reader.agreement(page_of(text_chars("弌丂丄丅丆丌", 50, 100))) == 0.0


def test_scan_shows_something_and_an_empty_page_does_not(project_root):
    assert SecondReader(open_pdf(scan_of(demo_page(project_root), dpi=72))).sees_something(1)
    assert not SecondReader(open_pdf(make_pdf([]))).sees_something(1)
