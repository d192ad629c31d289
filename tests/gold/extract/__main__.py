"""`python -m tests.gold.extract [NAME...]`: a line a file of the gold set with its measures.

--write FOLDER  write the files, to look at them
--text          print what was read of each file
--pin           write floors.json from what holds now, with the list of what is unsolved
--lower         let --pin lower a figure
"""

import argparse
import json
import sys
from pathlib import Path

from tests.gold.extract.cases import MAKERS, Case, make_case
from tests.gold.extract.floors import FLOORS, Scores, best, digest, extracted, falls, means, measured, pinned, unsolved

SHORT = {"keywords_zh": "kw_zh", "keywords_en": "kw_en", "abstract_zh": "abs_zh", "abstract_en": "abs_en", "references": "refs"}


def main() -> int:
    """Print the table; write or pin when asked."""
    parser = argparse.ArgumentParser(prog="python -m tests.gold.extract", description="Measures of the gold set of stage extract.")
    parser.add_argument("names", nargs="*", metavar="NAME", help="files to measure; by default all")
    parser.add_argument("--write", type=Path, metavar="FOLDER", help="write the files there")
    parser.add_argument("--text", action="store_true", help="print what was read of each file")
    parser.add_argument("--pin", action="store_true", help="renew floors.json")
    parser.add_argument("--lower", action="store_true", help="let --pin lower a figure")
    options = parser.parse_args()
    cases = [make_case(name) for name in options.names or MAKERS]
    if options.write:
        _write(cases, options.write)
    if options.text:
        sys.stdout.writelines(json.dumps(extracted(case), ensure_ascii=False, indent=1) + "\n" for case in cases)
        return 0
    scores = measured(cases)
    print_table(scores)
    return pin(cases, scores, lower=options.lower) if options.pin else 0


def _write(cases: list[Case], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for case in cases:
        (folder / f"{case.name}{case.suffix}").write_bytes(case.content)


def print_table(scores: Scores) -> None:
    """Print measures by file, a dot for the best; * marks the files with something unsolved."""
    columns = list(means(scores))
    heads = [SHORT.get(name, name) for name in columns]
    widths = [max(len(head), 5) for head in heads]
    missing = unsolved(scores)
    _print("file", heads, widths)
    for file, row in scores.items():
        _print(f"{file}{' *' if file in missing else ''}", [_cell(key, row) for key in columns], widths)
    _print("mean", [f"{value:.3f}" for value in means(scores).values()], widths)


def _cell(name: str, row: dict[str, float]) -> str:
    if name not in row:
        return ""
    return "." if row[name] == best(name) else f"{row[name]:.3f}"


def _print(name: str, cells: list[str], widths: list[int]) -> None:
    sys.stdout.write(f"{name:24} " + " ".join(f"{cell:>{width}}" for cell, width in zip(cells, widths, strict=True)) + "\n")


def pin(cases: list[Case], scores: Scores, *, lower: bool) -> int:
    """Write floors.json; a figure that would fall stops it, unless asked for."""
    if len(cases) < len(MAKERS):
        sys.stderr.write("floors.json holds all files: name none with --pin\n")
        return 1
    before = pinned() if FLOORS.is_file() else {"files": []}
    fallen = list(falls({file: row for file, row in scores.items() if file in before["files"]}, before))
    if fallen and not lower:
        sys.stderr.write("floors.json: these would fall; mend the extraction, or say --lower\n" + "\n".join(fallen) + "\n")
        return 1
    content = {"truth": digest(cases), "files": list(scores), "means": means(scores), "unsolved": unsolved(scores)}
    FLOORS.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
