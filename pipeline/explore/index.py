"""Stage `index`: write the search database of a corpus (`python -m pipeline.explore.index corpora/<c>`)."""

import sys
from typing import Annotated

from pydantic import AfterValidator, Field

from pipeline.core.config import Config, load_config
from pipeline.core.lexicon import load_lexicon
from pipeline.core.records import Problem
from pipeline.core.stages import StageContext, StageReport, count_problems, run_stage
from pipeline.core.tables import read_table, write_table
from pipeline.core.texts import Text, read_texts
from pipeline.core.wording import counted
from pipeline.explore.concept_names import list_concepts
from pipeline.explore.library import FILE_NAME, LibraryContent, write_library


def _power_of_two(value: int) -> int:
    if value & (value - 1):
        raise ValueError("must be a power of two")
    return value


class IndexConfig(Config):
    """configs/index.yaml."""

    page_bytes: Annotated[int, Field(ge=512, le=65536), AfterValidator(_power_of_two)]


def run(context: StageContext) -> StageReport:
    """Read works, texts, mentions and the lexicon; write library.sqlite and problems."""
    config = load_config(context.configs / "index.yaml", IndexConfig)
    corpus = context.corpus
    content = LibraryContent(
        works=read_table(corpus.tables("catalog"), "works"),
        texts=read_texts(corpus),
        mentions=read_table(corpus.tables("concepts"), "mentions"),
        concepts=list_concepts(load_lexicon(context.configs / "lexicon")),
    )
    folder = corpus.tables("index")
    folder.mkdir(parents=True, exist_ok=True)
    n_passages = write_library(folder / FILE_NAME, content, config.page_bytes)
    owned = _owned(content)
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


def _owned(content: LibraryContent) -> set[str]:
    return {name for work in content.works for name in [*work.doc_ids, work.text_id] if name}


def _no_work(text: Text) -> Problem:
    return Problem("", text.text_id, None, "text-without-work", "the text can be searched, but no work of the catalog names it")


if __name__ == "__main__":
    sys.exit(run_stage("index", run))
