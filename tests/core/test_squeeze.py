import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.core.squeeze import continues_han, continues_phrase, continues_word, squeeze, squeeze_form
from pipeline.core.text import normalise

PIECES = st.sampled_from(
    ["三", "社", "聯", "动", "“", "”", " ", "\n", "\u200b", "\u00ad", "🦯", "ﬁ", "Ｗ", "w", "-", "。", "é", "①", "㎡", "𠮷", "\ufe0f"]
)
TEXTS = st.lists(PIECES, max_size=30).map("".join)


@given(TEXTS)
def test_squeezing_twice_equals_once(text: str) -> None:
    once = squeeze(text).text
    assert squeeze(once).text == once


@given(TEXTS)
def test_the_offset_map_is_monotone_and_inverts(text: str) -> None:
    squeezed = squeeze(text)
    origins = squeezed.origins
    assert list(origins) == sorted(origins)
    for index, (char, origin) in enumerate(zip(squeezed.text, origins, strict=True)):
        assert char in normalise(text[origin]).text
        assert squeezed.position(origin) <= index


@given(TEXTS)
def test_characters_and_gaps_give_back_the_printed_text(text: str) -> None:
    squeezed = squeeze(text)
    pieces = [squeezed.gap(index) for index in range(1, len(squeezed.text))]
    assert all(piece in text for piece in pieces)
    if squeezed.text:
        inner = text[squeezed.origins[0] : squeezed.origins[-1] + 1]
        assert sum(map(len, pieces)) + len(set(squeezed.origins)) == len(inner)


def test_traditional_full_width_and_case_are_folded() -> None:
    assert squeeze("「三社」聯動 ＳＷＳ").text == "三社联动sws"


def test_a_ligature_points_to_its_one_character() -> None:
    squeezed = squeeze("ﬁt")
    assert squeezed.text == "fit"
    assert squeezed.span(0, 2).end == 1


@pytest.mark.parametrize(
    ("gap", "holds"),
    [
        ("", True),
        ("”", True),
        (" ", True),
        ("\r\n", True),
        ("🦯", True),
        ("\u200b", True),
        ("、", False),
        ("”“", False),
        ("\n\n", False),
        ("。", False),
    ],
)
def test_a_chinese_term_runs_across_marks_that_part_nothing(gap: str, holds: bool) -> None:
    assert continues_han(gap) is holds


@pytest.mark.parametrize(
    ("gap", "holds"), [("", True), ("-\n", True), ("\u00ad", True), ("'", True), (" ", False), ("\n", False), (".", False)]
)
def test_a_latin_word_runs_across_hyphens_only(gap: str, holds: bool) -> None:
    assert continues_word(gap) is holds


@pytest.mark.parametrize(
    ("gap", "holds"), [(" ", True), ("\n", True), ("-", True), (" – ", True), ("” ", True), ("", False), (", ", False), (". ", False)]
)
def test_english_words_of_one_term_are_parted_by_spaces_hyphens_or_quotes(gap: str, holds: bool) -> None:
    assert continues_phrase(gap) is holds


def test_a_form_keeps_the_gaps_it_asks_for() -> None:
    assert squeeze_form("project-based system") == ("projectbasedsystem", {7: "-", 12: " "})
