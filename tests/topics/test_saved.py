import json
from dataclasses import replace

import numpy as np
import pytest

from pipeline.core.errors import ModelError
from pipeline.topics.placing import Placer
from pipeline.topics.saved import Reach, SavedModel, Settings, load_saved, save_model

SETTINGS = Settings("association", 1, 2, phrases=False, stop_words=["本文"])
MODEL = SavedModel(
    ["党建", "养老", "护理", "网格"], [[0.0, 0.6, 0.4, 0.0], [0.5, 0.0, 0.0, 0.5]], [1.0, 1.0, 1.5, 2.0], ["养老", "网格"], SETTINGS, Reach(0.5, 0.2, 0.9)
)  # fmt: skip


def test_a_model_comes_back_as_it_was_saved(tmp_path):
    save_model(tmp_path / "model", MODEL)
    assert load_saved(tmp_path / "model") == MODEL


def test_saving_twice_gives_the_same_bytes_and_no_pickle(tmp_path):
    for name in ("one", "two"):
        save_model(tmp_path / name, MODEL)
    files = {path.name: path.read_bytes() for path in (tmp_path / "one").iterdir()}
    assert files == {path.name: path.read_bytes() for path in (tmp_path / "two").iterdir()}
    assert np.load(tmp_path / "one" / "term_weights.npy", allow_pickle=False).shape == (2, 4)


def test_a_missing_model_names_the_stage(tmp_path):
    with pytest.raises(ModelError, match="stage topics writes"):
        load_saved(tmp_path / "model")


@pytest.mark.parametrize(
    ("name", "spoil", "said"),
    [
        pytest.param("idf.npy", lambda content: content[:-1] + b"x", "damaged or of two models", id="another array"),
        pytest.param("model.json", lambda content: content.replace("养老".encode(), "养幼".encode()), "damaged", id="another word"),
        pytest.param("model.json", lambda content: content.replace(b'"version": 1', b'"version": 9'), "version 9, and 1", id="version"),
        pytest.param("model.json", lambda content: content[:20], "not JSON", id="cut off"),
        pytest.param("model.json", lambda _: b"[]", "version None", id="no object"),
    ],
)
def test_a_spoilt_model_is_refused(name, spoil, said, tmp_path):
    save_model(tmp_path / "model", MODEL)
    path = tmp_path / "model" / name
    path.write_bytes(spoil(path.read_bytes()))
    with pytest.raises(ModelError, match=said):
        load_saved(tmp_path / "model")


def test_the_head_is_plain_json_with_a_version_and_a_hash(tmp_path):
    save_model(tmp_path / "model", MODEL)
    head = json.loads((tmp_path / "model" / "model.json").read_text(encoding="utf-8"))
    assert head["version"] == 1
    assert len(head["sha256"]) == 64


def test_a_model_without_topics_can_be_saved_and_places_nothing(tmp_path):
    save_model(tmp_path / "model", replace(MODEL, vocabulary=[], term_weights=[], idf=[], labels=[]))
    placed = Placer(load_saved(tmp_path / "model")).place(["养老"])
    assert (placed.weights, placed.topic, placed.margin) == ([], None, 0.0)


def test_a_text_is_placed_by_its_words_with_the_share_that_is_known():
    placed = Placer(MODEL).place(["养老", "护理", "火箭", "卫星"])
    assert placed.topic == 0
    assert (placed.known, placed.margin) == (0.5, 1.0)
    assert placed.cosine > 0.9


def test_a_text_without_known_words_is_in_no_topic():
    placed = Placer(MODEL).place(["火箭"])
    assert (placed.topic, placed.weights, placed.known) == (None, [0.0, 0.0], 0.0)


def test_neighbours_that_the_vocabulary_holds_as_one_are_joined():
    model = replace(MODEL, vocabulary=["党建", "养老护理", "护理", "网格"], settings=replace(SETTINGS, phrases=True))
    assert Placer(model).place(["养老", "护理"]).known == 1.0
