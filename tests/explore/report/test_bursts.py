import dataclasses

import pytest

from pipeline.explore.report.bursts import make_bursts
from pipeline.explore.report.concepts import make_concepts
from pipeline.explore.report.material import load_material
from pipeline.explore.report.page import make_sections, render_page
from pipeline.explore.wording import LANGUAGES, load_wording

ZH, EN = (load_wording(lang) for lang in LANGUAGES)


@pytest.fixture(scope="module")
def material(probe):
    return load_material(probe, probe.root.parent.parent / "configs")


def with_bursts(material, *bursts):
    return dataclasses.replace(material, tables=material.tables | {"bursts": list(bursts)})


def test_strongest_burst_stands_first_and_leads_to_its_concept(material):
    (burst,) = material.tables["bursts"]
    weaker = dataclasses.replace(burst, concept_id="xiangmuzhi", weight=1.0, period_end=2016)
    rows = make_bursts(with_bursts(material, weaker, burst), ["yifuxing"], ZH).rows
    assert [(row.name, row.years, row.anchor) for row in rows] == [
        ("依附性", "2016–2018", "concept-yifuxing"),
        ("项目制", "2016", None),
    ]


def test_search_terms_are_named_as_left_out(material):
    assert make_bursts(material, [], EN).search_terms == ["social work station"]


@pytest.mark.parametrize("wording", [ZH, EN], ids=LANGUAGES)
def test_page_says_what_speaks_against_a_burst(material, wording):
    page = render_page(make_sections(material, wording), wording, None)
    assert "7/499" in page
    assert "基层观察" in page.partition('id="bursts"')[2].partition("</section>")[0]


def test_page_without_bursts_says_so(material):
    empty = with_bursts(material)
    assert "No concept bursts." in render_page(make_sections(empty, EN), EN, None)


def test_a_concepts_chart_is_shaded_where_it_bursts_and_lined_where_policy_came(material):
    charts = {section.row.concept_id: section.chart for section in make_concepts(material, ZH).sections}
    assert 'class="burst"' in charts["yifuxing"]
    assert charts["sanshe_liandong"].count('class="policy"') == 2
