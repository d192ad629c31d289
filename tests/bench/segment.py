"""Speed and memory of the segmenter: `make bench-segment`.

Characters a CPU second beside raw spacy-pkuseg with the same weights; one worker process against two; CPU seconds and memory of loading the pruned
and the whole weights, each in a process of its own.
"""

import functools
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from pipeline.core.sentences import split_sentences
from pipeline.core.shards import ExecutionConfig, map_shards
from pipeline.segment.model import build_model
from pipeline.segment.segmenter import Segmenter, load_model
from pipeline.segment.terms import load_terms
from tests.bench.prose import make_prose, paragraphs

ROOT = Path(__file__).resolve().parents[2]
MODEL = ROOT / "models" / "zh_pkuseg"
N_BYTES = 400_000
SHARDS = 32
RUNS = 3
# Loads a model in a fresh process and says what that cost.
LOADING = """
import sys, time, spacy, psutil
from pathlib import Path
from pipeline.segment.segmenter import load_model
start, before = time.process_time(), psutil.Process().memory_info().rss
load_model(Path(sys.argv[1]))
after = psutil.Process().memory_info().rss
print(f"{time.process_time() - start:.2f} s CPU, {after / 2**20:.0f} MB, of which {before / 2**20:.0f} MB Python and spaCy")
"""


@functools.cache
def segmenter(with_terms: bool) -> Segmenter:
    """Return the segmenter, loaded once a process."""
    return Segmenter(load_model(MODEL), load_terms(ROOT / "configs" / "lexicon") if with_terms else None)


def segment_text(text: str) -> int:
    """Segment a text as the stage does, sentence by sentence, and return the number of words."""
    use = segmenter(with_terms=True)
    return sum(len(use.segment(text[span.start : span.end])) for span in split_sentences(text))


def characters_a_second(texts: list[str], run: Callable[[str], object]) -> float:
    """Return characters a CPU second, the best of three passes."""
    spent = []
    for _ in range(RUNS):
        start = time.process_time()
        for text in texts:
            run(text)
        spent.append(time.process_time() - start)
    return sum(map(len, texts)) / min(spent)


def wall_seconds(texts: list[str], workers: int) -> float:
    """Return the seconds that `workers` processes take, without the time to start them and load the model."""
    execution = ExecutionConfig(executor="local", workers=workers, max_seconds=600, max_memory_mb=4096)
    start = time.perf_counter()
    list(map_shards(segment_text, texts, execution))
    return time.perf_counter() - start


def main() -> int:
    """Print a line for each measure."""
    texts = paragraphs(make_prose(N_BYTES))
    raw = vars(vars(__import__("spacy").load(MODEL))["tokenizer"])["pkuseg_seg"]
    measures: list[tuple[str, Callable[[str], object]]] = [
        ("raw spacy-pkuseg", raw.cut),
        ("ours without lexicon, paragraphs", segmenter(with_terms=False).segment),
        ("ours with lexicon, paragraphs", segmenter(with_terms=True).segment),
        ("ours with lexicon and sentences", segment_text),
    ]
    for name, run in measures:
        say(f"{name:34} {characters_a_second(texts, run) / 1000:6.1f} thousand characters a CPU second")
    shards = ["".join(texts[start::SHARDS]) for start in range(SHARDS)]
    empty = {workers: wall_seconds(["社区治理。"] * SHARDS, workers) for workers in (1, 2)}
    full = {workers: wall_seconds(shards, workers) for workers in (1, 2)}
    one, two = (full[workers] - empty[workers] for workers in (1, 2))
    say(f"one worker {one:.1f} s, two {two:.1f} s, {one / two:.2f} times as quick (start and loading: {empty[1]:.1f} and {empty[2]:.1f} s)")
    with tempfile.TemporaryDirectory() as folder:
        for name, model in (("pruned", MODEL), ("whole", build_whole(Path(folder)))):
            command = [sys.executable, "-c", LOADING, str(model)]
            say(
                f"loading the {name} weights: {subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout.strip()}"
            )
    return 0


def build_whole(folder: Path) -> Path:
    """Return a pipeline with all features."""
    config = (ROOT / "configs" / "segment.yaml").read_text(encoding="utf-8").replace("prune_below: 0.1", "prune_below: 0")
    (folder / "segment.yaml").write_text(config, encoding="utf-8")
    build_model(folder / "zh_pkuseg", folder)
    return folder / "zh_pkuseg"


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
