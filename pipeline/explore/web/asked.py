"""What a request may ask: types of parameters with their bounds, and the snapshot it is answered from."""

from typing import Annotated, Literal

from fastapi import Depends, Path, Query, Request
from pydantic import BaseModel, Field, field_validator
from starlette.exceptions import HTTPException

from pipeline.core.errors import PipelineError
from pipeline.core.records import Work
from pipeline.explore.web.reader import Reader
from pipeline.explore.web.snapshot import Snapshot
from pipeline.explore.web.views.concepts import is_concept
from pipeline.explore.web.views.works import WorkFilter

MAX_PAGE = 100_000
Page = Annotated[int, Query(alias="page", ge=1, le=MAX_PAGE, description="1-based page of a longer list")]
Size = Annotated[int, Query(ge=1, le=200, description="rows a page")]
Name = Annotated[str | None, Query(max_length=200)]
QueryText = Annotated[str, Query(max_length=500, description="the query language of `wenmai search`")]
Kind = Literal["article", "thesis", "web", "other", "all"]
TextLang = Literal["zh", "en", "all"]
Offset = Annotated[int | None, Query(ge=0, le=2**31 - 1, description="code points of the text")]
Identifier = Annotated[str, Path(max_length=200)]
Number = Annotated[int, Path(ge=0, le=MAX_PAGE)]


class WorksAsked(BaseModel):
    """Which works are meant; a parameter that is left out narrows nothing."""

    concept: str | None = Field(None, max_length=200, description="id: works that count for its timeline")
    topic: int | None = Field(None, ge=0, le=10_000, description="0-based: works whose strongest topic it is")
    kind: Kind | None = None
    year_from: int | None = Field(None, ge=0, le=9999)
    year_to: int | None = Field(None, ge=0, le=9999)
    venue: str | None = Field(None, max_length=200)
    evidence: Literal["full_text", "abstract_only", "record_only"] | None = None
    scope: str | None = Field(None, max_length=200, description="of the timeline; default: abstract and body")
    text: TextLang = Field("zh", description="language of the text in which the concept is counted")
    page: int = Field(1, ge=1, le=MAX_PAGE)

    @field_validator("topic", "kind", "year_from", "year_to", "evidence", mode="before")
    @classmethod
    def _nothing_chosen(cls, value: object) -> object:
        """Take a field of a form that was left empty for one that was left out."""
        return None if value == "" else value

    def filter(self, reader: Reader) -> WorkFilter:
        """Return what is asked for, with everything that it names known.

        Raises:
            HTTPException: 404: there is no such concept or scope.
        """
        if self.concept:
            known_concept(reader, self.concept)
        scope = known_scope(reader, self.scope)
        return WorkFilter(
            self.concept or None, self.topic, self.kind, self.year_from, self.year_to, self.venue or None, self.evidence, scope, self.text
        )


class TimelineAsked(BaseModel):
    """How a timeline is to be drawn."""

    scope: str | None = Field(None, max_length=200, description="part of the texts; default: abstract and body")
    text: TextLang = Field("zh", description="language of the text")
    kind: Kind | None = Field(None, description="kind of works; left out: each kind by itself")
    measure: Literal["share", "rate"] = Field("share", description="share of readable works, or mentions per 10,000 characters")

    @field_validator("kind", "scope", mode="before")
    @classmethod
    def _nothing_chosen(cls, value: object) -> object:
        """Take a field of a form that was left empty for one that was left out."""
        return None if value == "" else value


class CurvesAsked(TimelineAsked):
    """Several concepts in one chart."""

    concepts: str = Field(
        "", max_length=300, description="labels, ids or forms, divided by spaces or commas; a family stands for its concepts"
    )
    kind: Kind = Field("all", description="kind of works")

    @field_validator("kind", mode="before")
    @classmethod
    def _all_kinds(cls, value: object) -> object:
        """Take a field of a form that was left empty for every kind."""
        return value or "all"


AskedCurves = Annotated[CurvesAsked, Query()]
AskedTimeline = Annotated[TimelineAsked, Query()]
AskedWorks = Annotated[WorksAsked, Query()]


class NothingToShowError(PipelineError):
    """There is no complete run yet."""


def asked_snapshot(request: Request) -> Snapshot:
    """Return the snapshot that answers this request.

    Raises:
        NothingToShowError: there is none yet.
    """
    snapshot: Snapshot | None = request.state.snapshot
    if snapshot is None:
        raise NothingToShowError(request.app.state.keeper.fault or "")
    return snapshot


AskedSnapshot = Annotated[Snapshot, Depends(asked_snapshot)]


def asked_reader(snapshot: AskedSnapshot) -> Reader:
    """Return the reader of the snapshot that answers this request."""
    return snapshot.reader


AskedReader = Annotated[Reader, Depends(asked_reader)]


def known_concept(reader: Reader, concept_id: str) -> str:
    """Return the id if there is such a concept.

    Raises:
        HTTPException: 404.
    """
    if not is_concept(reader, concept_id):
        raise HTTPException(404, f"concept {concept_id[:40]!r}")
    return concept_id


def known_work(reader: Reader, work_id: str) -> Work:
    """Return a work.

    Raises:
        HTTPException: 404.
    """
    if work_id not in reader.works:
        raise HTTPException(404, f"work {work_id[:40]!r}")
    return reader.works[work_id]


def known_scope(reader: Reader, scope: str | None) -> str:
    """Return a scope of the timeline; the default one for None.

    Raises:
        HTTPException: 404.
    """
    if scope is None:
        return next(iter(reader.scopes))
    if scope not in reader.scopes:
        raise HTTPException(404, f"scope {scope[:40]!r} (there are {', '.join(reader.scopes)})")
    return scope
