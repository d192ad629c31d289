"""What moved between two states of a corpus's topics: matched topics, their terms, and works that changed topic."""

import json
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from pipeline.core.config import read_yaml
from pipeline.core.corpus import Corpus, Project
from pipeline.core.errors import InputError
from pipeline.core.tables import read_table
from pipeline.topics.matching import jaccard, match_topics

FIRST_TERMS = 10
NEEDED = ("topic_terms", "doc_topics")


@dataclass(frozen=True, slots=True)
class TopicMove:
    """A topic now and the one it was."""

    topic: int | None
    """None: the earlier topic has no partner now."""
    before: int | None
    overlap: float
    """Share of first ten terms in common (Jaccard)."""
    terms: list[str]
    gained: list[str]
    lost: list[str]
    works: int
    works_before: int


@dataclass(frozen=True, slots=True)
class Difference:
    """Everything that moved."""

    topics: list[TopicMove]
    moved: list[tuple[str, int | None, int | None]]
    """Works in both states whose topic is not the partner of their earlier one: (work_id, topic before, topic now)."""
    n_same: int
    new_works: list[str]
    gone_works: list[str]


@dataclass(frozen=True, slots=True)
class State:
    """First terms of each topic, and the strongest topic of each work."""

    terms: list[list[str]]
    topic_of: dict[str, int | None]


def read_state(folder: Path) -> State:
    """Return the state that a folder of tables holds."""
    terms: dict[int, list[str]] = {}
    for row in read_table(folder, "topic_terms"):
        terms.setdefault(row.topic, []).append(row.term)
    topic_of = {row.work_id: row.topic for row in read_table(folder, "doc_topics")}
    return State([terms.get(topic, [])[:FIRST_TERMS] for topic in range(max(terms, default=-1) + 1)], topic_of)


def compare_states(before: State, now: State) -> Difference:
    """Return what moved from one state to the other; topics are matched one to one by their first ten terms (see `topics.matching`)."""
    partner = dict(match_topics(now.terms, before.terms))
    back = {old: new for new, old in partner.items()}
    both = sorted(before.topic_of.keys() & now.topic_of.keys())
    moved = [
        (work, before.topic_of[work], now.topic_of[work]) for work in both if _followed(before.topic_of[work], back) != now.topic_of[work]
    ]
    moves = [_move(topic, partner.get(topic), before, now) for topic in range(len(now.terms))]
    moves += [_move(None, old, before, now) for old in range(len(before.terms)) if old not in back]
    return Difference(
        topics=moves,
        moved=moved,
        n_same=len(both) - len(moved),
        new_works=sorted(now.topic_of.keys() - before.topic_of.keys()),
        gone_works=sorted(before.topic_of.keys() - now.topic_of.keys()),
    )


def _followed(topic: int | None, back: dict[int, int]) -> int | None:
    """Return the partner of an earlier topic; -1, which no work has, for a topic without one."""
    return None if topic is None else back.get(topic, -1)


def _move(topic: int | None, old: int | None, before: State, now: State) -> TopicMove:
    terms = [] if topic is None else now.terms[topic]
    earlier = [] if old is None else before.terms[old]
    counts, counts_before = Counter(now.topic_of.values()), Counter(before.topic_of.values())
    return TopicMove(
        topic=topic,
        before=old,
        overlap=jaccard(terms, earlier),
        terms=terms or earlier,
        gained=[term for term in terms if term not in earlier],
        lost=[term for term in earlier if term not in terms],
        works=0 if topic is None else counts[topic],
        works_before=0 if old is None else counts_before[old],
    )


def earlier_tables(name: str, project: Project, corpus: Corpus, scratch: Path) -> Path:
    """Return a folder with the topic tables of that name.

    Args:
        name: a folder of tables (`corpora/demo/tables/topics` of another checkout), or a git revision, whose dvc.lock names the tables in DVC's cache.
        project: where dvc.lock and the cache are.
        corpus: whose topics.
        scratch: an empty folder, into which the tables of a revision are laid out.

    Raises:
        InputError: it is neither, the revision has no topics of the corpus, or the cache has lost them.
    """
    path = Path(name)
    if path.is_dir():
        if not all((path / table).is_dir() for table in NEEDED):
            raise InputError(f"{path}: no topic tables here ({' and '.join(NEEDED)} are needed)\nname the folder tables/topics of a corpus")
        return path
    place = f"corpora/{corpus.name}/tables/topics"
    digest = _locked_digest(_locked(name, project), place, name)
    _lay_out(digest, cache_folder(project), scratch, name)
    return scratch


def _locked(revision: str, project: Project) -> Any:
    problem = (
        f"{revision}: no such folder, and no git revision with a dvc.lock\nname a revision (HEAD~1, a tag) or a folder of topic tables"
    )
    if revision.startswith("-"):
        raise InputError(problem)
    command = ["git", "show", f"{revision}:./dvc.lock"]
    try:
        content = subprocess.run(command, cwd=project.root, check=True, capture_output=True).stdout  # noqa: S603 - no shell; git checks the revision
    except (OSError, subprocess.CalledProcessError):
        raise InputError(problem) from None
    return _parsed(content)


def _parsed(content: bytes) -> Any:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "dvc.lock"
        path.write_bytes(content)
        return read_yaml(path)


def _locked_digest(lock: Any, place: str, revision: str) -> str:
    for stage in lock.get("stages", {}).values():
        for out in stage.get("outs", []):
            if out["path"] == place:
                return str(out["md5"])
    raise InputError(f"{revision}: its dvc.lock knows no {place}\nname a revision in which the corpus had been run")


def cache_folder(project: Project) -> Path:
    """Return DVC's cache, where the team may have put it; its usual place when DVC cannot be asked."""
    command = [sys.executable, "-m", "dvc", "cache", "dir"]
    asked = subprocess.run(command, cwd=project.root, check=False, capture_output=True, encoding="utf-8")  # noqa: S603 - fixed words
    named = asked.stdout.strip()
    return Path(named) if asked.returncode == 0 and named else project.root / ".dvc" / "cache"


def _lay_out(digest: str, cache: Path, scratch: Path, revision: str) -> None:
    store = cache / "files" / "md5"
    missing = InputError(
        f"{revision}: its topic tables are no longer in DVC's cache\nfetch them (`dvc fetch`), or check the revision out and run `wenmai run`"
    )
    listing = store / digest[:2] / digest[2:]
    if not listing.is_file():
        raise missing
    for entry in json.loads(listing.read_text(encoding="utf-8")):
        inside = PurePosixPath(entry["relpath"])
        source = store / entry["md5"][:2] / entry["md5"][2:]
        if not source.is_file():
            raise missing
        if inside.is_absolute() or ".." in inside.parts:
            raise InputError(f"{listing}: a path leads out of the folder: {inside}")
        (scratch / inside).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, scratch / inside)


def difference_lines(difference: Difference) -> list[str]:
    """Return the difference for people."""
    lines = []
    for move in difference.topics:
        numbers = f"{'–' if move.before is None else move.before + 1} → {'–' if move.topic is None else move.topic + 1}"
        lines.append(f"{numbers:9} {move.overlap:.2f}  {move.works_before:4} → {move.works:4} works  {'·'.join(move.terms[:3])}")
        changed = [f"{sign} {'、'.join(terms)}" for sign, terms in (("+", move.gained), ("-", move.lost)) if terms]
        lines += [f"          {'   '.join(changed)}"] if changed and None not in {move.topic, move.before} else []
    return lines


def difference_summary(difference: Difference) -> str:
    """Return one line: what became of the works."""
    return (
        f"{difference.n_same} works kept their topic, {len(difference.moved)} changed it; "
        f"{len(difference.new_works)} are new, {len(difference.gone_works)} are gone"
    )
