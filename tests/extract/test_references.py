import pytest

from pipeline.core.records import Passage
from pipeline.extract.references import continues_numbering, link_citations, parse_reference, split_entries, starts_entry


def parsed(raw):
    return parse_reference("0" * 16, 0, raw)


def test_journal_article_of_the_standard():
    entry = parsed("[1] 卫清如,邱牧野.联动的边界[J].社会服务研究,2014(2):5-14.")
    assert (entry.number, entry.authors, entry.title, entry.ref_kind) == ("1", ["卫清如", "邱牧野"], "联动的边界", "J")
    assert (entry.source, entry.year, entry.issue, entry.pages) == ("社会服务研究", 2014, "2", "5-14")


def test_book_with_place_and_publisher():
    entry = parsed("[3]贺兰舟.交换与权威[M].澄州：澄江出版社,2012.")
    assert (entry.title, entry.ref_kind, entry.source, entry.year) == ("交换与权威", "M", "澄州：澄江出版社", 2012)


def test_volume_and_issue():
    assert parsed("夏岚.社区[J].评论,2015,12(3):1-9.").issue == "12(3)"


def test_footnote_style_with_book_title_marks():
    entry = parsed("夏岚：《社区的边界》，《某某评论》2014年第6期。")
    assert (entry.authors, entry.title, entry.year, entry.issue) == (["夏岚"], "社区的边界", 2014, "6")


def test_english_entry():
    entry = parsed("[7] Hill M, Ross P. Governing the commons of care[J]. Journal of Care, 2011, 4(2): 12-30.")
    assert (entry.authors, entry.title, entry.year) == (["Hill M", "Ross P"], "Governing the commons of care", 2011)


def test_same_work_has_the_same_key_in_two_printings():
    first = parsed("[1] 卫清如.联动的边界[J].社会服务研究,2014(2):5-14.")
    second = parsed("[9]卫清如. 联动的 边界 [J]. 社会服务研究, 2014 (2): 5—14.")
    assert first.work_key == second.work_key


def test_unreadable_entry_keeps_its_text():
    entry = parsed("同上。")
    assert (entry.raw, entry.year) == ("同上。", None)


@pytest.mark.parametrize(
    ("text", "answer"), [("[12] 夏岚", True), ("【3】夏岚", True), ("3. 夏岚", True), ("2014(2)", False), ("夏岚", False)]
)
def test_entry_numbers(text, answer):
    assert starts_entry(text) is answer


def test_years_in_brackets_do_not_split_an_entry():
    assert len(split_entries("[1]夏岚.社区[M].2015.[M]另.[2]林[J].")) == 2


def test_markers_are_linked_to_their_entries():
    references = [parse_reference("0" * 16, index, f"[{index + 1}] 作者{index}.题名[J].刊,2014(2).") for index in range(3)]
    text = "已有论述[2]与【3】指出，另见[1-3]。"
    citations = link_citations("0" * 16, text, [Passage("0" * 16, 0, 0, len(text), "body")], references)
    assert [(citation.marker, citation.reference_index) for citation in citations] == [("[2]", 1), ("【3】", 2), ("[1-3]", 0)]


def test_author_and_year_are_linked():
    references = [parse_reference("0" * 16, 0, "夏岚.社区的边界[J].某某评论,2014(6):1-9.")]
    text = "这一判断早有先例（夏岚，2014）。"
    citations = link_citations("0" * 16, text, [Passage("0" * 16, 0, 0, len(text), "body")], references)
    assert [citation.reference_index for citation in citations] == [0]


def test_circled_number_is_followed_by_the_next_one():
    assert continues_numbering("① 访谈记录，LQ-05，2015年4月。", "② 访谈记录，LQ-06，2015年4月。")
