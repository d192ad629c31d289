"""What the report says beyond counts: definitions, concepts by topics, checklist, methods as prose, references."""

import dataclasses
import re

import pytest

from pipeline.core.protocol import read_protocol
from pipeline.explore.report.checklist import ITEMS
from pipeline.explore.report.definitions import make_definitions
from pipeline.explore.report.matrix import make_matrix
from pipeline.explore.report.methods import make_methods
from pipeline.explore.report.page import make_sections
from pipeline.explore.report.references import make_references
from pipeline.explore.report.stage import write_report
from pipeline.explore.report.topics import make_topics
from pipeline.explore.wording import LANGUAGES, load_wording
from tests.explore.synthetic import full_tables, load_test_lexicon

ZH, EN = (load_wording(lang) for lang in LANGUAGES)
PROTOCOL = """databases: [甲库]
search_date: 2024-05-01
search_strings: [{string: 主题=三社联动, database: 甲库, date: 2024-05-01, hits: 30}]
"""


@pytest.fixture(scope="module")
def material(probe):
    from pipeline.explore.report.material import load_material

    return load_material(probe, probe.root.parent.parent / "configs")


def with_rows(material, **tables):
    return dataclasses.replace(material, tables=material.tables | tables)


def defining(material, *concept_ids):
    """Flag the first mention of each concept in each text as a definition."""
    seen = set()
    changed = []
    for mention in material.tables["mentions"]:
        key = (mention.text_id, mention.concept_id)
        is_first = mention.concept_id in concept_ids and key not in seen and mention.lang == "zh"
        seen.add(key) if is_first else None
        changed.append(dataclasses.replace(mention, flags=["defined"]) if is_first else mention)
    return with_rows(material, mentions=changed)


def test_concept_has_the_sentences_that_define_it_with_their_works(material):
    definitions = make_definitions(defining(material, "yifuxing"), ZH)
    (concept,) = definitions.concepts
    assert (concept.name, concept.other_name, len(concept.definitions)) == ("依附性", "dependency", material.config.definitions)
    assert all(one.reference and one.quote.page for one in concept.definitions)
    assert concept.n_works == len(concept.definitions) + len(concept.others)


def test_work_that_defines_several_concepts_sets_them_apart(material):
    definitions = make_definitions(defining(material, "yifuxing", "xiangmuzhi"), EN)
    assert {tuple(name for _, name in work.concepts) for work in definitions.distinctions} == {("project system", "dependency")}


def test_reprint_defines_nothing(material):
    flagged = defining(material, "yifuxing")
    linked = [dataclasses.replace(work, duplicate_of="wother") for work in flagged.tables["works"]]
    assert make_definitions(with_rows(flagged, works=linked), ZH).concepts == []


def test_cell_is_evidence_only_when_the_model_without_the_lexicons_terms_agrees(material):
    (row,) = make_matrix(material, [0, 1], ZH).rows
    assert (row.name, [cell.strength for cell in row.cells]) == ("依附性", ["more", "circular"])


def test_matrix_names_concepts_that_are_left_out(material):
    short = dataclasses.replace(material, config=material.config.model_copy(update={"matrix_concepts": 0}))
    matrix = make_topics(short, ZH).matrix
    assert (matrix.rows, matrix.n_more, len(matrix.everything)) == ([], 1, 2)


def test_works_are_numbered_in_the_order_of_their_first_citation(material):
    sections = make_sections(material, ZH)
    first = sections.concepts.sections[0].points
    works = [work.work_id for point in first for work in point.works]
    numbers = sections.references.numbers
    assert [numbers[name] for name in dict.fromkeys(works)] == list(range(1, len(set(works)) + 1))
    assert len(sections.references.entries) == len(numbers) == sections.references.bibtex.count("@")


def test_references_of_nothing_are_none(material):
    assert make_references(material).entries == []


def test_every_citation_of_the_page_has_its_entry(html):
    cited = set(re.findall(r'class="ref" href="#ref-(\d+)">\[(\d+)\]', html))
    assert cited
    assert all(number == shown and f'<li id="ref-{number}">' in html for number, shown in cited)


@pytest.fixture(scope="module")
def html(probe, tmp_path_factory):
    target = tmp_path_factory.mktemp("content") / "report"
    write_report(probe, probe.root.parent.parent / "configs", target)
    assert (target / "data" / "references.bib").read_text(encoding="utf-8").startswith("@")
    return (target / "index.html").read_text(encoding="utf-8")


def test_methods_say_that_a_search_without_protocol_is_for_the_authors(material):
    prose = {paragraph.key: paragraph.text for paragraph in make_methods(material, ZH).paragraphs}
    assert prose["search"] == "检索的数据库、检索式与检索日期没有记录，须由作者补充。"


def test_methods_and_checklist_quote_the_protocol(own_corpus):
    from pipeline.explore.report.material import load_material

    full_tables(load_test_lexicon(own_corpus.root.parent.parent)).write(own_corpus)
    (own_corpus.sources / "protocol.yaml").write_text(PROTOCOL, encoding="utf-8")
    from pipeline.explore.index import run as run_index
    from tests.explore.conftest import make_context

    run_index(make_context(own_corpus))
    methods = make_methods(load_material(own_corpus, own_corpus.root.parent.parent / "configs"), EN)
    (search,) = [paragraph.text for paragraph in methods.paragraphs if paragraph.key == "search"]
    assert search == (
        "The databases searched were 甲库. The search was finished on 2024-05-01. "
        "The search strings were: 主题=三社联动 (甲库, 2024-05-01, 30 records). Records found in all: 30."
    )
    values = [row.value for row in methods.checklist]
    assert "The databases searched were 甲库." in values
    assert read_protocol(own_corpus.sources).n_hits == 30


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_item_of_the_checklist_has_a_value_or_is_left_to_the_authors(material, lang):
    rows = make_methods(material, load_wording(lang)).checklist
    assert len(rows) == len(ITEMS)
    assert all(row.value or row.to_add for row in rows)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_prose_has_no_gap_and_no_empty_place(material, lang):
    for paragraph in make_methods(material, load_wording(lang)).paragraphs:
        assert not re.search(r"  |\(\)|（）|None|[，、；,;]\s*[。.]|：。", paragraph.text), paragraph.text
        assert paragraph.text.endswith("。" if lang == "zh" else ".")


def test_counts_behind_the_methods_are_those_of_the_tables(material):
    facts = make_methods(material, ZH).facts
    assert (facts.n_works, facts.evidence, facts.n_undated) == (24, {"full_text": 22, "record_only": 2}, 0)
