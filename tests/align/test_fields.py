import pytest

from pipeline.align.fields import TextAligner, align_text, lacking_language
from pipeline.align.terms import ConceptForms
from pipeline.core.text import normalise

LINKAGE = ConceptForms("linkage", ("社区治理",), ("community governance",))


@pytest.fixture(scope="module")
def aligner(dictionary, config):
    return TextAligner(dictionary, (LINKAGE,), config)


@pytest.fixture(scope="module")
def text(text_of):
    return text_of(
        ("title", "社区治理研究"),
        ("title_en", "Research on Community Governance"),
        ("abstract_zh", "本研究访谈居民。社区治理需要资金。"),
        ("abstract_en", "This research interviewed residents.Community gov- ernance needs funding."),
        ("body", "正文。"),
        ("keywords_zh", "社区治理；合同"),
        ("keywords_en", "community governance; contract"),
    )


def slices(text, starts, ends):
    return [text.text[start:end] for start, end in zip(starts, ends, strict=True)]


def test_abstract_is_split_and_paired_with_offsets_of_the_print(text, aligner):
    beads = [bead for bead in align_text(text, aligner)[0] if bead.field == "abstract"]
    assert [slices(text, bead.zh_start, bead.zh_end) for bead in beads] == [["本研究访谈居民。"], ["社区治理需要资金。"]]
    assert [slices(text, bead.en_start, bead.en_end) for bead in beads] == [
        ["This research interviewed residents."],
        ["Community gov- ernance needs funding."],
    ]


def test_title_is_one_bead_and_keywords_one_each(text, aligner):
    beads = align_text(text, aligner)[0]
    assert [bead.kind for bead in beads if bead.field == "title"] == ["1-1"]
    assert [(bead.kind, bead.bead_index) for bead in beads if bead.field == "keywords"] == [("1-1", 0), ("1-1", 1)]


def test_term_pairs_come_from_keywords_and_from_the_lexicon(text, aligner):
    pairs = align_text(text, aligner)[1]
    assert [(pair.source, pair.zh, normalise(pair.en).text, pair.concept_id) for pair in pairs] == [
        ("lexicon", "社区治理", "community governance", "linkage"),
        ("lexicon", "社区治理", "community governance", "linkage"),
        ("keywords", "社区治理", "community governance", "linkage"),
        ("keywords", "合同", "contract", None),
    ]
    assert [pair.pair_index for pair in pairs] == [0, 1, 2, 3]


@pytest.mark.parametrize(("role", "lacking"), [("abstract_zh", "en"), ("abstract_en", "zh"), ("body", None)])
def test_abstract_in_one_language_is_not_aligned(text_of, aligner, role, lacking):
    alone = text_of((role, "社区。"), ("keywords_zh", "社区"))
    assert lacking_language(alone) == lacking
    assert align_text(alone, aligner) == ([], [])


def test_sentence_that_a_page_divides_is_one(text_of, aligner):
    parts = (
        ("abstract_zh", "本研究访谈居民。"),
        ("abstract_en", "This research interviewed the"),
        ("abstract_en", "residents of a subdistrict."),
    )
    text = text_of(*parts)
    (bead,) = align_text(text, aligner)[0]
    assert slices(text, bead.en_start, bead.en_end) == ["This research interviewed the\nresidents of a subdistrict."]


def test_keywords_whose_words_speak_against_their_position_are_for_review(text_of, aligner):
    lists = (("keywords_zh", "访谈；街道；合同"), ("keywords_en", "residents of the subdistrict; contract; interview"))
    beads = align_text(text_of(*lists), aligner)[0]
    assert {bead.state for bead in beads} <= {"check", "review"}
    straight = text_of(("keywords_zh", "访谈；街道；合同"), ("keywords_en", "interview; subdistrict; contract"))
    assert [(bead.kind, bead.flags, bead.state) for bead in align_text(straight, aligner)[0]] == [("1-1", [], "auto")] * 3
