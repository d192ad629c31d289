import pytest

from pipeline.extract.layout.furniture import mark_furniture
from tests.extract.factories import make_line, make_page


def body(n=12, top=120.0, page=0):
    return [make_line(f"正文第{chr(0x4E00 + 100 * page + index)}行的文字", top + 16 * index) for index in range(n)]


def roles(pages):
    return [[line.role for line in page.lines] for page in pages]


def test_repeated_head_is_marked_and_text_is_not():
    pages = [make_page(number, make_line("某某评论 2019年第5期", 40), *body(page=number)) for number in (1, 2, 3)]
    mark_furniture(pages)
    assert all(page_roles == ["head"] + [""] * 12 for page_roles in roles(pages))


def test_head_that_names_the_chapter_is_marked_by_its_height():
    heads = ["第一章 绪论", "第一章 绪论", "第二章 方法", "第三章 结论", "第三章 结论"]
    pages = [make_page(number, make_line(head, 40), *body(page=number)) for number, head in enumerate(heads, 1)]
    mark_furniture(pages)
    assert [page_roles[0] for page_roles in roles(pages)] == ["head"] * 5


def test_first_line_of_text_that_recurs_at_one_height_is_text():
    pages = [make_page(number, *body(1, top=60.0), *body(11, top=76.0, page=number)) for number in (1, 2, 3)]
    mark_furniture(pages)
    assert roles(pages)[1] == [""] * 12


@pytest.mark.parametrize(
    ("printed", "label"),
    [
        ("57", "57"),
        ("- 12 -", "12"),
        ("第 3 页", "3"),
        ("iv", "iv"),
        ("3/8", "3"),
        ("·45·", "45"),
        ("· 12 ·", "12"),
        ("— 9 —", "9"),
        ("第 3 页 共 20 页", "3"),
        ("XII", "XII"),
    ],
)
def test_page_numbers_become_labels(printed, label):
    page = make_page(1, *body(), make_line(printed, 800))
    mark_furniture([page])
    assert page.label == label
    assert page.lines[-1].role == "page_number"


def test_page_label_inside_a_running_head_is_read():
    pages = [make_page(number, make_line(f"某某评论\u3000{number + 30}", 40), *body(page=number)) for number in (1, 2, 3)]
    mark_furniture(pages)
    assert [page.label for page in pages] == ["31", "32", "33"]


def test_contents_with_leaders_end_where_the_text_begins():
    page = make_page(
        1,
        make_line("目 录", 60),
        make_line("第一章 绪论 ........ 1", 80),
        make_line("1.1 研究背景 ........ 3", 96),
        make_line("致谢 40", 112),
        make_line("第一章 绪论", 160, size=16),
        make_line("正文由此开始。", 190),
    )
    mark_furniture([page])
    assert [line.role for line in page.lines] == ["toc"] * 4 + [""] * 2


def test_watermark_at_one_place_on_all_pages_is_marked():
    pages = [make_page(number, *body(page=number), make_line("仅供内部使用", 500, x0=200)) for number in (1, 2, 3)]
    mark_furniture(pages)
    assert [page.lines[-1].role for page in pages] == ["watermark"] * 3


def test_heads_of_facing_pages_are_told_by_their_page_numbers():
    heads = ["社会服务研究\u3000·28·", "·29·\u3000林若川：从买人到买事"]
    pages = [make_page(number, make_line(head, 40), *body(page=number)) for number, head in enumerate(heads, 1)]
    mark_furniture(pages)
    assert [page_roles[0] for page_roles in roles(pages)] == ["head", "head"]
    assert [page.label for page in pages] == ["28", "29"]


def test_head_with_journal_and_issue_is_marked_on_a_single_page():
    page = make_page(1, make_line("某某评论\u30002010年第1期", 40), *body())
    mark_furniture([page])
    assert roles([page])[0][0] == "head"


def test_ellipsis_at_the_end_of_a_sentence_is_no_leader():
    page = make_page(1, *body(), make_line("他停了很久才说：“再等等……", 320), make_line("门外没有人……", 336))
    mark_furniture([page])
    assert not any(line.role for line in page.lines)


def test_blanks_of_a_form_are_no_contents():
    page = make_page(1, *body(), make_line("签名：________　日期：________", 320), make_line("单位：__________", 336))
    mark_furniture([page])
    assert not any(line.role for line in page.lines)


def test_contents_without_title_are_told_by_two_led_entries():
    page = make_page(1, make_line("第一章 绪论……………1", 100), make_line("第二章 方法……………9", 116), make_line("正文由此开始。", 190))
    mark_furniture([page])
    assert [line.role for line in page.lines] == ["toc", "toc", ""]


def test_download_stamp_and_page_number_in_the_outer_corner_are_furniture():
    stamp = "(C) 1998-2021 Some Publishing House. All rights reserved."
    pages = [
        make_page(number, make_line(str(30 + number), 40, x0=50 if number % 2 else 430), *body(page=number), make_line(stamp, 815, size=8))
        for number in (1, 2, 3, 4)
    ]
    mark_furniture(pages)
    assert [page.lines[0].role for page in pages] == ["page_number"] * 4
    assert [page.lines[-1].role for page in pages] == ["head"] * 4


def test_contents_whose_page_numbers_have_no_leaders_are_contents():
    page = make_page(
        1,
        make_line("目　录", 60),
        make_line("第一章 绪论\u30001", 80),
        make_line("第二章 一个很长的标题\u300012", 96),
        make_line("参考文献\u300060", 112),
        make_line("正文由此开始。", 190),
    )
    mark_furniture([page])
    assert [line.role for line in page.lines] == ["toc"] * 4 + [""]


TITLE = "楼道议事会的十年：一个老旧小区的观察"


@pytest.mark.parametrize("head", [f"林若川：{TITLE}", TITLE, "林若川　楼道议事会的十年"])
def test_head_printed_once_is_told_by_the_title_that_it_repeats(head):
    pages = [make_page(1, make_line(TITLE, 80, size=16.0), *body(page=1)), make_page(2, make_line(head, 40), *body(page=2))]
    mark_furniture(pages)
    assert roles(pages)[1] == ["head"] + [""] * 12


def test_head_printed_once_is_told_by_the_journal_on_the_other_page():
    pages = [make_page(1, make_line("某某评论 2019年第5期", 40), *body(page=1)), make_page(2, make_line("林若川：议事", 40), *body(page=2))]
    mark_furniture(pages)
    assert roles(pages)[1] == ["head"] + [""] * 12


def test_heading_at_the_top_of_the_second_page_is_no_head():
    pages = [make_page(1, make_line(TITLE, 80, size=16.0), *body(page=1)), make_page(2, make_line("二、议事会的由来", 40), *body(page=2))]
    mark_furniture(pages)
    assert roles(pages)[1] == [""] * 13
