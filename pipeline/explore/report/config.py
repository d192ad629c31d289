"""configs/report.yaml and corpora/<c>/about.yaml."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field

from pipeline.core.config import Config, read_yaml
from pipeline.core.errors import ConfigError
from pipeline.explore.timelines.points import DEFAULT_SCOPE
from pipeline.explore.wording import Language

Count = Annotated[int, Field(ge=0, le=1000)]


class ReportConfig(Config):
    """configs/report.yaml."""

    language: Language
    top_concepts: Count
    evidence_works: Count
    evidence_sentences: Count
    definitions: Count
    matrix_concepts: Count
    top_pairs: Count
    cited_works: Count
    topic_terms: Annotated[int, Field(ge=1, le=100)]
    topic_examples: Count
    topic_concepts: Count
    stable_from: Annotated[float, Field(ge=0, le=1)]
    aligned_works: Count
    renderings: Count
    listed_problems: Count
    document_pictures: bool


@dataclass(frozen=True, slots=True)
class Counting:
    """What the default timeline counts, as configs/concepts.yaml says."""

    parts: frozenset[str]
    """Scopes of mentions that the default scope pools."""
    uncounted_flags: frozenset[str]


class About(Config):
    """corpora/<c>/about.yaml: what a reader must know of the corpus before anything else."""

    title: str
    title_en: str = ""
    notice: str = ""
    notice_en: str = ""


def read_counting(configs: Path) -> Counting:
    """Return the two settings of stage concepts that decide which mentions are evidence.

    Raises:
        ConfigError: the file is missing or has no default scope.
    """
    path = configs / "concepts.yaml"
    values = read_yaml(path)
    parts = values.get("scopes", {}).get(DEFAULT_SCOPE)
    if not parts:
        raise ConfigError(f"{path}: scopes: {DEFAULT_SCOPE} is missing; the report counts in it")
    return Counting(frozenset(parts), frozenset(values.get("uncounted_flags", [])))
