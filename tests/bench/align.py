"""Our aligner without and with embeddings, a length-only baseline and PyPI's galechurch on the same texts: `make bench-align`.

1,000 abstracts: the demo corpus's bilingual abstracts in turn, each copy with its own numbers and without one of its sentences, so that no
sentence comes twice and some have no counterpart. Each aligner runs in a process of its own: its CPU seconds hold loading, its memory is its peak.
"""

import json
import random
import re
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
TRUTH = ROOT / "corpora/demo/truth/alignments.jsonl"
N_TEXTS = 1_000
SYSTEMS = ("none", "use", "length", "galechurch")
TITLES = {
    "none": "dictionary alone",
    "use": "dictionary and embeddings",
    "length": "length alone",
    "galechurch": "galechurch (PyPI)",
}

Text = tuple[list[str], list[str], set[tuple[tuple[int, ...], tuple[int, ...]]]]


def make_texts(n: int = N_TEXTS) -> list[Text]:
    """Return n texts with their true beads; the same ones every time."""
    rows = [json.loads(line) for line in TRUTH.read_text(encoding="utf-8").splitlines()]
    draw = random.Random(7)  # noqa: S311 - no secret
    return [_variation(rows[number % len(rows)], draw, leave_out=number >= len(rows)) for number in range(n)]


def _variation(row: dict[str, Any], draw: random.Random, *, leave_out: bool) -> Text:
    shift = draw.randrange(1, 90) if leave_out else 0
    zh, en = ([re.sub(r"\d+", lambda found: str(int(found.group()) + shift), line) for line in row[side]] for side in ("zh", "en"))
    beads = {(tuple(left), tuple(right)) for left, right in row["beads"]}
    single = sorted(bead for bead in beads if len(bead[0]) == len(bead[1]) == 1)
    if leave_out and single:
        left, (gone,) = draw.choice(single)
        del en[gone]
        beads = {(one, tuple(number - (number > gone) for number in other)) for one, other in beads - {(left, (gone,))}} | {(left, ())}
    return zh, en, beads


def align_all(system: str, texts: list[Text]) -> list[list[tuple[tuple[int, ...], tuple[int, ...]]]]:
    """Return each text's beads by one system.

    Raises:
        SystemExit: galechurch is asked for and not installed.
    """
    if system == "galechurch":
        try:
            import galechurch
        except ImportError:
            raise SystemExit("galechurch is not installed: `python -m pip install galechurch`") from None
        aligned = [galechurch.align(zh, en) for zh, en, _ in texts]
        return [[_indices(line) for line in one.to_pharaoh_lines()] for one in aligned]
    from pipeline.align.align_lines import load_aligner
    from pipeline.align.aligner import align_sentences

    aligner = load_aligner(ROOT, "none" if system == "length" else system)
    config = aligner.config
    if system == "length":
        config = config.model_copy(
            update={"dictionary_alone": config.dictionary_alone.model_copy(update={"lexical": 0.0, "embedding": 0.0})}
        )
    found = [align_sentences(zh, en, aligner.dictionary, config) for zh, en, _ in texts]
    return [[(tuple(bead.zh), tuple(bead.en)) for bead in beads] for beads in found]


def _indices(line: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    zh, en = (tuple(int(number) for number in re.findall(r"\d+", side)) for side in line.split(":")[:2])
    return zh, en


def strict_f1(texts: list[Text], found: list[list[tuple[tuple[int, ...], tuple[int, ...]]]]) -> float:
    """Return the F1 of beads that are exactly right, as vecalign defines it."""
    pairs = list(zip(texts, found, strict=True))
    right = sum(bead in text[2] for text, beads in pairs for bead in beads)
    precision = right / sum(map(len, found))
    wanted = [bead in beads for text, beads in pairs for bead in text[2] if all(bead)]
    recall = sum(wanted) / len(wanted)
    return 2 * precision * recall / (precision + recall) if right else 0.0


def measure(system: str) -> str:
    """Return a line of figures for one system, run in this process."""
    texts = make_texts()
    start = time.process_time()
    found = align_all(system, texts)
    spent = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
    sentences = sum(len(zh) + len(en) for zh, en, _ in texts)
    return f"{TITLES[system]:27}{len(texts):>8}{sentences:>11}{spent:>8.1f}{peak:>8.0f}{strict_f1(texts, found):>11.3f}"


def main(argv: list[str]) -> int:
    """Print the figures of every system, or of the one that is named."""
    if argv:
        sys.stdout.write(measure(argv[0]) + "\n")
        return 0
    sys.stdout.write(f"{'':27}{'texts':>8}{'sentences':>11}{'CPU s':>8}{'MB':>8}{'strict F1':>11}\n")
    sys.stdout.flush()
    return max(subprocess.run([sys.executable, "-m", "tests.bench.align", system], cwd=ROOT, check=False).returncode for system in SYSTEMS)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
