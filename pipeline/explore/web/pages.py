"""The routes of the pages. GET alone; a link holds everything that was asked."""

from collections.abc import Callable
from functools import partial

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse

from pipeline.core.errors import InputError
from pipeline.core.records import TimelinePoint
from pipeline.core.topic_records import TopicTrend
from pipeline.explore.drawings.prisma import draw_flow
from pipeline.explore.searching.limits import SlowQueryError
from pipeline.explore.web.asked import (
    AskedCurves,
    AskedReader,
    AskedSnapshot,
    AskedTimeline,
    AskedWorks,
    Identifier,
    Name,
    Number,
    Offset,
    Page,
    QueryText,
    TextLang,
    known_concept,
    known_scope,
    known_work,
)
from pipeline.explore.web.drawings import Behind, draw_curves, draw_found, draw_timeline, draw_topics, draw_trend, draw_years
from pipeline.explore.web.page_images import PageImages, find_source
from pipeline.explore.web.rendering import language_of, link_in, page
from pipeline.explore.web.views.concepts import Curve, bursts_of, concept_points, list_concepts, make_concept, make_curves
from pipeline.explore.web.views.found import Asked, Found, Mode, Order, find
from pipeline.explore.web.views.methods import make_methods
from pipeline.explore.web.views.pages import make_page
from pipeline.explore.web.views.problems import make_problems
from pipeline.explore.web.views.start import make_start
from pipeline.explore.web.views.topics import make_topic, make_topic_list
from pipeline.explore.web.views.works import find_works, make_work, mentions_of
from pipeline.explore.wording import Wording, load_wording

HITS, WORKS, PROBLEMS, MENTIONS = 50, 20, 100, 200
"""Rows a page."""

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)


@router.get("/")
def start(request: Request, reader: AskedReader) -> HTMLResponse:
    """Show the corpus at a glance."""
    t, link = _language(request)
    seen = make_start(reader)
    chart = draw_years(seen.years, t, lambda year: link("/works", year_from=year, year_to=year))
    return page(request, "start", start=seen, chart=chart, flow=draw_flow(seen.flow, t) if seen.flow else None)


@router.get("/search")
def search(
    request: Request, reader: AskedReader, q: QueryText = "", sort: Order = "document", mode: Mode = "string", page_number: Page = 1
) -> HTMLResponse:
    """Show what a query finds."""
    t, link = _language(request)
    found: Found | None = None
    fault: str | None = None
    if q.strip():
        try:
            found = find(reader, Asked(q, sort, mode), page_number, HITS)
        except (InputError, SlowQueryError) as error:
            fault = str(error)
    chart = draw_found(found.years, t, lambda year: link("/search", q=f"({q}) year:{year}", mode=mode)) if found else None
    return page(request, "search", 400 if fault else 200, q=q, sort=sort, mode=mode, found=found, fault=fault, chart=chart)


@router.get("/concepts")
def concepts(request: Request, reader: AskedReader) -> HTMLResponse:
    """List the concepts."""
    rows = list_concepts(reader)
    shown = {row.concept_id for row in rows}
    absent = [entry.id for entry in reader.lexicon.concepts if entry.id not in shown]
    return page(request, "concepts", rows=rows, absent=[(name, reader.label(name), reader.label(name, "en")) for name in absent])


@router.get("/concepts/{concept_id:path}")
def concept(request: Request, reader: AskedReader, concept_id: Identifier, asked: AskedTimeline) -> HTMLResponse:
    """Show one concept."""
    t, link = _language(request)
    known_concept(reader, concept_id)
    scope = known_scope(reader, asked.scope)
    points = concept_points(reader, concept_id, scope, asked.text, asked.kind)
    seen = make_concept(reader, concept_id)
    bursts = bursts_of(reader, concept_id, scope, asked.text)

    works_of = partial(_works_behind, link, scope, asked.text)
    label = seen.line.label_en if t.lang == "en" else seen.line.label
    entry = reader.lexicon.by_id.get(concept_id)
    behind = Behind(entry.policy_marks if entry else (), bursts)
    return page(
        request, "concept", seen=seen, points=[point for point in points if point.readable_works or point.works], works_of=works_of,
        chart=draw_timeline(label, points, asked.measure, behind, t, works_of), scope=scope, scopes=list(reader.scopes), text=asked.text,
        kind=asked.kind, measure=asked.measure, bursts=bursts,
    )  # fmt: skip


@router.get("/timeline")
def timeline(request: Request, reader: AskedReader, asked: AskedCurves) -> HTMLResponse:
    """Show several concepts in one chart."""
    t, link = _language(request)
    scope = known_scope(reader, asked.scope)
    curves: list[Curve] = []
    fault = None
    try:
        curves = make_curves(reader, asked.concepts, scope, asked.text, asked.kind)
    except InputError as error:
        fault = str(error)

    works_of = partial(_works_behind, link, scope, asked.text)
    chart = draw_curves(curves, asked.measure, t, works_of) if curves else None
    return page(
        request, "timeline", 400 if fault else 200, asked=asked, curves=curves, fault=fault, chart=chart, scope=scope,
        scopes=list(reader.scopes), works_of=works_of,
    )  # fmt: skip


@router.get("/works")
def works(request: Request, reader: AskedReader, asked: AskedWorks) -> HTMLResponse:
    """List works: all, or those behind a number."""
    wanted = asked.filter(reader)
    return page(request, "works", wanted=wanted, found=find_works(reader, wanted, asked.page, WORKS))


@router.get("/works/{work_id}")
def work(request: Request, reader: AskedReader, work_id: Identifier, concept: Name = None, text: TextLang = "all") -> HTMLResponse:
    """Show one work."""
    one = known_work(reader, work_id)
    reading = reader.reading(one.text_id) if one.text_id else None
    marked = mentions_of(reading, concept or None, text)[:MENTIONS] if reading else []
    return page(request, "work", seen=make_work(reader, one), concept=concept, mentions=marked, n_mentions=MENTIONS)


@router.get("/topics")
def topics(request: Request, reader: AskedReader) -> HTMLResponse:
    """List the topics."""
    t, link = _language(request)
    seen = make_topic_list(reader)
    return page(request, "topics", seen=seen, map=draw_topics(seen.topics, seen.places, t, lambda topic: link(f"/topics/{topic + 1}")))


@router.get("/topics/{number}")
def topic(request: Request, reader: AskedReader, number: Number) -> HTMLResponse:
    """Show one topic; its number is 1-based, as printed."""
    t, link = _language(request)
    seen = make_topic(reader, number - 1)
    if seen is None:
        raise HTTPException(404, f"topic {number}")

    def works_of(row: TopicTrend) -> str:
        return link("/works", topic=row.topic, kind=row.kind, year_from=row.period_start, year_to=row.period_end)

    return page(request, "topic", seen=seen, works_of=works_of, chart=draw_trend(seen.line.label, seen.trend, t, works_of))


@router.get("/texts/{doc_id}/pages/{number}")
def page_of_text(
    request: Request, reader: AskedReader, doc_id: Identifier, number: Number, start: Offset = None, end: Offset = None
) -> HTMLResponse:
    """Show one page of a PDF beside its text, with the sentence marked."""
    seen = make_page(reader, doc_id, number, start, end)
    if seen is None:
        raise HTTPException(404, f"document {doc_id[:40]!r}, page {number}")
    snapshot = request.state.snapshot
    source = reader.sources[doc_id]
    image, fault = None, None
    path = find_source(snapshot.sources, doc_id, source.sources)
    if path is not None and source.media_type == "application/pdf":
        images: PageImages = request.app.state.images
        try:
            image = images.page(doc_id, path, request.app.state.passwords(source.sources), number)
        except InputError as error:
            fault = str(error)
    return page(request, "page", seen=seen, image=image, fault=fault, is_missing=path is None, start=start, end=end)


@router.get("/problems")
def problems(request: Request, reader: AskedReader, code: Name = None, page_number: Page = 1) -> HTMLResponse:
    """List what a reader must know about the inputs."""
    return page(request, "problems", code=code or None, seen=make_problems(reader, code or None, page_number, PROBLEMS))


@router.get("/methods")
def methods(request: Request, snapshot: AskedSnapshot) -> HTMLResponse:
    """Show how each number was made."""
    return page(request, "methods", seen=make_methods(snapshot))


@router.get("/api")
def api(request: Request, snapshot: AskedSnapshot) -> HTMLResponse:  # noqa: ARG001 - the page says so where there is none
    """Tell programs what there is."""
    routes = [
        (path, operation["get"]["summary"], [one["name"] for one in operation["get"].get("parameters", [])])
        for path, operation in request.app.openapi()["paths"].items()
    ]
    return page(request, "api", routes=routes)


def _language(request: Request) -> tuple[Wording, Callable[..., str]]:
    lang = language_of(request)
    return load_wording(lang), partial(link_in, lang)


def _works_behind(link: Callable[..., str], scope: str, text: str, point: TimelinePoint) -> str:
    """Return the address of the works behind a point of a timeline."""
    years = {"year_from": point.period_start, "year_to": point.period_end}
    return link("/works", concept=point.concept_id, kind=point.kind, scope=scope, text=text, **years)
