from pipeline.extract.pdf.fontbounds import bound_font
from tests.extract.factories import make_pdf, of_role

PDF = make_pdf([(50, 100, 10, "社区治理的逻辑")])


def test_widths_for_a_billion_codes_are_bounded():
    spec = {"W": [3, 10**9, 500, 7, [600, 10**12]], "W2": [-(10**9), 5, -1000, 500, 880]}
    bound_font(spec)
    assert spec == {"W": [3, 65535, 500, 7, [600, 10**12]], "W2": [-65535, 5, -1000, 500, 880]}


def test_file_with_widths_for_a_billion_codes_is_read(extract_pdf):
    found = extract_pdf(PDF.replace(b"/W [ 1 [ 500 ] 2 94 500 ]", b"/W [ 1 999999999 500 ]"))
    assert (found.status, of_role(found, "body")) == ("ok", of_role(extract_pdf(PDF), "body"))
