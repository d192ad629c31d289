"""JSON lines of sentences into JSON lines of beads, for `wenmai align` and for programs."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

from pipeline.align.aligner import align_sentences
from pipeline.align.config import AlignConfig
from pipeline.align.dictionary import Dictionary, build_dictionary
from pipeline.align.terms import concept_forms, renderings
from pipeline.core.config import check_config, load_config
from pipeline.core.corpus import find_project
from pipeline.core.errors import InputError
from pipeline.core.lexicon import load_lexicon
from pipeline.core.tables import round_float


class SentencesLine(BaseModel):
    """One text to align; other keys of the line are passed over."""

    model_config = ConfigDict(strict=True)

    id: str | int
    zh: list[str]
    en: list[str]


@dataclass(frozen=True, slots=True)
class Aligner:
    """Everything that does not change from text to text."""

    dictionary: Dictionary
    config: AlignConfig


def load_aligner(folder: Path, embeddings: str | None = None) -> Aligner:
    """Return the aligner of the project at or above `folder`; `embeddings` overrides configs/align.yaml.

    Raises:
        ConfigError: config or lexicon is wrong, or the encoder named is not installed.
    """
    configs = find_project(folder).configs
    config = load_config(configs / "align.yaml", AlignConfig)
    if embeddings is not None:
        config = check_config(Path("--embeddings"), config.model_dump() | {"embeddings": embeddings}, AlignConfig)
    if config.embeddings != "none":
        from pipeline.core.embedding import check_encoder

        check_encoder(config.embeddings)
    return Aligner(build_dictionary(renderings(concept_forms(load_lexicon(configs / "lexicon")))), config)


def align_line(aligner: Aligner, line: str, where: str) -> dict[str, Any]:
    """Return `id`, `beads`, `posteriors`, `states` and `flags` of one line.

    Raises:
        InputError: the line is not JSON of that form, or both sides are in one language; `where` names it.
    """
    try:
        text = SentencesLine.model_validate(json.loads(line))
        "".join([*text.zh, *text.en]).encode()  # half a surrogate pair is no character
    except (ValueError, RecursionError):
        raise InputError(f'{where}: expected {{"id": …, "zh": [sentences], "en": [sentences]}}, found {line.strip()[:40]!r}') from None
    try:
        beads = align_sentences(text.zh, text.en, aligner.dictionary, aligner.config)
    except InputError as error:
        raise InputError(f"{where}: {error}") from None
    return {
        "id": text.id,
        "beads": [[list(bead.zh), list(bead.en)] for bead in beads],
        "posteriors": [round_float(bead.posterior) for bead in beads],
        "states": [bead.state for bead in beads],
        "flags": [list(bead.flags) for bead in beads],
    }
