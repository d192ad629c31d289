import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.core.records import Passage
from pipeline.extract.fields.references import cited_texts, continues_numbering, parse_reference, split_entries, starts_entry


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


def test_circled_number_is_followed_by_the_next_one():
    assert continues_numbering("① 访谈记录，LQ-05，2015年4月。", "② 访谈记录，LQ-06，2015年4月。")


@pytest.mark.parametrize(
    ("raw", "fields"),
    [
        ("[2] 夏岚．社区的边界［Ｊ］．里巷评论，2015，12（3）：1－9．", (["夏岚"], "社区的边界", "J", "里巷评论", 2015, "12(3)", "1-9")),
        (
            "[3] 贺兰舟.交换与权威[M].2版.澄州：澄江出版社,2012:45-50.",
            (["贺兰舟"], "交换与权威", "M", "澄州：澄江出版社", 2012, None, "45-50"),
        ),
        ("[4] 林若川.议事[D].江临:江临大学,2018.", (["林若川"], "议事", "D", "江临:江临大学", 2018, None, None)),
        ("[5] 夏岚.议事的开始[N].里巷日报,2019-03-12(3).", (["夏岚"], "议事的开始", "N", "里巷日报", 2019, None, None)),
        (
            "[6] 周以宁. 老街[C]//沈砚舟. 社区论丛. 澄州：澄江出版社, 2010: 12-30.",
            (["周以宁"], "老街", "C", "社区论丛", 2010, None, "12-30"),
        ),
        (
            "[7] 民政局. 公报[EB/OL].(2019-03-12)[2020-05-01]. http://www.example.org/a.html.",
            (["民政局"], "公报", "EB/OL", None, 2019, None, None),
        ),
        (
            "[8] 夏岚. 社区[J/OL]. 评论, 2015, 12(3): 3-5[2016-01-02]. https://example.org.",
            (["夏岚"], "社区", "J/OL", "评论", 2015, "12(3)", "3-5"),
        ),
        (
            "[9] 埃莉诺·沃森 著, 林若川 译. 公共之道[M]. 澄州: 澄江出版社, 2000.",
            (["埃莉诺·沃森"], "公共之道", "M", "澄州: 澄江出版社", 2000, None, None),
        ),
        ("[10] 关于社区的决定[Z]. 2013-11-12.", ([], "关于社区的决定", "Z", None, 2013, None, None)),
        ("夏岚、林若川，2014，《社区的边界》，《里巷评论》第6期。", (["夏岚", "林若川"], "社区的边界", None, "里巷评论", 2014, "6", None)),
        ("费林若，1985，《街巷中国》，澄州：澄江出版社。", (["费林若"], "街巷中国", None, "澄州：澄江出版社", 1985, None, None)),
        ("①夏岚：《社区的边界》，《里巷评论》2014年第6期，第12页。", (["夏岚"], "社区的边界", None, "里巷评论", 2014, "6", "12")),
        (
            "②［美］凯文·沃克尔：《交换》，林若川译，澄州：澄江出版社，2003年，第45页。",
            (["凯文·沃克尔"], "交换", None, "澄州：澄江出版社", 2003, None, "45"),
        ),
        ("[14]夏岚:社区的边界,《里巷评论》2014年第6期", (["夏岚"], "社区的边界", None, "里巷评论", 2014, "6", None)),
        (
            "Hill, M., & Ross, P. (2011). The commons of care. Journal of Care, 4(2), 12–30.",
            (["Hill, M.", "Ross, P"], "The commons of care", None, "Journal of Care", 2011, "4(2)", "12–30"),
        ),
        (
            "Hill, Martin. 1990. Governing Care. London: Care Press.",
            (["Hill, Martin"], "Governing Care", None, "London: Care Press", 1990, None, None),
        ),
        ("同上，第12页。", ([], None, None, None, None, None, None)),
    ],
)
def test_entries_in_the_forms_that_lists_have(raw, fields):
    entry = parsed(raw)
    assert (entry.authors, entry.title, entry.ref_kind, entry.source, entry.year, entry.issue, entry.pages) == fields


ENTRY = st.builds("{}.{}[J].{},20{}({}):{}-{}.".format, st.sampled_from(["夏岚", "林若川,周以宁", "Hill M"]), st.sampled_from(["社区的边界", "议事", "老街[一]"]),
                  st.sampled_from(["里巷评论", "评论"]), st.integers(10, 24), st.integers(1, 12), st.integers(1, 90), st.integers(91, 199))  # fmt: skip


@given(st.lists(ENTRY, min_size=1, max_size=12), st.integers(1, 80))
def test_entries_that_are_split_give_back_the_text_of_the_list(entries, first):
    text = "".join(f"[{number}]{entry}" for number, entry in enumerate(entries, first))
    found = split_entries(text)
    assert "".join(found) == text
    assert len(found) == len(entries)


@given(st.text(alphabet="夏岚《》“”，。：:.,()（）[]JM12059年第期卷页 /译A&a—-http", max_size=60))
def test_no_entry_is_too_strange_to_be_parsed(raw):
    assert parsed(raw).raw == raw


def test_notes_that_are_entries_stand_for_a_list_where_there_is_none():
    notes = ["①夏岚：《社区的边界》，《里巷评论》2014年第6期。", "②访谈记录，LQ-05，2015年4月。"]
    text = "\n".join(notes)
    passages = [Passage("0" * 16, 0, 0, len(notes[0]), "footnote"), Passage("0" * 16, 1, len(notes[0]) + 1, len(text), "footnote")]
    assert cited_texts(text, passages) == notes[:1]
