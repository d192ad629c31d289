import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.align.aligner import align_sentences, sharpen
from pipeline.align.corrections import Fixed
from pipeline.align.cost import Evidence, Sides
from pipeline.core.errors import ConfigError, InputError, ModelError

ZH = ["本研究访谈了社区居民。", "政府购买服务。", "合同与资金来自街道。"]
EN = ["This research interviewed community residents.", "Government purchases services.", "Contracts and funds come from the subdistrict."]
SENTENCES = st.tuples(
    st.lists(st.sampled_from([*ZH, "茶。", "2012年"]), max_size=5),
    st.lists(st.sampled_from([*EN, "Tea.", "In 2012"]), max_size=6),
)


def pairs(beads):
    return [(list(bead.zh), list(bead.en)) for bead in beads]


def test_sentences_that_render_each_other_are_paired(dictionary, config):
    assert pairs(align_sentences(ZH, EN, dictionary, config)) == [([0], [0]), ([1], [1]), ([2], [2])]


def test_sentence_without_counterpart_stays_alone(dictionary, config):
    beads = align_sentences([ZH[0], ZH[2]], EN, dictionary, config)
    assert ([], [1]) in pairs(beads)
    assert next(bead.flags for bead in beads if not bead.zh) == ("null-zh",)


def test_two_english_sentences_for_one_chinese_are_one_bead(dictionary, config):
    zh = ["本研究访谈了社区居民，政府购买服务，合同与资金来自街道。", *ZH[1:]]
    assert pairs(align_sentences(zh, [EN[0], EN[1], EN[2], *EN[1:]], dictionary, config))[0] == ([0], [0, 1, 2])


@given(SENTENCES)
@settings(max_examples=40)
def test_every_sentence_is_in_exactly_one_bead_in_order(dictionary, config, sides):
    zh, en = sides
    beads = align_sentences(zh, en, dictionary, config)
    assert [number for bead in beads for number in bead.zh] == list(range(len(zh)))
    assert [number for bead in beads for number in bead.en] == list(range(len(en)))
    assert all(0 <= bead.posterior <= 1 for bead in beads)


@given(SENTENCES)
@settings(max_examples=40)
def test_swapping_the_languages_swaps_the_beads(dictionary, config, sides):
    zh, en = sides
    straight = align_sentences(zh, en, dictionary, config)
    swapped = align_sentences(en, zh, dictionary, config)
    if any(zh) and any(en):
        assert [(bead.en, bead.zh, bead.posterior, bead.state) for bead in swapped] == [
            (bead.zh, bead.en, bead.posterior, bead.state) for bead in straight
        ]


def test_corrected_bead_is_taken_whatever_the_evidence(dictionary, config):
    beads = align_sentences(ZH, EN, dictionary, config, [Fixed(range(2), range(1))])
    assert pairs(beads)[0] == ([0, 1], [0])
    assert (beads[0].state, beads[0].flags) == ("auto", ("corrected",))


def test_sentence_decided_to_have_no_counterpart_has_none(dictionary, config):
    beads = align_sentences(ZH, EN, dictionary, config, [Fixed(range(0), range(1, 2)), Fixed(range(1, 2), range(0))])
    assert ([], [1]) in pairs(beads)
    assert ([1], []) in pairs(beads)


def test_sure_beads_tell_the_length_ratio_and_a_stray_sentence_does_not(dictionary, config):
    stray = "Yesterday the swallows gathered on the telegraph wires beside the canal and left before the evening rain had begun."
    sides = Sides(ZH, [EN[0], stray, *EN[1:]])
    evidence = Evidence(sides, dictionary, config)
    before = evidence.parts(range(1), range(1))[1]
    after = sharpen(evidence, sides, config).parts(range(1), range(1))[1]
    assert abs(after) < abs(before)


def test_long_text_is_aligned_in_its_band(dictionary, config):
    zh, en = ZH * 100, EN * 100
    beads = align_sentences(zh, en[:90] + en[93:], dictionary, config)
    assert sum(bead.kind == "1-1" for bead in beads) >= 290


def test_two_chinese_sides_are_refused(dictionary, config):
    with pytest.raises(InputError, match=r"the en side has Chinese.*\n.*one language"):
        align_sentences(ZH, [ZH[0] * 3], dictionary, config)


def test_two_english_sides_are_refused(dictionary, config):
    with pytest.raises(InputError, match="the zh side has no Chinese"):
        align_sentences(EN, EN, dictionary, config)


def test_named_encoder_that_is_missing_is_a_config_error(dictionary, shipped, monkeypatch):
    monkeypatch.setattr("pipeline.core.embedding.DISTRIBUTION", "encoder-that-is-not-there")
    monkeypatch.setattr("pipeline.core.embedding._encoder", lambda: __import__("pipeline.core.embedding", fromlist=["x"]).check_encoder())
    with pytest.raises(ConfigError, match="pip install encoder-that-is-not-there"):
        align_sentences(ZH, EN, dictionary, shipped)


def test_encoder_of_another_version_is_refused(monkeypatch):
    from pipeline.core import embedding

    monkeypatch.setattr(embedding, "VERSION", "9.9.9")
    with pytest.raises(ModelError, match=r"9\.9\.9"):
        embedding.check_encoder()


@pytest.mark.slow
def test_with_embeddings_every_run_gives_the_same_beads(dictionary, shipped):
    first = align_sentences(ZH, EN, dictionary, shipped)
    assert pairs(first) == [([0], [0]), ([1], [1]), ([2], [2])]
    assert align_sentences(ZH, EN, dictionary, shipped) == first
