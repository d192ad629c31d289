"""Inputs at the edge: nothing, one sentence, a thousand, sides in each other's place, and embeddings like the real ones."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.align.align_lines import load_aligner
from pipeline.align.aligner import align_sentences
from pipeline.core.errors import InputError

NOUNS = [
    ("社区", "community"),
    ("政府", "government"),
    ("居民", "residents"),
    ("街道", "subdistrict"),
    ("合同", "contract"),
    ("资金", "funding"),
]
VERBS = [("研究", "studied"), ("购买", "purchased"), ("访谈", "interviewed"), ("治理", "governed")]
SENTENCES = [
    ("社区治理需要居民参与。", "Community governance needs the participation of residents."),
    ("政府于2015年开始购买服务。", "The government began to purchase services in 2015."),
    ("资金不足。", "Funding is short."),
    ("社会工作者访谈了老年人。", "Social workers interviewed older people."),
]


def make_document(n, seed=3):
    """Return n sentence pairs that differ from each other by their words and a number."""
    draw = random.Random(seed)  # noqa: S311 - no secret
    rows = [(*draw.choice(NOUNS), *draw.choice(VERBS), *draw.choice(NOUNS), draw.randrange(10, 99999)) for _ in range(n)]
    zh = [f"{subject}在第{number}号文件里{verb}了{thing}。" for subject, _, verb, _, thing, _, number in rows]
    en = [f"In document {number} the {subject} {verb} the {thing}." for _, subject, _, verb, _, thing, number in rows]
    return zh, en


def pairs(beads):
    return [(list(bead.zh), list(bead.en)) for bead in beads]


@pytest.fixture(scope="module")
def aligner(project_root):
    """The dictionary and embeddings as they are shipped."""
    return load_aligner(project_root, "use")


@pytest.mark.parametrize(("zh", "en"), [([], []), (["社区。"], []), ([], ["A community."]), ([""], [""]), (["。"], ["…"])], ids=repr)
def test_nothing_or_nearly_nothing_is_aligned_without_complaint(dictionary, config, zh, en):
    beads = align_sentences(zh, en, dictionary, config)
    assert [number for bead in beads for number in bead.zh] == list(range(len(zh)))
    assert [number for bead in beads for number in bead.en] == list(range(len(en)))


def test_one_sentence_a_side_is_one_bead(dictionary, config):
    assert pairs(align_sentences(["政府购买服务。"], ["The government purchases services."], dictionary, config)) == [([0], [0])]


@pytest.mark.slow
def test_thousand_sentences_are_aligned_in_a_band(dictionary, config):
    zh, en = make_document(1000)
    beads = align_sentences(zh[:300] + zh[310:], en, dictionary, config)
    truth = {((n,), (n if n < 300 else n + 10,)) for n in range(990)}
    assert sum((tuple(bead.zh), tuple(bead.en)) in truth for bead in beads) >= 970


@pytest.mark.slow
@pytest.mark.parametrize("embeddings", ["none", "use"])
def test_command_with_swapped_sides_gives_the_swapped_beads(project_root, embeddings):
    aligner = load_aligner(project_root, embeddings)
    zh, en = ([pair[side] for pair in SENTENCES] for side in (0, 1))
    straight = align_sentences(zh, en[:1] + en[2:], aligner.dictionary, aligner.config)
    swapped = align_sentences(en[:1] + en[2:], zh, aligner.dictionary, aligner.config)
    assert [(bead.en, bead.zh, bead.posterior, bead.state) for bead in swapped] == [
        (bead.zh, bead.en, bead.posterior, bead.state) for bead in straight
    ]


@pytest.mark.slow
def test_vectors_that_are_no_numbers_stop_the_run(monkeypatch):
    import numpy as np

    from pipeline.core import embedding
    from pipeline.core.errors import ModelError

    class Broken:
        def encode(self, sentences):
            return np.full((len(sentences), embedding.DIMENSIONS), np.nan)

    monkeypatch.setattr(embedding, "_encoder", Broken)
    with pytest.raises(ModelError, match="not numbers"):
        embedding.embed(["社区"])


def test_other_language_is_refused(dictionary, config):
    with pytest.raises(InputError, match="one language"):
        align_sentences(["Ce texte n'est pas chinois du tout."], ["This text is English altogether."], dictionary, config)


@pytest.mark.slow
@given(st.lists(st.sampled_from(SENTENCES), max_size=3), st.lists(st.sampled_from(SENTENCES), max_size=3))
@settings(max_examples=6, deadline=None)
def test_with_embeddings_each_sentence_is_in_one_bead_and_runs_are_the_same(aligner, left, right):
    zh, en = [pair[0] for pair in left], [pair[1] for pair in right]
    beads = align_sentences(zh, en, aligner.dictionary, aligner.config)
    assert [number for bead in beads for number in bead.zh] == list(range(len(zh)))
    assert [number for bead in beads for number in bead.en] == list(range(len(en)))
    assert align_sentences(zh, en, aligner.dictionary, aligner.config) == beads
    if zh and en:
        swapped = align_sentences(en, zh, aligner.dictionary, aligner.config)
        assert [(bead.en, bead.zh, bead.posterior) for bead in swapped] == [(bead.zh, bead.en, bead.posterior) for bead in beads]
