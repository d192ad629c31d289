import itertools
import random
from dataclasses import replace

import duckdb
import pytest

from pipeline.concepts.config import ConceptsConfig
from pipeline.concepts.cooccurrence import make_cooccurrence, npmi
from pipeline.concepts.mechanical import mechanical_pairs
from pipeline.core.concept_records import Cooccurrence
from pipeline.core.lexicon import Concept, Lexicon
from pipeline.core.tables import write_table
from tests.concepts.beside_factories import GROUND, make_sources, mention_at
from tests.concepts.factories import make_work

NO_LEXICON = Lexicon("1.0.0", {}, ())


@pytest.fixture
def settings(config: ConceptsConfig):
    return config.cooccurrence.model_copy(update={"permutations": 99, "min_works": 2})


def rows_of(sources, settings, lexicon=NO_LEXICON, **wanted) -> dict[tuple[str, str], Cooccurrence]:
    wanted = {"unit": "paragraph", "period": "all", "kind": "all"} | wanted
    rows = make_cooccurrence(sources, GROUND, lexicon, settings)
    return {(row.concept_a, row.concept_b): row for row in rows if all(getattr(row, key) == value for key, value in wanted.items())}


def test_a_work_counts_once_and_every_paragraph_with_both_counts(settings) -> None:
    row = rows_of(make_sources({"甲": "AB\nBA\nA", "乙": "A\nB"}), settings)["a", "b"]
    assert (row.works, row.units, row.works_a, row.works_b, row.readable_works) == (1, 2, 2, 2, 2)


def test_a_pair_in_a_paragraph_may_be_none_in_a_sentence(settings) -> None:
    sources = make_sources({"甲": "A B"})
    assert (list(rows_of(sources, settings)), list(rows_of(sources, settings, unit="sentence"))) == ([("a", "b")], [])


def test_periods_and_kinds_are_apart_and_together(settings) -> None:
    works = [make_work("甲", year=2012), make_work("乙", year=2021), make_work("丙", year=None), make_work("丁", kind="thesis", year=2021)]
    rows = make_cooccurrence(make_sources(dict.fromkeys("甲乙丙丁", "AB"), works), GROUND, NO_LEXICON, settings)
    counts = {(row.kind, row.period): (row.works, row.readable_works) for row in rows if row.unit == "paragraph"}
    assert counts == {
        ("article", "2010-2014"): (1, 1),
        ("article", "2020-2024"): (1, 1),
        ("article", "all"): (3, 3),
        ("thesis", "2020-2024"): (1, 1),
        ("thesis", "all"): (1, 1),
        ("all", "2010-2014"): (1, 1),
        ("all", "2020-2024"): (2, 2),
        ("all", "all"): (4, 4),
    }


def test_an_article_drawn_from_a_counted_thesis_counts_among_articles_alone(settings) -> None:
    thesis = make_work("甲", kind="thesis")
    works = [thesis, replace(make_work("乙"), derived_from=thesis.work_id)]
    rows = make_cooccurrence(make_sources({"甲": "AB", "乙": "AB"}, works), GROUND, NO_LEXICON, settings)
    assert {row.kind: row.works for row in rows if (row.unit, row.period) == ("paragraph", "all")} == {"article": 1, "thesis": 1, "all": 1}


def test_too_rare_concepts_are_counted_and_not_tested(settings) -> None:
    row = rows_of(make_sources({"甲": "AB", "乙": "A"}), settings)["a", "b"]
    assert (row.works, row.expected, row.z, row.p, row.q) == (1, None, None, None, None)


def test_bound_concepts_stand_out_and_free_ones_do_not(settings) -> None:
    texts = {f"文{n}": ("AB" if n % 2 else "C") + ("\nD" if n % 3 else "") for n in range(40)}
    rows = rows_of(make_sources({**texts, "末": "CD"}), settings.model_copy(update={"permutations": 999}))
    assert rows["a", "b"].q < 0.01
    assert rows["c", "d"].q > 0.2


def test_a_constituent_is_no_neighbour(settings) -> None:
    lexicon = Lexicon(
        "1.0.0", {}, (Concept(id="a", label="甲", label_en="", constituents=("b",)), Concept(id="b", label="乙", label_en=""))
    )
    assert rows_of(make_sources({"甲": "AB"}), settings, lexicon) == {}


def test_the_shipped_lexicon_keeps_linkage_from_its_three_parts(matcher) -> None:
    pairs = mechanical_pairs(matcher.lexicon)
    assert {("sanshe_liandong", "shegong"), ("sanshe_liandong", "shehui_zuzhi")} <= pairs
    assert ("sanshe_liandong", "xiangmuzhi") not in pairs


@pytest.mark.parametrize("seed", range(5))
def test_hits_inside_longer_hits_never_make_a_pair(settings, seed) -> None:
    rng = random.Random(seed)  # noqa: S311 - invented texts
    sources = make_sources({name: "\n".join("x" * 12 for _ in range(3)) for name in "甲乙丙"})
    for text_id, text in sources.texts.items():
        for passage in text.passages:
            start = passage.start + rng.randrange(4)
            inner = rng.randrange(3)
            outer = mention_at(text, sources.tokens[text_id], start, start + 6, "outer")
            nested = mention_at(text, sources.tokens[text_id], start + inner, start + inner + 3, "inner")
            sources.mentions[text_id] += [outer, nested]
    counted = [
        replace(row, concept_id=name) for row in make_sources(dict.fromkeys("甲乙丙", "A")).concept_works for name in ("outer", "inner")
    ]
    assert rows_of(replace(sources, concept_works=counted), settings) == {}


def random_contents(seed: int, n_works: int = 30) -> dict[str, str]:
    rng = random.Random(seed)  # noqa: S311 - invented texts
    names = "ABCDEF"
    return {
        f"文{number}": "\n".join(
            " ".join("".join(rng.sample(names, rng.randrange(3))) + "x" for _ in range(3)) for _ in range(rng.randrange(1, 6))
        )
        for number in range(n_works)
    }


def test_free_concepts_in_works_of_any_size_stand_out_no_oftener_than_the_level_says(settings) -> None:
    rng = random.Random(11)  # noqa: S311 - invented texts
    sizes = [1] * 60 + [6] * 60 + [30] * 40
    texts = {
        f"文{at}": "\n".join("x" + "".join(name for name in "ABCDEFGHIJKL" if rng.random() < 0.09) for _ in range(size))
        for at, size in enumerate(sizes)
    }
    rows = rows_of(make_sources(texts), settings.model_copy(update={"permutations": 999}))
    ps = [row.p for row in rows.values()]
    assert len(ps) == 66
    assert sum(p < 0.05 for p in ps) <= 6
    assert 0.3 < sum(ps) / len(ps) < 0.7
    assert sum(row.works for row in rows.values()) == pytest.approx(sum(row.expected for row in rows.values()), rel=0.05)


@pytest.mark.parametrize("unit", ["paragraph", "sentence"])
def test_counts_equal_a_recount_by_duckdb(settings, tmp_path, unit) -> None:
    sources = make_sources(random_contents(1))
    write_table(tmp_path, "mentions", [replace(m, mention_index=at) for rows in sources.mentions.values() for at, m in enumerate(rows)])
    write_table(tmp_path, "works", sources.works)
    place = "passage_index" if unit == "paragraph" else "sentence_index"
    recount = duckdb.sql(f"""
        with places as (
            select distinct w.work_id, m.text_id, m.{place} as place, m.concept_id as c
            from '{tmp_path}/mentions/*.parquet' m join '{tmp_path}/works/*.parquet' w using (text_id))
        select a.c, b.c, count(distinct a.work_id), count(*)
        from places a join places b on a.text_id = b.text_id and a.place = b.place and a.c < b.c group by 1, 2
    """).fetchall()  # noqa: S608 - our own folder
    rows = rows_of(sources, settings, unit=unit)
    assert {(a, b): (works, units) for a, b, works, units in recount} == {key: (row.works, row.units) for key, row in rows.items()}


def test_the_order_of_the_rows_does_not_matter(settings) -> None:
    sources = make_sources(random_contents(2))
    turned = replace(
        sources,
        works=list(reversed(sources.works)),
        texts=dict(reversed(sources.texts.items())),
        mentions={text_id: rows[::-1] for text_id, rows in sources.mentions.items()},
        concept_works=sources.concept_works[::-1],
    )
    key = lambda row: (row.concept_a, row.concept_b, row.unit, row.period, row.kind)  # noqa: E731 - used twice here
    one, other = (sorted(make_cooccurrence(each, GROUND, NO_LEXICON, settings), key=key) for each in (sources, turned))
    assert one == other


def test_npmi_is_one_for_inseparable_concepts_and_zero_for_independent_ones() -> None:
    assert [npmi(5, 5, 5, 20), npmi(20, 20, 20, 20), npmi(2, 4, 10, 20)] == pytest.approx([1, 1, 0])


def test_q_is_corrected_over_all_tested_pairs_of_a_unit_period_and_kind(settings) -> None:
    from statsmodels.stats.multitest import multipletests

    sources = make_sources(random_contents(3))
    rows = rows_of(sources, settings)
    assert len(rows) == len(list(itertools.combinations("abcdef", 2)))
    assert [row.q for row in rows.values()] == pytest.approx(list(multipletests([row.p for row in rows.values()], method="fdr_bh")[1]))
