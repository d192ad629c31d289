"""The real model, and a small stand-in that cuts by a word list."""

import re

import pytest

from pipeline.segment.model import build_model
from pipeline.segment.segmenter import Model, load_model
from pipeline.segment.terms import KnownWords

PLAIN_WORDS = "项目 制定 制度 依附 性别 三社 联动 社区 治理 财政局 嵌入型 双百社 工站 先锋道街道 的 与".split()  # noqa: SIM905 - read as words


@pytest.fixture
def toy_model() -> Model:
    """A model that cuts by the longest of a few words, so that a test says all that decides."""
    pattern = re.compile("|".join(sorted(PLAIN_WORDS, key=len, reverse=True)) + "|.", re.DOTALL)
    guesses = {"嵌入型", "双百社", "工站", "先锋道街道"}
    known = KnownWords(frozenset(PLAIN_WORDS) - guesses, frozenset({"先锋道街道"}))
    return Model(pattern.findall, known)


@pytest.fixture(scope="session")
def model_folder(project_root, tmp_path_factory):
    """The segmenter's pipeline: the project's, or one built of the weights in the per-user cache."""
    folder = project_root / "models" / "zh_pkuseg"
    if not (folder / "meta.json").is_file():
        folder = tmp_path_factory.mktemp("models") / "zh_pkuseg"
        build_model(folder, project_root / "configs", project_root / "models" / "weights.txt")
    return folder


@pytest.fixture(scope="session")
def real_model(model_folder) -> Model:
    """The loaded model."""
    return load_model(model_folder)
