"""Articles and theses by Typst; bytes are the same in each run."""

import json
from pathlib import Path

import typst

from typeset.content import Content

_TEMPLATES = Path(__file__).parent


def print_article(content: Content, target: Path, fonts: Path) -> None:
    """Write an article's PDF."""
    _compile("journal.typ", content, target, fonts)


def print_thesis(content: Content, target: Path, fonts: Path) -> None:
    """Write a thesis's PDF."""
    _compile("thesis.typ", content, target, fonts)


def _compile(template: str, content: Content, target: Path, fonts: Path) -> None:
    typst.compile(
        _TEMPLATES / template,
        output=target,
        root=_TEMPLATES,
        font_paths=[fonts],
        ignore_system_fonts=True,
        sys_inputs={"content": json.dumps(content, ensure_ascii=False)},
    )
