import pytest

from pipeline.extract.document import extract_content
from tests.extract.factories import LIMITS, of_role

ABSTRACT = "社区协商的效果取决于居民是否能够看到自己的意见被写进方案。" * 4
BODY = "这一年街道共召开协商会议三十余次，居民代表的到场率却逐月下降，社工不得不另寻办法。" * 3


def test_abstract_page_of_a_dissertation_database(extract_text):
    head = "Posted on:2021-04-06Degree:MasterType:Thesis\nCountry:ChinaCandidate:L R ChenFull Text:PDF\n"
    text = "Font Size: a A A\n\nResearch On The Linkage Mechanism Of Community Governance\n\n" + head
    found = extract_text(
        text
        + "Abstract/Summary:\n"
        + "The linkage of three parties needs a table. " * 12
        + "\nKeywords/Search Tags:linkage, community\nRelated items"
    )
    assert found.kind == "thesis"
    assert found.fields["title_en"] == "Research On The Linkage Mechanism Of Community Governance"
    assert (found.fields["year"], found.fields["year_kind"]) == (2021, "posted")
    assert found.fields["keywords_en"] == ["linkage", "community"]
    assert "Related items" not in found.text


def test_keywords_below_their_label_are_read(extract_text):
    found = extract_text(f"协商何以可能的几点思考\n摘要：{ABSTRACT}\n关键词：\n协商；社区\n一、问题\n{BODY}")
    assert found.fields["keywords_zh"] == ["协商", "社区"]


def test_unlabelled_abstracts_of_a_journal_page(extract_text):
    english = "Deliberation works where residents see their opinion in the plan. " * 8
    found = extract_text(
        f"首页|协商何以持续\n\n协商何以持续：一个街区的观察\n\n协商何以持续：一个街区的观察\n{ABSTRACT}\nHow Deliberation Lasts: A Block Observed\n{english}\n林若川、周以宁\n社区协商 基层治理 居民参与\n年,卷(期):2019.(4)"
    )
    assert found.kind == "article"
    assert found.fields["abstract_zh"] == ABSTRACT
    assert found.fields["title_en"] == "How Deliberation Lasts: A Block Observed"
    assert found.fields["authors"] == ["林若川", "周以宁"]
    assert found.fields["keywords_zh"] == ["社区协商", "基层治理", "居民参与"]
    assert (found.fields["year"], found.fields["issue"]) == (2019, "4")


def test_repost_takes_title_and_issue_of_the_original(extract_text):
    text = f"登录 注册\n协商之后\n2020-03-01 作者: 林若川\n原文载于:《某某评论》2019年第5期\n提  要:{ABSTRACT}\n关键词:协商;社区\n一、问题\n{BODY}\n参考文献\n[1] 夏岚.社区[J].评论,2014(2):5-14.\n责编:甲"
    found = extract_text(text)
    assert (found.kind, found.fields["year"], found.fields["year_kind"], found.fields["venue"]) == ("article", 2019, "issue", "某某评论")
    assert of_role(found, "body") == [BODY]
    assert of_role(found, "reference") == ["[1] 夏岚.社区[J].评论,2014(2):5-14."]


def test_relative_post_date_is_no_year(extract_text):
    found = extract_text(f"协商何以可能的几点思考\n甲 发表于 4 小时前 | 显示全部楼层\n一、问题\n{BODY}")
    assert found.fields["year"] is None


def test_pictographs_are_left_out_and_reported(extract_text):
    found = extract_text(f"协商何以可能的几点思考\n一、问题\n居民🧖🏻到场⛹️♂️率🛡下降。{BODY}")
    assert "居民到场率下降" in found.text
    assert found.problems[0][1] == "noise"


def test_saved_page_loses_navigation_and_keeps_its_text():
    html = f"""<html><head><title>协商之后 - 里巷网</title><meta name="author" content="温故里"></head><body><nav>首页 论坛</nav>
    <h1>协商之后</h1><div><span>来源：里巷网</span></div><article><h2>一、会后</h2><p>{BODY}</p><p>{BODY[::-1]}</p></article><footer>版权所有 里巷网</footer></body></html>"""
    found = extract_content(html.encode(), ".html", LIMITS)
    assert found.fields["title_zh"] == "协商之后"
    assert found.fields["authors"] == ["温故里"]
    assert BODY in of_role(found, "body")
    assert "版权所有" not in found.text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings_of_text_files(encoding):
    found = extract_content(f"协商何以可能的几点思考\n一、问题\n{BODY}".encode(encoding), ".txt", LIMITS)
    assert of_role(found, "body") == [BODY]


@pytest.mark.parametrize(
    ("note", "kind", "year", "venue"),
    [
        ("（来源：《某某评论》2018年第4期，本站转载时有删节，注释从略。）", "web", 2019, "里巷网"),
        ("（来源：《某某评论》2018年第4期。）", "article", 2018, "某某评论"),
    ],
    ids=["abridged", "whole"],
)
def test_abridged_repost_is_a_text_of_its_site(note, kind, year, venue):
    html = f"""<html><head><meta property="og:site_name" content="里巷网"><meta property="article:published_time" content="2019-02-14"></head><body>
    <article><h1>协商之后</h1><h2>一、会后</h2><p>{BODY}</p><p>{BODY[::-1]}</p><p>{note}</p></article></body></html>"""
    found = extract_content(html.encode(), ".html", LIMITS)
    assert (found.kind, found.fields["year"], found.fields["venue"]) == (kind, year, venue)


def test_bracketed_labels_that_a_database_runs_together(extract_text):
    head = "【作者】贺知棠【导师】沈砚舟教授【学位授予单位】江临大学【学科专业名称】社会工作【学位年度】2018【论文级别】硕士"
    found = extract_text(f"街巷议事的边界与持续\n{head}【关键词】议事；老街【摘要】{ABSTRACT}\n【分类号】C916\n【被引频次】3")
    assert (found.kind, found.fields["authors"], found.fields["advisor"]) == ("thesis", ["贺知棠"], "沈砚舟")
    assert (found.fields["venue"], found.fields["degree"], found.fields["year"], found.fields["year_kind"]) == (
        "江临大学",
        "硕士",
        2018,
        "degree",
    )
    assert (found.fields["keywords_zh"], found.fields["abstract_zh"], found.fields["clc"]) == (["议事", "老街"], ABSTRACT, "C916")
    assert "被引频次" not in found.text


def test_labelled_lines_of_an_article_page(extract_text):
    found = extract_text(
        f"街巷议事的边界与持续\n作者：林若川\n刊名：里巷研究\n年,卷(期)：2019,35(4)\n摘要：{ABSTRACT}\n关键词：议事；老街\n基金：国家社科基金项目（19CSH012）\n分类号：D669"
    )
    assert (found.kind, found.fields["venue"], found.fields["issue"], found.fields["year"]) == ("article", "里巷研究", "35(4)", 2019)
    assert (found.fields["funds"], found.fields["clc"]) == (["国家社科基金项目（19CSH012）"], "D669")


def test_degree_of_an_english_page_is_mapped(extract_text):
    head = "Posted on:2021-04-06Degree:DoctorType:DissertationInstitution:Jianglin UniversitySupervisor:Shen YanzhouCandidate:Z T He"
    found = extract_text(f"The Edges Of Deliberation In Old Streets\n{head}\nAbstract/Summary:\n" + "The linkage needs a table. " * 20)
    assert (found.kind, found.fields["degree"], found.fields["venue"], found.fields["advisor"]) == (
        "thesis",
        "博士",
        "Jianglin University",
        "Shen Yanzhou",
    )
    assert found.fields["authors_en"] == ["Z T He"]


def test_journal_that_stands_on_lines_of_its_own_near_its_number(extract_text):
    page = f"协商何以持续：一个街区的观察\n{ABSTRACT}\n林若川\n2019\n\n里巷观察\n江临省民政局\n里巷观察\n影响因子:0.5\nISSN:1000-0000\n年,卷(期):2019.(4)"
    assert extract_text(page).fields["venue"] == "里巷观察"


@pytest.mark.parametrize("page", ["<![CDATA[%", "<!-- gone -->", "<html><!--"], ids=["data", "comment", "open comment"])
def test_page_of_comments_alone_is_empty(page):
    assert extract_content(page.encode(), ".html", LIMITS).status == "empty"


def test_remark_in_brackets_that_ends_a_repost_is_text(extract_text):
    remark = "（本文原载作者的个人公众号，经授权转载，略有删节。）"
    found = extract_text(f"协商之后\n2020-03-01 作者: 林若川\n提  要:{ABSTRACT}\n关键词:协商;社区\n一、问题\n{BODY}\n{remark}")
    assert of_role(found, "body") == [BODY, remark]
