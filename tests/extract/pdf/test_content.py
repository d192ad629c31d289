import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pdfminer.pdfinterp import PDFContentParser
from pdfminer.pdftypes import PDFStream
from pdfminer.psexceptions import PSEOF
from pdfminer.psparser import PSKeyword

from pipeline.extract.pdf.content import Operator, UnreadError, read_tokens

PIECES = st.sampled_from(
    [
        b"BT",
        b"ET",
        b"Tj",
        b"TJ",
        b"T*",
        b"re",
        b"f*",
        b"xyz",
        b"12",
        b"-.5",
        b"3.",
        b"--7",
        b"1-2",
        b".",
        b"/F1",
        b"/A#42c",
        b"/\xe5\xad",
        b"(a)",
        b"(a(b)c)",
        b"(\\101\\)\\n)",
        b"()",
        b"<4142>",
        b"<4 1 4>",
        b"<>",
        b"[",
        b"]",
        b"<</K 1>>",
        b"% note\n",
        b"true",
        b"null",
        b"'",
        b'"',
        b"\x00",
        b"\xff",
    ]
)


def operands_of_pdfminer(data):
    parser = PDFContentParser([PDFStream({}, data)])
    found = []
    while True:
        try:
            _, token = parser.nextobject()
        except PSEOF:
            return found
        if not isinstance(token, PSKeyword):
            found.append(token)


@given(st.lists(PIECES, max_size=12), st.sampled_from([b" ", b"\n", b"\r\n"]))
def test_operands_are_those_that_pdfminer_reads(pieces, blank):
    data = blank.join(pieces) + blank
    if data.count(b"[") == data.count(b"]"):
        assert repr([token for token in read_tokens(data) if not isinstance(token, Operator)]) == repr(operands_of_pdfminer(data))


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_handed_over(data):
    with contextlib.suppress(UnreadError):
        read_tokens(data)


@pytest.mark.parametrize("data", [b"BI /W 1 ID x EI", b"(never closed", b"{ 1 }"], ids=["inline image", "open string", "procedure"])
def test_rare_streams_are_left_to_pdfminer(data):
    with pytest.raises(UnreadError):
        read_tokens(data)


def test_operators_know_their_operands():
    *_, operator = read_tokens(b"1 0 0 1 50 60 cm")
    assert (operator.method, operator.n_operands) == ("do_cm", 6)
