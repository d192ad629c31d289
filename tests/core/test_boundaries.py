import pytest

from pipeline.core.boundaries import TERM, Edge, is_crossed, likeliest, may_be_crossed


def chosen(run: str, *terms: str) -> list[str]:
    edges = [Edge(run.index(term), run.index(term) + len(term), TERM, number) for number, term in enumerate(terms)]
    return [terms[name] for name in likeliest(run, tuple(edges))]


@pytest.mark.parametrize(
    ("run", "term"),
    [
        ("项目制定完毕", "项目制"),
        ("调查依附性别分工", "依附性"),
        ("行政化解纠纷", "行政化"),
        ("项目制作中心", "项目制"),
        ("自主性格鲜明", "自主性"),
        ("行政发包裹一件", "行政发包"),
        ("资源整合理吗", "资源整合"),
    ],
)
def test_a_term_loses_against_an_ordinary_word_across_its_edge(run: str, term: str) -> None:
    assert is_crossed(run, run.index(term) + len(term))
    assert chosen(run, term) == []


@pytest.mark.parametrize(
    ("run", "term"),
    [
        ("项目制的逻辑", "项目制"),
        ("社会组织在场", "社会组织"),
        ("健全社会组织体系", "社会组织"),
        ("社会企业型机构", "社会企业"),
        ("其依附性明显", "依附性"),
        ("网格化管理工单派发", "网格化管理"),
        ("关系信任便无从谈起", "关系信任"),
    ],
)
def test_a_term_stands_where_no_better_reading_exists(run: str, term: str) -> None:
    assert chosen(run, term) == [term]


def test_the_longer_term_wins() -> None:
    assert chosen("社区社会组织", "社会组织", "社区社会组织") == ["社区社会组织"]


def test_touching_terms_are_both_read() -> None:
    assert chosen("社工站项目制依附性", "社工站", "项目制", "依附性") == ["社工站", "项目制", "依附性"]


def test_no_ordinary_word_runs_across_a_break() -> None:
    run = "项目制定"
    assert likeliest(run, (Edge(0, 3, TERM, 0),), breaks=(3,)) == (0,)


def test_an_empty_run_has_no_terms() -> None:
    assert likeliest("", ()) == ()


def test_place_between_characters_of_no_word_is_never_crossed() -> None:
    assert not may_be_crossed("社工站的", 3)
    assert may_be_crossed("项目制定", 3)


def test_what_follows_verbs_only_follows_no_term() -> None:
    assert chosen("三名社工站着说话", "社工", "社工站") == ["社工"]
    assert chosen("该社会组织了两场", "社会组织") == []
    assert chosen("终于有社工站了\n", "社工站") == ["社工站"]


def test_an_auxiliary_without_a_verb_is_the_end_of_a_noun() -> None:
    assert chosen("依附性能\n", "依附性") == []
    assert chosen("依附性能带来什么", "依附性") == ["依附性"]
