"""Score the project's commands on the labelled data that lies beside the checkout: `make gold`.

Each scorer is the data's own `score.py`; what it prints is printed. Measuring only: nothing is kept, nothing is compared with a floor.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from click.testing import CliRunner

from pipeline.cli import wenmai

SEEDS = (1, 2, 3)
TOPICS = (13, 40)


def run(*arguments: str | Path) -> str:
    """Return what a command of ours prints on stdout."""
    result = CliRunner().invoke(wenmai, [str(argument) for argument in arguments], catch_exceptions=False)
    if result.exit_code:
        raise SystemExit(f"wenmai {' '.join(map(str, arguments))}\n{result.output}")
    return result.stdout


def json_lines(text: str) -> list[dict]:
    """Return the objects of a JSON-lines text."""
    return [json.loads(line) for line in text.splitlines() if line.strip()]


def score(script: Path, *arguments: str | Path) -> None:
    """Run a scorer and print what it prints."""
    sys.stdout.write(f"\n== {script.parent.name}: {' '.join(Path(str(a)).name for a in arguments)}\n")
    sys.stdout.flush()
    subprocess.run([sys.executable, script, *arguments], check=True)


def score_pdf(gold: Path, out: Path) -> None:
    """Extraction over PDFs with exact truth."""
    files = sorted((gold / "pdf" / "files").glob("*.pdf"))
    printed = json_lines(run("extract", *files, "--format", "json"))
    found = {path.stem: row for path, row in zip(files, printed, strict=True)}
    (out / "pdf.json").write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")
    score(gold / "pdf" / "score.py", out / "pdf.json", "--per-doc")


def score_concepts(gold: Path, out: Path) -> None:
    """Mentions in three labelled texts and the adversarial sentences."""
    labelled = json.loads((gold / "concepts" / "mentions.json").read_text(encoding="utf-8"))
    names = sorted({mention["file"] for mention in labelled["mentions"]})
    found = {name: json_lines(run("concepts", gold.parent / "seeds" / name, "--format", "json")) for name in names}
    for sentence in json.loads((gold / "concepts" / "adversarial.json").read_text(encoding="utf-8")):
        path = out / "sentence.txt"
        path.write_bytes(sentence["text"].encode())
        found[f"adv-{sentence['id']}"] = json_lines(run("concepts", path, "--format", "json"))
    (out / "concepts.json").write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")
    score(gold / "concepts" / "score.py", out / "concepts.json")


def write_segmented(lines: Iterable[str], path: Path, *options: str) -> Path:
    """Segment lines by our command and write what it prints."""
    source = path.with_suffix(".source")
    source.write_text("\n".join(lines) + "\n", encoding="utf-8")
    path.write_text(run("segment", "--lines", source, *options), encoding="utf-8")
    return path


def score_segment(gold: Path, out: Path) -> None:
    """The plain model on SIGHAN PKU; the lexicon on domain terms."""
    folder = gold / "segment"
    words = (folder / "pku_test_gold.utf8").read_text(encoding="utf-8").splitlines()
    plain = write_segmented(("".join(line.split()) for line in words), out / "pku.txt", "--no-lexicon")
    score(folder / "score.py", plain, "--gold", folder / "pku_test_gold.utf8")
    entries = json.loads((folder / "domain_terms.json").read_text(encoding="utf-8"))
    terms = write_segmented((" ".join(entry["text"].split()) for entry in entries), out / "terms.txt")
    score(folder / "score.py", terms, "--terms", folder / "domain_terms.json")


def score_align(gold: Path, out: Path) -> None:
    """Beads of three sets, with and without sentence embeddings; `windows` is split into what tunes and what reports."""
    folder = gold / "align"
    for corpus in ("mag", "pol"):
        rows = [row for row in json_lines((folder / "windows.jsonl").read_text(encoding="utf-8")) if row["corpus"] == corpus]
        part = out / f"{corpus}.jsonl"
        part.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
        align_and_score(folder, part, out)
    for name in ("inserted", "thesis"):
        align_and_score(folder, folder / f"{name}.jsonl", out)


def align_and_score(folder: Path, source: Path, out: Path) -> None:
    """Align one set with each kind of evidence and score it."""
    for embeddings in ("none", "use"):
        found = out / f"{source.stem}-{embeddings}.jsonl"
        found.write_text(run("align", "--sentences", source, "--embeddings", embeddings), encoding="utf-8")
        score(folder / "score.py", source, found)
        score(folder / "score.py", "--calibration", source, found)


def score_topics(gold: Path, out: Path) -> None:
    """Topics of 1,000 abstracts: stability over 90 % subsamples, the rest over full fits."""
    documents = gold / "topics" / "abstracts.jsonl"
    for topics in TOPICS:
        for options in ((), ("--subsample", ".9")):
            paths = []
            for seed in SEEDS:
                path = out / f"topics-{topics}-{'subsample' if options else 'full'}-{seed}.json"
                path.write_text(
                    run("topics", "fit", "--documents", documents, "--topics", str(topics), "--seed", str(seed), *options),
                    encoding="utf-8",
                )
                paths.append(path)
            score(gold / "topics" / "score.py", *paths)


SCORERS: dict[str, Callable[[Path, Path], None]] = {
    "pdf": score_pdf,
    "concepts": score_concepts,
    "segment": score_segment,
    "align": score_align,
    "topics": score_topics,
}


def main(arguments: list[str]) -> int:
    """Run the scorers named behind the gold folder, by default all."""
    gold = Path(arguments[0]).absolute()
    if not gold.is_dir():
        sys.stdout.write(f"{gold}: no labelled data here; nothing to score\n")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        for name in arguments[1:] or list(SCORERS):
            SCORERS[name](gold, Path(folder))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
