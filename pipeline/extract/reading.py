"""Read many files: every document once, then, with an engine, the pages that wait for it, then those documents again with what was recognised.

Each step has keys of its own in the store: a document without such pages is the same work whatever `ocr` says, and a recognised page stays
when the layout code changes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.core.incremental import Outcomes, Task, run_tasks
from pipeline.core.progress import say
from pipeline.core.shards import ExecutionConfig, Failure, worker_count
from pipeline.core.store import Store, code_digest, json_digest, result_key
from pipeline.core.wording import counted
from pipeline.extract.document import extract_file
from pipeline.extract.ocr.engines import SECONDS_PER_PAGE, check_engine, engine
from pipeline.extract.ocr.recognition import recognise_page
from pipeline.extract.settings import ExtractConfig

LIBRARIES = ("cryptography", "fonttools", "lxml", "numpy", "opencc", "pdfminer.six", "pikepdf", "pypdfium2", "trafilatura", "wordfreq")
CODE = ("pipeline.extract", "pipeline.core.text", "pipeline.core.records", "pipeline.core.sources")
# What decides how a page is recognised; the engine adds its own versions.
PAGE_LIBRARIES = ("cryptography", "numpy", "opencc", "pdfminer.six", "pikepdf", "pillow", "pypdfium2")
PAGE_CODE = (
    "pipeline.core.records",
    "pipeline.core.sources",
    "pipeline.core.text",
    "pipeline.extract.ocr.deskew",
    "pipeline.extract.ocr.engine_rapidocr",
    "pipeline.extract.ocr.engine_tesseract",
    "pipeline.extract.ocr.engines",
    "pipeline.extract.ocr.ocr_text",
    "pipeline.extract.pdf.opening",
    "pipeline.extract.ocr.recognition",
    "pipeline.extract.pdf.rendering",
)
WAITING = "needs_ocr"


@dataclass(frozen=True, slots=True)
class InputFile:
    """A distinct file to read."""

    path: str
    name: str
    """For messages."""
    suffix: str
    digest: str
    """sha256 of its bytes."""
    cost: int
    passwords: tuple[str, ...] = ("",)


@dataclass(frozen=True, slots=True)
class Reader:
    """How files are read, and where results are kept."""

    config: ExtractConfig
    execution: ExecutionConfig
    store: Store

    def read(self, files: Sequence[InputFile]) -> Outcomes:
        """Return the extracted document of each file in their order; a lost worker gives a `Failure`.

        Raises:
            ConfigError: the engine that the config names is not installed (before anything is read).
        """
        check_engine(self.config.ocr)
        tasks = document_tasks(files, self.config)
        first = run_tasks(extract_file, tasks, self.store, self.execution, label="extract", isolate=True)
        if self.config.ocr == "off":
            return first
        waiting = [(index, pages) for index, value in enumerate(first.values) if (pages := waiting_pages(value))]
        recognised = self._recognise([(files[index], page) for index, pages in waiting for page in pages])
        again = [with_pages(tasks[index], {page: recognised[files[index].digest, page] for page in pages}) for index, pages in waiting]
        second = run_tasks(extract_file, again, self.store, self.execution, label="extract", isolate=True)
        values = list(first.values)
        for (index, _), value in zip(waiting, second.values, strict=True):
            values[index] = value
        computed = first.computed | {waiting[position][0] for position in second.computed}
        return Outcomes(values, len(values) - len(computed), second.damaged, second.fault, computed)

    def _recognise(self, pages: list[tuple[InputFile, int]]) -> dict[tuple[str, int], dict[str, Any]]:
        """Return what the engine reads on each page, by digest of the file and page number."""
        tasks = page_tasks(pages, self.config.ocr)
        n_missing = sum(self.store.read(task.key) is None for task in tasks)
        if n_missing:
            say(estimate(n_missing, self.config.ocr, worker_count(self.execution, n_missing)))
        found = run_tasks(recognise_page, tasks, self.store, self.execution, label=f"ocr ({self.config.ocr})", isolate=True)
        return {
            (file.digest, page): lost_page(value) if isinstance(value, Failure) else value
            for (file, page), value in zip(pages, found.values, strict=True)
        }


def document_tasks(files: Sequence[InputFile], config: ExtractConfig) -> list[Task]:
    """Return the tasks of reading each file without recognition."""
    code = code_digest(CODE, LIBRARIES)
    settings = json_digest(config.limits())
    return [
        Task(
            name=file.name,
            key=result_key(file.digest, file.suffix, code, settings, *file.passwords),
            payload=(file.path, file.suffix, config.limits(), {"passwords": file.passwords}),
            cost=file.cost,
        )
        for file in files
    ]


def page_tasks(pages: Sequence[tuple[InputFile, int]], choice: str) -> list[Task]:
    """Return the tasks of recognising pages with the engine `choice`."""
    if not pages:
        return []
    code = code_digest(PAGE_CODE, PAGE_LIBRARIES)
    version = engine(choice).version()
    return [
        Task(
            name=f"{file.name}, page {page}",
            key=result_key(file.digest, str(page), choice, version, code, *file.passwords),
            payload=(file.path, page, choice, file.passwords),
        )
        for file, page in pages
    ]


def with_pages(task: Task, recognised: dict[int, dict[str, Any]]) -> Task:
    """Return a document's task with what was recognised on its pages."""
    path, suffix, limits, options = task.payload
    key = result_key(task.key, json_digest({str(page): found for page, found in recognised.items()}))
    return Task(task.name, key, (path, suffix, limits, {**options, "recognised": recognised}), task.cost)


def waiting_pages(value: Any) -> list[int]:
    """Return the pages of an extracted document (JSON values) that wait for recognition."""
    if isinstance(value, Failure):
        return []
    return [quality["page"] for quality in value["page_quality"] if quality["verdict"] == WAITING]


def lost_page(failure: Failure) -> dict[str, Any]:
    """Return the result of a page whose worker was lost."""
    return {"lines": [], "turn": 0, "skew": 0.0, "fault": failure.message}


def estimate(n_pages: int, choice: str, workers: int) -> str:
    """Return what a run says before it recognises pages."""
    minutes = n_pages * SECONDS_PER_PAGE[choice] / workers / 60
    return (
        f"ocr: {counted(n_pages, 'page')} for {choice}, about {minutes:.0f} min with {workers} workers"
        if minutes >= 1
        else f"ocr: {counted(n_pages, 'page')} for {choice}"
    )
