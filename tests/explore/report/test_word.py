import io
import re
import zipfile

import docx
import pytest
from docx.oxml.ns import qn

from pipeline.core.errors import ModelError
from pipeline.core.wheels import PinnedWheel
from pipeline.explore.drawings.charts import Caption, draw_bars, drawing_size, without_title
from pipeline.explore.drawings.rendering import Renderer
from pipeline.explore.fonts import font_wheel
from pipeline.explore.report.material import load_material
from pipeline.explore.report.page import make_sections, render_page
from pipeline.explore.report.word.document import WordDocument
from pipeline.explore.report.word.markup import TEXT_WIDTH, Cell, Run, Table, column_widths
from pipeline.explore.report.word.reading import PageReader
from pipeline.explore.report.word.writing import render_document
from pipeline.explore.timelines.output import percent
from pipeline.explore.wording import load_wording


@pytest.fixture(scope="module", params=["zh", "en"])
def wording(request):
    return load_wording(request.param)


@pytest.fixture(scope="module")
def sections(probe, wording):
    return make_sections(load_material(probe, probe.root.parent.parent / "configs"), wording)


@pytest.fixture(scope="module")
def renderer(project_root):
    return Renderer(font_wheel(project_root))


@pytest.fixture(scope="module")
def content(sections, wording, renderer):
    return render_document(sections, wording, None, renderer)


@pytest.fixture(scope="module")
def document(content):
    return docx.Document(io.BytesIO(content))


def words(document):
    """All characters of the body, tables included, in reading order, without white space."""
    return re.sub(r"\s", "", "".join(node.text or "" for node in document.element.body.iter(qn("w:t"))))


def read(html, wording, draw=None):
    """Lay out a page of a few elements and open the outcome."""
    built = WordDocument(wording)
    PageReader(built, draw, wording).read(f"<html><body><main>{html}</main></body></html>")
    return docx.Document(io.BytesIO(built.content("t", "a")))


def test_document_says_what_the_page_says(document, sections, wording):
    html = render_page(sections, wording, None).partition("<main>")[2]
    page = re.sub(r"<(\w+) class=\"noprint\".*?</\1>|<svg.*?</svg>|<summary.*?</summary>|<[^>]+>", "\n", html, flags=re.DOTALL)
    said = words(document)
    lines = [re.sub(r"\s", "", line) for line in page.replace("&lt;", "<").replace("&amp;", "&").split("\n")]
    assert [line for line in lines if line and "&" not in line and line not in said] == []


def test_last_share_of_every_concept_stands_in_its_table(document, sections):
    tables = ["|".join(cell.text for row in table.rows for cell in row.cells) for table in document.tables]
    for section in sections.concepts.sections:
        point = [one.point for one in section.points][-1]
        assert any(f"{point.period}" in table and percent(point.share) in table for table in tables)


def test_every_drawing_is_a_picture_of_the_texts_width_with_words_for_it(document, sections):
    charts = [one.chart for one in (*sections.concepts.sections, *sections.topics.sections) if one.chart]
    assert len(document.inline_shapes) > len(charts)
    assert {round(shape.width.mm) for shape in document.inline_shapes} == {160}
    assert all(shape._inline.docPr.get("descr") for shape in document.inline_shapes)


def test_captions_are_numbered_by_fields(document, wording):
    fields = [node.get(qn("w:instr")) for node in document.element.body.iter(qn("w:fldSimple"))]
    label = wording("word.figure")
    assert fields.count(f"SEQ {label} \\* ARABIC") == len(document.inline_shapes)
    assert fields.count(f"SEQ {wording('word.table')} \\* ARABIC") == len(document.tables)


def test_contents_name_the_sections_and_figures(document):
    instructions = [node.text for node in document.element.body.iter(qn("w:instrText"))]
    assert instructions[0].startswith('TOC \\o "1-2"')
    entries = [one.text for one in document.paragraphs if one.style.name == "toc 1"]
    assert entries == [one.text for one in document.paragraphs if one.style.name == "Heading 1"]


def test_every_link_leads_to_a_bookmark(document):
    marks = [node.get(qn("w:name")) for node in document.element.body.iter(qn("w:bookmarkStart"))]
    links = {node.get(qn("w:anchor")) for node in document.element.body.iter(qn("w:hyperlink"))}
    assert len(marks) == len(set(marks))
    assert links <= set(marks)


def test_heads_of_tables_are_repeated_on_every_page(document):
    heads = [table._tbl.tr_lst[0].find(qn("w:trPr")).find(qn("w:tblHeader")) is not None for table in document.tables]
    assert heads.count(False) <= 1  # the page's table of typical words has none


def test_chinese_is_set_in_song_and_latin_in_times(document):
    fonts = document.styles.element.find(qn("w:docDefaults")).find(".//" + qn("w:rFonts"))
    assert (fonts.get(qn("w:ascii")), fonts.get(qn("w:eastAsia"))) == ("Times New Roman", "宋体")
    assert document.styles["Heading 1"].element.find(".//" + qn("w:rFonts")).get(qn("w:eastAsia")) == "黑体"


def test_same_sections_give_the_same_bytes_without_a_time(content, sections, wording, renderer):
    assert content == render_document(sections, wording, None, renderer)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(2000, 1, 1, 0, 0, 0)}
        assert set(re.findall(rb"\d{4}-\d\d-\d\dT[\d:]+Z", archive.read("docProps/core.xml"))) == {b"2000-01-01T00:00:00Z"}


def test_document_without_pictures_keeps_the_captions(sections, wording):
    document = docx.Document(io.BytesIO(render_document(sections, wording, None, None)))
    assert len(document.inline_shapes) == 0
    assert [one for one in document.paragraphs if one.style.name == "Caption"]


def test_missing_font_names_the_way_out(sections, wording, tmp_path):
    (tmp_path / "fonts.txt").write_text(f"some==1 --hash=sha256:{'a' * 64}\n", encoding="utf-8")
    absent = PinnedWheel(tmp_path / "fonts.txt", "nofonts", "the fonts", 1, "fetch")
    with pytest.raises(ModelError, match=r"set document_pictures: false in configs/report\.yaml"):
        render_document(sections, wording, None, Renderer(absent))


def test_quotes_and_marks_of_the_page_are_seen(wording):
    document = read("<p>引文<q>甲<mark>乙</mark></q><span class='flag'>未完</span></p>", wording)
    assert [run.text for run in document.paragraphs[-1].runs][:3] == ["引文", "“", "甲"]
    assert document.paragraphs[-1].runs[3]._r.rPr.find(qn("w:shd")) is not None
    assert document.paragraphs[-1].text.strip().endswith(wording("word.flagged", text="未完").strip())


def test_lists_inside_lists_are_indented(wording):
    document = read("<ul><li>甲<ul><li>乙</li></ul></li><li>丙</li></ul>", wording)
    assert [(one.text, one.style.name) for one in document.paragraphs if one.text][-3:] == [
        ("甲", "List Bullet"), ("乙", "List Bullet 2"), ("丙", "List Bullet"),
    ]  # fmt: skip


def test_what_is_folded_stands_under_its_line(wording):
    document = read("<h2>题</h2><details><summary>证据</summary><p>一句</p></details>", wording)
    assert [(one.text, one.style.name) for one in document.paragraphs][-2:] == [("证据", "Heading 3"), ("一句", "Normal")]


def test_only_breaks_of_the_page_break_lines(wording):
    document = read("<ul><li>甲\n<span>乙</span>\n<br>\n丙</li></ul>", wording)
    assert document.paragraphs[-1].text == "甲 乙\n丙"


def test_cell_over_several_rows_leaves_those_below_it_empty(wording):
    table = "<table><tr><th rowspan='2'>甲</th><td>1</td></tr><tr><td>2</td></tr><tr><th>乙</th><td>3</td></tr></table>"
    rows = read(f"<h2>题</h2>{table}", wording).tables[0].rows
    assert [[cell.text for cell in row.cells] for row in rows] == [["甲", "1"], ["", "2"], ["乙", "3"]]


def test_what_the_page_does_not_print_is_left_out(wording):
    assert "下载" not in words(read("<p>甲</p><p class='noprint'>下载</p>", wording))


def test_control_characters_and_markup_in_a_text_do_no_harm(wording):
    assert "a&<b" in words(read("<pre>a&amp;&lt;b\x0b</pre>", wording))


def test_table_fills_the_width_and_no_word_is_torn():
    row = [Cell([Run("2016")]), Cell([Run("representative")]), Cell([Run("一句很长的话" * 20)])]
    widths = column_widths(Table([row], 0))
    assert sum(widths) == TEXT_WIDTH
    assert widths[1] > 14 * 90


def test_title_goes_and_the_drawing_becomes_lower():
    drawing = draw_bars(Caption("各年文献数", "篇"), ["2016"], {"论文": [3]})
    bare = without_title(drawing)
    assert 'class="title"' not in bare
    assert 'viewBox="0 19 ' in bare
    assert drawing_size(drawing)[1] > 0
