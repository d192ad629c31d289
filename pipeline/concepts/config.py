"""Settings of the stage: configs/concepts.yaml."""

from typing import Annotated

from pydantic import Field

from pipeline.core.config import Config

Count = Annotated[int, Field(ge=1)]


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
    max_problem_share: Annotated[float, Field(ge=0, le=1)]
