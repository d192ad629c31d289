"""Each report is in one language: what is Chinese in the English one is data, and says that it is Chinese."""

import ast
import re

import pytest
from lxml import etree
from lxml import html as lxml_html

from pipeline.explore.pages import TEMPLATES
from pipeline.explore.report.languages import mark_runs, phrase, set_code
from pipeline.explore.report.stage import write_report
from pipeline.explore.wording import LANGUAGES, load_wording

HAN = re.compile("[㐀-鿿豈-﫿]+")
SPOKEN_ATTRIBUTES = {"aria-label", "title", "alt"}
OF_HAN = {"languages.py", "chart_parts.py"}
"""Modules that tell Han characters from others."""
WORDED = ("drawings/*.py", "report/*.py", "beside/network.py", "beside/network_output.py", "timelines/points.py", "timelines/charts.py")


@pytest.fixture(scope="module")
def folders(probe, tmp_path_factory):
    """The report in each language."""
    root = tmp_path_factory.mktemp("languages")
    for lang in LANGUAGES:
        write_report(probe, probe.root.parent.parent / "configs", root / lang, lang=lang)
    return {lang: root / lang for lang in LANGUAGES}


@pytest.fixture(scope="module")
def pages(folders):
    return {lang: lxml_html.fromstring((folder / "index.html").read_text(encoding="utf-8")) for lang, folder in folders.items()}


def language_of(element):
    """Return the language an element is in, by itself or the nearest element around it."""
    return next(node.get("lang") for node in [element, *element.iterancestors()] if node.get("lang"))


def unmarked_chinese(page):
    """Return Chinese text, and Chinese attributes that are read out, where the page does not say that they are Chinese."""
    found = []
    for element in page.iter(etree.Element):
        spoken = {element.text: element, element.tail: element.getparent()} | {element.get(name): element for name in SPOKEN_ATTRIBUTES}
        found += [
            (element.tag, text.strip()[:60])
            for text, owner in spoken.items()
            if text and owner is not None and HAN.search(text) and element.tag != "style" and not language_of(owner).startswith("zh")
        ]
    return found


def test_english_report_has_the_same_bytes_when_written_again(probe, folders, tmp_path):
    write_report(probe, probe.root.parent.parent / "configs", tmp_path / "again", lang="en")
    written = {path.relative_to(folders["en"]): path.read_bytes() for path in folders["en"].rglob("*.*")}
    assert written == {path.relative_to(tmp_path / "again"): path.read_bytes() for path in (tmp_path / "again").rglob("*.*")}


def test_page_says_its_language(pages):
    assert [pages[lang].get("lang") for lang in LANGUAGES] == ["zh-Hans", "en"]


def test_english_report_has_no_chinese_that_is_not_marked_as_such(pages):
    assert unmarked_chinese(pages["en"]) == []


def test_a_forgotten_phrase_is_found():
    page = lxml_html.fromstring('<html lang="en"><body><p>n = 3 篇</p><p lang="zh-Hans">三社联动</p><i title="检索词">x</i></body></html>')
    assert unmarked_chinese(page) == [("p", "n = 3 篇"), ("i", "检索词")]


def test_charts_of_the_english_report_say_in_chinese_only_what_is_data(folders):
    data = {"三社联动·社工站·街道", "项目制·依附性·机构", "河湾街道联动试行办法", "河湾街道联动办法"}
    drawn = "\n".join(
        text for path in sorted((folders["en"] / "figures").iterdir()) for text in etree.parse(path).getroot().itertext() if "{" not in text
    )
    assert {run for run in re.findall(r"[㐀-鿿·]+", drawn) if HAN.search(run)} <= data


def test_the_two_reports_have_the_same_numbers_and_sections(pages):
    ids = {lang: [element.get("id") for element in page.iter(etree.Element) if element.get("id")] for lang, page in pages.items()}
    assert ids["zh"] == ids["en"]
    cells = {lang: [cell.text for cell in page.iter("td") if cell.text and cell.text.isdigit()] for lang, page in pages.items()}
    assert cells["zh"] == cells["en"]


def test_chinese_report_says_no_english_caption_beside_the_chinese_one(pages):
    heads = [head for name in ("h2", "summary", "caption", "th") for head in pages["zh"].iter(name)]
    assert not [head.text_content() for head in heads for inner in head.iter("span") if inner.get("lang") == "en" and head.tag == "h2"]
    assert not re.findall(r"[a-z]+ [a-z]+", " ".join(head.text_content() for head in pages["zh"].iter("h2")))


@pytest.mark.parametrize(
    "area", sorted(TEMPLATES.glob("report.html.j2")) + sorted(TEMPLATES.glob("[bcmopt]*s.html.j2")), ids=lambda path: path.name
)
def test_templates_hold_no_words_of_their_own(area):
    assert not HAN.search(re.sub(r"\{#.*?#\}", "", area.read_text(encoding="utf-8"), flags=re.DOTALL))


def test_report_code_holds_no_chinese_words(project_root):
    explore = project_root / "pipeline" / "explore"
    found = []
    for path in (path for pattern in WORDED for path in sorted(explore.glob(pattern))):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        said = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)}
        strings = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in said]
        found += [(path.name, node.value) for node in strings if HAN.search(node.value) and path.name not in OF_HAN]
    assert found == []


# Phrases whose examples are forms that one types.
EXAMPLES = {"web_concepts.names_help"}


def test_no_english_phrase_holds_chinese_but_examples_of_queries():
    phrases = {key: re.sub(r"\b[a-z]+:\S+", "", said) for key, said in load_wording("en").phrases.items()}
    assert {key for key, said in phrases.items() if HAN.search(said)} == EXAMPLES


def test_values_in_phrases_are_escaped_and_markup_is_kept():
    wording = load_wording("en")
    assert phrase(wording, "report.labelled", name="<b>", value=mark_runs("三社联动 & more", lang="en")) == (
        '&lt;b&gt;: <span lang="zh-Hans">三社联动</span> &amp; more'
    )
    assert set_code("run `wenmai <x>`") == "run <code>wenmai &lt;x&gt;</code>"
