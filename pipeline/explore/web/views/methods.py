"""Methods: how each number was made, by the entries of dvc.lock that the snapshot was taken from."""

from dataclasses import dataclass
from typing import Any

from pipeline import __version__
from pipeline.explore.report.methods import Setting
from pipeline.explore.web.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Digest:
    """A file or folder with the md5 that DVC gives to its content."""

    path: str
    md5: str


@dataclass(frozen=True, slots=True)
class StageRun:
    """One stage: command, settings as they were, what it read and wrote."""

    stage: str
    command: str
    settings: list[Setting]
    reads: list[Digest]
    writes: list[Digest]


@dataclass(frozen=True, slots=True)
class Methods:
    """How the snapshot came about."""

    wenmai: str
    lexicon: str
    lexicon_unchanged: bool
    """The lexicon that names the concepts here is the one with which they were found."""
    git: str | None
    """Revision of the project when the snapshot was taken; + when files have changed since."""
    snapshot: str
    stages: list[StageRun]


def make_methods(snapshot: Snapshot) -> Methods:
    """Return settings and lineage of every stage, in the order of the chain."""
    return Methods(
        wenmai=__version__,
        lexicon=snapshot.reader.lexicon.version,
        lexicon_unchanged=snapshot.lexicon_unchanged,
        git=snapshot.revision,
        snapshot=snapshot.name,
        stages=[_stage_run(name, entry) for name, entry in snapshot.chain.stages.items()],
    )


def _stage_run(name: str, entry: dict[str, Any]) -> StageRun:
    settings = [
        Setting(name.partition("@")[0], key, value) for values in entry.get("params", {}).values() for key, value in _flat("", values)
    ]
    return StageRun(name, str(entry.get("cmd", "")), settings, _digests(entry, "deps"), _digests(entry, "outs"))


def _digests(entry: dict[str, Any], key: str) -> list[Digest]:
    return [Digest(item["path"], str(item.get("md5", "–"))) for item in entry.get(key, [])]


def _flat(prefix: str, value: Any) -> list[tuple[str, str]]:
    if isinstance(value, dict) and value:
        return [pair for key, inner in value.items() for pair in _flat(f"{prefix}.{key}" if prefix else str(key), inner)]
    if isinstance(value, list):
        return [(prefix, ", ".join(map(str, value)))]
    return [(prefix, str(value).lower() if isinstance(value, bool) else str(value))]
