import dataclasses

import pytest

from pipeline.core.errors import InputError
from pipeline.core.lexicon import Concept, Lexicon
from pipeline.core.lexicon.entries import Family
from pipeline.core.records import ConceptWork
from pipeline.explore.timelines.rollup import find_families, find_family, members, merge_rows, resolve_names

LEXICON = Lexicon(
    "1.0.0",
    {"liandong": Family(label="联动", label_en="linkage"), "yifu": Family(label="依附", label_en="dependence")},
    (
        Concept(id="a", label="三社联动", label_en="", family="liandong", roll_up="family"),
        Concept(id="b", label="五社联动", label_en="", family="liandong", roll_up="family"),
        Concept(id="c", label="三工互动", label_en="", family="liandong"),
        Concept(id="d", label="依附性", label_en="", family="yifu"),
    ),
)


def row(concept_id, work_id, mentions, **more):
    return ConceptWork(concept_id, work_id, "t", 2018, "thesis", "body", "zh", mentions, 3, counted=mentions >= 3, **more)


def test_members_are_those_that_say_so_or_all():
    assert (members("liandong", LEXICON), members("yifu", LEXICON)) == (["a", "b"], ["d"])


def test_a_work_counts_when_its_mentions_of_all_members_are_enough():
    rows = [row("a", "w1", 2), row("b", "w1", 1), row("a", "w2", 2), row("d", "w3", 9)]
    merged = merge_rows({"liandong": ["a", "b"]}, rows)
    assert [(one.concept_id, one.work_id, one.mentions, one.counted) for one in merged] == [
        ("liandong", "w1", 3, True),
        ("liandong", "w2", 2, False),
    ]


def test_scopes_and_languages_stay_apart():
    merged = merge_rows({"liandong": ["a"]}, [row("a", "w1", 3), dataclasses.replace(row("a", "w1", 1), lang="en")])
    assert [(one.lang, one.mentions) for one in merged] == [("en", 1), ("zh", 3)]


def test_families_are_found_with_their_members_and_others_are_refused():
    assert find_families(["联动", "依附"], LEXICON) == {"liandong": ["a", "b"], "yifu": ["d"]}
    with pytest.raises(InputError, match="no family of the lexicon"):
        find_families(["没有的族"], LEXICON)


def test_a_family_is_found_by_id_or_label():
    assert [find_family(name, LEXICON) for name in ("liandong", "联动", "Linkage", "别的")] == ["liandong"] * 3 + [None]


def test_a_family_stands_for_all_its_concepts_and_unknown_names_are_said():
    assert resolve_names(["联动", "依附性"], LEXICON) == ["a", "b", "c", "d"]
    with pytest.raises(InputError, match="not in the lexicon"):
        resolve_names(["没有的词"], LEXICON)
