"""Lay the sections out as one HTML file: Jinja2 with autoescape, style inline, no script."""

from dataclasses import dataclass, fields

from markupsafe import Markup

from pipeline.explore.charts import chart_style
from pipeline.explore.pages import inline, page_environment
from pipeline.explore.report.bilingual import Bilingual, make_bilingual
from pipeline.explore.report.concepts import Concepts, make_concepts
from pipeline.explore.report.config import About
from pipeline.explore.report.material import Material
from pipeline.explore.report.methods import Methods, make_methods
from pipeline.explore.report.overview import Overview, make_overview
from pipeline.explore.report.problems import ProblemGroup, make_problems
from pipeline.explore.report.topics import CHANGE_NAMES, ENGINE_NAMES, ENGINE_NAMES_EN, Topics, make_topics
from pipeline.explore.timeline_output import percent
from pipeline.explore.wording import load_wording

ZH = load_wording("zh")
KINDS = ("article", "thesis", "web", "other", "all")


@dataclass(frozen=True, slots=True)
class Sections:
    """What the report says."""

    about: About
    overview: Overview
    concepts: Concepts
    topics: Topics
    bilingual: Bilingual
    problems: list[ProblemGroup]
    methods: Methods


def make_sections(material: Material) -> Sections:
    """Return all sections of the report."""
    return Sections(
        about=material.about,
        overview=make_overview(material),
        concepts=make_concepts(material),
        topics=make_topics(material),
        bilingual=make_bilingual(material),
        problems=make_problems(material),
        methods=make_methods(material),
    )


def render_page(sections: Sections, revision: str | None) -> str:
    """Return the HTML file; `revision` (of git) is printed only when the user asked for a stamp."""
    environment = page_environment()
    environment.filters |= {"percent": percent, "chart": _inline_chart}
    values = {field.name: getattr(sections, field.name) for field in fields(sections)}
    styles = Markup(chart_style()) + inline("report.css")  # noqa: S704 - our own file
    names = {
        "kind_names": {kind: ZH.name("kinds", kind) for kind in KINDS},
        "engine_names": ENGINE_NAMES,
        "engine_names_en": ENGINE_NAMES_EN,
        "change_names": CHANGE_NAMES,
    }
    return environment.get_template("report.html.j2").render(**values, **names, styles=styles, revision=revision)


def _inline_chart(drawing: str) -> Markup:
    return Markup(drawing)  # noqa: S704 - drawn by charts.py, which escapes every text
