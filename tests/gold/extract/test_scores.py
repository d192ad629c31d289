import pytest

from tests.gold.extract.cases import MAKERS, make_case
from tests.gold.extract.fonts import bookmaker, common, radical, rare
from tests.gold.extract.pages import Design, Style, break_lines, mono
from tests.gold.extract.prose import read_prose
from tests.gold.extract.scores import boundary_f1, f1, leaks, measure, plain
from tests.gold.extract.truth import Truth, truth_of

FIRST, SECOND = "社区协商为何能够持续，取决于清单。", "清单把权威从分派转为担保。"


def printed(truth: Truth, **changed):
    names = ("title", "title_en", "abstract_zh", "abstract_en")
    lists = ("authors", "keywords_zh", "keywords_en", "footnotes", "references", "paragraphs")
    found = dict.fromkeys(names) | {key: [] for key in lists} | {"status": "ok", "pages": 2, "waiting": []} | truth.fields
    found["headings"] = [{"text": text} for text in truth.fields["headings"]]
    found["tables"] = [{"rows": rows} for rows in truth.fields["tables"]]
    return found | changed


@pytest.fixture
def truth():
    return truth_of(read_prose("t4_a1"), outside=["某某评论"])


def test_the_truth_itself_has_the_best_of_every_measure(truth):
    assert {name: score for name, score in measure(truth, printed(truth)).items() if score != (name != "leaks")} == {}


def test_paragraphs_in_another_order_cost_characters(truth):
    paragraphs = truth.fields["paragraphs"]
    assert measure(truth, printed(truth, paragraphs=[*paragraphs[1:], paragraphs[0]]))["chars"] < 0.9


def test_paragraph_cut_in_two_costs_precision():
    assert boundary_f1([FIRST, SECOND], [FIRST[:8], FIRST[8:], SECOND]) == pytest.approx(2 / 3)


def test_joined_paragraphs_have_no_boundary_right():
    assert boundary_f1([FIRST, SECOND], [FIRST + SECOND]) == 0.0


def test_boundary_is_found_behind_a_lost_stop():
    assert boundary_f1([FIRST, SECOND], [FIRST[:-1], SECOND]) == 1.0


def test_heads_numbers_and_notes_in_the_body_are_leaks(truth):
    strays = ["某某评论", "12", truth.fields["footnotes"][0]]
    assert leaks(truth, list(map(plain, [*truth.fields["paragraphs"], *strays]))) == 3


def test_f1_counts_copies():
    assert f1(["甲", "甲"], ["甲"]) == pytest.approx(2 / 3)


def test_wrong_status_is_no_status():
    found = printed(truth_of(read_prose("t4_a1")), status="ok")
    assert measure(Truth(("password",)), found) == {"status": 0.0}


@pytest.mark.parametrize("text", [FIRST * 5, "The committee has repeatedly described a long-term obligation " * 4], ids=["zh", "en"])
def test_lines_fit_their_width_and_lose_nothing(text):
    design = Design(hyphens=True)
    lines = [line for line, _ in break_lines(text, 200, Style(first=0), design)]
    assert max(mono(line, 10.5) for line in lines) <= 200 + 10.5
    assert "".join(lines).replace("-", "").replace(" ", "") == text.replace("-", "").replace(" ", "")


def test_no_line_begins_with_a_stop():
    lines = [line for line, _ in break_lines((FIRST + "“好。”") * 9, 131, Style(), Design())]
    assert not {line[0] for line in lines} & set("，。”")


@pytest.mark.parametrize("claim", [radical, bookmaker, rare, common])
def test_garbling_changes_text_and_keeps_its_length(claim):
    text = "城市社区的门与车 ABC"
    garbled = "".join(map(claim, text))
    assert garbled != text
    assert len(garbled) == len(text)


def test_files_are_the_same_each_time():
    sound = [name for name in MAKERS if not name.startswith(("locked", "password"))]
    assert [name for name in sound if MAKERS[name]()[0] != make_case(name).content] == []
