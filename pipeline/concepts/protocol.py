"""What the search protocol (sources/protocol.yaml) means for timelines; the file is optional.

search_strings: ["主题=三社联动 AND 社会工作"]     # as typed into the database
search_date: 2024-05-01
"""

from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, ConfigDict

from pipeline.concepts.matcher import Block, Matcher
from pipeline.concepts.timeline import Search
from pipeline.core.config import Config, check_config, read_yaml

FILE = "protocol.yaml"


def _has_year(value: str) -> str:
    if not value[:4].isdigit():
        raise ValueError("must begin with a year, such as 2024-05-01")
    return value


class Protocol(Config):
    """The keys of protocol.yaml that decide flags; others are the team's own."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    search_strings: tuple[str, ...] = ()
    search_date: Annotated[str, AfterValidator(_has_year)] | None = None


def read_search(sources: Path, matcher: Matcher) -> Search:
    """Return the concepts in the search strings and the year of the search; nothing when there is no protocol.

    Raises:
        ConfigError: the file is there but wrong.
    """
    path = sources / FILE
    if not path.is_file():
        return Search()
    values: Any = read_yaml(path)
    if isinstance(values, dict) and values.get("search_date") is not None:
        values["search_date"] = str(values["search_date"])
    protocol = check_config(path, values, Protocol)
    hits = matcher.find([Block(text) for text in protocol.search_strings])
    concept_ids = frozenset(name for found in hits for hit in found for name in hit.concept_id.split("/"))
    return Search(concept_ids, int(protocol.search_date[:4]) if protocol.search_date else None)
