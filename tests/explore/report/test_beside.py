import pytest

from pipeline.explore.report.beside import make_beside
from pipeline.explore.report.material import load_material
from pipeline.explore.wording import load_wording


@pytest.fixture(scope="module")
def beside(probe):
    return make_beside(load_material(probe, probe.root.parent.parent / "configs"), load_wording("zh"))


def test_all_years_come_first_and_then_the_periods_with_lines(beside):
    assert [drawn.network.period for drawn in beside.networks] == ["all", "2010-2014", "2015-2019"]


def test_pairs_beyond_chance_open_their_works_and_sentences(beside):
    (one,) = beside.pairs
    assert (one.names, beside.n_significant, beside.n_tested) == (("三社联动", "社工站"), 1, 2)
    quote = one.works[0].quotes[0]
    assert [piece for piece, is_marked in quote.parts if is_marked] == ["三社联动", "社工站"]
    assert quote.page is not None


def test_typical_words_and_cited_works_stand_with_their_concept(beside):
    (company,) = beside.companies
    assert ([word.word for word in company.words], [row.citing_works for row in company.cited]) == (["清单"], [5])


def test_a_corpus_without_pairs_has_a_section_that_says_so(own_corpus, no_rows):
    no_rows.write(own_corpus)
    found = make_beside(load_material(own_corpus, own_corpus.root.parent.parent / "configs"), load_wording("en"))
    assert (found.networks, found.pairs, found.companies) == ([], [], [])
