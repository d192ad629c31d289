"""The shipped lexicon's matcher, built once, and a small corpus on disk."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.concepts.commands import find_mentions
from pipeline.concepts.config import ConceptsConfig
from pipeline.concepts.matcher import Matcher
from pipeline.core.config import load_config
from pipeline.core.lexicon import load_lexicon

Find = Callable[[str], list[str]]


@pytest.fixture(scope="session")
def matcher(project_root: Path) -> Matcher:
    return Matcher(load_lexicon(project_root / "configs" / "lexicon"))


@pytest.fixture(scope="session")
def config(project_root: Path) -> ConceptsConfig:
    return load_config(project_root / "configs" / "concepts.yaml", ConceptsConfig)


@pytest.fixture(scope="session")
def find(matcher: Matcher, config: ConceptsConfig) -> Find:
    """Labels of the mentions that count, in order."""

    def labels(text: str) -> list[str]:
        return [mention["concept"] for mention in find_mentions(matcher, text) if not set(mention["flags"]) & set(config.uncounted_flags)]

    return labels


@pytest.fixture(scope="session")
def flags_of(matcher: Matcher) -> Callable[[str, str], list[str]]:
    """Flags of the first mention of a concept."""

    def flags(text: str, concept: str) -> list[str]:
        return next(mention["flags"] for mention in find_mentions(matcher, text) if mention["concept"] == concept)

    return flags
