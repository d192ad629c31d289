"""configs/report.yaml and corpora/<c>/about.yaml."""

from typing import Annotated

from pydantic import Field

from pipeline.core.config import Config

Count = Annotated[int, Field(ge=0, le=1000)]


class ReportConfig(Config):
    """configs/report.yaml."""

    top_concepts: Count
    evidence_works: Count
    evidence_sentences: Count
    topic_terms: Annotated[int, Field(ge=1, le=100)]
    topic_examples: Count
    aligned_works: Count
    renderings: Count
    listed_problems: Count


class About(Config):
    """corpora/<c>/about.yaml: what a reader must know of the corpus before anything else."""

    title: str
    title_en: str = ""
    notice: str = ""
    notice_en: str = ""
