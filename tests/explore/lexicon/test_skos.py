from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.core.errors import InputError
from pipeline.core.lexicon import Concept, Lexicon, load_lexicon
from pipeline.core.lexicon.entries import Family
from pipeline.explore.lexicon.skos import to_graph, to_turtle
from pipeline.explore.lexicon.skos_import import from_graph, import_thesaurus, parse_turtle

IDS = ("a", "b_2", "c")
TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Co", "Cn"], exclude_characters="<>"), min_size=1, max_size=12)
TEXTS = st.lists(TEXT, unique=True, max_size=3)
FOREIGN = st.dictionaries(
    st.sampled_from(["scopeNote@de", "note", "altLabel@zh-Hant", "hiddenLabel@fr", "changeNote@fr", "definition@ja", "prefLabel@fr"]),
    st.lists(TEXT, unique=True, min_size=1, max_size=2),
    max_size=3,
)


@st.composite
def concepts(draw, concept_id):
    others = [name for name in IDS if name != concept_id]
    names = draw(st.lists(TEXT, unique=True, min_size=2, max_size=8))
    label, label_en, *forms = names
    half = len(forms) // 2
    relations = {key: draw(st.lists(st.sampled_from(others), unique=True, max_size=2)) for key in ("broader", "narrower", "related")}
    return Concept.model_validate(
        {
            "id": concept_id,
            "label": label,
            "label_en": label_en,
            "variants": [{"text": text, "kind": draw(st.sampled_from(["exact", "loose"]))} for text in forms[:half]],
            "renderings": [{"text": text, "kind": draw(st.sampled_from(["exact", "loose"]))} for text in forms[half:]],
            "codebook": {
                "definition": draw(st.just("") | TEXT),
                "include": draw(TEXTS),
                "typical_case": draw(st.just("") | TEXT),
                "border_case": draw(st.just("") | TEXT),
            },
            "policy_marks": [{"year": 2013, "document": text} for text in draw(TEXTS)],
            "changelog": [{"version": "0.1.0", "change": text} for text in draw(TEXTS)],
            "skos": draw(FOREIGN) | {"exactMatch": ["<http://example.org/1>"], "broadMatch": ["<http://example.org/2>"]},
            **relations,
        }
    )


def in_any_order(concept):
    """SKOS has no order."""
    values = concept.model_dump(mode="json", exclude={"family"})
    values["codebook"]["include"].sort()
    for key in ("broader", "narrower", "related"):
        values[key].sort()
    for key in ("variants", "renderings", "policy_marks", "changelog"):
        values[key].sort(key=str)
    values["skos"] = {key: sorted(texts) for key, texts in values["skos"].items()}
    return values


@settings(max_examples=30, deadline=None)
@given(st.tuples(*map(concepts, IDS)))
def test_a_round_trip_loses_nothing_that_skos_can_say(entries):
    lexicon = Lexicon("1.0.0", {"none": Family(label="族", label_en="family")}, entries)
    back = from_graph(to_graph(lexicon)).concepts
    assert list(map(in_any_order, back)) == list(map(in_any_order, entries))


@settings(max_examples=10, deadline=None)
@given(st.tuples(*map(concepts, IDS)))
def test_a_thesaurus_that_was_imported_is_exported_as_it_was(entries):
    first = to_graph(Lexicon("1.0.0", {}, entries))
    again = to_graph(Lexicon("1.0.0", {}, tuple(from_graph(first).concepts)))
    assert set(first) == set(again)


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "lexicon"
    folder.mkdir()
    (folder / "lexicon.yaml").write_text("version: 1.0.0\nfamilies: {f: {label: 族, label_en: family}}\n", encoding="utf-8")
    (folder / "a.yaml").write_text("family: f\nconcepts: [{id: a, label: 甲类, label_en: kind a}]\n", encoding="utf-8")
    return folder


FOREIGN_TTL = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<http://example.org/t/Co-op> a skos:Concept ; skos:prefLabel "合作社"@zh, "cooperative"@en, "Genossenschaft"@de ;
  skos:altLabel "社员组织"@zh ; skos:broader <http://example.org/t/9> , <http://example.org/elsewhere/7> .
<http://example.org/t/9> a skos:Concept ; skos:prefLabel "甲类"@zh ; skos:scopeNote "只指……"@zh .
"""


@pytest.fixture
def thesaurus(tmp_path):
    path = tmp_path / "t.ttl"
    path.write_text(FOREIGN_TTL, encoding="utf-8")
    return path


def test_a_foreign_thesaurus_keeps_its_addresses_and_languages(thesaurus):
    concept = next(one for one in from_graph(parse_turtle(thesaurus)).concepts if one.label == "合作社")
    assert (concept.id, concept.label_en, concept.variants[0].text, concept.broader) == ("co_op", "cooperative", "社员组织", ("c_9",))
    assert concept.skos == {
        "broader": ("<http://example.org/elsewhere/7>",),
        "exactMatch": ("<http://example.org/t/Co-op>",),
        "prefLabel@de": ("Genossenschaft",),
    }


def test_import_leaves_known_concepts_as_they_are_and_relates_new_ones_to_them(folder, thesaurus):
    done = import_thesaurus(folder, thesaurus, "b.yaml", "f")
    assert (done.added, done.known) == (1, ["甲类"])
    assert load_lexicon(folder).concept("合作社").broader == ("a",)


def test_import_never_overwrites_a_file(folder, thesaurus):
    with pytest.raises(InputError, match="never overwritten"):
        import_thesaurus(folder, thesaurus, "a.yaml", "f")


def test_what_is_no_turtle_is_said_with_its_line(tmp_path):
    (tmp_path / "x.ttl").write_text("<a> <b>\n<c", encoding="utf-8")
    with pytest.raises(InputError, match="not valid Turtle"):
        parse_turtle(tmp_path / "x.ttl")


def test_the_shipped_lexicon_survives_and_gives_the_same_text_twice(project_root: Path, tmp_path):
    lexicon = load_lexicon(project_root / "configs" / "lexicon")
    text = to_turtle(lexicon)
    assert text == to_turtle(lexicon)
    (tmp_path / "t.ttl").write_text(text, encoding="utf-8")
    back = {one.id: one for one in from_graph(parse_turtle(tmp_path / "t.ttl")).concepts}
    assert {(one.id, one.label, one.label_en) for one in back.values()} == {(one.id, one.label, one.label_en) for one in lexicon.concepts}
