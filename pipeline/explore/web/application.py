"""The application: routes, errors as pages or JSON, style sheets, and the thread that looks for new runs."""

import contextlib
import threading
from collections.abc import AsyncIterator, Callable

from fastapi import FastAPI, Request
from fastapi.exception_handlers import request_validation_exception_handler
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, RedirectResponse, Response

from pipeline import __version__
from pipeline.core.corpus import Project
from pipeline.core.errors import PipelineError, SchemaError
from pipeline.explore.drawings.charts import chart_style
from pipeline.explore.pages import inline
from pipeline.explore.web import api, pages
from pipeline.explore.web.asked import NothingToShowError
from pipeline.explore.web.chain import LOCK
from pipeline.explore.web.guard import LOOPBACK, Guard
from pipeline.explore.web.page_images import PageImages
from pipeline.explore.web.rendering import page
from pipeline.explore.web.snapshot import SnapshotKeeper
from pipeline.explore.wording import LANGUAGES, Language
from pipeline.extract.pdf.passwords import passwords_for, read_passwords

SECONDS_BETWEEN_LOOKS = 2.0
MAX_PAUSE = 30.0
DESCRIPTION = "The results of one corpus, read-only. Lists come in pages; offsets are Unicode code points of the text that text_id names."


def create_application(keeper: SnapshotKeeper, language: Language = "zh", hosts: tuple[str, ...] = LOOPBACK) -> Guard:
    """Return the ASGI application over the keeper's snapshots."""
    app = FastAPI(
        title="Wenmai 文脉",
        version=__version__,
        description=DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
        lifespan=_lifespan,
    )
    app.state.keeper, app.state.language, app.state.images = keeper, language, PageImages()
    app.state.passwords = _passwords(keeper.project, keeper.corpus_name)
    app.include_router(api.router)
    for lang in LANGUAGES:
        app.include_router(pages.router, prefix=f"/{lang}")
    app.add_api_route("/", lambda: RedirectResponse(f"/{language}/"), include_in_schema=False)
    app.add_api_route("/static/pages.css", _style, include_in_schema=False)
    app.add_api_route("/static/icon.svg", _icon, include_in_schema=False)
    app.add_exception_handler(HTTPException, _missing)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(PipelineError, _refused)
    return Guard(app, keeper, hosts)


@contextlib.asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    stopped = threading.Event()
    keeper: SnapshotKeeper = app.state.keeper
    thread = threading.Thread(target=_watch, args=[keeper, stopped], name="snapshots", daemon=True)
    thread.start()
    yield
    stopped.set()
    thread.join()
    app.state.images.close()
    keeper.close()


def _watch(keeper: SnapshotKeeper, stopped: threading.Event) -> None:
    """Look for a new run when dvc.lock has changed; while the newest is not complete, again and again, but more and more seldom."""
    seen, pause, left = _state(keeper), SECONDS_BETWEEN_LOOKS, 0.0
    while not stopped.wait(SECONDS_BETWEEN_LOOKS):
        state, left = _state(keeper), left - SECONDS_BETWEEN_LOOKS
        if state != seen or (keeper.fault is not None and left <= 0):
            pause = SECONDS_BETWEEN_LOOKS if state != seen else min(2 * pause, MAX_PAUSE)
            seen, left = state, pause
            keeper.refresh()
        keeper.tidy()


def _state(keeper: SnapshotKeeper) -> tuple[int, int]:
    try:
        state = (keeper.project.root / LOCK).stat()
    except OSError:
        return 0, 0
    return state.st_mtime_ns, state.st_size


def _passwords(project: Project, corpus_name: str) -> Callable[[list[str]], tuple[str, ...]]:
    path = project.root / "corpora" / corpus_name / "edits" / "passwords.tsv"

    def of(sources: list[str]) -> tuple[str, ...]:
        known = read_passwords(path) if path.is_file() else {}
        return tuple(dict.fromkeys(word for source in sources for word in passwords_for(source, known)))

    return of


def _style() -> Response:
    return Response(chart_style() + str(inline("report.css")) + str(inline("web/web.css")), media_type="text/css")


def _icon() -> Response:
    return Response(str(inline("web/icon.svg")), media_type="image/svg+xml")


def _is_api(request: Request) -> bool:
    return request.url.path.startswith("/api/")


def _missing(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for it alone
    if _is_api(request):
        return JSONResponse({"detail": error.detail}, error.status_code)
    return page(request, "error", error.status_code, fault="" if error.detail == "Not Found" else error.detail, code=error.status_code)


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - registered for it alone
    if _is_api(request):
        return await request_validation_exception_handler(request, error)
    faults = [f"{fault['loc'][-1]}: {fault['msg']}" for fault in error.errors()]
    return page(request, "error", 400, fault="\n".join(faults), code=400)


def _refused(request: Request, error: Exception) -> Response:
    status = 503 if isinstance(error, NothingToShowError | SchemaError) else 400
    if _is_api(request):
        return JSONResponse({"detail": str(error)}, status)
    return page(request, "waiting" if status == 503 else "error", status, fault=str(error), code=status)  # noqa: PLR2004
