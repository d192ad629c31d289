# ruff: noqa: INP001 (a script with its package beside it)
"""Rebuild the demo corpus: `texts/` -> `sources/` (PDFs, pages, record exports), `edits/screening.tsv` and `truth/`.

    python corpora/demo/build.py                 everything
    python corpora/demo/build.py --truth         truth, record exports and decisions only: needs no typesetter
    python corpora/demo/build.py --only t1_a1    one text's file, beside truth and exports

A developer's tool; what it needs stands in README.md under "Rebuilding".
"""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from typeset import agreement, batches, histories, records, traps, truth
from typeset.check import find_citation_slips, find_slips
from typeset.content import Content, article_content, thesis_content
from typeset.plan import PLANS, page_range, source_name
from typeset.texts import DemoText, read_excluded, read_senses, read_texts

HOME = Path(__file__).parent
# 2024-06-30, the demo corpus's search date: the one date every producer may print into a file.
EPOCH = "1719705600"


@dataclass(frozen=True, slots=True)
class Demo:
    """Everything that was written: texts, works the screeners excluded, senses of 项目制."""

    texts: list[DemoText]
    excluded: list[DemoText]
    senses: dict[tuple[str, str, int, int], str]


def read_demo(folder: Path) -> Demo:
    """Read the folder `texts/`."""
    return Demo(read_texts(folder), read_excluded(folder / "excluded.yaml"), read_senses(folder / "senses.tsv"))


def truth_files(demo: Demo) -> dict[str, str]:
    """Return each truth file's name and content."""
    placed = batches.place_records(demo.texts, demo.excluded)
    mentions = truth.mention_rows(demo.texts)
    screened = agreement.screening_rows(demo.texts, demo.excluded)
    coded = agreement.coder_rows(demo.texts, mentions, demo.senses)
    return {
        "documents.json": _json(truth.document_rows(demo.texts)),
        "mentions.jsonl": _lines(mentions),
        "alignments.jsonl": _lines(truth.alignment_rows(demo.texts)),
        "works.json": _json(records.work_rows(demo.texts, placed)),
        "links.json": _json(records.link_rows(demo.texts, placed)),
        "excluded.json": _json(records.excluded_rows(demo.excluded, placed)),
        "screening.json": _json(agreement.screening_summary(screened, demo.excluded, placed)),
        "coders.tsv": agreement.tab_lines(coded),
        "coders.json": _json(agreement.coder_summary(coded)),
        "histories.json": _json(histories.history_file(demo.texts, mentions, demo.senses)),
        "traps.json": _json(traps.trap_file(demo.texts, mentions)),
    }


def record_files(demo: Demo) -> dict[str, str]:
    """Return each record export's name and content."""
    return batches.export_files(demo.texts, demo.excluded)


def edit_files(demo: Demo) -> dict[str, str]:
    """Return the decisions on the works that were found, as `wenmai screen import` would write them."""
    from typeset.decisions import screening_text

    return {"screening.tsv": screening_text([*demo.texts, *demo.excluded], agreement.screening_rows(demo.texts, demo.excluded))}


def draw(text: DemoText, target: Path, fonts: Path) -> None:
    """Write one text's file by the producer its plan names."""
    plan = PLANS[text.key]
    if plan.producer == "web":
        from typeset.web import page_html

        target.write_text(page_html(text), encoding="utf-8", newline="\n")
        return
    prepare = thesis_content if text.kind == "thesis" else article_content
    _producer(plan.producer, text.kind)(prepare(text, plan), target, fonts)


def _producer(name: str, kind: str) -> Callable[[Content, Path, Path], None]:
    """Return the drawing function; only the libraries of that one producer are imported."""
    if name == "typst":
        from typeset import typst_pages

        return typst_pages.print_thesis if kind == "thesis" else typst_pages.print_article
    if name == "xelatex":
        from typeset import xelatex_pages

        return xelatex_pages.print_thesis if kind == "thesis" else xelatex_pages.print_article
    if name in ("weasyprint", "chromium"):
        from typeset import html_pages

        return html_pages.print_weasyprint if name == "weasyprint" else html_pages.print_chromium
    if name == "fpdf2":
        from typeset.fpdf_pages import print_article

        return print_article
    from typeset import oddities

    return {"scan": oddities.print_scan, "locked": oddities.print_locked, "damaged": oddities.print_damaged}[name]


def draw_all(texts: Iterable[DemoText], folder: Path) -> None:
    """Write the files of the given texts and say how large each is."""
    os.environ["SOURCE_DATE_EPOCH"] = EPOCH
    with tempfile.TemporaryDirectory() as name:
        from typeset.fonts import prepare_fonts

        fonts = prepare_fonts(Path(name))
        for text in texts:
            target = folder / source_name(text)
            draw(text, target, fonts)
            _say(f"{text.key:10} {PLANS[text.key].producer:10} {target.stat().st_size / 1000:7.0f} kB  {target.name}")
            _check_pages(text, target)


def main(arguments: list[str] | None = None) -> int:
    """Check the texts, then write what was asked for; slips are reported and make the exit code 1."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--truth", action="store_true", help="write truth/, record exports and decisions only")
    parser.add_argument("--only", nargs="+", metavar="KEY", help="draw these texts only")
    options = parser.parse_args(arguments)
    demo = read_demo(HOME / "texts")
    slips = [slip for text in demo.texts for slip in find_slips(text)] + find_citation_slips(demo.texts)
    for slip in slips:
        _say(slip)
    for folder, files in (("truth", truth_files(demo)), ("sources", record_files(demo)), ("edits", edit_files(demo))):
        (HOME / folder).mkdir(exist_ok=True)
        for name, content in files.items():
            (HOME / folder / name).write_text(content, encoding="utf-8", newline="\n")
    if not options.truth:
        draw_all((text for text in demo.texts if text.key in (options.only or PLANS)), HOME / "sources")
    return 1 if slips else 0


def _check_pages(text: DemoText, target: Path) -> None:
    if text.kind == "article" and PLANS[text.key].producer not in ("locked", "damaged"):
        import pypdfium2

        with pypdfium2.PdfDocument(target) as pdf:
            n_pages = len(pdf)
        first, last = page_range(text)
        if n_pages != last - first + 1:
            _say(f"{text.key}: pages should read {first}-{first + n_pages - 1}, not {text.field('pages')}")


def _json(rows: Any) -> str:
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


def _lines(rows: list[dict[str, Any]]) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _say(line: str) -> None:
    sys.stderr.write(line + "\n")


if __name__ == "__main__":
    sys.exit(main())
