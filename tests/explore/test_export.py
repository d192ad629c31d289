import shutil

import pytest

from pipeline.core.errors import InputError, SchemaError
from pipeline.explore.export import export_csv, export_dataset


@pytest.fixture
def load(monkeypatch, tmp_path):
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    import datasets

    datasets.disable_progress_bars()
    return lambda folder, config: datasets.load_dataset(str(folder), config, cache_dir=str(tmp_path / "cache"))


@pytest.mark.slow
def test_dataset_is_loaded_back_with_splits_by_kind(probe, load, tmp_path):
    export_dataset(probe, tmp_path / "set", with_text=False)
    loaded = load(tmp_path / "set", "works")
    assert {name: split.num_rows for name, split in loaded.items()} == {"article": 19, "thesis": 5}
    assert loaded["thesis"].features["kind"].int2str(loaded["thesis"][0]["kind"]) == "thesis"


@pytest.mark.slow
def test_text_leaves_only_when_asked(probe, load, tmp_path):
    export_dataset(probe, tmp_path / "set", with_text=False)
    assert "text" not in load(tmp_path / "set", "works")["article"].column_names
    assert "translation" not in load(tmp_path / "set", "beads")["article"].column_names


@pytest.mark.slow
def test_text_makes_offsets_usable(probe, load, tmp_path):
    export_dataset(probe, tmp_path / "set", with_text=True)
    texts = {row["text_id"]: row["text"] for row in load(tmp_path / "set", "works")["article"]}
    mention = load(tmp_path / "set", "mentions")["article"][0]
    assert texts[mention["text_id"]][mention["start"] : mention["end"]] == mention["surface"]
    assert set(load(tmp_path / "set", "beads")["article"][0]["translation"]) == {"zh", "en"}


def test_empty_corpus_has_nothing_to_export(own_corpus, no_rows, tmp_path):
    no_rows.write(own_corpus)
    with pytest.raises(InputError, match="no works"):
        export_dataset(own_corpus, tmp_path / "set", with_text=False)


def test_unfinished_corpus_leaves_no_half_export(own_corpus, no_rows, tmp_path):
    no_rows.write(own_corpus)
    shutil.rmtree(own_corpus.tables("align") / "beads")
    with pytest.raises(SchemaError, match="stage align"):
        export_csv(own_corpus, tmp_path / "tables", with_text=False)
    assert not (tmp_path / "tables").exists()


def test_folder_behind_a_file_is_refused(probe, tmp_path):
    (tmp_path / "a").touch()
    with pytest.raises(InputError, match="part of its path is a file"):
        export_csv(probe, tmp_path / "a" / "tables", with_text=False)
