from pipeline.extract.pdf.codemaps import CodeTree, bound_ranges, read_code_map
from tests.extract.pdf.test_identities import pdf_of, stream

CMAP = b"""1 begincodespacerange <00> <7F> endcodespacerange 1 begincodespacerange <8000> <FFFF> endcodespacerange
2 begincidchar <0041> 7 <8001> 9 endcidchar 1 begincidrange <8100> <8102> 20 endcidrange"""


def test_codes_are_read_by_their_code_spaces():
    assert list(read_code_map(CMAP, text_by_code=True).decode(b"A\x80\x01B")) == [0x41, 0x8001, 0x42]


def test_character_ids_come_from_chars_and_ranges():
    code_map = read_code_map(CMAP, text_by_code=True)
    assert [code_map.cid(code) for code in (0x41, 0x8001, 0x8102, 0x9999)] == [7, 9, 22, 0x9999]


def test_codes_of_a_predefined_map_keep_their_bytes():
    tree = CodeTree({0x41: 34, 0xC9: {0xE7: 3411}})
    assert [(code, tree.cid(code)) for code in tree.decode(b"A\xc9\xe7\xff")] == [(0x41, 34), (0xC9E7, 3411)]


def test_text_of_a_predefined_map_goes_by_codes_and_falls_back_on_the_collection(read_pdf_chars):
    """社 stands in ToUnicode under its GBK code, where pdfminer looks under its character id; 区 and A do not stand there."""
    table = b"begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfchar <C9E7> <793E> endbfchar endcmap"
    font = (
        b"<< /Type /Font /Subtype /Type0 /BaseFont /SimSun /Encoding /GBK-EUC-H /ToUnicode {file} /DescendantFonts [ << /Type /Font"
        b" /Subtype /CIDFontType2 /BaseFont /SimSun /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /DW 1000"
        b" /FontDescriptor << /Type /FontDescriptor /FontName /SimSun /Flags 4 >> >> ] >>"
    )
    content = pdf_of([(font, b"", [stream(table)])], [(0, "社区A".encode("gbk").hex().encode())])
    assert read_pdf_chars(content) == "社区A"


def test_range_of_four_bytes_is_bounded_and_other_rows_stay():
    rows = b"1 beginbfchar <03> <D83DDC00> endbfchar 2 beginbfrange <0001> <0002> [<4E00> <4E01>] <0003> %s <4E02> endbfrange"
    assert bound_ranges(rows % b"<FFFFFFFF>") == rows % b"<00010002>"
