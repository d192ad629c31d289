"""What a file is, by its content."""

from pathlib import Path

import pytest

from pipeline.core.sources import decode_text, recognise, record_format

RIS = "TY - JOUR\nT1 - 河湾的联动\nER - \n"
FILES = {
    "PDF": ("a.pdf", b"%PDF-1.7\n", "pdf"),
    "PDF under CNKI's suffix": ("a.caj", b"%PDF-1.4\n", "pdf"),
    "damaged PDF": ("a.pdf", b"\x00\x01\x02 nothing", "pdf"),
    "empty file": ("a.pdf", b"", "pdf"),
    "CAJ": ("a.dat", b"CAJ\x00....", "caj"),
    "NH": ("a.nh", b"whatever", "caj"),
    "web page": ("a.htm", b"\n<!DOCTYPE html><html>", "html"),
    "web page as text": ("a.txt", b"<html><body>", "html"),
    "plain text": ("a.txt", "河湾的联动。".encode("gb18030"), "text"),
    "records without suffix": ("a", RIS.encode(), "records"),
    "records in GB18030": ("a.txt", RIS.encode("gb18030"), "records"),
    "workbook": ("a.xlsx", b"PK\x03\x04....", "spreadsheet"),
    "archive": ("a.zip", b"PK\x03\x04....", "binary"),
    "picture": ("a.png", b"\x89PNG\r\n\x1a\n\x00\x00", "binary"),
    "nothing": ("a.txt", b" \n", "empty"),
}


@pytest.mark.parametrize(("name", "content", "kind"), FILES.values(), ids=FILES)
def test_a_file_is_recognised_by_what_is_in_it(name: str, content: bytes, kind: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    assert recognise(tmp_path / name) == kind


def test_the_format_that_comes_first_in_the_file_names_it() -> None:
    assert record_format("{Reference Type}: Thesis\n{Title}: 联动\n{Abstract}:\n" + RIS) == "noteexpress"


def test_all_line_ends_become_newlines() -> None:
    assert decode_text(b"a\r\nb\rc\n").text == "a\nb\nc\n"


def test_few_damaged_bytes_do_not_make_another_encoding() -> None:
    decoded = decode_text("联动".encode() * 200 + b"\xff")
    assert (decoded.encoding, decoded.n_damaged) == ("utf-8", 1)
