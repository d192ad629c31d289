import io

import pikepdf
import pytest

from pipeline.core.errors import PdfError
from pipeline.extract.pdf.opening import open_pdf
from tests.extract.factories import make_pdf

PDF = make_pdf([(50, 100, 10, "三社联动的运行逻辑")])


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"", "empty"),
        (b"\x00\n  ", "empty"),
        (b"<!DOCTYPE html><html><body>login</body></html>", "not_pdf"),
        (b"\xef\xbb\xbf\n<HTML>", "not_pdf"),
        (b"CAJ\x00" + b"\x01" * 50, "not_pdf"),
        (b"KDH 2.00", "not_pdf"),
        (b"plain words", "not_pdf"),
        (b"%PDF-1.4\n" + b"\x01" * 300, "corrupt"),
    ],
    ids=["nothing", "blanks", "web page", "web page with mark", "CAJ", "KDH", "text", "only a header"],
)
def test_what_is_no_pdf_has_a_status(content, status):
    with pytest.raises(PdfError) as caught:
        open_pdf(content)
    assert caught.value.status == status


def test_caj_message_says_what_to_do():
    with pytest.raises(PdfError, match="CAJViewer"):
        open_pdf(b"CAJ\x00 more")


def test_startxref_with_its_number_on_one_line_is_mended():
    one_line = PDF.replace(b"startxref\n", b"startxref ")
    assert not open_pdf(one_line).damaged


def test_junk_before_the_header_is_skipped_and_reported():
    opened = open_pdf(b"HTTP/1.1 200 OK\r\n\r\n" + PDF)
    assert opened.notes[0][0] == "junk-before-header"


def test_truncated_file_is_opened_as_damaged():
    assert open_pdf(PDF[:-120]).damaged


@pytest.mark.parametrize(("user", "opens"), [("", True), ("geheim", False)], ids=["empty password", "real password"])
def test_encrypted_file_opens_with_the_empty_password_alone(user, opens):
    encrypted = io.BytesIO()
    with pikepdf.open(io.BytesIO(PDF)) as pdf:
        pdf.save(encrypted, encryption=pikepdf.Encryption(owner="owner", user=user, R=6))
    if opens:
        assert open_pdf(encrypted.getvalue()).document is not None
    else:
        with pytest.raises(PdfError, match="password"):
            open_pdf(encrypted.getvalue())


def locked(user, owner="owner", **options):
    encrypted = io.BytesIO()
    with pikepdf.open(io.BytesIO(PDF)) as pdf:
        pdf.save(encrypted, encryption=pikepdf.Encryption(owner=owner, user=user, **options))
    return encrypted.getvalue()


CIPHERS = {
    "RC4-40": {"R": 2, "aes": False, "metadata": False},
    "RC4-128": {"R": 3, "aes": False, "metadata": False},
    "AES-128": {"R": 4, "aes": True},
    "AES-256": {"R": 6, "aes": True},
}


@pytest.mark.filterwarnings("ignore:The file being saved")
@pytest.mark.parametrize("cipher", list(CIPHERS))
def test_every_cipher_opens_with_the_empty_password_and_with_the_given_one(cipher):
    assert open_pdf(locked("", **CIPHERS[cipher])).password == ""
    given = "geheim"
    content = locked(given, **CIPHERS[cipher])
    assert open_pdf(content, ("", "geheim")).password == given
    with pytest.raises(PdfError, match="is wrong") as caught:
        open_pdf(content, ("", "falsch"))
    assert caught.value.status == "password"


def test_message_about_a_locked_file_says_where_its_password_goes():
    with pytest.raises(PdfError, match=r"edits/passwords\.tsv"):
        open_pdf(locked("geheim", R=6))


@pytest.mark.parametrize("magic", [b"HN\x00\x00", b"HN\xc8\x00", b"\xc8\x00\x01", b"NH 1", b"TEB1"], ids=["HN", "HN C8", "C8", "NH", "TEB"])
def test_files_of_the_cnki_reader_are_named_with_what_to_do(magic):
    with pytest.raises(PdfError, match="CAJViewer"):
        open_pdf(magic + b"\x00" * 40)


def test_damaged_table_of_contents_is_mended_by_saving_again():
    start = PDF.rindex(b"startxref")
    opened = open_pdf(PDF[:start] + b"startxref\n7\n%%EOF\n")
    assert next(iter(opened.document.catalog))
