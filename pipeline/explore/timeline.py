"""Timelines out of the finished table: which points belong to a question, and the series that a chart draws."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.core.records import TimelinePoint
from pipeline.explore.charts import Caption, Point, Series

KIND_NAMES = {"article": "论文", "thesis": "学位论文", "web": "网页", "other": "其他", "all": "全部"}
DEFAULT_SCOPE, DEFAULT_LANG = "abstract+body", "zh"
SCOPE_NAMES = {"abstract+body": "摘要与正文", "title": "题名", "abstract": "摘要", "keywords": "关键词", "body": "正文"}
UNIT = "篇数占可读文献的份额，竖线为 95% Wilson 区间；轴下为“提及篇数/可读篇数” · share of readable works"
SEARCH_TERM = "检索词：其份额是检索方式的产物，不作趋势解读"
INCOMPLETE = "空心点：该时段尚未收录完整"
FEW = "灰点：可读文献不足 5 篇"


@dataclass(frozen=True, slots=True)
class Choice:
    """Which rows of the timeline are meant; a kind of None means every kind, each by itself."""

    scope: str = DEFAULT_SCOPE
    lang: str = DEFAULT_LANG
    kind: str | None = None


def choose_points(points: Iterable[TimelinePoint], concept_ids: Sequence[str], choice: Choice) -> list[TimelinePoint]:
    """Return the rows of the concepts, by concept (in the order asked), kind and period."""
    chosen = [
        point
        for point in points
        if point.concept_id in concept_ids
        and (point.scope, point.lang) == (choice.scope, choice.lang)
        and choice.kind in {None, point.kind}
        and not (choice.kind is None and point.kind == "all")
    ]
    return sorted(chosen, key=lambda point: (concept_ids.index(point.concept_id), point.kind, point.period_start, point.period_end))


def make_series(points: Iterable[TimelinePoint]) -> list[Series]:
    """Return a series for each kind that has a readable work in any period."""
    kinds: dict[str, list[TimelinePoint]] = {}
    for point in points:
        kinds.setdefault(point.kind, []).append(point)
    return [
        Series(KIND_NAMES.get(kind, kind), [_chart_point(point) for point in rows])
        for kind, rows in kinds.items()
        if any(point.readable_works for point in rows)
    ]


def make_caption(label: str, points: Sequence[TimelinePoint], scope: str) -> Caption:
    """Return title, unit and the warnings that the points' flags call for."""
    flags = {flag for point in points for flag in point.flags}
    notes = {"search-term": SEARCH_TERM, "incomplete-period": INCOMPLETE, "very-few-works": FEW}
    return Caption(f"{label}：{SCOPE_NAMES.get(scope, scope)}中的提及", UNIT, [note for flag, note in notes.items() if flag in flags])


def _chart_point(point: TimelinePoint) -> Point:
    return Point(
        point.period,
        point.share,
        point.low,
        point.high,
        point.works,
        point.readable_works,
        few="very-few-works" in point.flags,
        incomplete="incomplete-period" in point.flags,
    )
