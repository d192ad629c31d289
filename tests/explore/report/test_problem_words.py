"""Every problem that a stage can name has a name and a remedy for readers."""

import ast

import pytest

from pipeline.explore.report.problem_words import words_of
from pipeline.explore.wording import load_wording

CODE_ARGUMENT = 3


def codes_in(tree):
    """Yield the codes of `Problem(source, text_id, page, code, message)` and of the extractor's (page, code, message)."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Problem":
            yield from (argument.value for argument in node.args[CODE_ARGUMENT:4] if isinstance(argument, ast.Constant))
        elif isinstance(node, ast.Tuple) and len(node.elts) == 3 and ast.unparse(node.elts[0]) in {"None", "page.number"}:
            yield from (argument.value for argument in node.elts[1:2] if isinstance(argument, ast.Constant))


@pytest.mark.parametrize("stage", ["extract", "catalog", "segment", "concepts", "topics", "align", "explore"])
def test_every_problem_has_words(stage, project_root):
    files = sorted((project_root / "pipeline" / stage).rglob("*.py"))
    codes = {code for path in files for code in codes_in(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(code, str)}
    unnamed = words_of("no such code", load_wording("en"))
    assert [code for code in sorted(codes) if words_of(code, load_wording("en")) == unnamed] == []
