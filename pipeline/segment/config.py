"""Settings of the stages `model` and `segment`: configs/segment.yaml."""

from typing import Annotated

from pydantic import Field

from pipeline.core.config import Config


class SegmentConfig(Config):
    """configs/segment.yaml."""

    prune_below: Annotated[float, Field(ge=0, le=1)]
    """Features whose weights all lie below it (absolute value) are dropped from the model."""
    model: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*$")]
    """Folder under models/ whose pipeline segments."""
    max_problem_share: Annotated[float, Field(ge=0, le=1)]
    """Share of texts that may fail before the run is an error."""
