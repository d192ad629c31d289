"""Why two descriptions are one work, in words that a person can check."""

from pipeline.catalog import agreement
from pipeline.catalog.agreement import Profile

MAX_CHARS = 40


def explain(left: Profile, right: Profile) -> str:
    """Return what agrees in two descriptions, and the years where they differ: `same title; author 苏闻笛; 2019 and 2020 (online-first)`."""
    parts = [_doi(left, right), _title(left, right), _authors(left, right), _years(left, right), _abstracts(left, right)]
    return "; ".join(filter(None, parts)) or "nothing agrees"


def _doi(left: Profile, right: Profile) -> str:
    return f"DOI {left.doi}" if left.doi and left.doi == right.doi else ""


def _title(left: Profile, right: Profile) -> str:
    if left.titles & right.titles:
        return "same title"
    if left.main_titles & (right.titles | right.main_titles) or right.main_titles & left.titles:
        return "same title without subtitle"
    if not (left.titles and right.titles):
        return "title printed on the first page"
    return f"titles {agreement.title_similarity(left, right):.2f} alike"


def _authors(left: Profile, right: Profile) -> str:
    shared = [name for name in left.names if name in right.names]
    if shared:
        return f"author {', '.join(shared)}"[:MAX_CHARS]
    return "author printed on the first page" if agreement.authors_agree(left, right) else ""


def _years(left: Profile, right: Profile) -> str:
    if left.year is None or right.year is None:
        return ""
    if left.year == right.year:
        return f"year {left.year}"
    return " and ".join(
        f"{profile.year} ({profile.description.bibliography.year_kind or profile.description.kind})" for profile in (left, right)
    )


def _abstracts(left: Profile, right: Profile) -> str:
    ends = [profile.description.bibliography for profile in (left, right)]
    if ends[0].abstract_zh and ends[0].abstract_zh == ends[1].abstract_zh:
        return "same abstract"
    if not (left.abstract and right.abstract):
        return ""
    alike = agreement.similarity(left.abstract, right.abstract)
    return f"abstracts {alike:.2f} alike" if alike >= 0.1 else ""  # noqa: PLR2004 - below, any two abstracts of a field
