"""Fonts without ToUnicode whose programs, or whose sisters in the document, tell the characters; all fonts are drawn here."""

import io

import pytest
from fontTools.cffLib import CFFFontSet
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen

from pipeline.extract.pdf.identities import name_text
from tests.extract.factories import _written

TO_UNICODE = (
    b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <FF> endcodespacerange %d beginbfchar %s endbfchar endcmap"
)


def compact_font(glyphs):
    """A Type1C program with a box of its own width for each named glyph."""
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder([".notdef", *glyphs])
    builder.setupCharacterMap({})
    shapes = {
        name: _box(T2CharStringPen(1000, None), *shape).getCharString() for name, shape in {".notdef": (0, 0, 10, 10), **glyphs}.items()
    }
    builder.setupCFF("Test", {}, shapes, {})
    builder.setupHorizontalMetrics(dict.fromkeys([".notdef", *glyphs], (1000, 0)))
    builder.setupHorizontalHeader()
    builder.setupPost()
    return builder.font.getTableData("CFF ")


def true_type(glyphs, characters):
    """A TrueType program with boxes; `characters` maps code points to glyph names."""
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", *glyphs])
    builder.setupCharacterMap(characters)
    builder.setupGlyf({name: _box(TTGlyphPen(None), *shape).glyph() for name, shape in {".notdef": (0, 0, 10, 10), **glyphs}.items()})
    builder.setupHorizontalMetrics(dict.fromkeys([".notdef", *glyphs], (1000, 0)))
    builder.setupHorizontalHeader()
    builder.setupPost(keepGlyphNames=False)
    saved = io.BytesIO()
    builder.save(saved)
    return saved.getvalue()


def _box(pen, left, low, right, high):
    pen.moveTo((left, low))
    for point in ((right, low), (right, high), (left, high)):
        pen.lineTo(point)
    pen.closePath()
    return pen


def simple_font(base, program, names, texts=None):
    """PDF objects of a Type1C font: names by code from 1, and a ToUnicode table if texts are given."""
    differences = b" ".join(b"/" + name.encode() for name in names)
    to_unicode = b"/ToUnicode %d 0 R" if texts else b""
    font = (
        b"<< /Type /Font /Subtype /Type1 /BaseFont /%s /FirstChar 1 /LastChar %d /Widths [ %s ] /Encoding << /Type /Encoding /Differences"
        b" [ 1 %s ] >> /FontDescriptor << /Type /FontDescriptor /FontName /%s /Flags 4 /FontFile3 {file} >> {text} >>"
    ) % (base, len(names), b"1000 " * len(names), differences, base)
    rows = b"".join(b"<%02x> <%s> " % (code, text.encode("utf-16-be").hex().encode()) for code, text in enumerate(texts or [], 1))
    streams = [stream(program, b"/Subtype /Type1C")] + ([stream(TO_UNICODE % (len(texts), rows))] if texts else [])
    return font, to_unicode, streams


def stream(data, entries=b""):
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (entries, len(data), data)


def pdf_of(fonts, shown):
    """A one-page PDF: fonts as (dictionary, ToUnicode entry, streams), strings as (font index, hex)."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [ 3 0 R ] /Count 1 >>", b"", b""]
    numbers = []
    for font, to_unicode, streams in fonts:
        objects.extend(streams)
        first = len(objects) - len(streams) + 1
        text = to_unicode % (first + 1) if to_unicode else b""
        objects.append(font.replace(b"{file}", b"%d 0 R" % first).replace(b"{text}", text))
        numbers.append(len(objects))
    content = b"\n".join(b"BT /F%d 20 Tf 50 %d Td <%s> Tj ET" % (font, 700 - 40 * row, code) for row, (font, code) in enumerate(shown))
    objects[3] = stream(content)
    resources = b" ".join(b"/F%d %d 0 R" % (index, number) for index, number in enumerate(numbers))
    objects[2] = b"<< /Type /Page /Parent 2 0 R /MediaBox [ 0 0 595 842 ] /Contents 4 0 R /Resources << /Font << %s >> >> >>" % resources
    return _written(objects)


REGULAR = {"cid5001": (100, 0, 500, 300), "cid7402": (100, 0, 500, 400), "cid9003": (100, 0, 500, 500)}
BOLD = {"cid5001": (80, 0, 540, 300), "cid9003": (80, 0, 540, 500), "cid1200": (30, 250, 1700, 310), "cid8000": (80, 0, 540, 700)}


@pytest.fixture
def lines(read_pdf_chars):
    return lambda *arguments: read_pdf_chars(pdf_of(*arguments))


def test_bold_face_without_a_table_is_read_by_the_glyph_names_of_its_family(lines):
    regular = simple_font(b"AAAAAA+Song-Regular", compact_font(REGULAR), list(REGULAR), "社区治")
    bold = simple_font(b"BBBBBB+Song-Bold", compact_font(BOLD), list(BOLD))
    assert lines([regular, bold], [(0, b"010203"), (1, b"0201")]) == "社区治治社"


def test_bar_of_two_ems_is_the_chinese_dash_and_an_unknown_glyph_stays_unknown(lines):
    regular = simple_font(b"AAAAAA+Song-Regular", compact_font(REGULAR), list(REGULAR), "社区治")
    bold = simple_font(b"BBBBBB+Song-Bold", compact_font(BOLD), list(BOLD))
    assert lines([regular, bold], [(0, b"010203"), (1, b"010304")]) == "社区治社——\ufffd"


def test_names_numbered_anew_in_each_subset_prove_nothing(lines):
    first = simple_font(b"AAAAAA+Song-Regular", compact_font({"g1": (0, 0, 9, 9), "g2": (0, 0, 8, 8)}), ["g1", "g2"], "社区")
    second = simple_font(b"BBBBBB+Song-Bold", compact_font({"g2": (0, 0, 7, 7), "g1": (0, 0, 6, 6)}), ["g2", "g1"])
    assert lines([first, second], [(0, b"0102"), (1, b"0102")]) == "社区\ufffd\ufffd"


def test_equal_outlines_are_equal_characters(lines):
    first = simple_font(b"AAAAAA+Song", compact_font({"g1": (0, 0, 9, 9), "g2": (0, 0, 8, 8)}), ["g1", "g2"], "社区")
    second = simple_font(b"BBBBBB+Other", compact_font({"x7": (0, 0, 8, 8), "x8": (0, 0, 9, 9)}), ["x7", "x8"])
    assert lines([first, second], [(0, b"0102"), (1, b"0102")]) == "社区区社"


def test_named_glyphs_need_no_other_font(lines):
    glyphs = {"uni6587": (0, 0, 9, 9), "u8109": (0, 0, 8, 8), "quotedblright": (0, 0, 7, 7)}
    assert lines([simple_font(b"AAAAAA+Song", compact_font(glyphs), list(glyphs))], [(0, b"010203")]) == "文脉”"


def test_composite_font_is_read_by_the_character_table_of_its_program(lines):
    program = true_type({"a": (0, 0, 9, 9), "b": (0, 0, 8, 8)}, {0x793E: "a", 0x533A: "b"})
    font = (
        b"<< /Type /Font /Subtype /Type0 /BaseFont /AAAAAA+Song /Encoding /Identity-H /DescendantFonts [ << /Type /Font /Subtype /CIDFontType2"
        b" /BaseFont /AAAAAA+Song /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 1000 /CIDToGIDMap %d 0 R"
        b" /FontDescriptor << /Type /FontDescriptor /FontName /AAAAAA+Song /Flags 4 /FontFile2 {file} >> >> ] >>"
    )
    turned = b"\0\0\0\2\0\1"
    fonts = [(font % 6, b"", [stream(program), stream(turned)])]
    assert lines(fonts, [(0, b"00010002")]) == "区社"


@pytest.mark.parametrize(("name", "text"), [("uni6587", "文"), ("f_i", "fi"), ("uniE001", ""), ("cid77", ""), ("u20000", "\U00020000")])
def test_glyph_names_of_the_list_have_a_text(name, text):
    assert name_text(name) == text


def test_compact_font_of_the_tests_is_one():
    fonts = CFFFontSet()
    fonts.decompile(io.BytesIO(compact_font(REGULAR)), None)
    assert fonts.topDictIndex[0].charset[1] == "cid5001"
