import pytest

from pipeline.extract.layout.joining import join_lines
from tests.extract.factories import make_line


def lines_of(*rows, end=450.0):
    """Lines from margin to margin; a blank at either edge of the text is a printed space."""
    made = []
    for index, row in enumerate(rows):
        line = make_line(row.strip(), top=100 + 15 * index, x1=end)
        line.blank_before, line.blank_after = row.startswith(" "), row.endswith(" ")
        made.append(line)
    return made


def test_lines_cut_anywhere_are_joined_by_their_printed_spaces():
    text, _ = join_lines(lines_of("the work of the commu", "nity assume", "s that each", " neighbour bui", "lds a home"))
    assert text == "the work of the community assumes that each neighbour builds a home"


def test_lines_broken_between_words_are_joined_by_spaces():
    text, _ = join_lines(lines_of("the work of the", "street office is", "part of it"))
    assert text == "the work of the street office is part of it"


@pytest.mark.parametrize("rows", [("居委会的commu", "nity与bui", "lds在此", "结束"), ("一二三", "四五六", "七八九")])
def test_offsets_point_at_the_lines(rows):
    text, starts = join_lines(lines_of(*rows))
    assert [text[start:].startswith(row) for start, row in zip(starts, rows, strict=True)] == [True] * len(rows)


@pytest.mark.parametrize(
    ("row", "rest"),
    [("夏岚.社区[J].评论,2012(5):", "28-35."), ("夏岚.社区[J].评论,2012,", "(5):28-35."), ("夏岚.社区[J].评论,2012", "(5):28-35.")],
)
def test_line_broken_inside_the_numbers_of_a_reference_gains_no_blank(row, rest):
    assert join_lines(lines_of(row, rest))[0] == row + rest


def test_line_broken_behind_the_colon_of_an_english_sentence_keeps_its_blank():
    assert join_lines(lines_of("the count of 2016:", "12 flats"))[0] == "the count of 2016: 12 flats"
