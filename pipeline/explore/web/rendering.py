"""A page from a template, in the language of its address."""

from collections.abc import Mapping
from functools import cache, partial
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from jinja2 import Environment
from starlette.requests import Request
from starlette.responses import HTMLResponse

from pipeline import __version__
from pipeline.explore.pages import page_environment
from pipeline.explore.report.languages import template_words
from pipeline.explore.report.problem_words import words_of
from pipeline.explore.timelines.output import percent
from pipeline.explore.web.views.works import reference_of
from pipeline.explore.wording import LANGUAGES, Language, load_wording

if TYPE_CHECKING:
    from pipeline.explore.web.snapshot import Snapshot


@cache
def _environment(lang: Language) -> Environment:
    environment = page_environment()
    names, filters = template_words(load_wording(lang))
    environment.globals |= names
    environment.filters |= {"percent": percent, **filters}
    return environment


def language_of(request: Request) -> Language:
    """Return the language that the address begins with, else the server's."""
    first = request.url.path.split("/")[1]
    return next((lang for lang in LANGUAGES if lang == first), request.app.state.language)


def address(root: str, path: str, params: Mapping[str, object]) -> str:
    """Return root + path with its query; parameters that are None or empty are left out."""
    pairs = [(key.rstrip("_"), value) for key, value in params.items() if value not in (None, "")]
    return root + quote(path, safe="/") + (f"?{urlencode(pairs)}" if pairs else "")


def link_in(lang: Language, path: str, **params: object) -> str:
    """Return the address of a page in a language."""
    return address(f"/{lang}", path, params)


def page(request: Request, template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """Return the template as a page."""
    lang = language_of(request)
    snapshot: Snapshot | None = getattr(request.state, "snapshot", None)

    context = {
        "link": partial(link_in, lang),
        "here": request.url.path.removeprefix(f"/{lang}") or "/",
        "other_languages": [(one, _same_in(request, one)) for one in LANGUAGES if one != lang],
        "snapshot": snapshot,
        "version": __version__,
        "label": lambda concept_id: snapshot.reader.label(concept_id, lang) if snapshot else concept_id,
        "reference": lambda work_id: reference_of(snapshot.reader, work_id) if snapshot else work_id,
        "problem": partial(words_of, wording=load_wording(lang)),
        "about": snapshot.reader.about if snapshot else None,
        "is_older": request.app.state.keeper.fault is not None,
    }
    return HTMLResponse(_environment(lang).get_template(f"web/{template}.html.j2").render(**context, **values), status)


def _same_in(request: Request, lang: str) -> str:
    parts = request.url.path.split("/")
    rest = "/".join(parts[2:]) if parts[1] in LANGUAGES else ""
    query = f"?{request.url.query}" if request.url.query else ""
    return f"/{lang}/{rest}{query}"
