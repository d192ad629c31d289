"""A model folder of the user's, through a stand-in for the package sentence-transformers that is written beside it."""

import sys

import numpy as np
import pytest

from pipeline.core import local_encoder
from pipeline.core.embedding import check_encoder, embed, encoder_version
from pipeline.core.errors import ConfigError

PACKAGE = """
import numpy as np
class SentenceTransformer:
    def __init__(self, folder, device, local_files_only):
        assert local_files_only
    def encode(self, sentences, normalize_embeddings, show_progress_bar):
        return np.array([[len(sentence), 1.0, 0.0] for sentence in sentences], dtype=np.float32)
"""


@pytest.fixture
def model(tmp_path):
    folder = tmp_path / "model"
    folder.mkdir()
    (folder / "modules.json").write_text("[]", encoding="utf-8")
    return folder


@pytest.fixture
def package(tmp_path, monkeypatch):
    """Put a package of that name on the path."""
    installed = tmp_path / "site"
    (installed / "sentence_transformers-3.0.dist-info").mkdir(parents=True)
    (installed / "sentence_transformers-3.0.dist-info" / "METADATA").write_text(
        "Name: sentence-transformers\nVersion: 3.0\n", encoding="utf-8"
    )
    (installed / "sentence_transformers.py").write_text(PACKAGE, encoding="utf-8")
    monkeypatch.syspath_prepend(str(installed))
    yield
    sys.modules.pop("sentence_transformers", None)
    local_encoder._model.cache_clear()


@pytest.mark.usefixtures("package")
def test_folder_encodes_and_an_empty_sentence_has_no_vector(model):
    assert embed(["三社", " ", "联"], str(model)).tolist() == [[2.0, 1.0, 0.0], [0.0, 0.0, 0.0], [1.0, 1.0, 0.0]]


def test_folder_without_a_model_is_named(tmp_path):
    with pytest.raises(ConfigError, match=r"no sentence-transformers model here .modules\.json"):
        check_encoder(str(tmp_path))


def test_missing_package_is_named_with_its_install_line(model, monkeypatch):
    monkeypatch.setattr(local_encoder, "DISTRIBUTION", "package-that-is-not-there")
    with pytest.raises(ConfigError, match="pip install package-that-is-not-there"):
        check_encoder(str(model))


def test_another_model_is_another_version(model):
    before = encoder_version(str(model))
    local_encoder.folder_digest.cache_clear()
    (model / "weights.bin").write_bytes(np.zeros(3).tobytes())
    assert encoder_version(str(model)) != before
    assert encoder_version() != before
