from pipeline.extract.codemaps import bound_ranges, read_code_map

CMAP = b"""1 begincodespacerange <00> <7F> endcodespacerange 1 begincodespacerange <8000> <FFFF> endcodespacerange
2 begincidchar <0041> 7 <8001> 9 endcidchar 1 begincidrange <8100> <8102> 20 endcidrange"""


def test_codes_are_read_by_their_code_spaces():
    assert list(read_code_map(CMAP, text_by_code=True).decode(b"A\x80\x01B")) == [0x41, 0x8001, 0x42]


def test_character_ids_come_from_chars_and_ranges():
    code_map = read_code_map(CMAP, text_by_code=True)
    assert [code_map.cid(code) for code in (0x41, 0x8001, 0x8102, 0x9999)] == [7, 9, 22, 0x9999]


def test_range_of_four_bytes_is_bounded_and_other_rows_stay():
    rows = b"1 beginbfchar <03> <D83DDC00> endbfchar 2 beginbfrange <0001> <0002> [<4E00> <4E01>] <0003> %s <4E02> endbfrange"
    assert bound_ranges(rows % b"<FFFFFFFF>") == rows % b"<00010002>"
