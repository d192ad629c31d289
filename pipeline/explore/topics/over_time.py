"""`wenmai topics over-time`: the works of a corpus in topics that know their period, and how they are printed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

from pipeline.core.config import load_config
from pipeline.core.content_words import read_stop_words
from pipeline.core.corpus import Corpus, Project
from pipeline.core.tables import read_table
from pipeline.core.texts import read_texts
from pipeline.core.wording import counted
from pipeline.explore.printing import csv_text, json_lines, table_text
from pipeline.topics.config import TopicsConfig
from pipeline.topics.over_time import DatedWords, TopicPeriod, topics_over_time
from pipeline.topics.texts import counted_texts
from pipeline.topics.tomotopy_models import load_tomotopy

HEADER = ("topic", "period", "works", "share", "prevalence")


@dataclass(frozen=True, slots=True)
class OverTime:
    """Rows, and what a reader must know of them."""

    rows: list[TopicPeriod]
    summary: str


def fit_corpus(project: Project, corpus: Corpus, changed: Mapping[str, int]) -> OverTime:
    """Fit a model over periods on the counted, dated works of a corpus.

    Args:
        project: whose configs decide what is read.
        corpus: its tables extract, catalog and segment are read.
        changed: settings of configs/topics.yaml that are other here: topics, seed, period_years.

    Raises:
        ConfigError: tomotopy is not installed.
        InputError: there are works of one period alone.
        SchemaError: the tables are missing.
    """
    load_tomotopy("wenmai topics over-time")
    config = load_config(project.configs / "topics.yaml", TopicsConfig).model_copy(update=dict(changed))
    works = read_table(corpus.tables("catalog"), "works")
    by_id = {text.text_id: text for text in read_texts(corpus)}
    texts = counted_texts(corpus, by_id, works, config, read_stop_words(project.configs / "stopwords.txt"))
    years = {work.work_id: work.year for work in works}
    dated = [DatedWords(year, text.words) for text in texts if (year := years.get(text.work_id)) is not None]
    rows = topics_over_time(dated, config)
    periods = {row.period for row in rows}
    known = sum(row.works for row in rows if row.topic == 0)
    undated = counted(len(texts) - len(dated), "work") + " without a year left out"
    summary = f"{counted(config.topics, 'topic')} of {counted(known, 'work')} in {counted(len(periods), 'period')}, {undated}"
    return OverTime(rows, f"{summary}; one fit with seed {config.seed}: another seed gives other topics")


def print_rows(rows: Sequence[TopicPeriod], form: str) -> str:
    """Return the rows as `json`, `csv` or `table`; in the table topics are numbered from 1."""
    if form == "json":
        return json_lines(rows)
    if form == "csv":
        return csv_text(rows, [field.name for field in fields(TopicPeriod)])
    return table_text(HEADER, [_cells(row) for row in rows], right=(2, 3, 4))


def _cells(row: TopicPeriod) -> tuple[str, ...]:
    return (f"{row.topic + 1} {row.label}", row.period, str(row.works), f"{row.share:.3f}", f"{row.prevalence:.3f}")
