"""`wenmai doctor`: is everything there that the pipeline needs, and if not, what to do."""

import importlib.metadata
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from pipeline.core.config import load_config
from pipeline.core.corpus import Project, find_project
from pipeline.core.errors import PipelineError
from pipeline.core.store import store_folder
from pipeline.core.wheels import PinnedWheel
from pipeline.extract.ocr.engines import ADAPTERS, engine
from pipeline.extract.settings import ExtractConfig

REQUIREMENT = re.compile(r"^([A-Za-z0-9][\w.-]*)==([^\s;\\]+)(?:\s*;\s*([^\\\n]*))?", re.MULTILINE)
INSTALL = "python -m pip install --require-hashes --requirement requirements.txt"


@dataclass(frozen=True, slots=True)
class Finding:
    """The outcome of one check."""

    name: str
    is_well: bool
    found: str
    remedy: str = ""
    is_optional: bool = False

    def line(self) -> str:
        """Return the line that is printed."""
        sign = "ok  " if self.is_well else ("info" if self.is_optional else "MEND")
        return f"{sign}  {self.name:9} {self.found}" + (f"\n      → {self.remedy}" if not self.is_well and self.remedy else "")


@click.command()
def doctor() -> None:
    """Check that everything the pipeline needs is there.

    Each line says what was found and, where something is missing, what to do. Exit code 1 when something must be mended.
    """
    project = find_project(Path.cwd())
    findings = list(examine(project))
    for finding in findings:
        click.echo(finding.line())
    broken = sum(not finding.is_well and not finding.is_optional for finding in findings)
    if broken:
        raise PipelineError(f"{broken} of {len(findings)} checks need mending (see MEND above)")


def examine(project: Project) -> Iterator[Finding]:
    """Yield the findings about a project, in the order in which a set-up goes wrong."""
    checks: tuple[Callable[[Path], Finding], ...] = (
        check_python,
        check_lock,
        check_weights,
        check_model,
        check_dvc,
        check_git,
        check_store,
        check_fonts,
        check_ocr,
        check_chromium,
    )
    for check in checks:
        yield check(project.root)


def check_python(_: Path) -> Finding:
    """Ask for the Python that the lock is made for."""
    version = ".".join(map(str, sys.version_info[:3]))
    remedy = "install Python 3.11 and set up again: make repro PYTHON=/path/to/python3.11"
    return Finding("python", sys.version_info[:2] == (3, 11), f"{version} at {sys.executable}", remedy)


def check_lock(root: Path) -> Finding:
    """Compare the installed packages with the lock."""
    lock = root / "requirements.txt"
    if not lock.is_file():
        return Finding("packages", False, "requirements.txt is missing", "restore it from the repository")
    wrong = wrong_packages(lock.read_text(encoding="utf-8"))
    shown = ", ".join(wrong[:5]) + (" …" if len(wrong) > 5 else "")  # noqa: PLR2004 - a line's worth
    return Finding("packages", not wrong, f"other than locked: {shown}" if wrong else "as locked", INSTALL)


def wrong_packages(lock: str) -> list[str]:
    """Return the locked packages that are missing or of another version, leaving out those for other systems."""
    from packaging.markers import Marker

    wrong = []
    for name, version, marker in REQUIREMENT.findall(lock):
        if marker.strip() and not Marker(marker.strip()).evaluate():
            continue
        try:
            installed = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            installed = "missing"
        if installed != version:
            wrong.append(f"{name} {installed} (locked: {version})")
    return wrong


def check_weights(root: Path) -> Finding:
    """Look for the segmenter's weights in the cache."""
    from pipeline.segment.weights import REQUIREMENTS, weights_wheel

    return _check_wheel(weights_wheel(root / REQUIREMENTS))


def check_fonts(root: Path) -> Finding:
    """Look for the font of figures in the cache."""
    from pipeline.explore.fonts import font_wheel

    return _check_wheel(font_wheel(root))


def _check_wheel(wheel: PinnedWheel) -> Finding:
    try:
        path = wheel.find()
    except PipelineError as error:
        return Finding(wheel.name, False, str(error).splitlines()[0], f"restore models/{wheel.requirements.name} from the repository")
    return Finding(
        wheel.name, path is not None, str(path) if path else f"not in {wheel.folder}", f"{wheel.command} (needs the network, once)"
    )


def check_model(root: Path) -> Finding:
    """Look for the segmenter's model."""
    model = root / "models" / "zh_pkuseg"
    there = model.is_dir() and any(model.iterdir())
    return Finding(
        "model", there, "models/zh_pkuseg is built" if there else "models/zh_pkuseg is not built yet", "wenmai run", is_optional=True
    )


def check_dvc(root: Path) -> Finding:
    """Ask DVC whether it can read the pipeline."""
    finished = _ask([sys.executable, "-m", "dvc", "stage", "list", "--name-only"], root)
    if finished is None or finished.returncode != 0:
        said = (finished.stderr.strip().splitlines() or ["no answer"])[-1] if finished else "does not start"
        return Finding("dvc", False, said, f"mend dvc.yaml as the message says, or {INSTALL}")
    return Finding("dvc", True, f"{importlib.metadata.version('dvc')}, {len(finished.stdout.splitlines())} stages")


def check_git(root: Path) -> Finding:
    """Look for git; a downloaded copy without it needs one DVC setting."""
    if (root / ".git").exists():
        if shutil.which("git") is None:
            return Finding("git", False, "git is not installed", "install git from git-scm.com")
        named = _ask(["git", "config", "user.email"], root)
        if named is None or named.returncode != 0:
            remedy = 'only `dvc exp run` needs it: git config user.name "…", git config user.email "…"'
            return Finding("git", False, "a git clone, without your name and address", remedy, is_optional=True)
        return Finding("git", True, "a git clone")
    local = root / ".dvc" / "config.local"
    is_set = local.is_file() and "no_scm" in local.read_text(encoding="utf-8")
    return Finding("git", is_set, "not a git clone (that is fine)", "dvc config --local core.no_scm true")


def check_store(_: Path) -> Finding:
    """Look whether results can be remembered."""
    folder = store_folder()
    parent = next((path for path in [folder, *folder.parents] if path.exists()), folder)
    is_writable = os.access(parent, os.W_OK)
    found = str(folder) if is_writable else f"{folder} may not be written to"
    return Finding("store", is_writable, found, "set WENMAI_STORE to a folder you may write to")


def check_ocr(root: Path) -> Finding:
    """Say which engines can read scanned pages, and whether the one that the config names is there."""
    chosen = load_config(root / "configs" / "extract.yaml", ExtractConfig).ocr
    missing = {name: engine(name).missing() for name in ADAPTERS}
    working = [name for name, reason in missing.items() if reason is None]
    found = f"configs/extract.yaml: {chosen}; ready: {', '.join(working) or 'none'}"
    if chosen == "off":
        return Finding("ocr", bool(working), found, "run `make ocr` to read scanned pages", is_optional=True)
    return Finding("ocr", chosen in working, found, f"{missing[chosen]}; or set `ocr: off`")


def check_chromium(_: Path) -> Finding:
    """Look for Chromium, which only the developers' browser tests need."""
    found = next((path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None)
    return Finding("chromium", found is not None, found or "not found", "only the browser tests need it", is_optional=True)


def _ask(command: list[str], root: Path) -> "subprocess.CompletedProcess[str] | None":
    try:
        return subprocess.run(command, cwd=root, check=False, capture_output=True, encoding="utf-8", timeout=60)  # noqa: S603 - fixed words
    except (OSError, subprocess.TimeoutExpired):
        return None
