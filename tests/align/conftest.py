"""Small dictionaries, texts and configs for the tests of alignment."""

from pathlib import Path

import pytest

from pipeline.align.config import AlignConfig
from pipeline.align.dictionary import Dictionary
from pipeline.core.config import load_config
from pipeline.core.records import Passage
from pipeline.core.texts import Text

SENSES = {
    "社区": ["community"],
    "治理": ["to govern", "governance"],
    "机制": ["mechanism"],
    "联动": ["linkage"],
    "研究": ["to study", "research"],
    "政府": ["government"],
    "购买": ["to purchase", "to buy"],
    "服务": ["service"],
    "居民": ["resident"],
    "访谈": ["interview"],
    "街道": ["subdistrict", "street"],
    "资金": ["funds", "funding"],
    "合同": ["contract"],
}


@pytest.fixture(scope="session")
def dictionary() -> Dictionary:
    return Dictionary(SENSES)


@pytest.fixture(scope="session")
def shipped(project_root: Path) -> AlignConfig:
    return load_config(project_root / "configs" / "align.yaml", AlignConfig)


@pytest.fixture(scope="session")
def config(shipped: AlignConfig) -> AlignConfig:
    return shipped.model_copy(update={"embeddings": "none"})


def make_text(*parts: tuple[str, str], text_id: str = "0123456789abcdef") -> Text:
    """Return a text of (role, paragraph) parts."""
    passages, start = [], 0
    for index, (role, paragraph) in enumerate(parts):
        passages.append(Passage(text_id, index, start, start + len(paragraph), role))
        start += len(paragraph) + 1
    return Text(text_id, "\n".join(paragraph for _, paragraph in parts), passages)


@pytest.fixture(scope="session")
def text_of():
    return make_text
