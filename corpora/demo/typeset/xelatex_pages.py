"""Theses by XeLaTeX (ctexbook); bytes are the same in each run under SOURCE_DATE_EPOCH."""

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from typeset.content import Content

_TEMPLATE = Path(__file__).with_name("thesis.tex")
_SPECIAL = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
_SPECIAL |= {sign: f"\\{sign}" for sign in "{}$&#_%"}
_HEADINGS = {1: "chap", 2: "sect", 3: "subsect"}
_SLOT = re.compile(r"@([a-z_]+)@")


def print_thesis(content: Content, target: Path, fonts: Path) -> None:
    """Write a thesis's PDF; two runs settle the table of contents, a third the page numbers."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "thesis.tex").write_text(thesis_tex(content, fonts), encoding="utf-8")
        command = ["xelatex", "-interaction=nonstopmode", "-halt-on-error", "thesis.tex"]
        # A file's date and the output's identifier come from the epoch, not from the clock.
        environment = os.environ | {"FORCE_SOURCE_DATE": "1"}
        for _ in range(3):
            subprocess.run(command, cwd=folder, check=True, capture_output=True, env=environment)  # noqa: S603
        shutil.copyfile(Path(folder) / "thesis.pdf", target)


def thesis_tex(content: Content, fonts: Path) -> str:
    """Return the LaTeX source: the template with its @slots@ filled."""
    slots = {name: escape(value) for name, value in content.items() if isinstance(value, str)}
    slots |= {
        "fonts": str(fonts),
        "grade": content["level"],
        "title_lines": r"\\".join(escape(line) for line in content["title_lines"]),
        "title_hex": _hex(content["title"]),
        "author_hex": _hex(content["author"]),
        "body": _body(content),
        "references": "\n".join(rf"{escape(item)}\par\hangindent=2em" for item in content["references"]),
        "thanks": _thanks(content),
    }
    return _SLOT.sub(lambda match: slots[match[1]], _TEMPLATE.read_text(encoding="utf-8"))


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
            rf"{{\zihao{{5}}\noindent\begin{{tabularx}}{{\textwidth}}{{{columns}}}\toprule",
            rf"{head}\midrule",
            *rows,
            r"\bottomrule\end{tabularx}\par}\vspace{4mm}",
        ]
    )
