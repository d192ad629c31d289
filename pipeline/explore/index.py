"""Stage `index`: write the search database of a corpus (`python -m pipeline.explore.index corpora/<c>`)."""

import sys
from typing import Annotated

from pydantic import AfterValidator, Field

from pipeline.core.config import Config, load_config
from pipeline.core.corpus import Corpus
from pipeline.core.lexicon import Lexicon, load_lexicon
from pipeline.core.records import Problem
from pipeline.core.stages import StageContext, StageReport, count_problems, run_stage
from pipeline.core.tables import iter_columns, read_table, write_table
from pipeline.core.texts import Text, read_texts
from pipeline.core.wording import counted
from pipeline.explore.chain_rows import owners_of_texts
from pipeline.explore.concept_names import list_concepts
from pipeline.explore.searching.library import FILE_NAME
from pipeline.explore.searching.words import inner_places
from pipeline.explore.searching.writing import LibraryContent, write_library
from pipeline.explore.timelines.rollup import members


def _power_of_two(value: int) -> int:
    if value & (value - 1):
        raise ValueError("must be a power of two")
    return value


class IndexConfig(Config):
    """configs/index.yaml."""

    page_bytes: Annotated[int, Field(ge=512, le=65536), AfterValidator(_power_of_two)]


def run(context: StageContext) -> StageReport:
    """Read works, texts, their words, mentions and the lexicon; write library.sqlite and problems."""
    config = load_config(context.configs / "index.yaml", IndexConfig)
    corpus = context.corpus
    lexicon = load_lexicon(context.configs / "lexicon")
    texts = read_texts(corpus)
    content = LibraryContent(
        works=read_table(corpus.tables("catalog"), "works"),
        texts=texts,
        mentions=read_table(corpus.tables("concepts"), "mentions"),
        concepts=list_concepts(lexicon),
        families=_families(lexicon),
        inner=_inner(corpus, texts),
    )
    folder = corpus.tables("index")
    folder.mkdir(parents=True, exist_ok=True)
    n_passages = write_library(folder / FILE_NAME, content, config.page_bytes)
    owned = owners_of_texts(content.works)
    problems = [_no_work(text) for text in content.texts if text.text_id not in owned]
    write_table(folder, "problems", problems)
    metrics = {
        "works": len(content.works),
        "texts": len(content.texts),
        "passages": n_passages,
        "mentions": len(content.mentions),
        "problems": count_problems(problems),
    }
    return StageReport(f"{counted(n_passages, 'passage')} of {counted(len(content.texts), 'text')} can be searched", metrics)


def _families(lexicon: Lexicon) -> dict[str, list[str]]:
    named = {family_id: (family_id, family.label, family.label_en) for family_id, family in lexicon.families.items()}
    return {name: members(family_id, lexicon) for family_id, names in named.items() for name in names if name}


def _inner(corpus: Corpus, texts: list[Text]) -> dict[str, bytes]:
    """Return where the words of each text go on; a text at a time, since the lists are thirty times as large as the bits."""
    lengths = {text.text_id: len(text.text) for text in texts}
    rows = iter_columns(corpus.tables("segment"), "tokens", ("text_id", "token_start", "token_end"))
    return {text_id: inner_places(starts, ends, lengths[text_id]) for text_id, starts, ends in rows if text_id in lengths}


def _no_work(text: Text) -> Problem:
    return Problem("", text.text_id, None, "text-without-work", "the text can be searched, but no work of the catalog names it")


if __name__ == "__main__":
    sys.exit(run_stage("index", run))
