"""The edge that every stage shares: arguments, one line on stderr, metrics, errors without traceback."""

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.core.config import load_config
from pipeline.core.corpus import Corpus
from pipeline.core.errors import PipelineError, disk_fault
from pipeline.core.records import Problem
from pipeline.core.shards import ExecutionConfig
from pipeline.core.store import Store, open_store
from pipeline.core.tables import round_floats


@dataclass(frozen=True, slots=True)
class StageContext:
    """What DVC hands to a stage: the corpus, the configs, the store and how work is spread."""

    corpus: Corpus
    configs: Path
    models: Path
    store: Store
    execution: ExecutionConfig


@dataclass(frozen=True, slots=True)
class StageReport:
    """What a stage says when it is done."""

    counts: str
    """For people, on stderr: `60 documents, 3 problems; 58 of 60 from the store`."""
    metrics: dict[str, Any]
    """For DVC: counts and scores, no times, no paths."""


def run_stage(name: str, run: Callable[[StageContext], StageReport], argv: list[str] | None = None) -> int:
    """Run a stage from its command line and return the exit code.

    What users can mend is printed without traceback and gives 1; everything else is a bug and keeps its traceback, with the stage as a note.
    """
    _utf8_streams()
    parsed = _parse(name, argv)
    try:
        line = _run(name, run, parsed)
    except PipelineError as error:
        return _stop(name, str(error))
    except KeyboardInterrupt:
        return _stop(name, "stopped; finished work is kept", 130)
    except Exception as error:
        error.add_note(f"stage {name}, corpus {parsed.corpus.name}")
        fault = disk_fault(error) if isinstance(error, OSError) else None
        if fault is None:
            raise
        return _stop(name, fault)
    print(line, file=sys.stderr)  # noqa: T201 - the edge of every stage
    return 0


def _run(name: str, run: Callable[[StageContext], StageReport], parsed: argparse.Namespace) -> str:
    """Run the stage, write its metrics and return its line for people."""
    execution = load_config(parsed.configs / "execution.yaml", ExecutionConfig)
    context = StageContext(Corpus(parsed.corpus), parsed.configs, parsed.models, open_store(enabled=not parsed.no_store), execution)
    started = time.monotonic()
    report = run(context)
    write_metrics(context.corpus.metrics(name), report.metrics)
    seconds = round(time.monotonic() - started, 1)
    context.store.note(stage=name, corpus=context.corpus.name, counts=report.counts, seconds=seconds)
    return f"{name:9} {report.counts} ({seconds} s)"


def _stop(name: str, message: str, code: int = 1) -> int:
    print(f"wenmai {name}: {message}", file=sys.stderr)  # noqa: T201 - the edge of every stage
    return code


def write_metrics(path: Path, metrics: dict[str, Any]) -> None:
    """Write metrics as sorted JSON with rounded floats."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(round_floats(metrics), ensure_ascii=False, indent=2, sort_keys=True)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


def count_problems(problems: Iterable[Problem]) -> dict[str, int]:
    """Count problems by code, for the metrics."""
    return dict(sorted(Counter(problem.code for problem in problems).items()))


def check_problem_share(stage: str, n_bad: int, n_all: int, max_share: float) -> None:
    """Refuse a run in which too many documents failed.

    Raises:
        PipelineError: more than `max_share` of the documents could not be processed.
    """
    if n_all and n_bad / n_all > max_share:
        raise PipelineError(
            f"{n_bad} of {n_all} documents could not be processed (max_problem_share: {max_share})\n"
            f"look at the messages of `wenmai {stage}`, or raise max_problem_share in configs/{stage}.yaml"
        )


def _parse(name: str, argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog=f"python -m pipeline.{name}", description=f"Run stage {name} on one corpus.")
    parser.add_argument("corpus", type=Path, help="folder of the corpus, such as corpora/demo")
    parser.add_argument("--configs", type=Path, default=Path("configs"), help="folder of config files")
    parser.add_argument("--models", type=Path, default=Path("models"), help="folder of models")
    parser.add_argument("--no-store", action="store_true", help="compute everything anew (an audit)")
    return parser.parse_args(argv)


def _utf8_streams() -> None:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
