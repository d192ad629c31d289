"""What the search protocol (sources/protocol.yaml, see `core.protocol`) means for timelines; the file is optional."""

from pathlib import Path

from pipeline.concepts.matcher import Block, Matcher
from pipeline.concepts.timeline import Search
from pipeline.core.protocol import read_protocol


def read_search(sources: Path, matcher: Matcher) -> Search:
    """Return the concepts in the search strings and the year of the search; nothing when there is no protocol.

    Raises:
        ConfigError: the file is there but wrong.
    """
    protocol = read_protocol(sources)
    hits = matcher.find([Block(one.string) for one in protocol.search_strings])
    concept_ids = frozenset(name for found in hits for hit in found for name in hit.concept_id.split("/"))
    return Search(concept_ids, protocol.first_search_year)
