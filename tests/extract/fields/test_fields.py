import pytest

from pipeline.extract.fields import coverlabels, fields, imprint, people


@pytest.mark.parametrize(
    ("text", "field", "content"),
    [
        ("摘　要：本文", "abstract_zh", "本文"),
        ("[内容提要] 本文", "abstract_zh", "本文"),
        ("提  要:在当前", "abstract_zh", "在当前"),
        ("〔摘要〕本文", "abstract_zh", "本文"),
        ("【关键词】社区", "keywords_zh", "社区"),
        ("关键词　社区", "keywords_zh", "社区"),
        ("Key words: community", "keywords_en", "community"),
        ("Keywords community", "keywords_en", "community"),
        ("ABSTRACT", "abstract_en", ""),
        ("Abstract—This", "abstract_en", "This"),
    ],
)
def test_labels_in_their_printed_forms(text, field, content):
    name, end = fields.label_of(text)
    assert (name, text[end:]) == (field, content)


@pytest.mark.parametrize("text", ["摘要是论文的重要部分，应当", "Abstractions of the state", "关键在于居民是否愿意"])
def test_sentences_that_begin_like_labels_are_text(text):
    assert fields.label_of(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "三社联动；社区治理；社会组织",
        "三社联动，社区治理，社会组织。",
        "三社联动 社区治理 社会组织",
        "三社联动　社区治理　社会组织",
        "三社联动; 社区治理; 社会组织 中图分类号：C916",
    ],
)
def test_keywords_are_split_at_whatever_divides_them(text):
    assert fields.split_keywords(text) == ["三社联动", "社区治理", "社会组织"]


def test_semicolon_wins_over_the_comma_inside_a_keyword():
    assert fields.split_keywords("trust, social; state") == ["trust, social", "state"]


def test_comma_without_space_stays_inside_a_keyword():
    assert fields.split_keywords("linkage of community,organization, communities, social workers")[0] == "linkage of community,organization"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("林若川¹　周以宁²", ["林若川", "周以宁"]),
        ("沈砚舟、杜若棠", ["沈砚舟", "杜若棠"]),
        ("王 宁 李 平", ["王宁", "李平"]),
        ("林若川和周以宁", ["林若川", "周以宁"]),
        ("林若川 和 王宁", ["林若川", "王宁"]),
        ("周以宁　沈清和", ["周以宁", "沈清和"]),
        ("何和平", ["何和平"]),
        ("江临大学公共管理学院", []),
        ("摘要", []),
    ],
)
def test_author_lines(text, found):
    assert people.names(text) == found


def test_latin_author_lines():
    assert people.latin_names("Lin Ruochuan, Zhou Yining") == ["Lin Ruochuan", "Zhou Yining"]
    assert people.latin_names("the operating logic of linkage") == []


@pytest.mark.parametrize(
    ("text", "year"), [("二〇二四年五月", 2024), ("2019 年 6 月", 2019), ("完成于 1998", 1998), ("编号 20190612", None)]
)
def test_years_in_both_kinds_of_digits(text, year):
    assert imprint.find_year(text) == year


@pytest.mark.parametrize(
    "text", ["某某评论 2019年第5期", "2019年第5期　某某评论　·28·", "《某某评论》2019年第5期", "某某评论（双月刊） 2019 年第 5 期"]
)
def test_running_heads_name_journal_year_and_issue(text):
    assert imprint.journal_line(text) == {"year": "2019", "issue": "5", "venue": "某某评论"}


def test_volume_is_part_of_the_issue():
    assert imprint.journal_line("第40卷第5期 某某评论 2019年9月")["issue"] == "40(5)"


def test_article_number_holds_year_issue_and_pages():
    assert imprint.article_number("文章编号：1000-0000（2016）03-0012-03") == {"year": "2016", "issue": "3", "pages": "12-14"}


def test_cover_labels():
    assert coverlabels.is_cover_label("作者姓名：　贺知棠")
    assert not coverlabels.is_cover_label("整合式合作：社会组织何以推进基层治理")


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("王和平", ["王和平"]),
        ("陆和平，李四", ["陆和平", "李四"]),
        ("林志和 沈砚舟", ["林志和", "沈砚舟"]),
        ("张三和李四", ["张三", "李四"]),
        ("张三 和 李四", ["张三", "李四"]),
        ("张和平和李四", ["张和平", "李四"]),
        ("林 若 川，周 以 宁", ["林若川", "周以宁"]),
        ("林 若 川、王 宁，欧 阳 若 水", ["林若川", "王宁", "欧阳若水"]),
    ],
)
def test_character_that_means_and_stays_inside_a_name(line, found):
    assert people.names(line) == found
