"""What is planted to mislead a count: texts by key, with what a careful tool makes of them."""

from typing import Any

from typeset.histories import SCOPE
from typeset.texts import DemoText

Row = dict[str, Any]
FOUNDING = "t3_a1"
_SPECIAL_ISSUE = ("城乡社区论丛", "2018", "3")
_MIXED_THEME = 2


def trap_file(texts: list[DemoText], mentions: list[Row]) -> Row:
    """Return the traps: founding work and its citers, concepts in references alone, senses, one venue's issue, one thesis's mentions."""
    founding = next(text.field("title_zh") for text in texts if text.key == FOUNDING)
    grid = [row["key"] for row in mentions if row["readable"] and row["concept"] == "网格化管理" and row["part"] in SCOPE]
    return {
        "founding_work": FOUNDING,
        "cites_founding_work": [text.key for text in texts if any(founding in item for item in text.fields("references"))],
        "xiangmuzhi_in_references_only": _only_in_references("项目制", mentions),
        "special_issue": [text.key for text in texts if (text.field("venue"), text.field("year"), text.field("issue")) == _SPECIAL_ISSUE],
        "also_theme_3": sorted(
            {row["key"] for row in mentions if row["concept"] == "政府购买服务" and row["key"].startswith(f"t{_MIXED_THEME}_a")}
        ),
        "not_the_sense": {text.key: text.field("trap") for text in texts if text.field("trap")},
        "thesis_share_of_grid_mentions": round(sum("thesis" in key for key in grid) / len(grid), 4),
    }


def _only_in_references(concept: str, mentions: list[Row]) -> list[str]:
    parts: dict[str, set[str]] = {}
    for row in mentions:
        if row["concept"] == concept:
            parts.setdefault(row["key"], set()).add(row["part"])
    return sorted(key for key, found in parts.items() if found == {"reference"})
