"""The one table that says which text is drawn by which producer, and how its file is called."""

import re
from dataclasses import dataclass

from typeset.texts import DemoText

_LONG_TITLE, _KEPT_HEAD, _KEPT_TAIL = 30, 12, 10


@dataclass(frozen=True, slots=True)
class Plan:
    """How one text is drawn.

    `notes` is page (footnotes) or end (注释 before the references); `english` is end (after the references) or
    front (under the Chinese abstract); `separator` stands between keywords; `name` replaces the CNKI file name.
    """

    producer: str
    columns: int = 2
    notes: str = "page"
    english: str = "end"
    separator: str = "；"
    name: str = ""


PLANS: dict[str, Plan] = {
    "t1_a1": Plan("typst"),
    "t1_a2": Plan("weasyprint", separator="　"),
    "t1_a3": Plan("chromium", columns=1, notes="end", english="front"),
    "t1_a4": Plan("fpdf2", columns=1, notes="end", name="20220206.pdf"),
    "t1_a5": Plan("xelatex"),
    "t1_a6": Plan("typst", english="front"),
    # One issue's special column: five articles in one make-up.
    **{f"t1_a{number}": Plan("typst", separator="　") for number in range(7, 12)},
    "t1_a12": Plan("fpdf2", columns=1, notes="end"),
    "t1_a13": Plan("xelatex", columns=1),
    "t1_repost": Plan("web"),
    "t1_thesis": Plan("typst", columns=1),
    "t2_a1": Plan("chromium", notes="end"),
    "t2_a2": Plan("typst", english="front", separator="　"),
    "t2_a3": Plan("weasyprint", english="front"),
    "t2_a4": Plan("weasyprint", columns=1),
    "t2_a5": Plan("typst"),
    "t2_a6": Plan("xelatex", english="front"),
    "t2_a7": Plan("fpdf2", columns=1, notes="end", separator="　"),
    "t2_a8": Plan("xelatex", separator=";"),
    "t2_thesis": Plan("xelatex", columns=1),
    "t3_a1": Plan("weasyprint", english="end", name="2015-03-07.pdf"),
    "t3_a2": Plan("typst", columns=1, separator="；"),
    "t3_a3": Plan("chromium", notes="end", separator="　"),
    "t3_a4": Plan("typst", separator=";"),
    "t3_a5": Plan("xelatex", columns=1, english="front"),
    "t3_a6": Plan("chromium", columns=1, notes="end"),
    "t3_a7": Plan("fpdf2", columns=1, notes="end"),
    "t3_a8": Plan("typst", columns=1, english="front"),
    "t3_a9": Plan("xelatex"),
    "t3_a10": Plan("fpdf2", columns=1, notes="end", separator="　", name="2020-11.pdf"),
    "t3_a11": Plan("weasyprint", separator="　"),
    "t3_a12": Plan("typst"),
    "t3_thesis": Plan("xelatex", columns=1),
    "t3_web": Plan("web"),
    "t4_a1": Plan("fpdf2", columns=1, notes="end"),
    "t4_a2": Plan("typst", english="front"),
    "t4_a3": Plan("xelatex", separator="　"),
    "t4_a4": Plan("weasyprint"),
    "t4_a5": Plan("xelatex", columns=1),
    "t4_thesis": Plan("typst", columns=1),
    "t5_a1": Plan("xelatex"),
    "t5_a2": Plan("fpdf2", columns=1, notes="end"),
    "t5_a3": Plan("typst", columns=1),
    "t5_a4": Plan("chromium", notes="end", english="front"),
    "t5_thesis": Plan("xelatex", columns=1),
    "t6_a1": Plan("fpdf2", columns=1, notes="end", separator="　"),
    "t6_a2": Plan("xelatex", english="front", separator="　"),
    "t6_a3": Plan("typst"),
    "t6_a4": Plan("xelatex"),
    "t6_a5": Plan("fpdf2", columns=1, notes="end"),
    "t6_a6": Plan("weasyprint", english="front"),
    "t6_a7": Plan("typst", english="front", separator=";"),
    "t6_a8": Plan("xelatex", columns=1, english="front"),
    "t6_a9": Plan("typst", columns=1, separator="　"),
    "t6_a10": Plan("fpdf2", columns=1, notes="end"),
    "t6_a11": Plan("typst"),
    "t6_a12": Plan("xelatex", separator="　"),
    "t6_thesis": Plan("typst", columns=1),
    "t_scan": Plan("scan"),
    "t_locked": Plan("locked"),
    "t_damaged": Plan("damaged"),
}


def source_name(text: DemoText) -> str:
    """Return the file's name in `sources/`: CNKI's 题名_作者.pdf unless the plan names another.

    CNKI turns punctuation into _ and cuts the middle out of long titles (_省略_).
    """
    plan = PLANS[text.key]
    if plan.name:
        return plan.name
    title = re.sub(r"[^\w]+", "_", text.field("title_zh")).strip("_")
    if len(title) > _LONG_TITLE:
        title = f"{title[:_KEPT_HEAD]}_省略_{title[-_KEPT_TAIL:]}"
    suffix = "html" if plan.producer == "web" else "pdf"
    names = [*text.fields("authors"), ""][:1]
    return "_".join(part for part in (title, *names) if part) + f".{suffix}"


def page_range(text: DemoText) -> tuple[int, int]:
    """Return the printed first and last page of an article (1, 1 when it has none)."""
    numbers = [int(number) for number in re.findall(r"\d+", text.field("pages"))]
    return (numbers[0], numbers[-1]) if numbers else (1, 1)


def issue_label(text: DemoText) -> str:
    """Return the printed issue, e.g. 2016年第3期."""
    issue = f"第{text.field('issue')}期" if text.field("issue") else ""
    return f"{text.field('year')}年{issue}"
