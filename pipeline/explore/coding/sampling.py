"""A sample of mentions for people to code: the same number from each concept and period, by chance that a seed decides."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pipeline.concepts.config import ConceptsConfig
from pipeline.core.codes import sentence_key
from pipeline.core.config import load_config
from pipeline.core.corpus import Corpus
from pipeline.core.counting import is_counted
from pipeline.core.periods import period_at
from pipeline.core.records import Mention
from pipeline.core.tables import iter_table, read_table
from pipeline.core.texts import read_texts
from pipeline.explore.evidence import Evidence, Quoted
from pipeline.explore.timelines.points import DEFAULT_SCOPE

UNDATED = "undated"
Unit = tuple[str, str]
"""(sentence key, concept_id): what one code is about."""


@dataclass(frozen=True, slots=True)
class Item:
    """One unit of a sample."""

    unit: Unit
    period: str
    quote: Quoted


@dataclass(frozen=True)
class Ground:
    """The mentions that the default timeline counts, with their texts."""

    mentions: list[Mention]
    evidence: Evidence
    period_years: int

    def unit(self, mention: Mention) -> Unit:
        """Return what a code on this mention is about."""
        text = self.evidence.texts[mention.text_id].text
        sentence = self.evidence.sentence(mention.text_id, mention.start)
        return sentence_key(text[sentence.start : sentence.end]), mention.concept_id

    def period(self, mention: Mention) -> str:
        """Return the period of the mention's work."""
        work = self.evidence.work_of_text.get(mention.text_id)
        if work is None or work.year is None:
            return UNDATED
        return period_at(work.year, self.period_years).label

    def units(self) -> dict[Unit, list[Mention]]:
        """Return the mentions of each unit, in their order."""
        found: dict[Unit, list[Mention]] = defaultdict(list)
        for mention in self.mentions:
            found[self.unit(mention)].append(mention)
        return found


def read_ground(corpus: Corpus, configs: Path, concept_ids: Iterable[str] = ()) -> Ground:
    """Read the mentions that count in the default scope, of the concepts named or of all.

    Raises:
        SchemaError: a table is missing.
    """
    config = load_config(configs / "concepts.yaml", ConceptsConfig)
    works = read_table(corpus.tables("catalog"), "works")
    tokens = {row.text_id: row for row in iter_table(corpus.tables("segment"), "tokens")}
    wanted, hidden = frozenset(concept_ids), set(config.uncounted_flags)
    counted = {work.text_id for work in works if is_counted(work)}
    mentions = [
        mention
        for mention in read_table(corpus.tables("concepts"), "mentions")
        if mention.scope in config.scopes[DEFAULT_SCOPE]
        and mention.text_id in counted
        and hidden.isdisjoint(mention.flags)
        and (not wanted or mention.concept_id in wanted)
    ]
    return Ground(mentions, Evidence(read_texts(corpus), tokens, works), config.period_years)


def draw_sample(ground: Ground, size: int, seed: int, leave_out: Iterable[Unit] = ()) -> list[Item]:
    """Return up to `size` units of each concept and period, concept by concept, within one in an order by chance.

    Chance is a hash of seed and unit: neither the order of documents nor another concept changes what is drawn.

    Args:
        ground: what to draw from.
        size: units a concept and period.
        seed: any number.
        leave_out: units that are coded already.
    """
    gone = frozenset(leave_out)
    strata: dict[tuple[str, str], list[tuple[bytes, Unit, Mention]]] = defaultdict(list)
    for unit, mentions in ground.units().items():
        if unit not in gone:
            strata[unit[1], ground.period(mentions[0])].append((_chance(seed, unit), unit, mentions[0]))
    drawn = [(*entry, period) for (_, period), entries in strata.items() for entry in sorted(entries, key=lambda e: e[0])[:size]]
    ordered = sorted(drawn, key=lambda entry: (entry[1][1], entry[0]))
    return [Item(unit, period, ground.evidence.quote(mention)) for _, unit, mention, period in ordered]


def _chance(seed: int, unit: Unit) -> bytes:
    return hashlib.sha256(f"{seed} {unit[0]} {unit[1]}".encode()).digest()
