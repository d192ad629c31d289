"""Theses (ctexbook) and articles (ctexart) by XeLaTeX; bytes are the same in each run under SOURCE_DATE_EPOCH."""

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from typeset.content import Content

_TEMPLATES = Path(__file__).parent
_SPECIAL = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
_SPECIAL |= {sign: f"\\{sign}" for sign in "{}$&#_%"}
_HEADINGS = {1: "chap", 2: "sect", 3: "subsect"}
_SLOT = re.compile(r"@([a-z_]+)@")


def print_thesis(content: Content, target: Path, fonts: Path) -> None:
    """Write a thesis's PDF; two runs settle the table of contents, a third the page numbers."""
    _compile("thesis", thesis_tex(content, fonts), target, n_runs=3)


def print_article(content: Content, target: Path, fonts: Path) -> None:
    """Write an article's PDF; nothing in it refers to another page."""
    _compile("article", article_tex(content, fonts), target, n_runs=1)


def _compile(name: str, source: str, target: Path, n_runs: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / f"{name}.tex").write_text(source, encoding="utf-8")
        command = ["xelatex", "-interaction=nonstopmode", "-halt-on-error", f"{name}.tex"]
        # A file's date and the output's identifier come from the epoch, not from the clock.
        environment = os.environ | {"FORCE_SOURCE_DATE": "1"}
        for _ in range(n_runs):
            subprocess.run(command, cwd=folder, check=True, capture_output=True, env=environment)  # noqa: S603
        shutil.copyfile(Path(folder) / f"{name}.pdf", target)


def thesis_tex(content: Content, fonts: Path) -> str:
    """Return a thesis's LaTeX source: the template with its @slots@ filled."""
    slots = _shared_slots(content, fonts) | {
        "grade": content["level"],
        "author_hex": _hex(content["author"]),
        "thanks": _thanks(content),
    }
    return _fill("thesis.tex", slots)


def article_tex(content: Content, fonts: Path) -> str:
    """Return an article's LaTeX source; in two columns the masthead stands over both."""
    two, front = content["columns"] > 1, content["english_at"] == "front"
    slots = _shared_slots(content, fonts) | {
        "author_hex": _hex(content["author_line"]),
        "column_option": ",twocolumn" if two else "",
        "opening": r"\twocolumn[\masthead]" if two else r"\masthead",
        "first_page": str(content["first_page"]),
        "author_note": r"\\ ".join(escape(line) for line in content["author_note"]),
        "doi_line": rf"\front{{DOI：}}{{{escape(content['doi'])}}}" if content["doi"] else "",
        "english_front": r"\english" if front else "",
        "english_end": "" if front else r"\english",
    }
    return _fill("journal.tex", slots)


def _shared_slots(content: Content, fonts: Path) -> dict[str, str]:
    slots = {name: escape(value) for name, value in content.items() if isinstance(value, str)}
    return slots | {
        "fonts": str(fonts),
        "title_lines": r"\\".join(escape(line) for line in content["title_lines"]),
        "title_hex": _hex(content["title"]),
        "body": _body(content),
        "references": "\n".join(rf"{escape(item)}\par\hangindent=2em" for item in content["references"]),
    }


def _fill(template: str, slots: dict[str, str]) -> str:
    return _SLOT.sub(lambda match: slots[match[1]], (_TEMPLATES / template).read_text(encoding="utf-8"))


def escape(text: str) -> str:
    """Return the text with LaTeX's special signs made printable."""
    return "".join(_SPECIAL.get(sign, sign) for sign in text)


def _spaced(text: str) -> str:
    """Return a heading whose spaces survive: XeLaTeX drops those between Han characters."""
    return escape(text).replace(" ", r"\hspace{.5em}")


def _hex(text: str) -> str:
    return (b"\xfe\xff" + text.encode("utf-16-be")).hex()


def _body(content: Content) -> str:
    lines = []
    for block in content["blocks"]:
        if block["kind"] == "heading" and "".join(block["text"].split()) != "致谢":
            lines.append(rf"\{_HEADINGS[block['level']]}{{{_spaced(block['text'])}}}")
        elif block["kind"] == "table":
            lines.append(_table(block))
        elif block["kind"] == "paragraph":
            lines.append(_paragraph(block, content))
    return "\n\n".join(lines)


def _thanks(content: Content) -> str:
    blocks = [_paragraph(block, content) for block in content["blocks"] if block["kind"] == "thanks"]
    return "\n\n".join([r"\chap{致　谢}", *blocks]) if blocks else ""


def _paragraph(block: Content, content: Content) -> str:
    return "".join(_run(kind, text, content) for kind, text in block["pieces"])


def _run(kind: str, text: str, content: Content) -> str:
    if kind == "cite":
        return rf"\mycite{{{text}}}"
    if kind == "note":
        return rf"\footnote{{{escape(content['notes'][text])}}}"
    return escape(text)


def _table(block: Content) -> str:
    head, *rows = [" & ".join(escape(cell) for cell in row) + r" \\" for row in block["rows"]]
    columns = "Y" * len(block["rows"][0])
    return "\n".join(
        [
            rf"\capt{{{_spaced(block['text'])}}}",
            rf"{{\zihao{{5}}\noindent\begin{{tabularx}}{{\linewidth}}{{{columns}}}\toprule",
            rf"{head}\midrule",
            *rows,
            r"\bottomrule\end{tabularx}\par}\vspace{4mm}",
        ]
    )
