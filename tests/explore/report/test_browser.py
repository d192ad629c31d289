"""The report opened from disk in a browser: nothing is asked of the network, it fits a phone, people with screen readers can use it, it prints."""

import shutil

import pytest

from pipeline.explore.report.stage import write_report
from pipeline.explore.wording import LANGUAGES

CHROMIUM = shutil.which("chromium")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-sync"]
PHONE, DESKTOP = 390, 1280
UNFOLD = "for (const one of document.querySelectorAll('details')) one.open = true"
pytestmark = [pytest.mark.slow, pytest.mark.skipif(CHROMIUM is None, reason="needs chromium")]


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield found
        found.close()


@pytest.fixture(scope="module")
def addresses(probe, tmp_path_factory):
    root = tmp_path_factory.mktemp("browser")
    for lang in LANGUAGES:
        write_report(probe, probe.root.parent.parent / "configs", root / lang, lang=lang)
    return {lang: (root / lang / "index.html").as_uri() for lang in LANGUAGES}


@pytest.fixture
def open_page(browser, addresses):
    """Return a function that opens the report of a language; pages are closed after the test."""
    contexts = []

    def opened(lang, width=DESKTOP, scheme="light"):
        contexts.append(browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme))
        page = contexts[-1].new_page()
        page.asked = []
        page.on("request", lambda request: page.asked.append(request.url))
        page.goto(addresses[lang])
        page.evaluate(UNFOLD)
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_page_asks_for_nothing_but_itself(open_page, addresses, lang):
    assert open_page(lang).asked == [addresses[lang]]


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_page_does_not_scroll_sideways(open_page, lang, width):
    assert open_page(lang, width).evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_table_scrolls_on_a_desktop(open_page, lang):
    boxes = "[...document.querySelectorAll('.scroll')].filter(box => box.scrollWidth > box.clientWidth + 1).map(box => box.textContent.slice(0, 60))"
    assert open_page(lang).evaluate(boxes) == []


@pytest.mark.parametrize(("lang", "scheme"), [("zh", "light"), ("en", "dark")])
def test_axe_finds_no_violation(open_page, lang, scheme):
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(open_page(lang, scheme=scheme)).response["violations"]
    assert [(one["id"], one["impact"], one["nodes"][0]["html"][:120]) for one in found] == []


def test_references_can_be_saved_without_a_server(open_page):
    page = open_page("en")
    with page.expect_download() as download:
        page.click("a[download]")
    assert download.value.suggested_filename == "references.bib"


def test_report_prints_on_a4_without_the_contents_bar(open_page):
    page = open_page("zh")
    page.emulate_media(media="print")
    assert not page.is_visible("nav")
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
