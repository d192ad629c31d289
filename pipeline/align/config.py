"""configs/align.yaml as a model."""

from pydantic import Field, field_validator

from pipeline.core.config import Config


class Weights(Config):
    """How much each kind of evidence counts in a bead's score (natural logarithms)."""

    lexical: float = Field(ge=0)
    length: float = Field(ge=0)
    embedding: float = Field(ge=0)


class Priors(Config):
    """Log prior of each kind of bead against 1-1, which has 0."""

    split: float = Field(le=0)
    """1-2: one Chinese sentence, two English."""
    split_more: float = Field(le=0)
    """Added for each English sentence beyond two."""
    merge: float = Field(le=0)
    merge_more: float = Field(le=0)
    many: float = Field(le=0)
    """2-2."""
    many_more: float = Field(le=0)
    null_zh: float = Field(le=0)
    """An English sentence without Chinese."""
    null_en: float = Field(le=0)
    """A Chinese sentence without English."""
    null_short: float = Field(le=0)
    """Added to null_en for an empty sentence; it fades until the sentence has short_chars characters."""
    short_chars: int = Field(ge=1)


class AlignConfig(Config):
    """configs/align.yaml."""

    embeddings: str
    """`none`, `use`, or the folder of a sentence-transformers model (with a slash in its name)."""
    max_zh: int = Field(ge=1, le=4)
    max_en: int = Field(ge=1, le=6)
    dictionary_alone: Weights
    embeddings_alone: Weights
    together: Weights
    priors: Priors
    unknown_share: float = Field(gt=0, lt=1)
    chars_ratio: float = Field(gt=0)
    ratio_sentences: float = Field(ge=0)
    length_spread: float = Field(gt=0)
    cosine_base: float = Field(ge=-1, le=1)
    neighbour_share: float = Field(ge=0, le=1)
    neighbour_sentences: int = Field(ge=1)
    span_min: float = Field(gt=0, le=1)
    max_whole: int = Field(ge=1, le=6)
    auto_min: float = Field(gt=0, le=1)
    check_min: float = Field(ge=0, lt=1)
    export_min: float = Field(ge=0, le=1)
    max_problem_share: float = Field(ge=0, le=1)

    @field_validator("embeddings")
    @classmethod
    def _is_known_or_a_folder(cls, value: str) -> str:
        if value not in {"none", "use"} and "/" not in value and "\\" not in value:
            raise ValueError("must be none, use, or a model folder with a slash in its name")
        return value
