"""The edge of stage `report`, which `wenmai report` shares."""

import shutil
import subprocess
from pathlib import Path
from typing import Any

from pipeline.core.corpus import Corpus
from pipeline.core.errors import InputError
from pipeline.core.stages import StageContext, StageReport
from pipeline.explore.drawings.rendering import Renderer
from pipeline.explore.fonts import font_wheel
from pipeline.explore.report.figures import write_figures
from pipeline.explore.report.material import load_material
from pipeline.explore.report.page import make_sections, render_page
from pipeline.explore.report.word.writing import render_document
from pipeline.explore.wording import Language, load_wording

PAGE, DOCUMENT = "index.html", "report.docx"
WRITTEN = {PAGE, DOCUMENT, "data", "figures"}


def run(context: StageContext) -> StageReport:
    """Write the corpus's report."""
    counts = write_report(context.corpus, context.configs, context.corpus.report)
    return StageReport(f"{counts['figures']} figures; open {context.corpus.report / PAGE}", counts)


def write_report(
    corpus: Corpus, configs: Path, target: Path, *, lang: Language | None = None, revision: str | None = None
) -> dict[str, Any]:
    """Write index.html, report.docx, figures/ and data/ into `target` and return counts; the folder is there whole or as it was.

    Args:
        corpus: what is reported on.
        configs: folder of config files.
        target: folder to write.
        lang: language of the report; None: the one of configs/report.yaml.
        revision: git revision to print.

    Raises:
        InputError: `target` holds other files, which would be lost.
        ModelError: the font of the document's pictures has not been fetched.
    """
    if target.is_dir() and any(path.name not in WRITTEN for path in target.iterdir()):
        raise InputError(f"{target}: the folder holds files that are no report\nname an empty or a new folder with --out")
    material = load_material(corpus, configs)
    wording = load_wording(lang or material.config.language)
    sections = make_sections(material, wording)
    building = target.with_name(f".{target.name}.new")
    shutil.rmtree(building, ignore_errors=True)
    building.mkdir(parents=True)
    n_figures = write_figures(building, sections)
    (building / PAGE).write_text(render_page(sections, wording, revision), encoding="utf-8", newline="\n")
    renderer = Renderer(font_wheel(configs.parent)) if material.config.document_pictures else None
    (building / DOCUMENT).write_bytes(render_document(sections, wording, revision, renderer))
    shutil.rmtree(target, ignore_errors=True)
    building.rename(target)
    return {
        "works": sections.overview.n_works,
        "concepts": len(sections.concepts.rows),
        "topics": len(sections.topics.sections),
        "figures": n_figures,
        "problems": {group.code: len(group.rows) + group.n_more for group in sections.problems},
    }


def git_revision(root: Path) -> str:
    """Return the short git revision, with `+` when files have changed since.

    Raises:
        InputError: the project is not a git checkout, or git is missing.
    """
    try:
        command = ["git", "describe", "--always", "--dirty=+"]
        return subprocess.run(command, cwd=root, check=True, capture_output=True, encoding="utf-8").stdout.strip()  # noqa: S603 - fixed words
    except (OSError, subprocess.CalledProcessError):
        raise InputError(f"{root}: no git revision to stamp\nleave --stamp out, or work in a git clone") from None
