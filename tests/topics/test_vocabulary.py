import pytest

from pipeline.core.content_words import content_words, read_stop_words
from pipeline.core.errors import ConfigError
from pipeline.topics.vocabulary import build_vocabulary, count_words


def test_single_characters_numbers_marks_and_stop_words_are_no_terms() -> None:
    tokens = ["社区", "的", "2016", "，", "本文", "治理", "GIS", "of"]
    assert content_words(tokens, frozenset({"本文"}), 2) == ["社区", "治理", "gis"]


def test_traditional_and_full_width_forms_are_one_term() -> None:
    assert content_words(["社區", "ＧＩＳ"], frozenset(), 2) == ["社区", "gis"]


@pytest.mark.parametrize(
    ("n", "found"),
    [pytest.param(60, 5, id="large corpus"), pytest.param(30, 3, id="a tenth"), pytest.param(12, 2, id="at least two")],
)
def test_least_number_of_documents_follows_the_corpus_size(n: int, found: int) -> None:
    texts = [["甲乙"] if index < found else ["丙丁"] if index < 2 * found - 1 else [] for index in range(n)]
    assert build_vocabulary(texts, 5, 0.5, 100) == ("甲乙",)


def test_words_in_most_documents_are_left_out() -> None:
    texts = [["社会", "养老"], ["社会", "养老"], ["社会", "网格"], ["社会", "网格"]]
    assert build_vocabulary(texts, 2, 0.5, 100) == ("养老", "网格")


def test_a_single_document_has_a_vocabulary_and_none_has_not() -> None:
    assert build_vocabulary([["养老", "护理"]], 5, 0.5, 100) == ("养老", "护理")
    assert build_vocabulary([], 5, 0.5, 100) == ()


def test_a_full_vocabulary_keeps_the_words_of_most_documents() -> None:
    assert build_vocabulary([["养老", "护理"], ["养老", "护理"], ["养老"]], 1, 1.0, 1) == ("养老",)


def test_counts_pass_over_unknown_words() -> None:
    bags = count_words([["护理", "养老", "护理", "街道"], []], ("养老", "护理"))
    assert bags.counts == (((0, 1), (1, 2)), ())


def test_shipped_stop_words_are_words_of_two_characters_and_more(project_root) -> None:
    words = read_stop_words(project_root / "configs" / "stopwords.txt")
    assert {"本文", "研究", "通过", "the"} <= words
    assert not {"社会", "治理", "社区", "政府", "服务"} & words


def test_numbers_written_in_chinese_are_no_words():
    assert content_words(["四十", "一百零七", "两成", "十一个", "三社联动", "一体"], frozenset(), 2) == ["三社联动", "一体"]


def test_stop_words_in_another_encoding_are_refused_by_name(tmp_path) -> None:
    (tmp_path / "stopwords.txt").write_bytes("我们".encode("gbk"))
    with pytest.raises(ConfigError, match=r"stopwords\.txt: not UTF-8"):
        read_stop_words(tmp_path / "stopwords.txt")
