"""Lay the sections out as one HTML file: Jinja2 with autoescape, style inline, no script."""

from collections.abc import Callable
from dataclasses import dataclass, fields

from markupsafe import Markup

from pipeline.explore.drawings.charts import chart_style
from pipeline.explore.pages import inline, page_environment
from pipeline.explore.report.beside import Beside, make_beside
from pipeline.explore.report.bilingual import Bilingual, make_bilingual
from pipeline.explore.report.bursts import Bursts, make_bursts
from pipeline.explore.report.concepts import Concepts, make_concepts
from pipeline.explore.report.config import About
from pipeline.explore.report.definitions import Definitions, make_definitions
from pipeline.explore.report.languages import template_words
from pipeline.explore.report.material import Material
from pipeline.explore.report.methods import Methods, make_methods
from pipeline.explore.report.overview import Overview, make_overview
from pipeline.explore.report.problems import ProblemGroup, make_problems
from pipeline.explore.report.references import References, make_references
from pipeline.explore.report.topics import Topics, make_topics
from pipeline.explore.timelines.output import percent
from pipeline.explore.wording import Wording


@dataclass(frozen=True, slots=True)
class Sections:
    """What the report says, in one language; every form of the report (HTML, documents) is laid out from it."""

    about: About
    overview: Overview
    concepts: Concepts
    bursts: Bursts
    definitions: Definitions
    beside: Beside
    topics: Topics
    bilingual: Bilingual
    problems: list[ProblemGroup]
    methods: Methods
    references: References


def make_sections(material: Material, wording: Wording) -> Sections:
    """Return all sections of the report in the wording's language."""
    concepts = make_concepts(material, wording)
    definitions = make_definitions(material, wording)
    beside = make_beside(material, wording)
    topics = make_topics(material, wording)
    bilingual = make_bilingual(material, wording)
    return Sections(
        about=material.about,
        overview=make_overview(material, wording),
        concepts=concepts,
        bursts=make_bursts(material, [one.row.concept_id for one in concepts.sections], wording),
        definitions=definitions,
        beside=beside,
        topics=topics,
        bilingual=bilingual,
        problems=make_problems(material, wording),
        methods=make_methods(material, wording),
        references=make_references(material, concepts, definitions, beside, topics, bilingual),
    )


def render_page(sections: Sections, wording: Wording, revision: str | None, chart: Callable[[str], Markup] | None = None) -> str:
    """Return the HTML file; `revision` (of git) is printed only when the user asked for a stamp, `chart` puts something in a drawing's place."""
    environment = page_environment()
    names, filters = template_words(wording)
    environment.globals |= names
    environment.filters |= {"percent": percent} | filters | ({"chart": chart} if chart else {})
    values = {field.name: getattr(sections, field.name) for field in fields(sections)}
    styles = Markup(chart_style()) + inline("report.css")  # noqa: S704 - our own file
    return environment.get_template("report.html.j2").render(**values, styles=styles, revision=revision)
