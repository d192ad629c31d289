"""Our own gold for topics: abstracts whose subject is known, and how a topic model of them is scored.

Two sets. `planted`: 360 abstracts of 12 subjects, drawn by a fixed seed from `subjects.txt` and `frames.txt` (one word in ten is of another
subject), cut into words already. `demo`: title, keywords and abstract of the demo corpus's texts with their themes, cut by the segmenter.
"""

import hashlib
import itertools
import random
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ruamel.yaml import YAML
from sklearn.metrics import adjusted_mutual_info_score

from pipeline.core.config import load_config
from pipeline.core.content_words import content_words, read_stop_words
from pipeline.segment.segmenter import Segmenter, load_model
from pipeline.segment.terms import load_terms
from pipeline.topics.coherence import TOP_TERMS, measure_quality
from pipeline.topics.config import TopicsConfig
from pipeline.topics.matching import overlap
from pipeline.topics.model import Model, draw_sample, fit_model
from pipeline.topics.vectors import text_vectors

FOLDER = Path(__file__).parent
FLOORS = FOLDER / "floors.json"
ROOT = FOLDER.parents[2]
TEXTS = ROOT / "corpora/demo/texts"
SETS = ("planted", "demo")
ABSTRACTS, SENTENCES, STRAY = 360, 7, 0.1
SEEDS = (1, 2, 3)
SHARE = 0.9
MARK = re.compile(r"⟦([^|⟧]*)(?:\|[^⟧]*)?⟧")


@dataclass(frozen=True, slots=True)
class Abstract:
    """Sentences of a text as lists of words, and its subject."""

    sentences: list[list[str]]
    subject: str


@dataclass(frozen=True, slots=True)
class Scores:
    """Of the default engine with as many topics as there are subjects; means over three fits on 90 % of the texts, the rest placed."""

    c_v: float
    npmi: float
    diversity: float
    ami: float
    """Strongest topic against subject, adjusted for chance."""
    stability: float
    """Mean Jaccard of matched topics' first ten terms over the pairs of fits."""


def read_abstracts(name: str, models: Path) -> list[Abstract]:
    """Return one of the sets; `models` holds the segmenter, which `demo` needs."""
    return planted() if name == "planted" else list(_demo(models))


def digest(name: str) -> str:
    """Return what the floors of a set were measured on, in 16 hexadecimal digits."""
    paths = [FOLDER / "frames.txt", FOLDER / "subjects.txt"] if name == "planted" else sorted(TEXTS.glob("*.md"))
    texts = (path.read_bytes() if name == "planted" else path.read_bytes().split(b"\n---\n")[0] for path in paths)
    return hashlib.sha256(b"\0".join(texts)).hexdigest()[:16]


def planted() -> list[Abstract]:
    """Return abstracts of which each subject has as many; frequent words of a subject are drawn more often than rare ones."""
    rng = random.Random(12)  # noqa: S311 - a drawing, no secret
    frames = [line.split() for line in _lines("frames.txt")]
    pools = {name: words.split() for name, _, words in (line.partition(":") for line in _lines("subjects.txt"))}
    subjects = sorted(pools)
    return [_draw(rng, frames, pools, subjects[at % len(subjects)]) for at in range(ABSTRACTS)]


def score(abstracts: Sequence[Abstract]) -> Scores:
    """Return the scores of the shipped settings."""
    subjects = [abstract.subject for abstract in abstracts]
    shipped = load_config(ROOT / "configs/topics.yaml", TopicsConfig).model_copy(update={"topics": len(set(subjects))})
    stop_words = read_stop_words(ROOT / "configs/stopwords.txt")
    words = [content_words(itertools.chain.from_iterable(one.sentences), stop_words, shipped.min_chars) for one in abstracts]
    vectors = text_vectors([["".join(sentence) for sentence in one.sentences] for one in abstracts], shipped.embeddings)
    fits = [fit_model(words, draw_sample(len(words), SHARE, seed), shipped.model_copy(update={"seed": seed}), vectors) for seed in SEEDS]
    qualities = [measure_quality(fit.names(), words) for fit in fits]
    pairs = itertools.combinations([[terms[:TOP_TERMS] for terms in fit.names()] for fit in fits], 2)
    return Scores(
        c_v=_mean(quality.c_v or 0.0 for quality in qualities),
        npmi=_mean(quality.npmi or 0.0 for quality in qualities),
        diversity=_mean(quality.diversity for quality in qualities),
        ami=_mean(adjusted_mutual_info_score(subjects, _strongest(fit)) for fit in fits),
        stability=_mean(overlap(left, right) for left, right in pairs),
    )


def _lines(name: str) -> list[str]:
    return [line for line in (FOLDER / name).read_text(encoding="utf-8").splitlines() if line and not line.startswith("%")]


def _draw(rng: random.Random, frames: list[list[str]], pools: dict[str, list[str]], subject: str) -> Abstract:
    sentences = []
    for frame in rng.sample(frames, SENTENCES):
        own = [pools[rng.choice(sorted(pools))] if rng.random() < STRAY else pools[subject] for _ in "ABC"]
        drawn = {slot: rng.choices(pool, [1 / rank for rank in range(3, 3 + len(pool))])[0] for slot, pool in zip("ABC", own, strict=True)}
        sentences.append([drawn.get(word, word) for word in frame])
    return Abstract(sentences, subject)


def _demo(models: Path) -> Iterable[Abstract]:
    segmenter = Segmenter(load_model(models), load_terms(ROOT / "configs/lexicon"))
    for path in sorted(TEXTS.glob("*.md")):
        front = YAML(typ="safe").load(path.read_text(encoding="utf-8").split("\n---\n")[0].removeprefix("---\n"))
        if front.get("theme") and front.get("abstract_zh"):
            printed = [front["title_zh"], *front.get("keywords_zh", []), *front["abstract_zh"]]
            texts = [MARK.sub(r"\1", str(text)) for text in printed]
            yield Abstract([[text[word.start : word.end] for word in segmenter.segment(text)] for text in texts], str(front["theme"]))


def _strongest(model: Model) -> list[int]:
    return [row.index(max(row)) for row in model.fit.document_weights]


def _mean(values: Iterable[float]) -> float:
    found = list(values)
    return sum(found) / len(found)
