"""A state of the lexicon by name: a folder, one file in place of the one of its name, or a git revision."""

import io
import shutil
import subprocess
import tarfile
from pathlib import Path

from pipeline.core.errors import InputError

LEXICON = "configs/lexicon"


def lexicon_folder(name: str, root: Path, scratch: Path) -> Path:
    """Return the folder that holds the lexicon of that name.

    Args:
        name: path of a folder, path of one .yaml file (the other files are those of configs/lexicon), or a git revision.
        root: the project's root.
        scratch: an empty folder, into which a file or revision is laid out.

    Raises:
        InputError: it is none of the three.
    """
    path = Path(name)
    if path.is_dir():
        return path
    if path.is_file():
        target = scratch / "lexicon"
        shutil.copytree(root / LEXICON, target)
        shutil.copyfile(path, target / path.name)
        return target
    return _checked_out(name, root, scratch)


def _checked_out(revision: str, root: Path, scratch: Path) -> Path:
    problem = f"{revision}: no such folder or file, and no git revision with {LEXICON}\nname a lexicon folder, a file of it or a revision (HEAD~1)"
    if revision.startswith("-"):
        raise InputError(problem)
    try:
        command = ["git", "archive", "--format=tar", revision, LEXICON]
        content = subprocess.run(command, cwd=root, check=True, capture_output=True).stdout  # noqa: S603 - no shell; git checks the revision
    except (OSError, subprocess.CalledProcessError):
        raise InputError(problem) from None
    with tarfile.open(fileobj=io.BytesIO(content)) as archive:
        archive.extractall(scratch, filter="data")
    return scratch / LEXICON
