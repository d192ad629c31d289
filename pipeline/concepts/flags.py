"""Flags of a mention that its neighbouring words tell: cited, defined, negated."""

import re

DEFINED_BEFORE = re.compile(r"(?:所谓|何谓|何为|什么是)(?:的)?[“‘「\"]?$|(?:将|把|对)[“‘「\"]?$")
DEFINED_AFTER = re.compile(
    r"^[”’」\"]?(?:[（(][^）)]{0,80}[）)])?[，,]?\s*(?:是指|指的是|指称|即指|即是|意指|意味着|就是指|(?:可以?)?被?(?:界定|定义|理解)为"
    r"|的(?:定义|概念|内涵)是|\s(?:refers? to|(?:is|are|can be|may be) defined as|means\b|denotes))"
)
ENGLISH_DEFINED_BEFORE = re.compile(r"\bdefin(?:e|es|ed|ing)\s+(?:an?\s+|the\s+)?[“\"]?$", re.IGNORECASE)
CALLED_AFTER = re.compile(r"^[”’」\"]?[，,]?(?:是指|指的是|就是|即|是)")
NEGATED_BEFORE = re.compile(
    r"(?:并非|并不是|不是|绝非|而非|无关于|不等于|不等同于|不属于|没有|并无|未(?:曾|能)?(?:形成|实现|出现|建立))(?:一种|真正的|所谓的?)?[“‘「\"]?$"
    r"|\b(?:not|no|without|rather than|instead of|never)\s+(?:an?\s+|the\s+|any\s+)?[“\"]?$",
    re.IGNORECASE,
)
# 不是社工站固有的属性 denies a property, not the station: the mention only qualifies what comes behind 的.
QUALIFIES = re.compile(r"^[^，。；：！？,.;:!?]{0,15}的")
NEAR = 40
"""Code points read on either side of a mention for definitions and negation."""


def mention_flags(text: str, start: int, end: int) -> list[str]:
    """Return `cited` (inside a 《title》), `defined` and `negated` for a mention, from the words next to it."""
    before, after = text[max(0, start - NEAR) : start], text[end : end + NEAR]
    flags = []
    if before.rfind("《") > before.rfind("》") and "》" in after:
        flags.append("cited")
    if _is_defined(before, after):
        flags.append("defined")
    if NEGATED_BEFORE.search(before) and not QUALIFIES.match(after):
        flags.append("negated")
    return flags


def _is_defined(before: str, after: str) -> bool:
    opened = DEFINED_BEFORE.search(before)
    if opened and opened.group().startswith(("所谓", "何谓", "何为", "什么是")):
        return CALLED_AFTER.match(after) is not None
    if ENGLISH_DEFINED_BEFORE.search(before) and re.match(r"[”\"]?\s+as\b", after):
        return True
    return DEFINED_AFTER.match(after) is not None
