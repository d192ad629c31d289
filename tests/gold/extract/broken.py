"""Files damaged, locked or taken for something else, made from sound ones."""

import io
import re

import pikepdf

HTML = "<!DOCTYPE html>\n<html><head><title>登录</title></head><body>您的登录已过期，请重新登录后下载全文。</body></html>"
CAJ = b"CAJ\x00\x00\x02\x01\x00" + bytes(range(256)) * 40


def edited(content: bytes, **saving: object) -> bytes:
    """Return a PDF as pikepdf saves it: encrypted, with object streams, linearized."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pdf.save(out, static_id=True, **saving)
    return out.getvalue()


def locked(content: bytes, revision: int, user: str = "", *, aes: bool = True) -> bytes:
    """Return an encrypted PDF; AES files of one text differ from run to run, as their keys do."""
    metadata = aes and revision > 3
    return edited(content, encryption=pikepdf.Encryption(owner="owner", user=user, R=revision, aes=aes, metadata=metadata))


def packed(content: bytes) -> bytes:
    """Return a PDF whose objects and cross references lie in streams, linearized for the web."""
    return edited(content, object_stream_mode=pikepdf.ObjectStreamMode.generate, linearize=True)


def with_pages(content: bytes, other: bytes, at: int) -> bytes:
    """Return a PDF whose page `at` (counted from 1) is the first page of another file."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf, pikepdf.open(io.BytesIO(other)) as donor:
        pdf.pages.insert(at - 1, donor.pages[0])
        del pdf.pages[at]
        pdf.save(out, static_id=True)
    return out.getvalue()


def one_line_startxref(content: bytes) -> bytes:
    """Return the file with `startxref` and its number on one line."""
    return re.sub(rb"startxref\s+(\d+)", rb"startxref \1", content)


def without_references(content: bytes) -> bytes:
    """Return the file without cross-reference table and trailer's offset: objects alone can be searched for."""
    start, trailer = content.rindex(b"xref\n0 "), content.rindex(b"trailer")
    return content[:start] + re.sub(rb"startxref\s+\d+\s+", b"", content[trailer:])


def wrong_references(content: bytes) -> bytes:
    """Return the file with every offset of its table 7 too high."""
    return re.sub(rb"(?m)^(\d{10}) (\d{5}) n", lambda match: b"%010d %s n" % (int(match[1]) + 7, match[2]), content)


def with_junk(content: bytes) -> bytes:
    """Return the file behind a proxy's headers."""
    return b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\nX-Cache: MISS\r\n\r\n" + content


def truncated(content: bytes, share: float) -> bytes:
    """Return the beginning of the file."""
    return content[: int(len(content) * share)]
