"""Two people's decisions, planted: the screeners of all works that were found, and the coders of 200 mentions."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from typeset.batches import N_DUPLICATES, Placed
from typeset.records import is_counted
from typeset.texts import DemoText
from typeset.truth import part_text

Row = dict[str, Any]
INCLUDE, EXCLUDE = "include", "exclude"
# Works on which the screeners disagree: who decided otherwise than the third person did, and the reason of the one who excluded.
DISPUTED = {
    "t2_neighbourhood": ("b", "非研究对象"),
    "t2_quxingzhenghua": ("a", "与主题无关"),
    "t2_derived": ("a", "重复发表"),
    "t3_web": ("b", "非学术文献"),
    "x32": ("a", "非研究对象"),
    "x33": ("b", "非研究对象"),
    "x34": ("a", "非研究对象"),
    "x35": ("b", "非研究对象"),
    "x40": ("b", "重复发表"),
}
# How many mentions of each group are coded, and on how many of them one coder errs.
GROUPS = {"项目制": (60, 11), "依附": (60, 13), "其他": (80, 18)}
YIFU = ("依附性", "依附", "依附式自主", "非对称性依赖", "资源依赖", "体制性依赖", "路径依赖")
NO_MENTION = "不计"
_ERRORS = {
    "fiscal": "both",
    "purchase": "both",
    "both": "purchase",
    "依附性": "依附",
    "依附": "依附性",
    "资源依赖": "依附性",
    "体制性依赖": "资源依赖",
    "非对称性依赖": "资源依赖",
    "社会工作者": "社区工作者",
    "社工机构": "社会服务机构",
    "社会服务机构": "社会组织",
    "社区社会组织": "社会组织",
    "基层治理": "社会治理",
    "社会治理": "基层治理",
    "网格化管理": "网格化治理",
    "技术治理": "数字治理",
}
_CODED_PARTS = ("title_zh", "abstract_zh", "heading", "paragraph")
_MOST_OF_ONE_CONCEPT = 6


def screening_rows(texts: list[DemoText], excluded: list[DemoText]) -> list[Row]:
    """Return what both screeners said of each work found, and what was decided; sorted by key."""
    rows = [_screened(text, INCLUDE) for text in texts if is_counted(text)]
    return sorted(rows + [_screened(text, EXCLUDE) for text in excluded], key=lambda row: str(row["key"]))


def screening_summary(rows: list[Row], excluded: list[DemoText], placed: dict[str, list[Placed]]) -> Row:
    """Return agreement, the numbers of the flow diagram, and the words searched for."""
    pairs = [(row["screener_a"], row["screener_b"]) for row in rows]
    return {
        "kappa": kappa(pairs),
        "agreement": agreement(pairs),
        "disagreements": sum(one != other for one, other in pairs),
        "flow": {
            "hits": sum(map(len, placed.values())),
            "hits_by_file": {name: len(records) for name, records in placed.items()},
            "duplicates": N_DUPLICATES,
            "screened": len(rows),
            "excluded": dict(Counter(text.field("reason") for text in excluded).most_common()),
            "kept": sum(row["decision"] == INCLUDE for row in rows),
        },
        "works": rows,
    }


def coder_rows(texts: list[DemoText], mentions: list[Row], senses: dict[tuple[str, str, int, int], str]) -> list[Row]:
    """Return the coded mentions, in order of group and place; a mention of 项目制 is coded by its sense, others by their concept."""
    by_key = {text.key: text for text in texts}
    rows = []
    for group, (n_coded, n_errors) in GROUPS.items():
        chosen = _choose([row for row in mentions if _group(row) == group], n_coded, group)
        wrong = {_place(row): number for number, row in enumerate(sorted(chosen, key=lambda row: _hash("error", row))[:n_errors])}
        for row in sorted(chosen, key=_place):
            code = senses[_place(row)] if group == "项目制" else str(row["concept"])
            rows.append(_coded(row, group, code, wrong.get(_place(row))) | {"context": _context(by_key[str(row["key"])], row)})
    return rows


def coder_summary(rows: list[Row]) -> Row:
    """Return Cohen's kappa of each group and of all."""
    groups = {group: [row for row in rows if row["group"] == group] for group in GROUPS} | {"all": rows}
    return {
        name: {"n": len(listed), "kappa": kappa([(row["coder_a"], row["coder_b"]) for row in listed])} for name, listed in groups.items()
    }


def agreement(pairs: Sequence[tuple[str, str]]) -> float:
    """Return the share of equal pairs, rounded to four places."""
    return round(sum(one == other for one, other in pairs) / len(pairs), 4)


def kappa(pairs: Sequence[tuple[str, str]]) -> float:
    """Return Cohen's kappa, rounded to four places."""
    n = len(pairs)
    left, right = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    chance = sum(left[name] * right[name] for name in left) / n**2
    equal = sum(one == other for one, other in pairs) / n
    return round((equal - chance) / (1 - chance), 4)


def _screened(text: DemoText, decision: str) -> Row:
    reason = text.field("reason")
    row: Row = {"key": text.key, "title": text.field("title_zh"), "decision": decision, "reason": reason}
    for screener in "ab":
        row |= {f"screener_{screener}": decision, f"reason_{screener}": reason}
    if text.key in DISPUTED:
        screener, because = DISPUTED[text.key]
        other = INCLUDE if decision == EXCLUDE else EXCLUDE
        row |= {f"screener_{screener}": other, f"reason_{screener}": because if other == EXCLUDE else ""}
    return row


def _group(row: Row) -> str | None:
    if not row["readable"] or row["part"] not in _CODED_PARTS:
        return None
    return "项目制" if row["concept"] == "项目制" else "依附" if row["concept"] in YIFU else "其他"


def _choose(rows: list[Row], n_coded: int, group: str) -> list[Row]:
    """Return `n_coded` mentions as good as drawn by lot; among the mixed ones no concept takes all."""
    taken: Counter[str] = Counter()
    chosen = []
    for row in sorted(rows, key=lambda row: _hash("choice", row)):
        taken[str(row["concept"])] += 1
        if group != "其他" or taken[str(row["concept"])] <= _MOST_OF_ONE_CONCEPT:
            chosen.append(row)
    return chosen[:n_coded]


def _coded(row: Row, group: str, code: str, error: int | None) -> Row:
    """Return the coded mention; errors fall to the coders in turn."""
    codes = {"coder_a": code, "coder_b": code}
    if error is not None:
        codes["coder_a" if error % 2 else "coder_b"] = _ERRORS.get(code, NO_MENTION)
    names = ("key", "part", "index", "start", "end", "text")
    return {"group": group, **{name: row[name] for name in names}, **codes, "adjudicated": code}


def _context(text: DemoText, row: Row) -> str:
    whole = part_text(text, str(row["part"]), int(row["index"]))
    start = max((whole.rfind(sign, 0, int(row["start"])) for sign in "。？！"), default=-1) + 1
    ends = [place for place in (whole.find(sign, int(row["end"])) for sign in "。？！") if place >= 0]
    return whole[start : min(ends, default=len(whole)) + 1]


def _place(row: Row) -> tuple[str, str, int, int]:
    return str(row["key"]), str(row["part"]), int(row["index"]), int(row["start"])


def _hash(salt: str, row: Row) -> str:
    return hashlib.sha256("/".join(map(str, (salt, *_place(row)))).encode()).hexdigest()


def tab_lines(rows: Iterable[Row]) -> str:
    """Return rows as tab-separated lines under a heading."""
    listed = list(rows)
    lines = ["\t".join(listed[0]), *("\t".join(map(str, row.values())) for row in listed)]
    return "\n".join(lines) + "\n"
