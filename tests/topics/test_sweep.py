import pytest

from pipeline.core.store import Store
from pipeline.topics.sweep import run_sweep


def entries(folder):
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


def test_models_of_the_same_words_and_settings_come_from_the_store(tmp_path, theme_words, config, serial) -> None:
    swept = config.model_copy(update={"sweep_topics": [2, 3], "sweep_seeds": [2]})
    computed = run_sweep(theme_words, swept, serial, Store(tmp_path))
    kept = entries(tmp_path)
    again = run_sweep(theme_words, swept, serial, Store(tmp_path))
    assert again == computed == run_sweep(theme_words, swept, serial, Store(None))
    assert len(kept) == 2
    assert entries(tmp_path).keys() == kept.keys()


def test_another_k_of_the_sweep_computes_that_model_alone(tmp_path, theme_words, config, serial) -> None:
    run_sweep(theme_words, config.model_copy(update={"sweep_topics": [2], "sweep_seeds": [2]}), serial, Store(tmp_path))
    run_sweep(theme_words, config.model_copy(update={"sweep_topics": [2, 3], "sweep_seeds": [2]}), serial, Store(tmp_path))
    assert len(entries(tmp_path)) == 2


def test_other_words_are_computed_anew(tmp_path, theme_words, config, serial) -> None:
    swept = config.model_copy(update={"sweep_topics": [2], "sweep_seeds": [2]})
    run_sweep(theme_words, swept, serial, Store(tmp_path))
    run_sweep(theme_words[:-1], swept, serial, Store(tmp_path))
    assert len(entries(tmp_path)) == 2


@pytest.mark.parametrize(("engine", "kept"), [("kmeans", 2), ("nmf", 1)])
def test_vectors_are_part_of_a_model_where_the_engine_reads_them(engine, kept, tmp_path, theme_words, config, serial) -> None:
    swept = config.model_copy(update={"engine": engine, "sweep_topics": [2], "sweep_seeds": [2]})
    for shift in (0, 1):
        vectors = [[float((at + shift) % 2), 1.0] for at in range(len(theme_words))]
        run_sweep(theme_words, swept, serial, Store(tmp_path), vectors)
    assert len(entries(tmp_path)) == kept
