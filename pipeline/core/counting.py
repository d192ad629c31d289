"""Which works enter the shares, and where a work is counted once although it stands twice in the catalog.

- A work that is the duplicate of another (a repost, a reprint, a second DOI) or another version of it (online-first and print) is not
  counted at all: the work it is linked to stands for it.
- An article drawn from a thesis is a publication of its own: it is counted among the articles, the thesis among the theses. Where all
  kinds are counted together the thesis stands for both, because it says what the article says.
- Once a corpus has been screened only included works count; without screening every work does.
"""

from collections.abc import Iterable

from pipeline.core.records import Work

ALL_KINDS = "all"
INCLUDED = "included"


def is_counted(work: Work) -> bool:
    """Tell whether a work enters the shares of its kind."""
    return work.duplicate_of is None and work.version_of is None and work.screening in {None, INCLUDED}


def counted_works(works: Iterable[Work]) -> list[Work]:
    """Return the works that enter the shares of their kind, in their order."""
    return [work for work in works if is_counted(work)]


def repeated_works(works: Iterable[Work]) -> frozenset[str]:
    """Return the ids of articles whose thesis stands for them where all kinds are counted together.

    Only a thesis that is itself counted, dated and has a text can do so.
    """
    counted = counted_works(works)
    standing = {work.work_id for work in counted if work.year is not None and work.text_id is not None}
    return frozenset(work.work_id for work in counted if work.derived_from in standing)
