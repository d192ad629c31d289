"""Open a PDF from its bytes: say what the file is, mend what can be mended in memory, and report the rest with a status."""

import io
import re
import struct
import zlib
from dataclasses import dataclass, field
from typing import Any

from pipeline.core.errors import PdfError
from pipeline.core.sources import OLE_MARK, ZIP_MARK

# What pdfminer.six and pikepdf raise on damaged files: their own errors, and errors of the values they read unchecked.
FAULTS = (
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    AssertionError,
    RecursionError,
    ArithmeticError,
    NotImplementedError,
    EOFError,
    OSError,
    RuntimeError,
    struct.error,
    zlib.error,
)
HEADER_WITHIN = 65536  # bytes in which `%PDF-` may be preceded by junk (mail headers, HTTP headers, a proxy's banner)
TAIL = 2048
ONE_LINE_STARTXREF = re.compile(rb"startxref[ \t]+(\d+)")
HTML_START = re.compile(
    rb"^\s*(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|script|meta|body)", re.IGNORECASE | re.DOTALL
)
# First bytes of the formats of the CNKI reader (CAJ of several generations) and of its web reader (KDH).
FOREIGN = {
    b"CAJ\x00": "CAJ",
    b"KDH ": "KDH",
    b"HN\x00\x00": "CAJ (HN)",
    b"HN\xc8\x00": "CAJ (HN)",
    b"\xc8\x00": "CAJ (C8)",
    b"NH": "NH",
    b"TEB": "TEB",
}


@dataclass(slots=True)
class Opened:
    """A readable PDF."""

    document: Any
    """pdfminer's PDFDocument."""
    content: bytes
    """The bytes it was opened from, after mending."""
    password: str = ""
    """The password that opened it."""
    notes: list[tuple[str, str]] = field(default_factory=list)
    """Problems (code, message) met on the way."""
    damaged: bool = False
    """The end of the file is missing."""


def open_pdf(content: bytes, passwords: tuple[str, ...] = ("",)) -> Opened:
    """Return the opened PDF.

    Raises:
        PdfError: with status `empty`, `not_pdf`, `password` or `corrupt`; the message says what was found and what to do.
    """
    _refuse_other_formats(content)
    notes: list[tuple[str, str]] = []
    content = _mended(content, notes)
    damaged = b"%%EOF" not in content[-TAIL:]
    if damaged:
        notes.append(("truncated", "the file ends before its end mark: download it again; what is there was read"))
    found = _try_open(content, passwords)
    if found is None:
        content = _saved_again(content, passwords)
        found = _try_open(content, passwords)
        notes.append(("mended", "the file was damaged and was read after a repair in memory"))
    if found is None:
        raise PdfError("the file is damaged beyond repair: download it again", "corrupt")
    return Opened(found[0], content, found[1], notes, damaged)


def _refuse_other_formats(content: bytes) -> None:
    if not content.strip(b"\x00\r\n\t "):
        raise PdfError("the file is empty: download it again", "empty")
    if b"%PDF-" in content[:HEADER_WITHIN]:
        return
    for magic, name in FOREIGN.items():
        if content.startswith(magic):
            raise PdfError(f"this is a {name} file, not a PDF: open it in CAJViewer and print it to PDF", "not_pdf")
    if HTML_START.match(content[:4096]) or b"<html" in content[:4096].lower():
        raise PdfError("this is a web page saved as .pdf (often a log-in page): download the PDF again", "not_pdf")
    if content.startswith((ZIP_MARK, OLE_MARK)):
        raise PdfError("this is a Word, Excel or archive file, not a PDF: save it as PDF, or unpack it", "not_pdf")
    raise PdfError("the file does not contain a PDF header: download it again", "not_pdf")


def _mended(content: bytes, notes: list[tuple[str, str]]) -> bytes:
    start = content[:HEADER_WITHIN].find(b"%PDF-")
    if start > 0:
        content = content[start:]
        notes.append(("junk-before-header", f"{start} bytes before the PDF header were skipped"))
    tail = content[-TAIL:]
    if ONE_LINE_STARTXREF.search(tail):
        content = content[:-TAIL] + ONE_LINE_STARTXREF.sub(rb"startxref\n\1", tail)
    return content


def _try_open(content: bytes, passwords: tuple[str, ...]) -> tuple[Any, str] | None:
    """Return pdfminer's document with at least one page and the password that opened it, None when it cannot be read."""
    from pdfminer.pdfdocument import PDFDocument, PDFPasswordIncorrect
    from pdfminer.pdfpage import PDFPage
    from pdfminer.pdfparser import PDFParser
    from pdfminer.psexceptions import PSException

    locked = False
    for password in passwords:
        try:
            document = PDFDocument(PDFParser(io.BytesIO(content)), password=password)
            next(iter(PDFPage.create_pages(document)))
        except PDFPasswordIncorrect:
            locked = True
            continue
        except (PSException, StopIteration, *FAULTS):
            return None
        return document, password
    if locked:
        raise PdfError(_locked(passwords), "password")
    return None


def _locked(passwords: tuple[str, ...]) -> str:
    if any(passwords):
        return "the password given for the file is wrong: correct its line in the list of passwords"
    return (
        "the file is protected by a password: give it in edits/passwords.tsv (or `wenmai extract --password-file`), "
        "or remove it in a PDF reader and save the file again"
    )


def _saved_again(content: bytes, passwords: tuple[str, ...]) -> bytes:
    """Return the file as qpdf reconstructs it; the bytes as they were when qpdf cannot read it either."""
    import pikepdf

    for password in passwords:
        try:
            with pikepdf.open(io.BytesIO(content), password=password) as pdf:
                saved = io.BytesIO()
                pdf.save(saved)
                return saved.getvalue()
        except pikepdf.PasswordError:
            continue
        except (pikepdf.PdfError, *FAULTS):
            return content
    return content
