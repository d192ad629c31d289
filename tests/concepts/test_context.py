import pytest

from pipeline.concepts.context import mention_flags, read_sentences, sentence_around
from pipeline.core.records import Span


def flags(text: str, term: str = "项目制") -> list[str]:
    start = text.index(term)
    return mention_flags(text, start, start + len(term))


@pytest.mark.parametrize(
    "text",
    [
        "所谓项目制，是指以项目分配资源。",
        "项目制是指以项目分配资源。",
        "“项目制”指的是一种体制。",
        "本文将项目制定义为一种体制。",
        "所谓“项目制”，即以项目办事。",
    ],
)
def test_a_definition_is_flagged(text: str) -> None:
    assert "defined" in flags(text)


@pytest.mark.parametrize("text", ["项目制是近年的热点。", "项目制即将退场。", "在项目制下，机构难以留人。"])
def test_a_plain_statement_is_no_definition(text: str) -> None:
    assert "defined" not in flags(text)


def test_an_english_definition_is_flagged() -> None:
    assert flags("The project system refers to a way of funding.", "project system") == ["defined"]


@pytest.mark.parametrize("text", ["这并非项目制。", "该县没有“项目制”。", "村里实行的不是项目制"])
def test_a_denial_is_flagged(text: str) -> None:
    assert "negated" in flags(text)


def test_denying_a_property_does_not_deny_its_owner() -> None:
    assert flags("拖延不是项目制固有的毛病。") == []


def test_an_english_denial_is_flagged() -> None:
    assert flags("It is not a project system.", "project system") == ["negated"]


def test_a_title_in_brackets_is_a_citation() -> None:
    assert flags("参见《论项目制的边界》一文") == ["cited"]
    assert flags("《城乡论丛》刊文讨论项目制") == []


def test_a_wrapped_line_does_not_end_a_sentence() -> None:
    text = "政府的\n购买。下一句"
    assert sentence_around(read_sentences(text), Span(4, 6)) == Span(0, 7)


def test_outside_every_sentence_the_span_stands_for_itself() -> None:
    assert sentence_around([Span(0, 3)], Span(5, 6)) == Span(5, 6)
