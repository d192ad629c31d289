"""The read-only JSON API: everything that a page shows, as the same records; CSV of every table."""

from collections.abc import Iterator
from typing import Any, Literal

from fastapi import APIRouter, Request
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.responses import Response, StreamingResponse

from pipeline.core.records import Mention, Passage, TimelinePoint
from pipeline.core.schemas import MEANINGS, TABLES
from pipeline.core.tables import iter_table
from pipeline.explore.chain_rows import STAGES
from pipeline.explore.printing import csv_text
from pipeline.explore.searching.output import hits_text, hits_workbook, references_text
from pipeline.explore.web.asked import (
    AskedCurves,
    AskedReader,
    AskedSnapshot,
    AskedWorks,
    Identifier,
    Kind,
    Name,
    Number,
    Offset,
    Page,
    QueryText,
    Size,
    TextLang,
    known_concept,
    known_scope,
    known_work,
)
from pipeline.explore.web.page_images import find_source
from pipeline.explore.web.reader import Reader, Source
from pipeline.explore.web.views.concepts import ConceptLine, ConceptPage, Curve, concept_points, list_concepts, make_concept, make_curves
from pipeline.explore.web.views.found import Asked, Found, Mode, Order, all_hits, find, found_works
from pipeline.explore.web.views.methods import Methods, make_methods
from pipeline.explore.web.views.pages import PageOfDocument, make_page
from pipeline.explore.web.views.parts import Sentence, Slice, cut
from pipeline.explore.web.views.problems import ProblemList, make_problems
from pipeline.explore.web.views.start import Start, make_start
from pipeline.explore.web.views.topics import TopicList, TopicPage, make_topic, make_topic_list
from pipeline.explore.web.views.works import AlignedPair, FoundWork, WorkPage, find_works, make_work, mentions_of

ROWS_AT_ONCE = 500
ExportForm = Literal["csv", "xlsx", "bib", "ris", "csl-json", "gbt7714"]
EXPORTS: dict[ExportForm, str] = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "bib": "application/x-bibtex",
    "ris": "application/x-research-info-systems",
    "csl-json": "application/vnd.citationstyles.csl+json",
    "gbt7714": "text/plain",
}
SUFFIXES = {"csl-json": "json", "gbt7714": "txt"}


class Fault(BaseModel):
    """Why a request was refused."""

    detail: str


FAULTS: dict[int | str, dict[str, Any]] = {
    400: {"model": Fault, "description": "The query is broken, names no known concept or takes too long; `detail` says what to change."},
    404: {"model": Fault, "description": "There is no such thing in this corpus."},
    503: {"model": Fault, "description": "There is no complete run to answer from yet."},
}
router = APIRouter(prefix="/api", responses=FAULTS)


@router.get("/corpus", summary="The corpus at a glance")
def corpus(reader: AskedReader) -> Start:
    """Return counts, years, flow, first concepts and topics."""
    return make_start(reader)


@router.get("/search", summary="Places of phrases and concepts")
def search(reader: AskedReader, q: QueryText, sort: Order = "document", mode: Mode = "string", page: Page = 1, size: Size = 50) -> Found:
    """Return one page of hits with years and facets of all; `mode`: every place, those that cut no word, or those that do."""
    return find(reader, Asked(q, sort, mode), page, size)


@router.get(
    "/search/export",
    summary="A query's hits as CSV or XLSX, or its works as references",
    response_class=Response,
    responses={200: {"content": {media_type: {} for media_type in EXPORTS.values()}}},
)
def export(reader: AskedReader, q: QueryText, form: ExportForm, sort: Order = "document", mode: Mode = "string") -> Response:
    """Return a file."""
    content: str | bytes
    if form in {"csv", "xlsx"}:
        hits = all_hits(reader, Asked(q, sort, mode))
        content = "\ufeff" + hits_text(hits, "csv") if form == "csv" else hits_workbook(hits)
    else:
        content = references_text(reader.corpus, found_works(reader, q), form)
    name = f"search.{SUFFIXES.get(form, form)}"
    return Response(content, media_type=EXPORTS[form], headers={"content-disposition": f'attachment; filename="{name}"'})


@router.get("/works", summary="Works, all or those behind a number")
def works(reader: AskedReader, asked: AskedWorks, size: Size = 50) -> Slice[FoundWork]:
    """Return one page of works; with `concept` those that count for its timeline, most mentions first."""
    return find_works(reader, asked.filter(reader), asked.page, size)


@router.get("/works/{work_id}", summary="One work")
def work(reader: AskedReader, work_id: Identifier) -> WorkPage:
    """Return fields with origin, files, links, concepts, aligned sentences, references and problems."""
    return make_work(reader, known_work(reader, work_id))


@router.get("/works/{work_id}/sentences", summary="Sentences of a work that mention concepts")
def sentences(
    reader: AskedReader, work_id: Identifier, concept: Name = None, text: TextLang = "all", page: Page = 1, size: Size = 50
) -> Slice[Sentence]:
    """Return one page of sentences, body before abstract."""
    one = known_work(reader, work_id)
    reading = reader.reading(one.text_id) if one.text_id else None
    return cut(mentions_of(reading, concept or None, text) if reading else [], page, size)


@router.get("/concepts", summary="Concepts that works mention")
def concepts(reader: AskedReader) -> list[ConceptLine]:
    """Return the concepts, of most works first."""
    return list_concepts(reader)


@router.get("/concepts/{concept_id:path}/timeline", summary="A concept's works by period")
def timeline(
    reader: AskedReader, concept_id: Identifier, scope: Name = None, text: TextLang = "zh", kind: Kind | None = None
) -> list[TimelinePoint]:
    """Return the points of a timeline; without `kind` each kind by itself."""
    return concept_points(reader, known_concept(reader, concept_id), known_scope(reader, scope), text, kind)


@router.get("/concepts/{concept_id:path}", summary="One concept")
def concept(reader: AskedReader, concept_id: Identifier) -> ConceptPage:
    """Return forms, senses, renderings, definitions and related concepts."""
    return make_concept(reader, known_concept(reader, concept_id))


@router.get("/timeline", summary="Several concepts' works by period")
def curves(reader: AskedReader, asked: AskedCurves) -> list[Curve]:
    """Return the points of each concept's timeline."""
    return make_curves(reader, asked.concepts, known_scope(reader, asked.scope), asked.text, asked.kind)


@router.get("/topics", summary="Topics, map and models")
def topics(reader: AskedReader) -> TopicList:
    """Return all topics."""
    return make_topic_list(reader)


@router.get("/topics/{topic}", summary="One topic")
def topic(reader: AskedReader, topic: Number) -> TopicPage:
    """Return terms, trend, sentences and works of a topic (0-based)."""
    found = make_topic(reader, topic)
    if found is None:
        raise HTTPException(404, f"topic {topic}")
    return found


@router.get("/documents", summary="Source files")
def documents(reader: AskedReader, page: Page = 1, size: Size = 50) -> Slice[Source]:
    """Return one page of source files."""
    return cut(sorted(reader.sources.values(), key=lambda one: one.doc_id), page, size)


@router.get("/texts/{text_id}/passages", summary="Passages of a text")
def passages(reader: AskedReader, text_id: Identifier, page: Page = 1, size: Size = 50) -> Slice[Passage]:
    """Return one page of a text's passages with boxes, in reading order."""
    return cut(_reading(reader, text_id).text.passages, page, size)


@router.get("/texts/{text_id}/mentions", summary="Mentions in a text")
def mentions(reader: AskedReader, text_id: Identifier, page: Page = 1, size: Size = 50) -> Slice[Mention]:
    """Return one page of a text's mentions, by place."""
    return cut(_reading(reader, text_id).mentions, page, size)


@router.get("/texts/{text_id}/beads", summary="Aligned sentences of a text")
def beads(reader: AskedReader, text_id: Identifier) -> list[AlignedPair]:
    """Return the aligned Chinese and English sentences."""
    reading = _reading(reader, text_id)
    owner = reader.work_of_text.get(reading.text.text_id)
    return make_work(reader, owner).aligned if owner else []


@router.get(
    "/texts/{doc_id}/pages/{number}.png",
    summary="A page of a document as a picture",
    response_class=Response,
    responses={200: {"content": {"image/png": {}}}},
)
def picture(request: Request, snapshot: AskedSnapshot, doc_id: Identifier, number: Number) -> Response:
    """Return the page (1-based) as PNG."""
    source = snapshot.reader.sources.get(doc_id)
    if source is None or not 1 <= number <= source.n_pages or source.media_type != "application/pdf":
        raise HTTPException(404, f"document {doc_id[:40]!r}, page {number}")
    path = find_source(snapshot.sources, doc_id, source.sources)
    if path is None:
        raise HTTPException(404, f"the file of document {doc_id} is not in sources/ any more, or has changed")
    image = request.app.state.images.page(doc_id, path, request.app.state.passwords(source.sources), number)
    return Response(image.png, media_type="image/png")


@router.get("/texts/{doc_id}/pages/{number}", summary="A page of a document")
def page_of_document(reader: AskedReader, doc_id: Identifier, number: Number, start: Offset = None, end: Offset = None) -> PageOfDocument:
    """Return the text of a page (1-based) and the boxes of the sentence around start..end, in points from the upper left corner."""
    found = make_page(reader, doc_id, number, start, end)
    if found is None:
        raise HTTPException(404, f"document {doc_id[:40]!r}, page {number}")
    return found


@router.get("/problems", summary="What a reader must know about the inputs")
def problems(reader: AskedReader, code: Name = None, page: Page = 1, size: Size = 50) -> ProblemList:
    """Return counts by code and one page of problems."""
    return make_problems(reader, code or None, page, size)


@router.get("/methods", summary="How each number was made")
def methods(snapshot: AskedSnapshot) -> Methods:
    """Return versions, settings and digests of every stage."""
    return make_methods(snapshot)


class TableMeaning(BaseModel):
    """A table that can be had as CSV."""

    name: str
    stage: str
    key: list[str]
    columns: dict[str, str]
    """Meaning and unit by column."""


@router.get("/tables", summary="Tables and what their columns mean")
def tables() -> list[TableMeaning]:
    """Return every table."""
    return [
        TableMeaning(name=name, stage=table.stage, key=list(table.key), columns={column: MEANINGS[column] for column in table.schema.names})
        for name, table in TABLES.items()
    ]


@router.get(
    "/tables/{name}.csv", summary="A table as CSV", response_class=StreamingResponse, responses={200: {"content": {"text/csv": {}}}}
)
def table(reader: AskedReader, name: Identifier) -> StreamingResponse:
    """Return all rows of a table, in UTF-8 with the mark that spreadsheets ask for."""
    if name not in TABLES:
        raise HTTPException(404, f"table {name[:40]!r}")
    headers = {"content-disposition": f'attachment; filename="{name}.csv"'}
    return StreamingResponse(_csv_rows(reader, name), media_type="text/csv; charset=utf-8", headers=headers)


def _csv_rows(reader: Reader, name: str) -> Iterator[str]:
    columns = TABLES[name].schema.names
    yield "\ufeff" + csv_text([], columns)
    rows: list[Any] = []
    for stage in STAGES if name == "problems" else (TABLES[name].stage,):
        for row in iter_table(reader.corpus.tables(stage), name):
            rows.append(row)
            if len(rows) == ROWS_AT_ONCE:
                yield csv_text(rows, columns).partition("\n")[2]
                rows.clear()
    yield csv_text(rows, columns).partition("\n")[2]


def _reading(reader: Reader, text_id: str) -> Any:
    found = reader.reading(text_id)
    if found is None:
        raise HTTPException(404, f"text {text_id[:40]!r}")
    return found
