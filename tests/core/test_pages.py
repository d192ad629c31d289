from pipeline.core.pages import box_at
from pipeline.core.records import Box, Passage


def on_page(page: int) -> Box:
    return Box(page, None, 0.0, 0.0, 1.0, 1.0)


def test_a_place_is_on_the_page_of_its_line() -> None:
    passage = Passage("d", 0, 10, 40, "body", boxes=[on_page(1)], line_starts=[10, 20, 30], line_boxes=[on_page(1), on_page(1), on_page(2)])
    assert [box_at(passage, offset).page for offset in (10, 29, 30, 39)] == [1, 1, 2, 2]


def test_without_lines_the_first_box_stands_for_all() -> None:
    assert box_at(Passage("d", 0, 0, 9, "body", boxes=[on_page(3)]), 5) == on_page(3)
    assert box_at(Passage("d", 0, 0, 9, "body"), 5) is None
