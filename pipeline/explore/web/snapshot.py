"""Snapshots: immutable copies of what a complete run wrote, one shown at a time.

A snapshot is a small project of its own in the per-user cache: `dvc.lock`, `configs/` and `corpora/<c>/` with tables, labels and title. It is
named by the digests of the outs; what was copied is compared with them, so a copy taken while a stage writes is thrown away. Sources are not
copied: pages of PDFs are found by the digest of their file.
"""

import contextlib
import hashlib
import os
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import psutil
from platformdirs import user_cache_dir

from pipeline.core.corpus import Corpus, Project
from pipeline.core.errors import InputError, PipelineError
from pipeline.explore.report.stage import git_revision
from pipeline.explore.web.chain import LOCK, Chain, UnfinishedChainError, copy_with_digest, digest_of, read_chain
from pipeline.explore.web.reader import Reader

EXTRAS = ("about.yaml", "edits/topic_labels.yaml")
"""Files of the corpus, beside its tables, that pages print."""


@dataclass(frozen=True)
class Snapshot:
    """One complete run."""

    name: str
    root: Path
    corpus: Corpus
    """In the snapshot, but for its sources."""
    sources: Path
    chain: Chain
    revision: str | None
    """Git revision of the project when the snapshot was taken, None without git."""

    @property
    def configs(self) -> Path:
        """Return the configs as they were when the snapshot was taken."""
        return self.root / "configs"

    @cached_property
    def lexicon_unchanged(self) -> bool:
        """Tell whether the lexicon copied here is the one that the run read."""
        return self.chain.read_digests("configs/lexicon") <= {digest_of(self.configs / "lexicon")}

    @cached_property
    def reader(self) -> Reader:
        """Return the reader of its tables."""
        return Reader(self.corpus, self.configs, self.chain)


class SnapshotKeeper:
    """Holds the snapshot that is shown, and takes a new one when a new run is complete."""

    def __init__(self, project: Project, corpus_name: str, cache: Path | None = None) -> None:
        """Keep the names; `refresh` takes the first snapshot."""
        self.project = project
        self.corpus_name = corpus_name
        own = hashlib.sha256(str(project.root.resolve()).encode()).hexdigest()[:12]
        self.folder = (cache or Path(user_cache_dir("wenmai")) / "serve") / own / corpus_name
        self.fault: str | None = "not looked yet"
        """Why the newest state of the project is not shown; None when it is."""
        self._current: Snapshot | None = None
        self._held: dict[str, int] = {}
        self._lock = threading.Lock()
        self._refreshing = threading.Lock()

    @property
    def current(self) -> Snapshot | None:
        """Return the snapshot that is shown."""
        return self._current

    @contextlib.contextmanager
    def hold(self) -> Iterator[Snapshot | None]:
        """Give the current snapshot to a request; its files stay until the request is done."""
        with self._lock:
            snapshot = self._current
            if snapshot:
                self._held[snapshot.name] = self._held.get(snapshot.name, 0) + 1
        try:
            yield snapshot
        finally:
            if snapshot:
                with self._lock:
                    self._held[snapshot.name] -= 1

    def refresh(self) -> None:
        """Show the newest complete run; where there is none, go on with what is shown and keep the reason."""
        with self._refreshing:
            try:
                chain = read_chain(self.project, self.corpus_name)
                self._show(chain)
                self.fault = None
            except (PipelineError, OSError) as error:
                self.fault = str(error)

    def close(self) -> None:
        """Give back the mark of use, so that another process may remove the snapshot."""
        for mark in self.folder.glob(f"*.{os.getpid()}"):
            mark.unlink(missing_ok=True)

    def _show(self, chain: Chain) -> None:
        name = self._name(chain)
        if self._current and self._current.name == name:
            self.tidy()
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        self._mark(name).touch()
        root = self.folder / name
        if not root.is_dir():
            self._take(chain, root)
        corpus = Corpus(root / "corpora" / self.corpus_name)
        snapshot = Snapshot(name, root, corpus, self._corpus().sources, chain, _revision(self.project))
        snapshot.reader.warm()
        with self._lock:
            self._current = snapshot
        self.tidy()

    def _take(self, chain: Chain, root: Path) -> None:
        building = self.folder / f".{os.getpid()}"
        shutil.rmtree(building, ignore_errors=True)
        try:
            for path, digest in chain.outs().items():
                if path.startswith(self._tables()) and copy_with_digest(self.project.root / path, building / path) != digest:
                    raise UnfinishedChainError(f"{path} is not what dvc.lock says: a run is under way, or a stage was run by hand")
            for path in self._extras():
                copy_with_digest(self.project.root / path, building / path)
            shutil.copyfile(self.project.root / LOCK, building / LOCK)
            building.rename(root)
        finally:
            shutil.rmtree(building, ignore_errors=True)

    def _name(self, chain: Chain) -> str:
        """Return a name that tells whatever a page may show: outs, configs, title and labels."""
        parts = [f"{path} {digest}" for path, digest in chain.outs().items()]
        parts += [f"{path} {_state(self.project.root / path)}" for path in self._extras()]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]

    def _extras(self) -> list[str]:
        configs = sorted(path.relative_to(self.project.root).as_posix() for path in self.project.configs.rglob("*") if path.is_file())
        own = [f"corpora/{self.corpus_name}/{name}" for name in EXTRAS]
        return [*configs, *(path for path in own if (self.project.root / path).is_file())]

    def _tables(self) -> str:
        return f"corpora/{self.corpus_name}/tables/"

    def _corpus(self) -> Corpus:
        return Corpus(self.project.root / "corpora" / self.corpus_name)

    def tidy(self) -> None:
        """Remove snapshots that no request and no living process uses, and what killed processes left half copied."""
        if self._current:
            self._mark(self._current.name).touch()
        marks = [path for path in self.folder.iterdir() if path.is_file()] if self.folder.is_dir() else []
        used = {mark.stem for mark in marks if self._is_in_use(mark)}
        for mark in marks:
            if not self._is_in_use(mark):
                mark.unlink(missing_ok=True)
        for root in self.folder.glob("*/"):
            if root.name not in used and not (root.name.startswith(".") and _is_alive(root.name[1:])):
                shutil.rmtree(root, ignore_errors=True)

    def _mark(self, name: str) -> Path:
        """Return the file that says that this process uses a snapshot."""
        return self.folder / f"{name}.{os.getpid()}"

    def _is_in_use(self, mark: Path) -> bool:
        process = mark.suffix[1:]
        return self._uses(mark.stem) if process == str(os.getpid()) else _is_alive(process)

    def _uses(self, name: str) -> bool:
        with self._lock:
            return bool(self._held.get(name)) or (self._current is not None and self._current.name == name)


def _is_alive(process: str) -> bool:
    return process.isdigit() and psutil.pid_exists(int(process))


def _state(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _revision(project: Project) -> str | None:
    try:
        return git_revision(project.root)
    except InputError:
        return None
