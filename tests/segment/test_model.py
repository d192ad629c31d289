"""Building the spaCy pipeline of the published weights."""

import io
import pickle
import zipfile

import numpy as np
import pytest

from pipeline.core.errors import ModelError
from pipeline.segment.model import FEATURES, WEIGHTS, PlainUnpickler, main, prune, read_weights, write_pipeline

NAMES = ["$$", "c.社", "w1.社区", "ww.l.社区*治理", "c.区"]
STRENGTHS = [0.0, 0.3, 0.01, 0.5, 0.02]


def write_wheel(path, *, n_features=5):
    """Write a wheel with a model of five features and two tags; the two words of a pair feature are the only ones that matter."""
    features = {"unigram": ["治理", "社区", "项目"], "bigram": ["社区*治理"], "tag_to_idx": {"B": 0, "I": 1}}
    features["feature_to_idx"] = {name: index for index, name in enumerate(NAMES)}
    nodes = np.repeat(STRENGTHS, 2)
    arrays = io.BytesIO()
    np.savez(arrays, sizes=np.array([2, n_features]), w=np.concatenate([nodes, [1.0, 2.0, 3.0, 4.0]]))
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(FEATURES, pickle.dumps(features))
        archive.writestr(WEIGHTS, arrays.getvalue())
    return path


def files_of(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_weak_features_are_dropped_and_the_first_stays(tmp_path):
    pruned = prune(read_weights(write_wheel(tmp_path / "w.whl")), 0.05)

    assert pruned.features == ["$$", "c.社", "ww.l.社区*治理"]
    assert pruned.nodes[:, 0].tolist() == [0.0, 0.3, 0.5]


def test_words_that_no_feature_names_are_dropped(tmp_path):
    assert prune(read_weights(write_wheel(tmp_path / "w.whl")), 0.05).words == ["治理", "社区"]


def test_threshold_zero_drops_no_feature(tmp_path):
    assert prune(read_weights(write_wheel(tmp_path / "w.whl")), 0.0).features == NAMES


def test_edge_weights_are_untouched(tmp_path):
    assert prune(read_weights(write_wheel(tmp_path / "w.whl")), 0.4).edges.tolist() == [1.0, 2.0, 3.0, 4.0]


def test_weights_of_another_size_are_refused(tmp_path):
    with pytest.raises(ModelError, match=r"w\.whl: 5 features"):
        read_weights(write_wheel(tmp_path / "w.whl", n_features=6))


@pytest.mark.parametrize("value", [np.float64(1.0), ValueError("x"), print], ids=["object", "exception", "function"])
def test_pickle_that_would_import_something_is_refused(value):
    with pytest.raises(ModelError, match="plain values were expected"):
        PlainUnpickler(io.BytesIO(pickle.dumps({"unigram": value}))).load()


def test_pipeline_has_the_same_bytes_when_built_again(tmp_path):
    weights = read_weights(write_wheel(tmp_path / "w.whl"))
    write_pipeline(weights, tmp_path / "one")
    write_pipeline(weights, tmp_path / "two")

    assert files_of(tmp_path / "one") == files_of(tmp_path / "two")


def test_pipeline_replaces_the_one_before_whole(tmp_path):
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "left_over").write_text("x", encoding="utf-8")
    write_pipeline(read_weights(write_wheel(tmp_path / "w.whl")), tmp_path / "model")

    assert "left_over" not in files_of(tmp_path / "model")


def test_missing_config_is_said_and_exit_1(tmp_path, capsys):
    assert main([str(tmp_path / "model"), "--configs", str(tmp_path)]) == 1
    assert "segment.yaml" in capsys.readouterr().err
