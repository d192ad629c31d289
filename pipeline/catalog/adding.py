"""Bring files into a corpus: look at each, copy those that a stage can read, register the corpus, hand the sources to DVC."""

import filecmp
import re
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ruamel.yaml import YAML

from pipeline.catalog.corrections import COLUMNS
from pipeline.catalog.filenames import read_file_name
from pipeline.catalog.importers import Export, read_export
from pipeline.catalog.screening import COLUMNS as SCREENING_COLUMNS
from pipeline.catalog.venue_levels import COLUMNS as LEVEL_COLUMNS
from pipeline.core.codes import COLUMNS as CODE_COLUMNS
from pipeline.core.corpus import NAME_PATTERN, Corpus, Project
from pipeline.core.errors import InputError, PipelineError
from pipeline.core.sources import RECORD_SUFFIXES, is_hidden, recognise
from pipeline.core.wording import counted

DOCUMENT_KINDS = {"pdf": "PDF", "html": "web page", "text": "text"}
PLAIN_SUFFIXES = frozenset({".txt", ".text"})
KEPT_AS_THEY_ARE = frozenset({"protocol.yaml"})
REFUSALS = {
    "caj": "a CAJ/KDH/NH file can only be read by CNKI's own reader: open it in CAJViewer, save or print it as PDF, and add the PDF",
    "spreadsheet": "no list of records in a form that is read: take a table with headings (题名, 作者 …), RefWorks, RIS, NoteExpress or EndNote",
    "binary": "neither PDF, web page, text nor record export; save a Word or WPS file as PDF and unpack an archive first",
    "empty": "the file is empty",
    "text": "plain text is read from files that end in .txt: rename it if it is a document",
}
# Files of edits/ that people fill: always there, so that a stage may depend on them.
EDITS = {
    "catalog.tsv": "\t".join(COLUMNS) + "\n",
    "alignment.tsv": "field\tzh\ten\tby\ton\treason\n",
    "codes.tsv": "\t".join(CODE_COLUMNS) + "\n",
    "passwords.tsv": "source\tpassword\n",
    "venue_levels.csv": ",".join(LEVEL_COLUMNS) + "\n",
    "screening.tsv": "\t".join(SCREENING_COLUMNS) + "\n",
    "topic_labels.yaml": "# A name for each topic, found again by its terms after a refit:\n#   - label: 三社联动的机制\n#     terms: [三社联动, 社会组织, 联席会议]\n",
}
# What the report says of the corpus; people change it.
ABOUT = "# What the report says of this corpus before anything else.\ntitle: {name}\n# notice: a line above the title, such as what the corpus leaves out\n"
NAMES_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Finding:
    """What a file was found to be, and what is done with it."""

    path: Path
    target: str
    """Name in sources/."""
    kind: str
    """`pdf`, `html`, `text`, `records`, `protocol`, or a kind that is refused."""
    note: str
    """For people: what was recognised, or why it is refused and what to do."""
    refused: bool = False


def check_name(name: str) -> None:
    """Refuse a name that cannot be a corpus's.

    Raises:
        InputError: it has other characters than letters, digits, Han characters, _ and -.
    """
    if re.fullmatch(NAME_PATTERN, name) is None:
        raise InputError(f"{name!r} cannot be the name of a corpus: use letters, digits, Chinese characters, _ and -")


def inspect(paths: Iterable[Path]) -> list[Finding]:
    """Look at files, and at everything below folders, in the order of their names.

    Raises:
        InputError: a path does not exist, or two files would get one name in sources/.
    """
    files: dict[Path, None] = {}
    for path in paths:
        if not path.exists():
            raise InputError(f"{path}: there is no such file or folder")
        below = sorted(file for file in path.rglob("*") if file.is_file() and not is_hidden(file)) if path.is_dir() else [path]
        files.update(dict.fromkeys(below))
    findings = [inspect_file(file) for file in files]
    _check_names(finding for finding in findings if not finding.refused)
    return findings


def inspect_file(path: Path) -> Finding:
    """Look at one file."""
    target = unicodedata.normalize("NFC", path.name)
    if target in KEPT_AS_THEY_ARE:
        return Finding(path, target, "protocol", "search protocol")
    kind = recognise(path)
    export = read_export(path, target) if kind in {"records", "spreadsheet"} else None
    if export is not None:
        further = ".txt" if kind == "records" else ".xlsx"
        target += "" if path.suffix.lower() in {*PLAIN_SUFFIXES, *RECORD_SUFFIXES} else further
        return Finding(path, target, "records", _about_records(export))
    if kind == "text" and path.suffix.lower() in RECORD_SUFFIXES:
        kind = "spreadsheet"
    if kind not in DOCUMENT_KINDS or (kind == "text" and path.suffix.lower() not in PLAIN_SUFFIXES):
        return Finding(path, target, kind, REFUSALS[kind], refused=True)
    if kind == "pdf" and path.suffix.lower() != ".pdf":
        target = f"{Path(target).stem}.pdf"
    named = read_file_name(target)
    about = f", named after 《{named.title}》 by {named.author}" if named else ""
    return Finding(path, target, kind, DOCUMENT_KINDS[kind] + about)


def add(project: Project, findings: list[Finding], name: str, *, replace: bool = False) -> list[str]:
    """Copy what is not refused into the corpus, make the corpus if it is new, track its sources; return what was done, for people.

    Raises:
        InputError: the corpus's name is not allowed, or another file of the same name is there and `replace` is not set.
        PipelineError: DVC failed; the files are copied.
    """
    check_name(name)
    welcome = [finding for finding in findings if not finding.refused]
    if not welcome:
        raise InputError("none of the files can be read, nothing was added")
    corpus = Corpus(project.root / "corpora" / name)
    if not replace:
        _check_existing(corpus, welcome)
    done = make_corpus(project, corpus)
    for finding in welcome:
        target = corpus.sources / finding.target
        if not (target.exists() and target.samefile(finding.path)):
            _copy(finding.path, target)
    return [*done, track(project, corpus)]


def make_corpus(project: Project, corpus: Corpus) -> list[str]:
    """Create the corpus's folders, empty edits and about.yaml, and list it in configs/corpora.yaml; what is there stays as it is."""
    corpus.sources.mkdir(parents=True, exist_ok=True)
    write_missing_edits(corpus)
    if corpus.name in project.corpus_names():
        return []
    path = project.configs / "corpora.yaml"
    yaml = YAML()
    yaml.indent(mapping=2, sequence=4, offset=2)
    listed = yaml.load(path.read_text(encoding="utf-8"))
    listed["corpora"].append(corpus.name)
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        yaml.dump(listed, stream)
    return [f"corpus {corpus.name} is new: listed in configs/corpora.yaml"]


def write_missing_edits(corpus: Corpus) -> None:
    """Write the files that people fill where they are missing: stages depend on them, also on those that came after the corpus was made."""
    corpus.edits.mkdir(parents=True, exist_ok=True)
    written = {corpus.edits / name: content for name, content in EDITS.items()}
    written[corpus.root / "about.yaml"] = ABOUT.format(name=corpus.name)
    for path, content in written.items():
        if not path.exists():
            path.write_text(content, encoding="utf-8", newline="\n")


def track(project: Project, corpus: Corpus) -> str:
    """Hand the sources to DVC, unless they are in git (as the demo corpus's are), and say which.

    Raises:
        PipelineError: DVC failed.
    """
    folder = corpus.sources.relative_to(project.root).as_posix()
    if _in_git(project.root, folder):
        return f"{folder} is in git: no `dvc add`; commit the new files with git"
    command = [sys.executable, "-m", "dvc", "add", "--quiet", folder]
    result = subprocess.run(command, cwd=project.root, capture_output=True, text=True, encoding="utf-8", errors="replace", check=False)  # noqa: S603 - our own interpreter and a checked name
    if result.returncode:
        reason = (result.stderr.strip() or result.stdout.strip()).splitlines()[:1]
        raise PipelineError(f"the files are copied, but `dvc add {folder}` failed: {''.join(reason)}\nmend this and run `dvc add {folder}`")
    return f"{folder} is tracked by DVC ({folder}.dvc); commit {folder}.dvc with git, the files themselves stay out of it"


def _copy(path: Path, target: Path) -> None:
    """Copy whole or not at all; never write through a link into DVC's cache."""
    building = target.with_name(f".{target.name}.new")
    shutil.copyfile(path, building)
    building.replace(target)


def _about_records(export: Export) -> str:
    unreadable = f", {counted(len(export.problems), 'problem')}: {export.problems[0].message}" if export.problems else ""
    return f"record export ({export.format}), {counted(len(export.records), 'record')}{unreadable}"


def _check_names(findings: Iterable[Finding]) -> None:
    by_target: dict[str, Path] = {}
    for finding in findings:
        other = by_target.setdefault(finding.target.casefold(), finding.path)
        if other != finding.path and not filecmp.cmp(other, finding.path, shallow=False):
            raise InputError(f"{other} and {finding.path} would both be {finding.target} in the corpus: rename one")


def _check_existing(corpus: Corpus, findings: list[Finding]) -> None:
    other = [
        finding.target
        for finding in findings
        if (corpus.sources / finding.target).exists() and not filecmp.cmp(corpus.sources / finding.target, finding.path, shallow=False)
    ]
    if other:
        more = f" and {len(other) - NAMES_SHOWN} more" if len(other) > NAMES_SHOWN else ""
        raise InputError(
            f"other files of these names are in {corpus.sources.parent.name}/sources: {', '.join(other[:NAMES_SHOWN])}{more}\n"
            "nothing was added: rename them, or add --replace"
        )


def _in_git(root: Path, folder: str) -> bool:
    git = shutil.which("git")
    if git is None:
        return False
    command = [git, "ls-files", "--", folder]
    result = subprocess.run(command, cwd=root, capture_output=True, check=False)  # noqa: S603 - git itself and a checked name
    return result.returncode == 0 and bool(result.stdout.strip())
