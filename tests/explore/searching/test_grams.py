import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.core.text import normalise
from pipeline.explore.searching.grams import fold_marks, gram_stream, make_phrase

CHINESE = st.text(alphabet="三社联动社工站的 ，“”A1繁體", max_size=30)


def found(query: str, text: str) -> list[str]:
    normalised = normalise(text)
    spans = [normalised.original(*span) for span in make_phrase(query).find(fold_marks(normalised.text))]
    return [text[span.start : span.end] for span in spans]


def test_han_runs_become_pairs_and_words_stay_whole():
    assert gram_stream("三社联动与social work") == "三社 社联 联动 动与 social work"


@pytest.mark.parametrize(
    ("query", "text", "hits"),
    [
        ("联动", "三社联动，五社联动", ["联动", "联动"]),
        ("三社聯動", "论三社联动", ["三社联动"]),
        ("三社联动", "论 三社\n联动", ["三社\n联动"]),
        ("ＡＢＣ", "the abc of", ["abc"]),
        ("work", "social worker", []),
        ("a a", "xa a a", ["a a"]),
        ("K12教育", "在K12 教育之外", ["K12 教育"]),
        ("residents' committee", "the residents’ committee", ["residents’ committee"]),
        ("“三社”联动", '河湾的"三社"联动', ['"三社"联动']),
        ("社", "三社", ["社"]),
    ],
)
def test_phrase_is_found_as_printed(query, text, hits):
    assert found(query, text) == hits


@given(CHINESE, st.data())
def test_every_piece_of_han_text_is_found_in_it(text, data):
    start = data.draw(st.integers(0, len(text)))
    piece = text[start : data.draw(st.integers(start, len(text)))]
    if len([char for char in piece if char >= "一"]) == len(piece) >= 2:
        assert make_phrase(piece).find(fold_marks(normalise(text).text))


def test_pairs_of_two_runs_do_not_read_on():
    assert gram_stream("三社。社联，abc联动") == "三社 · 社联 abc 联动"


@pytest.mark.parametrize(
    ("phrase", "is_exact"), [("三社联动", True), ("policy", True), ("社", True), ("，", True), ("social work", False), ("K12教育", False)]
)
def test_index_alone_tells_passages_of_plain_phrases(phrase, is_exact):
    assert make_phrase(phrase).is_exact is is_exact


def test_other_forms_of_a_word_stand_for_it():
    phrase = make_phrase("social policy", {"policy": ["policies", "policy"]})
    assert phrase.match == '"social" AND ("policies" OR "policy")'
    assert phrase.find("a social policies b") == [(2, 17)]


def test_one_han_character_needs_a_scan():
    assert make_phrase("社").match is None
