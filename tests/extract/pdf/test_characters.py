from pdfminer.pdftypes import PDFStream
from pdfminer.psparser import LIT

from pipeline.extract.pdf.characters import Resources, read_pages
from pipeline.extract.pdf.opening import open_pdf
from tests.extract.factories import make_pdf

CMAP = b"1 begincodespacerange <00> <FF> endcodespacerange 1 begincidchar <41> %d endcidchar"


def font_spec(cid):
    """A font that stands in the page's own resources, without an object number, so that pdfminer makes it anew for every page."""
    encoding = PDFStream({"CMapName": LIT("own")}, CMAP % cid)
    return {"Subtype": LIT("CIDFontType0"), "BaseFont": LIT("own"), "FontDescriptor": {}, "Encoding": encoding}


def test_font_that_takes_the_place_of_another_in_memory_has_a_code_map_of_its_own():
    resources = Resources()
    for cid in range(1, 50):
        font = resources.get_font(None, font_spec(cid))
        assert resources.code_maps[font].cid(0x41) == cid
        del font


def test_pages_that_were_read_are_not_kept():
    document = open_pdf(make_pdf(*[[(50, 100, 10, "社区")]] * 30)).document
    kept = [len(document._cached_objs) for _ in read_pages(document, max_pages=50, max_glyphs=100)]
    assert kept[-1] <= kept[1]
