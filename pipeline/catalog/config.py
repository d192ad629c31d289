"""configs/catalog.yaml."""

from typing import Annotated

from pydantic import Field

from pipeline.core.config import Config

Share = Annotated[float, Field(ge=0, le=1)]


class CatalogConfig(Config):
    """What decides which descriptions are one work, and what a work's evidence is."""

    max_year_gap: Annotated[int, Field(ge=0, le=3)]
    min_title_chars: Annotated[int, Field(ge=2)]
    min_lone_title_chars: Annotated[int, Field(ge=4)]
    min_abstract_similarity: Share
    min_title_similarity: Share
    max_online_gap: Annotated[int, Field(ge=0, le=5)]
    min_shared_text: Annotated[float, Field(gt=0, le=1)]
    min_body_chars: Annotated[int, Field(ge=1)]
    min_readable_share: Share
    max_problem_share: Share
