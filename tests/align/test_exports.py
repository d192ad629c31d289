from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from pipeline.align.exports import beads_tsv, terms_tsv, tmx_bytes, vecalign_text
from pipeline.align.printed import PrintedBead
from pipeline.core.records import Bead, TermPair

DTD = Path(__file__).parent / "tmx14.dtd"


def printed(zh, en, *, posterior=0.95, field="abstract", flags=()):
    kind = f"{int(bool(zh))}-{int(bool(en))}"
    bead = Bead("0123456789abcdef", field, 0, [0], [1], [2], [3], kind, posterior, "auto", list(flags))
    return PrintedBead(bead, zh, en)


def parse(data):
    return etree.parse(BytesIO(data), etree.XMLParser(load_dtd=False, no_network=True, resolve_entities=False))


def segments(data):
    return [seg.text for seg in parse(data).iter("seg")]


@given(st.lists(st.tuples(st.text(max_size=10), st.text(max_size=10)), max_size=3))
def test_tmx_follows_the_rules_of_1_4b_whatever_the_text(sides):
    tree = parse(tmx_bytes([printed(zh, en, flags=["n-m"]) for zh, en in sides], 0.9))
    dtd = etree.DTD(str(DTD))
    assert dtd.validate(tree), dtd.error_log


def test_sentence_without_counterpart_and_unsure_bead_stay_out_of_tmx():
    beads = [printed("好。", ""), printed("", "Good."), printed("坏。", "Bad.", posterior=0.5), printed("茶 & 水。", "Tea < water.")]
    assert segments(tmx_bytes(beads, 0.9)) == ["茶 & 水。", "Tea < water."]


def test_tmx_names_posterior_record_and_flags():
    props = {prop.get("type"): prop.text for prop in parse(tmx_bytes([printed("好。", "Good.", flags=["n-m"])], 0.9)).iter("prop")}
    assert (props["x-posterior"], props["x-record"], props["x-flags"]) == ("0.95", "0123456789abcdef", "n-m")


def test_same_beads_give_the_same_bytes():
    beads = [printed("好。", "Good.")]
    assert tmx_bytes(beads, 0.9) == tmx_bytes(beads, 0.9)
    assert beads_tsv(beads) == beads_tsv(beads)


def test_table_opens_in_spreadsheets_and_keeps_every_bead():
    lines = beads_tsv([printed("好。", ""), printed("一\t二", "One\ntwo")]).decode("utf-8-sig").split("\r\n")
    assert [line.split("\t")[-2:] for line in lines[1:3]] == [["好。", ""], ["一 二", "One two"]]
    assert beads_tsv([]).startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", '"Linkage', '"a" b'])
def test_text_that_a_spreadsheet_would_misread_gets_an_apostrophe(text):
    pair = TermPair("0123456789abcdef", 0, text, "x", 0, 1, 2, 3, "keywords", None, 1.0)
    assert f"\t'{text}\t" in terms_tsv([pair]).decode()


def test_vecalign_text_counts_the_sentences_of_each_side():
    beads = [
        Bead("a" * 16, "abstract", 0, [0], [5], [50, 60], [60, 70], "1-2", 0.99, "auto"),
        Bead("a" * 16, "abstract", 1, [5], [9], [], [], "1-0", 0.5, "check"),
        Bead("a" * 16, "abstract", 2, [9], [12], [70], [75], "1-1", 1.0, "auto"),
    ]
    assert vecalign_text(beads) == "[0]:[0, 1]:0.01\n[1]:[]:0.5\n[2]:[2]:0.0\n"


def test_translate_toolkit_reads_the_memory_back(tmp_path):
    memory = pytest.importorskip("translate.storage.tmx")
    (tmp_path / "beads.tmx").write_bytes(
        tmx_bytes([printed("茶 & 水。", "Tea < water."), printed("社区", "community", field="keywords")], 0.9)
    )
    units = memory.tmxfile.parsefile(str(tmp_path / "beads.tmx")).units
    assert [(unit.source, unit.target) for unit in units] == [("茶 & 水。", "Tea < water."), ("社区", "community")]
