from pipeline.topics.labels import propose_label, title_phrases

STOP = frozenset({"研究"})


def test_concepts_go_first_and_parts_of_a_term_are_left_out():
    assert propose_label(["社区", "老人", "社区治理", "护理"], {"社区治理": "shequ_zhili"}) == "社区治理·老人·护理"


def test_only_the_first_ten_terms_can_be_in_a_name():
    terms = [f"词{at}号" for at in range(10)]
    assert propose_label([*terms, "社区治理"], {"社区治理": "shequ_zhili"}) == "词0号·词1号·词2号"


def test_the_phrase_is_peculiar_to_the_titles_of_the_topic():
    care = [(0, ["农村", "互助", "养老", "研究"])] * 4
    grid = [(1, ["城市", "网格", "管理", "研究"])] * 4
    assert title_phrases([*care, *grid], [["养老"], ["网格"]], STOP) == ["农村互助养老", "城市网格管理"]


def test_there_is_no_phrase_in_two_titles_or_without_a_term_of_the_topic():
    assert title_phrases([(0, ["互助", "养老"])] * 2, [["养老"]], STOP) == [None]
    assert title_phrases([(0, ["互助", "养老"])] * 5, [["护理"]], STOP) == [None]
