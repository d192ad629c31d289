"""The report's last section: how the numbers came about, written from configs, tables and the upstream entries of dvc.lock."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.core.config import read_yaml
from pipeline.explore.chain_rows import STAGES
from pipeline.explore.report.checklist import SOURCE, ChecklistItem, make_checklist
from pipeline.explore.report.facts import Facts, gather_facts
from pipeline.explore.report.material import Material
from pipeline.explore.report.prose import Paragraph, methods_prose
from pipeline.explore.wording import Wording


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
    paragraphs: list[Paragraph]
    """Prose to paste, in the report's language."""
    checklist: list[ChecklistItem]
    checklist_source: str
    """The guideline, as a reference."""
    settings: list[Setting]
    lineage: list[Lineage]
    libraries: list[tuple[str, str]]
    version: str
    lexicon_version: str
    citation: str
    bibtex: str


def make_methods(material: Material, wording: Wording) -> Methods:
    """Return the methods paragraphs with the settings and lineage behind them."""
    settings = [setting for stage in STAGES for setting in read_settings(material.configs, stage)]
    lineage = read_lineage(material.configs.parent / "dvc.lock", material.corpus.name)
    values = {f"{setting.stage}.{setting.key}": setting.value for setting in settings}
    facts = gather_facts(material, values, _inputs(lineage, material.corpus.name))
    title = material.about.title_en or material.about.title if wording.lang == "en" else material.about.title
    versions = {"version": facts.version, "lexicon": facts.lexicon_version}
    return Methods(
        facts=facts,
        paragraphs=methods_prose(facts, wording),
        checklist=make_checklist(facts, title, wording),
        checklist_source=SOURCE,
        settings=settings,
        lineage=lineage,
        libraries=facts.libraries,
        version=facts.version,
        lexicon_version=facts.lexicon_version,
        citation=wording("report_methods.citation", title=title, **versions),
        bibtex=_bibtex(
            material.corpus.name, wording("report_methods.bibtex_title", title=title), wording("report_methods.bibtex_note", **versions)
        ),
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


def _inputs(lineage: list[Lineage], corpus: str) -> list[tuple[str, str]]:
    """Return (path, MD5) of what people put in: the sources and the lexicon, each once."""
    wanted = {f"corpora/{corpus}/sources", "configs/lexicon"}
    return sorted({(path, digest) for entry in lineage for path, digest in entry.reads if path in wanted})


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


def _bibtex(corpus: str, title: str, note: str) -> str:
    return "\n".join([f"@misc{{wenmai_{corpus},", f"  title   = {{{title}}},", f"  note    = {{{note}}},", "}"])
