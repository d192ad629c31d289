"""The segmenter's model, for floors that need it."""

from pathlib import Path

import pytest

from pipeline.segment.model import build_model


@pytest.fixture(scope="session")
def model_folder(project_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's model, or one built of the weights in the per-user cache."""
    folder = project_root / "models/zh_pkuseg"
    if not (folder / "meta.json").is_file():
        folder = tmp_path_factory.mktemp("models") / "zh_pkuseg"
        build_model(folder, project_root / "configs", project_root / "models/weights.txt")
    return folder
