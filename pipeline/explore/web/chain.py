"""Is the last run of a corpus complete? By dvc.lock: every stage has an entry, and each read what the stage before it wrote."""

import hashlib
import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.core.config import read_yaml
from pipeline.core.corpus import Project
from pipeline.core.errors import PipelineError
from pipeline.core.sources import is_hidden

LOCK, WIRING = "dvc.lock", "dvc.yaml"


class UnfinishedChainError(PipelineError):
    """No complete run to show; the message says which stage is missing or behind."""


@dataclass(frozen=True, slots=True)
class Chain:
    """The entries of a complete run."""

    stages: dict[str, dict[str, Any]]
    """Entry of dvc.lock by the stage's name, such as `extract@demo`, in the order of dvc.yaml."""

    def outs(self) -> dict[str, str]:
        """Return the digest of each path that the run wrote, sorted by path."""
        return dict(sorted((out["path"], out["md5"]) for entry in self.stages.values() for out in entry.get("outs", [])))

    def settings(self, stage: str) -> dict[str, Any]:
        """Return the settings of a stage (`concepts`) as the run recorded them, by key of its config; empty when it has none."""
        entry = next((entry for name, entry in self.stages.items() if name.partition("@")[0] == stage), {})
        found: dict[str, Any] = entry.get("params", {}).get(f"configs/{stage}.yaml", {})
        return found

    def read_digests(self, path: str) -> set[str]:
        """Return the digests with which stages read a path."""
        return {dep["md5"] for entry in self.stages.values() for dep in entry.get("deps", []) if dep["path"] == path and "md5" in dep}


def read_chain(project: Project, corpus: str) -> Chain:
    """Return the corpus's entries of dvc.lock.

    Raises:
        UnfinishedChainError: a stage has not run, or not since the one before it; also while dvc.lock is being written.
    """
    lock = project.root / LOCK
    if not lock.is_file():
        raise UnfinishedChainError("nothing has been computed yet: dvc.lock is missing")
    locked = read_yaml(lock).get("stages", {})
    wanted = list(_stage_names(project.root / WIRING, corpus))
    missing = [name for name in wanted if name not in locked]
    if missing or not wanted:
        raise UnfinishedChainError(f"not run yet: {', '.join(missing) or corpus}")
    chain = Chain({name: locked[name] for name in wanted})
    behind = sorted(_behind(chain))
    if behind:
        raise UnfinishedChainError(f"not run since what they read has changed: {', '.join(behind)}")
    return chain


def copy_with_digest(source: Path, target: Path) -> str:
    """Copy a file or folder and return the digest of what was copied, so that a copy taken while a stage writes is known as one.

    Raises:
        OSError: something vanished on the way: a stage is writing.
    """
    if source.is_file():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
    else:
        shutil.copytree(source, target, ignore=lambda folder, names: [name for name in names if is_hidden(Path(folder, name))])
    return digest_of(target)


def digest_of(place: Path) -> str:
    """Return the digest that DVC gives to a file or folder: md5; of a folder, the md5 of the list of its files."""
    if place.is_file():
        return _digest_of_file(place)
    files = [path for path in place.rglob("*") if path.is_file() and not is_hidden(path)]
    rows = [{"md5": _digest_of_file(path), "relpath": path.relative_to(place).as_posix()} for path in files]
    rows.sort(key=lambda row: row["relpath"])
    return f"{_md5(json.dumps(rows, sort_keys=True).encode())}.dir"


def _stage_names(wiring: Path, corpus: str) -> Iterator[str]:
    for name, stage in read_yaml(wiring).get("stages", {}).items():
        yield f"{name}@{corpus}" if "foreach" in stage else name


def _behind(chain: Chain) -> Iterator[str]:
    outs = chain.outs()
    for name, entry in chain.stages.items():
        if any(dep["path"] in outs and dep.get("md5") != outs[dep["path"]] for dep in entry.get("deps", [])):
            yield name


def _digest_of_file(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, lambda: hashlib.md5(usedforsecurity=False)).hexdigest()


def _md5(content: bytes) -> str:
    return hashlib.md5(content, usedforsecurity=False).hexdigest()
