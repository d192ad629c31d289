"""What a changed lexicon does to a finished corpus: mentions, works and periods gained and lost, with sentences to judge.

Both lexicons' matchers run over those texts alone in which a form of a changed concept stands; words and sentences are those of the corpus as
it was segmented last, so that a boundary which only a new segmentation would move may still shift a mention or two.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.concepts.config import ConceptsConfig
from pipeline.concepts.stage import DECIDING, find_payload, make_tasks, matcher_of, place_mentions
from pipeline.concepts.timeline import count_concept_works, measure_extents
from pipeline.core.config import load_config
from pipeline.core.corpus import Corpus
from pipeline.core.lexicon import Lexicon, load_lexicon
from pipeline.core.periods import period_at
from pipeline.core.records import Document, Mention, Tokens, Work
from pipeline.core.tables import iter_table, read_table
from pipeline.core.texts import Text, read_texts
from pipeline.core.timelines import ALL_LANGS
from pipeline.explore.evidence import Evidence, Quoted
from pipeline.explore.timelines.points import DEFAULT_SCOPE

UNDATED = "undated"


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one concept."""

    concept_id: str
    label: str
    mentions: tuple[int, int]
    """Counted mentions before and after, in the texts that were looked at."""
    gained_works: list[str]
    """work_ids that count now and did not before, in the default scope and both languages together."""
    lost_works: list[str]
    periods: dict[str, tuple[int, int]]
    """Period -> works gained, works lost."""
    gained: list[Quoted] = field(default_factory=list)
    lost: list[Quoted] = field(default_factory=list)


@dataclass(frozen=True)
class Ground:
    """The finished corpus that both lexicons are tried on."""

    texts: list[Text]
    tokens: dict[str, Tokens]
    documents: dict[str, Document]
    works: list[Work]
    config: ConceptsConfig


def read_ground(corpus: Corpus, configs: Path) -> Ground:
    """Read what mentions are found in.

    Raises:
        SchemaError: a table is missing.
    """
    return Ground(
        texts=read_texts(corpus),
        tokens={row.text_id: row for row in iter_table(corpus.tables("segment"), "tokens")},
        documents={row.doc_id: row for row in iter_table(corpus.tables("extract"), "documents")},
        works=read_table(corpus.tables("catalog"), "works"),
        config=load_config(configs / "concepts.yaml", ConceptsConfig),
    )


def changed_concepts(old: Lexicon, new: Lexicon) -> list[str]:
    """Return the ids of concepts that are new, gone or found elsewhere than before, sorted; notes and relations change nothing."""
    before, after = _deciding(old), _deciding(new)
    return sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))


def compare(old: Path, new: Path, ground: Ground, samples: int) -> list[Change]:
    """Return the concepts that gain or lose a counted mention, most works first.

    Args:
        old: lexicon folder.
        new: lexicon folder.
        ground: the corpus.
        samples: gained sentences, and as many lost ones, quoted a concept; from as many works as there are.

    Raises:
        ConfigError: one of the lexicons is wrong.
    """
    lexicons = load_lexicon(old), load_lexicon(new)
    changed = set(changed_concepts(*lexicons))
    affected = [text for text in ground.texts if changed & _present(text, old, new)]
    found = [_counted_mentions(affected, ground, folder) for folder in (old, new)]
    counted = [_counted_works(affected, ground, mentions) for mentions in found]
    evidence = Evidence(affected, ground.tokens, ground.works)
    names = sorted({mention.concept_id for mentions in found for mention in mentions})
    changes = [_change(name, lexicons, found, counted, ground) for name in names]
    moved = [one for one in changes if one.mentions != (0, 0) and _moves(one.concept_id, found)]
    for one in moved:
        _quote(one, found, evidence, samples)
    return sorted(moved, key=lambda one: (-len(one.gained_works) - len(one.lost_works), one.concept_id))


def _deciding(lexicon: Lexicon) -> dict[str, object]:
    return {concept.id: concept.model_dump(mode="json", include=DECIDING) for concept in lexicon.concepts}


def _present(text: Text, *folders: Path) -> set[str]:
    return {name for folder in folders for name in matcher_of(str(folder)).present(text.text)}


def _counted_mentions(texts: Sequence[Text], ground: Ground, folder: Path) -> list[Mention]:
    hidden = set(ground.config.uncounted_flags)
    return [
        mention
        for text, task in zip(texts, make_tasks(texts, ground.tokens, folder), strict=True)
        for mention in place_mentions(text, find_payload(task.payload), ground.tokens, ground.documents)
        if hidden.isdisjoint(mention.flags)
    ]


def _counted_works(texts: Iterable[Text], ground: Ground, mentions: Iterable[Mention]) -> dict[str, set[str]]:
    counted: dict[str, set[str]] = defaultdict(set)
    for row in count_concept_works(ground.works, mentions, measure_extents(texts), ground.config):
        if row.counted and (row.scope, row.lang) == (DEFAULT_SCOPE, ALL_LANGS):
            counted[row.concept_id].add(row.work_id)
    return counted


def _change(
    name: str, lexicons: tuple[Lexicon, Lexicon], found: list[list[Mention]], counted: list[dict[str, set[str]]], ground: Ground
) -> Change:
    before, after = (works.get(name, set()) for works in counted)
    numbers = [sum(mention.concept_id == name for mention in mentions) for mentions in found]
    owner = lexicons[1] if name in lexicons[1].by_id else lexicons[0]
    gained, lost = sorted(after - before), sorted(before - after)
    return Change(name, owner.label(name), (numbers[0], numbers[1]), gained, lost, _periods(gained, lost, ground))


def _periods(gained: Iterable[str], lost: Iterable[str], ground: Ground) -> dict[str, tuple[int, int]]:
    years = {work.work_id: work.year for work in ground.works}
    step = ground.config.period_years

    def count(names: Iterable[str]) -> Counter[str]:
        return Counter(period_at(year, step).label if (year := years[name]) else UNDATED for name in names)

    more, less = count(gained), count(lost)
    return {period: (more[period], less[period]) for period in sorted(more.keys() | less.keys())}


def _places(name: str, mentions: Iterable[Mention]) -> dict[tuple[str, int, int], Mention]:
    return {(one.text_id, one.start, one.end): one for one in mentions if one.concept_id == name}


def _moves(name: str, found: list[list[Mention]]) -> bool:
    return _places(name, found[0]).keys() != _places(name, found[1]).keys()


def _quote(change: Change, found: list[list[Mention]], evidence: Evidence, samples: int) -> None:
    before, after = (_places(change.concept_id, mentions) for mentions in found)
    change.gained.extend(evidence.sample([after[place] for place in sorted(after.keys() - before.keys())], samples))
    change.lost.extend(evidence.sample([before[place] for place in sorted(before.keys() - after.keys())], samples))
