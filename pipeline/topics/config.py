"""Settings of the stage `topics`: configs/topics.yaml and configs/stopwords.txt."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from pipeline.core.config import Config
from pipeline.core.errors import ConfigError
from pipeline.core.files import read_utf8

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


def read_stop_words(path: Path) -> frozenset[str]:
    """Return the words of a stop-word file, lower case; words are divided by white space, # begins a comment.

    Raises:
        ConfigError: the file is missing or not UTF-8.
    """
    try:
        lines = read_utf8(path, ConfigError).splitlines()
    except FileNotFoundError:
        raise ConfigError(f"{path}: the file is missing\nan empty one means that every word counts") from None
    return frozenset(word.lower() for line in lines for word in line.partition("#")[0].split())
