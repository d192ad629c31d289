"""Speed of the topic engines: `make bench-topics`.

On made abstracts (own words, planted topics), K = 40: the summed CPU time of ten scikit-learn NMF fits beside the wall time of our consensus of ten
runs with two workers, and its memory; then one fit of each engine with CPU time, NPMI, diversity and agreement (AMI) with the planted topic.
Fewer documents, or without the other engines: make bench-topics BENCH="--documents 2000 --consensus-only".
"""

import argparse
import importlib.util
import random
import resource
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pipeline.core.config import load_config
from pipeline.core.shards import ExecutionConfig
from pipeline.core.store import Store
from pipeline.topics.coherence import diversity, topic_coherence
from pipeline.topics.config import TopicsConfig
from pipeline.topics.consensus import fit_consensus
from pipeline.topics.matrices import count_matrix
from pipeline.topics.model import fit_model, gather
from pipeline.topics.nmf import one_thread, tfidf

ROOT = Path(__file__).resolve().parents[2]
TOPICS, PLANTED, FITS = 40, 60, 10
ENGINES = ("association", "nmf", "kmeans", "lda", "tomotopy_lda")


def make_abstracts(n: int) -> tuple[list[list[str]], list[int]]:
    """Return n texts of 40 to 100 words, and the planted topic of each.

    60 topics of 120 words, whose frequencies fall as in Zipf's law and which share words; a third of a text are words of every topic.
    """
    rng = random.Random(1)  # noqa: S311 - made texts
    letters = [chr(0x4E00 + 7 * at) for at in range(400)]
    words = sorted({rng.choice(letters) + rng.choice(letters) for _ in range(7000)})
    common, own = words[:600], words[600:]
    topics = [rng.sample(own, 120) for _ in range(PLANTED)]
    falling = [1 / (rank + 3) for rank in range(600)]
    texts, planted = [], []
    for _ in range(n):
        topic, second = rng.randrange(PLANTED), rng.randrange(PLANTED)
        length = rng.randint(40, 100)
        text = rng.choices(topics[topic], falling[:120], k=length // 2) + rng.choices(topics[second], falling[:120], k=length // 6)
        texts.append(text + rng.choices(common, falling, k=length // 3))
        planted.append(topic)
    return texts, planted


def nmf_seconds(texts: Sequence[list[str]], config: TopicsConfig) -> float:
    """Return the CPU seconds of ten scikit-learn NMF fits (NNDSVD, its other defaults) of the TF-IDF weights, one thread."""
    from sklearn.decomposition import NMF

    units = gather(texts, range(len(texts)), config, None).units
    matrix = tfidf(units).transform(count_matrix(units))
    start = time.process_time()
    with one_thread():
        for seed in range(FITS):
            NMF(TOPICS, init="nndsvd", random_state=seed).fit(matrix)
    return time.process_time() - start


def measure_consensus(texts: Sequence[list[str]], config: TopicsConfig) -> None:
    """Print what the consensus costs, placing included, beside the ten fits."""
    execution = ExecutionConfig(executor="local", workers=2, max_seconds=3600, max_memory_mb=8192)
    start = time.perf_counter()
    found = fit_consensus(texts, range(len(texts)), config, None, (execution, Store(None)))
    wall = time.perf_counter() - start
    spent = sum(resource.getrusage(who).ru_utime for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    here, workers = (resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    known = [value for value in found.stability if value is not None]
    say(
        f"consensus of {FITS} runs, 2 workers: {wall:.0f} s wall, {spent:.0f} s CPU in all, {here:.0f} MB here, {workers:.0f} MB a worker, stability {sum(known) / len(known):.2f}"
    )
    alone = nmf_seconds(texts, config)
    say(f"{FITS} scikit-learn NMF fits: {alone:.0f} s CPU; the consensus takes {wall / alone:.2f} of that")


def measure_engine(name: str, texts: list[list[str]], planted: list[int], config: TopicsConfig) -> None:
    """Print a line for one engine's fit on everything."""
    start = time.process_time()
    model = fit_model(texts, range(len(texts)), config.model_copy(update={"engine": name}))
    seconds = time.process_time() - start
    print_line(
        f"ours, {name}" if name == "association" else name, seconds, model.names(), texts, agreement(model.fit.document_weights, planted)
    )


def measure_bertopic(texts: list[list[str]], planted: list[int]) -> None:
    """Print a line for BERTopic on SVD features with k-means: no model from a hub."""
    from sklearn.cluster import KMeans
    from sklearn.decomposition import TruncatedSVD
    from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer

    bertopic: Any = importlib.import_module("bertopic")
    joined = [" ".join(text) for text in texts]
    start = time.process_time()
    weights = TfidfVectorizer(analyzer=str.split, min_df=5, sublinear_tf=True).fit_transform(joined)
    features = TruncatedSVD(100, random_state=0).fit_transform(weights)
    reduction: Any = importlib.import_module("bertopic.dimensionality").BaseDimensionalityReduction()
    model = bertopic.BERTopic(
        umap_model=reduction, hdbscan_model=KMeans(TOPICS, random_state=0, n_init=1), vectorizer_model=CountVectorizer(analyzer=str.split)
    )
    found, _ = model.fit_transform(joined, features)
    seconds = time.process_time() - start
    names = [[word for word, _ in model.get_topic(topic)] for topic in sorted(set(found))]
    print_line("BERTopic, SVD + k-means", seconds, names, texts, ami(planted, found))


def agreement(weights: Sequence[Sequence[float]], planted: Sequence[int]) -> float:
    """Return the AMI of each text's strongest topic with the planted one."""
    return ami(planted, [row.index(max(row)) for row in map(list, weights)])


def ami(left: Sequence[int], right: Sequence[int]) -> float:
    """Return the adjusted mutual information."""
    from sklearn.metrics import adjusted_mutual_info_score

    return float(adjusted_mutual_info_score(left, right))


def print_line(name: str, seconds: float, names: Sequence[Sequence[str]], texts: Sequence[list[str]], agrees: float) -> None:
    """Print an engine's figures; coherence is over the first 2,000 texts."""
    known = [value for value in topic_coherence(names, texts[:2000], "c_npmi") if value is not None]
    say(f"{name:24} {seconds:7.1f} s CPU  NPMI {sum(known) / max(len(known), 1):.3f}  diversity {diversity(names):.2f}  AMI {agrees:.2f}")


def main() -> int:
    """Print a line for each measure."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--consensus-only", action="store_true")
    chosen = parser.parse_args()
    shipped = load_config(ROOT / "configs" / "topics.yaml", TopicsConfig)
    config = shipped.model_copy(update={"topics": TOPICS, "consensus_runs": FITS, "engine": "association"})
    texts, planted = make_abstracts(chosen.documents)
    say(f"{len(texts)} abstracts, {TOPICS} topics")
    measure_consensus(texts, config)
    if chosen.consensus_only:
        return 0
    for name in ENGINES:
        if name != "tomotopy_lda" or importlib.util.find_spec("tomotopy"):
            measure_engine(name, texts, planted, config)
    if importlib.util.find_spec("bertopic"):
        measure_bertopic(texts, planted)
    return 0


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
