import dataclasses

import pytest

from pipeline.core.errors import InputError
from pipeline.core.lexicon import Concept, Lexicon
from pipeline.core.lexicon.entries import Family
from pipeline.core.records import ConceptWork, TimelinePoint
from pipeline.explore.rollup import find_family, members, resolve_names, roll_up

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
POINT = TimelinePoint("a", "2018", 2018, 2018, "thesis", "body", "zh", 0, 10, 0, 0.0, 0.0, 0.3, 0, 10_000, 0.0, ["search-term"])


def row(concept_id, work_id, mentions, **more):
    return ConceptWork(concept_id, work_id, "t", 2018, "thesis", "body", "zh", mentions, 3, counted=mentions >= 3, **more)


def test_members_are_those_that_say_so_or_all():
    assert (members("liandong", LEXICON), members("yifu", LEXICON)) == (["a", "b"], ["d"])


def test_a_work_counts_when_its_mentions_of_all_members_are_enough():
    (point,) = roll_up("liandong", ["a", "b"], [POINT], [row("a", "w1", 2), row("b", "w1", 1), row("a", "w2", 2), row("d", "w3", 9)], [])
    assert (point.works, point.mentions, point.share, point.per_10k) == (1, 5, 0.1, 5.0)


def test_a_work_with_two_members_counts_once():
    (point,) = roll_up("liandong", ["a", "b"], [POINT], [row("a", "w1", 3), row("b", "w1", 3)], [])
    assert point.works == 1


def test_a_family_is_a_search_term_when_a_member_is():
    other = dataclasses.replace(POINT, concept_id="d")
    assert roll_up("liandong", ["a"], [POINT, other], [], [])[0].flags == ["search-term"]
    assert roll_up("yifu", ["d"], [dataclasses.replace(other, flags=[]), POINT], [], [])[0].flags == []


def test_a_family_is_found_by_id_or_label():
    assert [find_family(name, LEXICON) for name in ("liandong", "联动", "Linkage", "别的")] == ["liandong"] * 3 + [None]


def test_a_family_stands_for_all_its_concepts_and_unknown_names_are_said():
    assert resolve_names(["联动", "依附性"], LEXICON) == ["a", "b", "c", "d"]
    with pytest.raises(InputError, match="not in the lexicon"):
        resolve_names(["没有的词"], LEXICON)
