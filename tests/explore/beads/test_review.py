import re
from html import unescape
from html.parser import HTMLParser

import pytest

from pipeline.align.corrections import Fixed, fixed_beads, read_corrections
from pipeline.align.dictionary import Dictionary
from pipeline.align.printed import PrintedBead
from pipeline.core.errors import InputError
from pipeline.core.records import Bead
from pipeline.explore.beads.review import make_cards, render_review, write_review
from pipeline.explore.beads.word_links import link_words

DICTIONARY = Dictionary({"社区": ["community"], "资金": ["funds"], "居民": ["resident"]})


def bead(index, posterior, zh, en, flags=()):
    row = Bead("a" * 16, "abstract", index, [index] * bool(zh), [index + 1] * bool(zh), [50 + index] * bool(en), [51 + index] * bool(en),
               f"{int(bool(zh))}-{int(bool(en))}", posterior, "check", list(flags))  # fmt: skip
    return PrintedBead(row, zh, en, (zh,) * bool(zh), (en,) * bool(en))


BEADS = [
    bead(0, 0.9, "社区有居民。", "The community has residents."),
    bead(1, 0.4, "资金<不足>。", "Funds & means are short."),
    bead(2, 0.2, "", "Residents left.", ["null-zh"]),
]


def words_of(html, marked):
    return re.findall(rf'<b class="{marked}" data-k="\d+">([^<]+)</b>', html)


def test_least_certain_bead_comes_first_and_the_share_decides_how_many():
    assert [card.printed.bead.bead_index for card in make_cards(BEADS, DICTIONARY, {}, 1.0)] == [2, 1, 0]
    assert [card.printed.bead.bead_index for card in make_cards(BEADS, DICTIONARY, {}, 0.5)] == [2, 1]


def test_decided_bead_is_not_shown_again():
    assert make_cards([bead(0, 0.1, "好。", "Good.", ["corrected"])], DICTIONARY, {}, 1.0) == []


def test_bead_stands_between_its_neighbours():
    card = make_cards(BEADS, DICTIONARY, {}, 1.0)[1]
    assert [(line.text, line.is_own) for line in card.en] == [
        ("The community has residents.", False),
        ("Funds & means are short.", True),
        ("Residents left.", False),
    ]


def test_words_that_the_dictionary_links_are_marked_on_both_sides():
    html = render_review("demo", make_cards(BEADS[:1], DICTIONARY, {}, 1.0), 1)
    assert words_of(html, "w") == ["社区", "居民", "community", "residents"]


def test_word_linked_to_a_neighbour_is_told_apart():
    card = make_cards([bead(0, 0.9, "居民。", "All."), bead(1, 0.1, "", "Residents.", ["null-zh"])], DICTIONARY, {}, 0.5)
    assert words_of(render_review("demo", card, 2), "w away") == ["居民", "Residents"]


def test_link_prefers_the_bead_itself():
    (link,) = link_words(["社区。", "社区。"], ["Community."], DICTIONARY, (range(1, 2), range(1)))
    assert link.zh == 1


def test_text_of_strangers_is_escaped():
    html = render_review("demo", make_cards([bead(0, 0.5, "<script>x</script>", '"><img src=x>')], DICTIONARY, {}, 1.0), 1)
    assert "<img" not in html
    assert html.count("<script>") == 1


def test_page_loads_nothing():
    html = render_review("demo", make_cards(BEADS, DICTIONARY, {}, 1.0), 3)
    assert not re.search(r"(?:src|href)\s*=|url\(|@import|https?:", html)


def test_page_is_well_formed():
    open_tags = []

    class Checker(HTMLParser):
        def handle_starttag(self, tag, _attrs):
            open_tags.extend([tag] * (tag not in {"meta", "input"}))

        def handle_endtag(self, tag):
            assert open_tags.pop() == tag

    Checker().feed(render_review("demo", make_cards(BEADS, DICTIONARY, {}, 1.0), 3))
    assert open_tags == []


def test_line_of_the_page_is_a_correction_that_finds_its_sentences(tmp_path):
    html = render_review("demo", make_cards(BEADS, DICTIONARY, {}, 1.0), 3)
    lines = [unescape(line) for line in re.findall(r'<code class="tsv"[^>]*>([^<]*)</code>', html)]
    (tmp_path / "alignment.tsv").write_text("\n".join(["field\tzh\ten\tby\ton\treason", *lines]), encoding="utf-8")
    zh, en = [one.zh for one in BEADS if one.zh], [one.en for one in BEADS if one.en]
    found = fixed_beads(zh, en, read_corrections(tmp_path / "alignment.tsv"))
    assert found == [Fixed(range(0), range(2, 3)), Fixed(range(1, 2), range(1, 2)), Fixed(range(1), range(1))]


@pytest.mark.slow
def test_command_writes_the_page_of_a_corpus_twice_with_the_same_bytes(probe, tmp_path):
    configs = probe.root.parent.parent / "configs"
    assert write_review(probe, configs, tmp_path / "a.html", 0.5) == write_review(probe, configs, tmp_path / "b.html", 0.5) > 0
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()


def test_corpus_without_beads_says_so(own_corpus, no_rows, tmp_path):
    no_rows.write(own_corpus)
    with pytest.raises(InputError, match="no aligned sentences"):
        write_review(own_corpus, own_corpus.root.parent.parent / "configs", tmp_path / "a.html", 0.2)
