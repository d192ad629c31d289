"""Settings of the stage: configs/concepts.yaml."""

from typing import Annotated, Literal

from pydantic import Field

from pipeline.core.config import Config

Count = Annotated[int, Field(ge=1)]


class CooccurrenceConfig(Config):
    """What stands beside a concept: other concepts, words, cited works."""

    lang: Literal["zh", "en", "all"]
    min_works: Count
    permutations: Annotated[int, Field(ge=99, le=99_999)]
    period_years: Annotated[int, Field(ge=1, le=50)]
    seed: Annotated[int, Field(ge=0)]
    collocates: Annotated[int, Field(ge=0, le=1000)]
    citation_window: Literal["sentence"] | Annotated[int, Field(ge=0, le=1000)]


class ConceptsConfig(Config):
    """configs/concepts.yaml."""

    uncounted_flags: tuple[str, ...]
    """Flags of mentions that are never counted."""
    scopes: Annotated[dict[str, tuple[str, ...]], Field(min_length=1)]
    """Name of a timeline's scope -> scopes of mentions it pools."""
    min_mentions_thesis: Count
    min_mentions_article: Count
    min_mentions_abstract: Count
    period_years: Annotated[int, Field(ge=1, le=10)]
    few_works: Count
    very_few_works: Count
    cooccurrence: CooccurrenceConfig
    max_problem_share: Annotated[float, Field(ge=0, le=1)]
