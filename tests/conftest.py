"""Fixtures that every part of the suite shares."""

from pathlib import Path

import pytest

from pipeline.core.shards import ExecutionConfig

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def project_root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """Labelled data for measuring that lies beside the checkout; skips where it is absent."""
    folder = ROOT.parent / "shared"
    if not (folder / "gold").is_dir():
        pytest.skip("labelled data (../shared) is not beside this checkout")
    return folder


@pytest.fixture
def serial() -> ExecutionConfig:
    """Work in this process, one item after the other."""
    return ExecutionConfig(executor="serial", workers=1, max_seconds=60, max_memory_mb=4096)


@pytest.fixture
def store_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty result store that WENMAI_STORE names."""
    root = tmp_path / "store"
    monkeypatch.setenv("WENMAI_STORE", str(root))
    return root
