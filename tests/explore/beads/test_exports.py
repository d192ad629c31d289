import pytest

from pipeline.align.printed import printed_beads
from pipeline.core.errors import InputError, SchemaError
from pipeline.core.tables import read_table
from pipeline.explore.beads.exports import FORMATS, export_beads
from pipeline.explore.commands import BEAD_FORMATS


def export(probe, form, target, min_posterior=None):
    return export_beads(probe, probe.root.parent.parent / "configs", form, target, min_posterior)


def test_memory_holds_sure_pairs_unless_asked_for_more(probe, tmp_path):
    beads = read_table(probe.tables("align"), "beads")
    sure = export(probe, "tmx", tmp_path / "sure.tmx")
    assert 0 < sure < len(beads)
    assert export(probe, "tmx", tmp_path / "all.tmx", 0.0) == len(beads)
    assert (tmp_path / "all.tmx").read_text(encoding="utf-8").count("<tu ") == len(beads)


def test_glossary_has_source_target_and_a_comment_with_years(probe, tmp_path):
    assert export(probe, "omegat", tmp_path / "glossary.txt") == 1
    source, target, comment = (tmp_path / "glossary.txt").read_text(encoding="utf-8").rstrip("\n").split("\t")
    assert (source, target) == ("三社联动", "three-society linkage")
    assert comment.startswith("22 works, 20")


def test_vecalign_folder_has_a_line_for_every_bead_and_the_sentences_it_counts(probe, tmp_path):
    export(probe, "vecalign", tmp_path / "out")
    path = min((tmp_path / "out").glob("*.align"))
    assert path.read_text(encoding="utf-8") == "[0]:[0]:0.03\n[1]:[1]:0.58\n"
    assert [len(path.with_suffix(f".{lang}").read_text(encoding="utf-8").splitlines()) for lang in ("zh", "en")] == [2, 2]


@pytest.mark.slow
def test_parquet_is_loaded_offline_with_the_translation_feature(probe, tmp_path, monkeypatch):
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    import datasets

    datasets.disable_progress_bars()
    count = export(probe, "beads", tmp_path / "beads.parquet")
    loaded = datasets.load_dataset("parquet", data_files=str(tmp_path / "beads.parquet"), split="train", cache_dir=str(tmp_path / "cache"))
    assert loaded.num_rows == count
    assert loaded.features["translation"] == datasets.Translation(languages=["zh", "en"])


@pytest.mark.parametrize("form", ["tmx", "omegat", "tsv", "vecalign"])
def test_export_twice_gives_the_same_bytes(probe, form, tmp_path):
    first, second = tmp_path / "first", tmp_path / "second"
    export(probe, form, first)
    export(probe, form, second)
    files = [sorted(path.rglob("*")) if path.is_dir() else [path] for path in (first, second)]
    assert [path.read_bytes() for path in files[0]] == [path.read_bytes() for path in files[1]]


def test_folder_in_a_files_place_and_full_folder_are_refused(probe, tmp_path):
    (tmp_path / "x").write_text("", encoding="utf-8")
    with pytest.raises(InputError, match="this is a folder"):
        export(probe, "tmx", tmp_path)
    with pytest.raises(InputError, match="new or an empty folder"):
        export(probe, "vecalign", tmp_path)


def test_command_offers_every_format():
    assert set(BEAD_FORMATS) == set(FORMATS)


def test_corpus_without_beads_says_so(own_corpus, no_rows, tmp_path):
    no_rows.write(own_corpus)
    with pytest.raises(InputError, match="no aligned sentences"):
        export(own_corpus, "tmx", tmp_path / "x.tmx")


def test_beads_of_a_text_that_is_gone_ask_for_another_run(probe):
    beads = read_table(probe.tables("align"), "beads")
    with pytest.raises(SchemaError, match=f"text {beads[0].text_id}: .*\nrun `wenmai run`"):
        printed_beads([], beads)
