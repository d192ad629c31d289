"""Settings of the stage `topics`: configs/topics.yaml and configs/stopwords.txt."""

from typing import Annotated, Literal

from pydantic import Field

from pipeline.core.config import Config

EngineName = Literal["association", "nmf", "kmeans", "sklearn_lda", "lda", "ensemble_lda", "hdp", "tomotopy_lda", "tomotopy_hdp"]
EmbeddingsName = Literal["none", "use"]
Role = Literal["title", "abstract_zh", "abstract_en", "keywords_zh", "keywords_en", "heading", "body", "footnote", "caption"]
TopicCount = Annotated[int, Field(ge=1, le=200)]
Seed = Annotated[int, Field(ge=0, le=2**31 - 1)]


class TopicsConfig(Config):
    """configs/topics.yaml."""

    roles: list[Role]
    """Passages whose words count."""
    min_chars: Annotated[int, Field(ge=1, le=4)]
    min_documents: Annotated[int, Field(ge=1)]
    max_document_share: Annotated[float, Field(gt=0, le=1)]
    max_words: Annotated[int, Field(ge=10, le=20000)]
    unit_words: Annotated[int, Field(ge=20, le=10000)]
    phrases: bool
    phrase_npmi: Annotated[float, Field(ge=-1, le=1)]
    engine: EngineName
    embeddings: EmbeddingsName
    topics: TopicCount
    seed: Seed
    consensus_runs: Annotated[int, Field(ge=0, le=100)]
    consensus_share: Annotated[float, Field(gt=0, le=1)]
    sweep_topics: list[TopicCount]
    sweep_seeds: list[Seed]
    sweep_share: Annotated[float, Field(gt=0, le=1)]
    terms: Annotated[int, Field(ge=10, le=100)]
    relevance: Annotated[float, Field(ge=0, le=1)]
    """LDAvis's lambda."""
    examples: Annotated[int, Field(ge=0, le=20)]
    period_years: Annotated[int, Field(ge=1, le=10)]
    few_works: Annotated[int, Field(ge=0)]
