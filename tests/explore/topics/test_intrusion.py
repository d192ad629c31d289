import openpyxl
import pytest

from pipeline.core.errors import InputError
from pipeline.explore.topics.intrusion import Question, make_questions, read_answers, score_answers, write_sheet
from pipeline.topics.saved import Reach, SavedModel, Settings

TERMS = [["养老", "护理", "老人", "医院", "健康", "照料"], ["网格", "党建", "街道", "巡查", "上报", "=考核"], ["少", "词"]]
WORDS = sorted({term for row in TERMS for term in row})
MODEL = SavedModel(
    WORDS, [[float(word in row) / len(row) for word in WORDS] for row in TERMS], [1.0] * len(WORDS), ["甲", "乙", "丙"],
    Settings("nmf", 1, 2, False, []), Reach(0, 0, 0),
)  # fmt: skip


def questions(seed: int = 1) -> list[Question]:
    return make_questions(MODEL, TERMS, seed)


def fill(path, answers) -> None:
    book = openpyxl.load_workbook(path)
    for line, answer in enumerate(answers, start=2):
        book["intrusion"].cell(line, 8).value = answer
    book.save(path)


def test_each_question_has_five_words_of_the_topic_and_one_of_another():
    for question in questions():
        own = set(TERMS[question.topic][:5])
        assert question.words[question.intruder] not in TERMS[question.topic]
        assert {word for at, word in enumerate(question.words) if at != question.intruder} == own


def test_a_topic_of_few_words_has_no_question_and_the_seed_decides_the_rest():
    assert {question.topic for question in questions()} == {0, 1}
    assert questions() == questions()
    assert any(questions(seed) != questions() for seed in range(2, 6))


def test_a_sheet_is_the_same_bytes_every_time_and_hides_its_answers(tmp_path):
    for name in ("one.xlsx", "two.xlsx"):
        write_sheet(tmp_path / name, questions())
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()
    assert openpyxl.load_workbook(tmp_path / "one.xlsx")["key"].sheet_state == "veryHidden"


def test_a_sheet_is_not_written_over(tmp_path):
    write_sheet(tmp_path / "one.xlsx", questions())
    with pytest.raises(InputError, match="there already"):
        write_sheet(tmp_path / "one.xlsx", questions())


def test_answers_by_number_or_by_word_are_scored_and_blanks_left_out(tmp_path):
    asked = questions()
    write_sheet(tmp_path / "one.xlsx", asked)
    fill(tmp_path / "one.xlsx", [asked[0].intruder + 1, asked[1].words[(asked[1].intruder + 1) % 6]])
    write_sheet(tmp_path / "blank.xlsx", asked)
    assert sorted(read_answers(tmp_path / "one.xlsx")) == sorted([(asked[0].topic, True), (asked[1].topic, False)])
    assert read_answers(tmp_path / "blank.xlsx") == []


def test_precision_is_per_topic_and_over_all():
    rows = score_answers([(0, True), (0, False), (1, True)])
    assert [(row.topic, row.right, row.answers, round(row.precision, 2)) for row in rows] == [
        (0, 1, 2, 0.5),
        (1, 1, 1, 1.0),
        (None, 2, 3, 0.67),
    ]
    assert score_answers([]) == []


@pytest.mark.parametrize("answer", [7, "别的"], ids=["number", "word"])
def test_an_answer_that_is_none_is_named_with_its_line(answer, tmp_path):
    write_sheet(tmp_path / "one.xlsx", questions())
    fill(tmp_path / "one.xlsx", [answer])
    with pytest.raises(InputError, match="line 2: 1 to 6"):
        read_answers(tmp_path / "one.xlsx")


def test_another_file_is_no_sheet(tmp_path):
    (tmp_path / "text.xlsx").write_text("text", encoding="utf-8")
    openpyxl.Workbook().save(tmp_path / "empty.xlsx")
    for name in ("text.xlsx", "empty.xlsx"):
        with pytest.raises(InputError, match="no sheet of `wenmai topics intrusion"):
            read_answers(tmp_path / name)
