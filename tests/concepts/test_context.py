import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.concepts.context import Part, read_sentences
from pipeline.concepts.flags import mention_flags
from pipeline.concepts.places import Ranges
from pipeline.core.records import Span
from pipeline.core.squeeze import squeeze
from tests.strategies import chinese_text


def part_of(text: str) -> Part:
    return Part(squeeze(text), 0, len(text))


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
        "项目制可以被理解为一种体制。",
        "项目制被界定为以项目分配资源。",
        "项目制即以项目分配资源的做法。",
        "项目制则指按项目拨钱。",
        "何谓项目制？就是按项目拨钱。",
        "项目制不是指包工，而是指按项目拨钱。",
        "项目制并非工程，它是按项目拨钱的办法。",
        "项目制，顾名思义，是指按项目拨钱。",
        "按照前人的定义，项目制是“按项目拨钱”。",
        "按项目拨钱、按项目验收的做法，通常被称作项目制。",
        "项目制是按项目拨钱的体制。",
    ],
)
def test_a_definition_is_flagged(text: str) -> None:
    assert "defined" in flags(text)


@pytest.mark.parametrize(
    "text", ["项目制是近年的热点。", "项目制即将退场。", "在项目制下，机构难以留人。", "项目制意味着年年投标。", "项目制指着一条旧路。"]
)
def test_a_plain_statement_is_no_definition(text: str) -> None:
    assert "defined" not in flags(text)


def test_an_english_definition_is_flagged() -> None:
    assert flags("The project system refers to a way of funding.", "project system") == ["defined"]
    assert flags("We define the project system as a way of funding.", "project system") == ["defined"]
    assert flags("By project system we mean a way of funding.", "project system") == ["defined"]
    assert flags("A project system is a scheme in which money follows plans.", "project system") == ["defined"]
    assert flags("They define the project system narrowly.", "project system") == []


@pytest.mark.parametrize(
    "text",
    [
        "这并非项目制。",
        "该县没有“项目制”。",
        "村里实行的不是项目制",
        "该县尚无项目制。",
        "该县从未实行过项目制。",
        "这谈不上项目制。",
        "与其说这是项目制，不如说是摊派。",
    ],
)
def test_a_denial_is_flagged(text: str) -> None:
    assert "negated" in flags(text)


@pytest.mark.parametrize("text", ["过时的不是项目制，是验收表。", "缺的不是项目制，缺的是人。"])
def test_a_focus_denies_nothing(text: str) -> None:
    assert flags(text) == []


def test_an_entry_of_references_is_a_citation() -> None:
    assert flags("[4] 江停云. 项目制的边界[J]. 城乡论丛, 2015(2): 1-9.") == ["cited"]
    assert flags("Jiang, T. (2015). The project system revisited. Town Review, 2, 1–9.", "project system") == ["cited"]
    assert flags("[4]处提到的项目制并不常见。") == []


def test_denying_a_property_does_not_deny_its_owner() -> None:
    assert flags("拖延不是项目制固有的毛病。") == []


def test_an_english_denial_is_flagged() -> None:
    assert flags("It is not a project system.", "project system") == ["negated"]
    assert flags("Neither a project system nor a plan was found.", "project system") == ["negated"]


def test_a_title_in_brackets_is_a_citation() -> None:
    assert flags("参见《论项目制的边界》一文") == ["cited"]
    assert flags("《城乡论丛》刊文讨论项目制") == []


def test_a_wrapped_line_does_not_end_a_sentence() -> None:
    text = "政府的\n购买。下一句"
    assert part_of(text).sentence(4, 6) == Span(0, 7)


def test_outside_every_sentence_the_span_stands_for_itself() -> None:
    part = Part(squeeze("一。  二"), 0, 5, Ranges([0], [2]))
    assert part.sentence(4, 5) == Span(4, 5)


@given(chinese_text(), st.data())
def test_sentence_read_on_the_spot_is_the_one_of_the_whole_passage(text: str, data) -> None:
    text = "社区。" + text + "。治理"
    place = data.draw(st.integers(0, len(text) - 1))
    around = [span for span in read_sentences(text) if span.start <= place < span.end]
    assert part_of(text).sentence(place, place) == (around[0] if around else Span(place, place))
