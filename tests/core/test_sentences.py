"""Sentence ends in Chinese and English."""

import pytest
from hypothesis import given

from pipeline.core.sentences import split_sentences
from tests.strategies import chinese_text

CASES = {
    "full-stops": "社区很好。|治理呢？|真好！",
    "semicolon-goes-on": "一是培育；二是购买。",
    "repeated-marks": "什么？！|真的!!!|好",
    "ellipsis": "依赖很深……|后来没了。",
    "quotes-closed": "他说：“好。”|然后走了。",
    "quoted-question-goes-on": "提出“社区是谁的？”这一问题。",
    "title-with-question-goes-on": "《谁的社区？》一书指出问题。",
    "brackets-inside": "前面（见附录。）后面。",
    "bracketed-sentence": "（这是一句话。）|后面一句。",
    "note-marker-stays": "关系依然存在。[3]|另一些研究不同。",
    "list-marker-follows": "1.背景。|2.加强组织。|①完善制度。",
    "list-marker-in-sentence": "包括:1.培育;2.评估.|然后结束",
    "han-list-marker": "一.背景与问题",
    "options": "A. 同意 B. 反对",
    "half-width-stops": "增长3.5倍.|社区治理.|项目.",
    "glued-languages": "研究社区.|China.|This is it.",
    "file-name": "参见附录.docx的数据。",
    "abbreviations": "See e.g. Fig. 3 and Smith et al. (2019).|The end.",
    "initials": "J. Smith met K. Li in Community C.|The results hold.",
    "country": "The U.S. government agreed.|It paid.",
    "no-is-a-word": "There is no. 5 here.|The answer is no.|We know.",
    "decimal": "It rose (p < .05).|Then 12.5% fell.",
    "year-ends": "It began in 2019.|The rest followed.",
    "straight-quotes": 'He said "Stop."|Then he left.',
    "reference-fields": "数据为[J].社会学研究,2019(3):12-15.",
    "line-break": "题目\n|正文。",
    "lonely-marks-join": "就这样了。...",
}


@pytest.mark.parametrize("marked", CASES.values(), ids=CASES.keys())
def test_sentence_ends_where_a_reader_ends_it(marked):
    expected = [part.strip() for part in marked.split("|")]
    text = " ".join(expected) if expected[0].isascii() else marked.replace("|", "")

    assert [text[span.start : span.end] for span in split_sentences(text)] == expected


def test_offsets_count_in_the_whole_text():
    text = "前文。社区。治理。后文。"

    assert [(span.start, span.end) for span in split_sentences(text, 3, 9)] == [(3, 6), (6, 9)]


def test_text_of_white_space_has_no_sentence():
    assert split_sentences(" \n\u3000\t") == []


@given(chinese_text())
def test_sentences_cover_all_but_white_space_in_order(text):
    spans = split_sentences(text)
    covered = [index for span in spans for index in range(span.start, span.end)]

    assert covered == sorted(set(covered))
    assert all(text[index].isspace() for index in set(range(len(text))) - set(covered))


@given(chinese_text())
def test_sentence_begins_and_ends_with_ink(text):
    sentences = [text[span.start : span.end] for span in split_sentences(text)]

    assert all(sentence and sentence == sentence.strip() for sentence in sentences)


@given(chinese_text())
def test_sentences_of_a_slice_lie_inside_it(text):
    start, end = len(text) // 3, len(text) - len(text) // 4

    assert all(start <= span.start < span.end <= end for span in split_sentences(text, start, max(start, end)))


@pytest.mark.parametrize("name", ["卡尔.马克思", "让.皮亚杰", "弗里德里希.恩格斯", "马克斯．韦伯", "皮埃尔.布迪厄"])
def test_a_dot_inside_a_foreign_name_ends_no_sentence(name: str) -> None:
    assert len(split_sentences(f"{name}提出此说。另见下文。")) == 2


@pytest.mark.parametrize(
    "text", ["社区无人.马克思另有说法。", "讨论社区治理.社工站不足。", "参照韦伯.社区另有做法。", "他们很忙.我们也是。"]
)
def test_a_dot_behind_a_sentence_is_a_full_stop_though_a_name_stands_near(text: str) -> None:
    assert len(split_sentences(text)) == 2
