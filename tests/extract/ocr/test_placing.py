import pytest

from pipeline.extract.layout.layout import lay_out
from pipeline.extract.ocr.placing import place_lines
from tests.extract.factories import HEIGHT, WIDTH, page_of

LONG = "街道办事处每年春天公布一张服务清单"


def found(*lines, turn=0):
    """Lines as `recognise_page` gives them: text, score, box."""
    return {"lines": [list(line) for line in lines], "turn": turn, "skew": 0.0, "fault": None}


def line(text, top, score=0.99, x0=50.0, size=10.0):
    return (text, score, x0, top, x0 + size * len(text), top + 1.25 * size)


def test_lines_become_characters_of_one_size_on_their_baselines():
    page, dropped = place_lines(page_of(), found(line(LONG, 100), line(LONG, 116)))
    assert dropped == 0
    assert {char.size for char in page.chars} == {10.0}
    assert [char.base for char in page.chars][:: len(LONG)] == pytest.approx([109.85, 125.85])


def test_stretched_line_keeps_the_size_of_its_neighbours():
    stretched = (LONG, 0.99, 50.0, 132.0, 50.0 + 10.9 * len(LONG), 144.5)
    page, _ = place_lines(page_of(), found(*(line(LONG, 148 + 16 * i) for i in range(9)), stretched))
    assert {char.size for char in page.chars} == {10.0}


def test_notes_keep_their_smaller_size():
    page, _ = place_lines(
        page_of(), found(*(line(LONG, 100 + 16 * i) for i in range(6)), line(LONG, 700, size=8.5), line(LONG, 712, size=8.5))
    )
    assert {char.size for char in page.chars} == {10.0, 8.5}


def test_unsure_lines_are_left_out_and_counted():
    page, dropped = place_lines(page_of(), found(line(LONG, 100), line("︿﹀", 116, score=0.2)))
    assert (dropped, "".join(char.text for char in page.chars)) == (1, LONG)


def test_page_that_is_hardly_read_surely_gives_nothing():
    assert place_lines(page_of(), found(line("清单", 100), line(LONG, 116, score=0.3)))[0] is None


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_turned_page_is_laid_out_upright(turn):
    page, _ = place_lines(page_of(), found(line(LONG, 100), line(LONG[::-1], 116), turn=turn))
    lines, _ = lay_out(page)
    assert [line.text for line in lines.lines] == [LONG, LONG[::-1]]
    assert (lines.width, lines.height) == ((WIDTH, HEIGHT) if turn in (0, 180) else (HEIGHT, WIDTH))
