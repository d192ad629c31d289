import itertools

from pipeline.extract.document import Limits, extract_content, extract_file
from tests.extract.factories import LIMITS, make_pdf, of_role, paragraph

FIRST = "社区协商的效果取决于居民是否看到意见被写进方案街道为此设立了三张清单并逐月公布进展" * 2
SECOND = "清单并未取消行政权威它把权威从分派任务转为担保兑现居民因此愿意在会后继续追问结果" * 2


def article():
    rows = [
        (200, 60, 18, "协商何以持续"),
        (250, 90, 12, "林若川　周以宁"),
        (240, 110, 9, "（江临大学公共管理学院）"),
        (70, 140, 9, "摘　要：本文以一个街区为例，讨论协商为何能够持续。"),
        (70, 156, 9, "关键词：协商；社区；清单"),
        (70, 190, 12, "一、问题的提出"),
        *paragraph(FIRST + "。", 70, 215, 40),
    ]
    tail = [(70, 100, 10, "后半段在下一页接续"), (70, 140, 12, "参考文献"), (70, 160, 9, "[1] 夏岚.社区的边界[J].评论,2014(2):5-14.")]
    return make_pdf(
        [(200, 40, 9, "某某评论 2019年第5期"), *rows, (290, 800, 9, "12")],
        [(200, 40, 9, "某某评论 2019年第5期"), *tail, (290, 800, 9, "13")],
    )


def test_article_gives_fields_roles_and_labels(extract_pdf):
    found = extract_pdf(article())
    fields = found.fields
    assert (found.status, found.kind, found.n_pages) == ("ok", "article", 2)
    assert (fields["title_zh"], fields["authors"], fields["affiliations"]) == (
        "协商何以持续",
        ["林若川", "周以宁"],
        ["江临大学公共管理学院"],
    )
    assert (fields["venue"], fields["year"], fields["year_kind"], fields["issue"]) == ("某某评论", 2019, "issue", "5")
    assert (fields["abstract_zh"], fields["keywords_zh"]) == ("本文以一个街区为例，讨论协商为何能够持续。", ["协商", "社区", "清单"])
    assert of_role(found, "heading") == ["一、问题的提出", "参考文献"]
    assert of_role(found, "reference") == ["[1] 夏岚.社区的边界[J].评论,2014(2):5-14."]
    assert "某某评论 2019" not in found.text


def test_body_paragraph_is_clean_and_knows_its_lines(extract_pdf):
    found = extract_pdf(article())
    passage = next(passage for passage in found.passages if passage["role"] == "body")
    assert found.text[passage["start"] : passage["end"]] == FIRST + "。"
    assert found.text[passage["line_starts"][1] :].startswith(FIRST[38:48])
    box = passage["line_boxes"][0]
    assert (box.page, box.page_label) == (1, "12")
    assert abs(box.x0 - 90) < 1


def test_spans_of_passages_follow_each_other(extract_pdf):
    found = extract_pdf(article())
    ends = [(passage["start"], passage["end"]) for passage in found.passages]
    assert all(end + 1 == start for (_, end), (start, _) in itertools.pairwise(ends))
    assert ends[-1][1] == len(found.text)


def test_two_columns_are_read_one_after_the_other(extract_pdf):
    left = [(50, 100 + 16 * index, 10, FIRST[index * 20 : index * 20 + 20]) for index in range(4)]
    right = [(270, 100 + 16 * index, 10, SECOND[index * 20 : index * 20 + 20]) for index in range(4)]
    rows = [row for pair in zip(left, right, strict=True) for row in pair]
    found = extract_pdf(make_pdf(rows))
    assert found.text.replace("\n", "") == FIRST[:80] + SECOND[:80]


def test_truncated_file_is_partial(extract_pdf):
    found = extract_pdf(article()[:-300])
    assert found.status == "partial"
    assert found.problems[0][1] == "truncated"


def test_page_limit_is_kept():
    content = make_pdf([(50, 100, 10, "第一页的文字")], [(50, 100, 10, "第二页的文字")])
    found = extract_content(content, ".pdf", Limits(max_pages=1, max_glyphs=100))
    assert found.n_pages == 1


def test_glyph_limit_cuts_the_page_and_says_so():
    found = extract_content(make_pdf([(50, 100, 10, "一" * 50), (50, 120, 10, "二" * 50)]), ".pdf", Limits(max_pages=1, max_glyphs=30))
    assert "二" not in found.text
    assert [problem[1] for problem in found.problems] == ["page-cut"]


def test_thesis_cover_and_parts(extract_pdf):
    cover = [
        (180, 120, 26, "江临大学硕士学位论文"),
        (170, 220, 22, "清单何以兑现"),
        (200, 500, 14, "作者姓名：许棠序"),
        (200, 530, 14, "指导教师：程映秋"),
        (220, 700, 14, "二〇二三年五月"),
    ]
    abstract = [(270, 100, 16, "摘　要"), *paragraph(FIRST + "。", 70, 150, 40), (70, 260, 10, "关键词：清单；兑现")]
    chapter = [(230, 100, 16, "第一章　绪论"), *paragraph(SECOND + "。", 70, 150, 40)]
    thanks = [(270, 100, 16, "致　谢"), *paragraph("感谢所有接受访谈的居民以及两年来一直陪伴我的同学与家人。", 70, 150, 40)]
    found = extract_pdf(make_pdf(cover, abstract, chapter, thanks))
    fields = found.fields
    assert (found.kind, fields["title_zh"], fields["authors"], fields["advisor"]) == ("thesis", "清单何以兑现", ["许棠序"], "程映秋")
    assert (fields["venue"], fields["degree"], fields["year"], fields["year_kind"]) == ("江临大学", "硕士", 2023, "degree")
    assert fields["abstract_zh"] == FIRST + "。"
    assert of_role(found, "body") == [SECOND + "。"]
    assert len(of_role(found, "acknowledgement")) == 1


def test_bad_file_never_raises(tmp_path):
    path = tmp_path / "坏.pdf"
    path.write_bytes(b"%PDF-1.7\n1 0 obj <</Type /Catalog /Pages 1 0 R>> endobj trailer <</Root 1 0 R>>\n%%EOF")
    found = extract_file((str(path), ".pdf", {"max_pages": 5, "max_glyphs": 1000}))
    assert found["status"] == "corrupt"
    assert found["problems"]


def test_empty_page_is_blank(extract_pdf):
    found = extract_pdf(make_pdf([]))
    assert [quality.verdict for quality in found.page_quality] == ["blank"]
    assert LIMITS.max_pages > 1


def test_period_below_the_title_belongs_to_it(extract_pdf):
    rows = [
        (180, 60, 18, "清单何以兑现"),
        (190, 90, 18, "（2009—2018）"),
        (250, 120, 12, "林若川　周以宁"),
        (240, 140, 9, "（江临大学公共管理学院）"),
    ]
    found = extract_pdf(make_pdf([*rows, (70, 190, 12, "一、问题的提出"), *paragraph(FIRST + "。", 70, 215, 40)]))
    assert found.fields["title_zh"] == "清单何以兑现（2009—2018）"
    assert found.fields["authors"] == ["林若川", "周以宁"]


def test_english_title_runs_over_the_page(extract_pdf):
    tail = [
        (70, 500, 12, "参考文献"),
        (70, 520, 9, "[1] 夏岚.社区的边界[J].评论,2014(2):5-14."),
        (100, 760, 13, "How Promised Lists of Services"),
    ]
    behind = [
        (160, 60, 13, "Are Kept in One District"),
        (220, 90, 10, "Lin Ruochuan, Zhou Yining"),
        (70, 120, 9, "Abstract: Lists are kept."),
    ]
    rows = [
        (200, 60, 18, "清单何以兑现"),
        (250, 90, 12, "林若川　周以宁"),
        (70, 120, 9, "摘　要：本文讨论清单。"),
        (70, 150, 12, "一、问题的提出"),
    ]
    found = extract_pdf(make_pdf([*rows, *paragraph(FIRST + "。", 70, 180, 40), *tail], behind))
    assert found.fields["title_en"] == "How Promised Lists of Services Are Kept in One District"


def test_labels_of_a_cover_stay_apart_though_they_fill_their_block(extract_pdf):
    labels = [
        f"{name}：{value}"
        for name, value in zip(["培养单位", "作者姓名", "指导教师"], ["江临大学公共管理学院", "林若川", "程映秋"], strict=True)
    ]
    rows = [(100, 500 + 30 * index, 14, label.ljust(16, "\u3000") + "·") for index, label in enumerate(labels)]
    cover = [(180, 120, 26, "江临大学硕士学位论文"), (170, 220, 22, "清单何以兑现"), *rows]
    found = extract_pdf(make_pdf(cover, [(230, 100, 16, "第一章　绪论"), *paragraph(SECOND + "。", 70, 150, 40)]))
    assert len([passage for passage in found.passages if passage["start"] < found.text.index("第一章")]) == 5


def test_line_that_begins_like_a_cover_label_goes_on_with_its_sentence(extract_pdf):
    text = FIRST[:38] + "也" * 40 + "提示另一个方向：居民先谈清单。"
    found = extract_pdf(make_pdf([(230, 100, 16, "第一章　绪论"), *paragraph(text, 70, 150, 40), *paragraph(SECOND + "。", 70, 230, 40)]))
    assert of_role(found, "body") == [text, SECOND + "。"]


def test_characters_of_infinite_width_are_left_out(extract_pdf):
    sound = make_pdf([(50, 100, 10, "三社联动的逻辑"), (50, 120, 10, "第二行")])
    assert extract_pdf(sound.replace(b"/DW 1000", b"/DW 1" + b"0" * 400 + b".0")).text == ""


def test_page_without_end_has_a_share_of_images_that_is_a_number(extract_pdf):
    endless = make_pdf([(50, 100, 10, "三社联动")]).replace(
        b"/MediaBox [ 0 0 595 842 ]", b"/MediaBox [ -9" + b"9" * 400 + b".5 0 595 842 ]"
    )
    assert [quality.image_share for quality in extract_pdf(endless).page_quality] == [0.0]
