"""Phrases of advertisements inside copied texts; precision first: what belongs to a text is never touched."""

import pytest

from pipeline.extract.web.substitution import GAP, find_inserted, show_gaps
from tests.extract.web.test_web import ABSTRACT

ADVERT = "金麟体坛娱乐 金麟体坛娱乐 金麟体坛娱乐 金麟体坛娱乐"
CHAIN = "金麟体坛娱乐提供金麟体坛平台金麟体坛官网金麟体坛入口等服务"
TEXT = [
    "每年的项目金麟体坛娱乐都去申报，没有项目机构就养不活人。",
    "现在金麟体坛娱乐又成了议事的样板，各地都来老街上参观。",
    "以街区为例是金麟体坛AG经验材料里最常见的做法。",
    "老街的议事会从三月开到十月，到场的人一次比一次少。",
]


def test_phrase_in_the_places_of_different_words_is_found():
    assert list(find_inserted([*TEXT, CHAIN, ADVERT], [])) == ["金麟体坛"]


def test_gaps_take_the_whole_form_and_the_advertisements_go():
    lines = [*TEXT, CHAIN, ADVERT]
    shown, count = show_gaps(lines, find_inserted(lines, []))
    assert count == 3
    assert shown[:3] == [
        f"每年的项目{GAP}都去申报，没有项目机构就养不活人。",
        f"现在{GAP}又成了议事的样板，各地都来老街上参观。",
        f"以街区为例是{GAP}经验材料里最常见的做法。",
    ]
    assert shown[3:] == TEXT[3:]


def test_document_reports_its_gaps(extract_text):
    page = f"街巷议事何以持续的思考\n摘要：{ABSTRACT}\n一、问题\n" + "\n".join(line * 2 for line in TEXT) + f"\n{CHAIN}\n{ADVERT}"
    found = extract_text(page)
    assert found.text.count(GAP) == 6
    assert "金麟体坛" not in found.text
    assert [problem[1] for problem in found.problems] == ["substituted"]


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param([*TEXT], id="no advertisement repeats it"),
        pytest.param([*TEXT, "金麟体坛是一家本地媒体，也做社区报道。", "来源：“金麟体坛”", ADVERT], id="quoted"),
        pytest.param([*TEXT, "该机构名为金麟体坛，成立于三年前。", ADVERT], id="introduced"),
        pytest.param(
            ["查看更多 查看更多 查看更多", "居民可查看更多公告，也能查看更多账目。", "知道得更多，到场的人就更多。"],
            id="button of the page",
        ),
        pytest.param(["社会组织 社会组织 社会组织", "这里社会组织少，但社会组织都很活跃。", "社会和组织并不对立。"], id="term of the text"),
        pytest.param(
            ["三社联动 三社联动 三社联动", "该街三社联动已久，说起三社联动人人知道。", "三社之间的联动靠人。"],
            id="term, stuffed by the site",
        ),
        pytest.param(["沈砚舟 沈砚舟 沈砚舟", "请沈砚舟来谈，后来沈砚舟也常来。"], id="person"),
        pytest.param(["金麟体坛娱乐 金麟体坛娱乐 金麟体坛娱乐", "老街上没有一家店叫别的名字。", "由金麟体坛娱乐承办。"], id="one slot"),
    ],
)
def test_what_belongs_to_the_text_is_never_touched(lines):
    assert find_inserted(lines, []) == {}


def test_name_that_title_or_fields_hold_is_never_touched():
    assert find_inserted([*TEXT, ADVERT], ["金麟体坛：一家地方媒体的三十年"]) == {}


def test_text_full_of_repeated_terms_and_names_stays_as_it_is(extract_text):
    body = "桑榆驿站的社工说，项目制之下社会组织要靠项目活着；江临大学的课题组也在桑榆驿站住了三个月，记下项目制与社会组织的日常。" * 12
    found = extract_text(f"桑榆驿站的一年与项目制\n摘要：{ABSTRACT}\n一、驿站\n{body}\n桑榆驿站 桑榆驿站 桑榆驿站 桑榆驿站")
    assert body in found.text
    assert found.problems == []
