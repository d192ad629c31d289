"""Write the works of a corpus as a file of records."""

from collections.abc import Callable, Iterable
from pathlib import Path

from pipeline.core.corpus import Corpus
from pipeline.core.counting import counted_works
from pipeline.core.errors import InputError
from pipeline.core.files import make_parent
from pipeline.core.lexicon import load_lexicon
from pipeline.core.records import Work
from pipeline.core.tables import read_table
from pipeline.explore.records_out.bibtex import bibtex
from pipeline.explore.records_out.csl import csl_json
from pipeline.explore.records_out.gbt7714 import reference_list
from pipeline.explore.records_out.refworks import refworks
from pipeline.explore.records_out.ris import ris
from pipeline.explore.records_out.vosviewer import vosviewer_files

# form: the function that writes it, and the file's name in a folder ({corpus} is the corpus's name)
FORMS: dict[str, tuple[Callable[[Iterable[Work]], str], str]] = {
    "bib": (bibtex, "{corpus}.bib"),
    "ris": (ris, "{corpus}.ris"),
    "csl-json": (csl_json, "{corpus}.json"),
    "gbt7714": (reference_list, "{corpus}_references.txt"),
    "refworks": (refworks, "download_{corpus}.txt"),
}
VOSVIEWER = "vosviewer"


def export_records(corpus: Corpus, form: str, target: Path, configs: Path) -> tuple[int, list[Path]]:
    """Write the works that count (no duplicates, and none that screening excluded) and return their number and the files.

    `target` is a file when it has a suffix, else a folder, in which the file is named after the corpus; VOSviewer's files need a folder.

    Raises:
        InputError: a file of that name is there, or the corpus has no works.
    """
    works = sorted(counted_works(read_table(corpus.tables("catalog"), "works")), key=lambda work: work.work_id)
    if not works:
        raise InputError(f"{corpus.root}: no works to export\nput sources into {corpus.sources} and run `wenmai run`")
    if form == VOSVIEWER:
        texts = {target / name: text for name, text in vosviewer_files(works, load_lexicon(configs / "lexicon")).items()}
    else:
        write, name = FORMS[form]
        is_file = bool(target.suffix) and not target.is_dir()
        texts = {target if is_file else target / name.format(corpus=corpus.name): write(works)}
    _write(texts)
    return len(works), sorted(texts)


def _write(texts: dict[Path, str]) -> None:
    for path in texts:
        if path.exists() or (path.parent.exists() and not path.parent.is_dir()):
            raise InputError(f"{path} is there already and is not overwritten\nname another file or folder")
    for path, text in texts.items():
        make_parent(path)
        path.write_text(text, encoding="utf-8", newline="\n")
