"""Where things lie: the project's root, its corpora and their folders (design: one layout, known in this module alone)."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field

from pipeline.core.config import Config, load_config
from pipeline.core.errors import InputError

NAME_PATTERN = r"^[\w\u4e00-\u9fff-]+$"
CorpusName = Annotated[str, Field(pattern=NAME_PATTERN)]


class CorporaConfig(Config):
    """configs/corpora.yaml."""

    corpora: list[CorpusName]


@dataclass(frozen=True, slots=True)
class Corpus:
    """The folders of one corpus."""

    root: Path

    @property
    def name(self) -> str:
        """Return the corpus's name."""
        return self.root.name

    @property
    def sources(self) -> Path:
        """Return the folder of PDFs, pages and record exports."""
        return self.root / "sources"

    @property
    def edits(self) -> Path:
        """Return the folder of people's corrections."""
        return self.root / "edits"

    @property
    def report(self) -> Path:
        """Return the folder of the report."""
        return self.root / "report"

    def tables(self, stage: str) -> Path:
        """Return the folder of a stage's tables."""
        return self.root / "tables" / stage

    def metrics(self, stage: str) -> Path:
        """Return the file of a stage's metrics."""
        return self.root / "metrics" / f"{stage}.json"


@dataclass(frozen=True, slots=True)
class Project:
    """A checkout of the project: the folder that holds dvc.yaml."""

    root: Path

    @property
    def configs(self) -> Path:
        """Return the folder of config files."""
        return self.root / "configs"

    def corpus_names(self) -> list[str]:
        """Return the corpora of configs/corpora.yaml, in its order."""
        return load_config(self.configs / "corpora.yaml", CorporaConfig).corpora

    def corpus(self, name: str | None = None) -> Corpus:
        """Return the corpus of that name, by default the first.

        Raises:
            InputError: configs/corpora.yaml does not list it, or lists none.
        """
        names = self.corpus_names()
        if not names:
            raise InputError("configs/corpora.yaml lists no corpus\nadd one with `wenmai add PATH --corpus NAME`")
        chosen = name or names[0]
        if chosen not in names:
            raise InputError(
                f"corpus {chosen!r} is not in configs/corpora.yaml (there: {', '.join(names)})\n"
                f"add it with `wenmai add PATH --corpus {chosen}`"
            )
        return Corpus(self.root / "corpora" / chosen)


def find_project(start: Path) -> Project:
    """Return the project whose dvc.yaml is nearest at or above `start`.

    Raises:
        InputError: there is none.
    """
    for folder in [start.absolute(), *start.absolute().parents]:
        if (folder / "dvc.yaml").is_file():
            return Project(folder)
    raise InputError(f"{start}: no dvc.yaml here or above\nchange into the project's folder and try again")
