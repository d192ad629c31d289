"""The planted histories: which works of a theme mention a concept in abstract or body, year by year, and what shape that makes.

Years of few works are pooled: a shape compares the share in one period with the share in a later one.
"""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from typeset.records import is_counted
from typeset.texts import DemoText

Row = dict[str, Any]
Senses = dict[tuple[str, str, int, int], str]
SCOPE = ("abstract_zh", "abstract_en", "heading", "paragraph")
FIRST_YEAR, LAST_YEAR, SEARCH_YEAR = 2006, 2024, 2024


@dataclass(frozen=True, slots=True)
class Shape:
    """What must be seen: `rises`, `falls` or `flat` from the first period to the second; theme 0 is the whole corpus."""

    theme: int
    concept: str
    shape: str
    early: tuple[int, int]
    late: tuple[int, int]


SHAPES = (
    Shape(1, "三社互动", "falls", (2006, 2012), (2013, 2024)),
    Shape(1, "三社联动", "rises", (2006, 2013), (2016, 2018)),
    Shape(1, "三社联动", "falls", (2016, 2019), (2022, 2024)),
    Shape(0, "三社联动", "falls", (2016, 2018), (2022, 2024)),
    Shape(0, "五社联动", "rises", (2013, 2019), (2021, 2024)),
    Shape(1, "五社联动", "rises", (2013, 2019), (2021, 2024)),
    Shape(1, "社区治理", "flat", (2006, 2015), (2016, 2024)),
    Shape(1, "社会管理", "falls", (2006, 2012), (2015, 2024)),
    Shape(1, "社会治理", "rises", (2006, 2012), (2014, 2024)),
    Shape(2, "社工站", "rises", (2006, 2016), (2019, 2024)),
    # Not a growth but a change of topic: it comes with the works on 社工站.
    Shape(2, "依附性", "rises", (2006, 2016), (2017, 2024)),
    Shape(2, "党委社会工作部", "rises", (2006, 2022), (2023, 2024)),
    Shape(3, "政府购买服务", "rises", (2006, 2011), (2013, 2017)),
    Shape(3, "政府购买服务", "falls", (2013, 2017), (2020, 2024)),
    Shape(3, "项目制", "rises", (2006, 2010), (2014, 2017)),
    Shape(3, "项目制", "flat", (2014, 2017), (2018, 2021)),
    Shape(3, "岗位购买", "falls", (2006, 2013), (2014, 2024)),
    Shape(3, "公益创投", "falls", (2011, 2016), (2017, 2024)),
    Shape(4, "网格化管理", "rises", (2014, 2019), (2020, 2022)),
    Shape(4, "区域化党建", "falls", (2010, 2017), (2018, 2024)),
    Shape(4, "党建引领", "rises", (2006, 2016), (2019, 2024)),
    Shape(4, "基层减负", "rises", (2006, 2018), (2019, 2024)),
    Shape(4, "社会管理", "falls", (2006, 2012), (2015, 2024)),
    Shape(5, "数字治理", "rises", (2009, 2017), (2020, 2024)),
    Shape(5, "数字形式主义", "rises", (2009, 2018), (2021, 2024)),
    Shape(5, "健康码", "rises", (2009, 2019), (2020, 2022)),
    Shape(5, "健康码", "falls", (2020, 2022), (2023, 2024)),
    Shape(5, "智慧社区", "falls", (2013, 2019), (2020, 2024)),
    Shape(6, "居家养老", "flat", (2006, 2015), (2016, 2024)),
    Shape(6, "医养结合", "rises", (2006, 2013), (2014, 2024)),
    Shape(6, "时间银行", "rises", (2006, 2017), (2018, 2024)),
    Shape(6, "互助养老", "rises", (2006, 2013), (2016, 2024)),
    Shape(6, "长护险", "rises", (2006, 2015), (2016, 2024)),
)


def history_file(texts: list[DemoText], mentions: list[Row], senses: Senses) -> Row:
    """Return works by year, works that mention each concept by year, and the planted shapes with their pooled shares."""
    counted = [text for text in texts if is_counted(text)]
    holders = _holders(mentions, senses)
    themes = sorted({int(text.front["theme"]) for text in counted})
    concepts = sorted({name for name in holders if any(shape.concept == name.partition("/")[0] for shape in SHAPES)})
    return {
        "scope": "abstract and body, where a program can read them; works that count",
        "incomplete_year": SEARCH_YEAR,
        "works": _by_year(counted),
        "works_by_theme": {str(theme): _by_year(_of_theme(counted, theme)) for theme in themes},
        "works_with": {name: _keys_by_year([text for text in counted if text.key in holders[name]]) for name in concepts},
        "shapes": [_shape_row(shape, counted, holders[shape.concept]) for shape in SHAPES],
    }


def _holders(mentions: list[Row], senses: Senses) -> dict[str, set[str]]:
    """Return the keys of the works that mention a concept, and `项目制/sense` apart."""
    holders: dict[str, set[str]] = defaultdict(set)
    for row in mentions:
        if row["readable"] and row["part"] in SCOPE:
            holders[row["concept"]].add(row["key"])
            sense = senses.get((row["key"], row["part"], row["index"], row["start"]))
            for name in ("fiscal", "purchase") if sense == "both" else filter(None, [sense]):
                holders[f"{row['concept']}/{name}"].add(row["key"])
    return holders


def _of_theme(texts: list[DemoText], theme: int) -> list[DemoText]:
    return [text for text in texts if theme in (0, text.front["theme"])]


def _by_year(texts: list[DemoText]) -> dict[str, int]:
    return {str(year): sum(text.front["year"] == year for text in texts) for year in range(FIRST_YEAR, LAST_YEAR + 1)}


def _keys_by_year(texts: list[DemoText]) -> dict[str, list[str]]:
    years = sorted({int(text.front["year"]) for text in texts})
    return {str(year): [text.key for text in texts if text.front["year"] == year] for year in years}


def _shape_row(shape: Shape, texts: list[DemoText], holders: set[str]) -> Row:
    shares = {}
    for name, (first, last) in (("early", shape.early), ("late", shape.late)):
        listed = [text for text in _of_theme(texts, shape.theme) if first <= int(text.front["year"]) <= last]
        n_with = sum(text.key in holders for text in listed)
        shares[name] = {"years": [first, last], "works": len(listed), "with": n_with, "share": round(n_with / len(listed), 4)}
    return {"theme": shape.theme, "concept": shape.concept, "shape": shape.shape, **shares}
