"""Settings of the stage: configs/concepts.yaml."""

from typing import Annotated, Literal

from pydantic import Field

from pipeline.core.config import Config
from pipeline.core.timelines import Marking

Count = Annotated[int, Field(ge=1)]
Year = Annotated[int, Field(ge=1800, le=2200)]


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
    policy_years: tuple[Year, ...]
    """Years with which a policy period begins; empty: those of the concept's policy marks."""
    few_works: Count
    very_few_works: Count
    cooccurrence: CooccurrenceConfig
    bootstrap_runs: Annotated[int, Field(ge=0, le=100_000)]
    burst_ratio: Annotated[float, Field(gt=1, le=100)]
    burst_gamma: Annotated[float, Field(gt=0, le=100)]
    burst_shuffles: Annotated[int, Field(ge=19, le=9_999)]
    seed: Annotated[int, Field(ge=0)]
    max_problem_share: Annotated[float, Field(ge=0, le=1)]

    def marking(self, search_terms: frozenset[str], search_year: int | None) -> Marking:
        """Return what decides flags and intervals of points, for a search (see `concepts.protocol`)."""
        return Marking(self.few_works, self.very_few_works, self.bootstrap_runs, self.seed, search_terms, search_year)
