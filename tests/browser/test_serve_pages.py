"""The pages of `wenmai serve` as a reader uses them: searching, following a number down to the marked sentence, by keyboard, on a phone, in the dark."""

import io
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from urllib.request import urlopen

import pytest
from PIL import Image
from playwright.sync_api import Browser, Locator, Page

from tests.browser.conftest import DESKTOP, PHONE, serious_faults, sideways_scroll
from tests.clones import Clone

pytestmark = pytest.mark.browser

PHRASE = "三社联动"
MARKED = ".sheet .mark"
MOST_TABS = 80


@dataclass(frozen=True, slots=True)
class Site:
    """A running server, and a path of it for each kind of page, without the language."""

    origin: str
    paths: dict[str, str]

    def at(self, name: str, lang: str = "zh") -> str:
        """Return the address of a page."""
        return f"{self.origin}/{lang}{self.paths[name]}"


@dataclass(frozen=True, slots=True)
class Visit:
    """What is wrong with one page."""

    faults: list[str]
    faults_in_the_dark: list[str]
    """Colours alone, and of the Chinese pages alone: both languages have the same."""
    sideways: int
    """Pixels by which it is wider than a phone."""
    strangers: list[str]
    """Addresses that it asked for at other servers."""
    refused: list[str]
    """What the browser refused to load or could not find."""


@pytest.fixture(scope="session")
def site(built: Clone, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """`wenmai serve` of the built clone, on any free port."""
    folder = str(tmp_path_factory.mktemp("serve"))
    environment = {**built.environment, "XDG_CACHE_HOME": folder}
    command = [sys.executable, "-m", "pipeline", "serve", "--no-browser", "--port", "0"]
    with subprocess.Popen(command, cwd=built.root, env=environment, stdout=subprocess.PIPE, text=True, encoding="utf-8") as server:
        assert server.stdout is not None
        origin = server.stdout.readline().strip().rstrip("/")
        try:
            yield Site(origin, find_paths(origin))
        finally:
            server.terminate()


def find_paths(origin: str) -> dict[str, str]:
    """Return a path for each kind of page; the concept is one of whose sentences a PDF page can be shown."""
    hit = next(row for row in asked(origin, "search?q=concept:%E4%B8%89%E7%A4%BE%E8%81%94%E5%8A%A8")["hits"]["items"] if row["page"])
    sentence = f"start={hit['start']}&end={hit['end']}"
    named = {name: f"/{name}" for name in ("search", "concepts", "timeline", "topics", "works", "methods", "api")}
    return {
        **named,
        "start": "/",
        "problems": "/problems?page=2",
        "hits": f'/search?q="{PHRASE}"',
        "wrong query": '/search?q="',
        "concept": "/concepts/sanshe_liandong",
        "two concepts": "/timeline?concepts=三社联动 社会组织",
        "topic": "/topics/1",
        "works of a concept": "/works?concept=sanshe_liandong",
        "work": f"/works/{hit['work_id']}",
        "page": f"/texts/{hit['doc_id']}/pages/{hit['page']}?{sentence}",
        "nothing": "/nothing",
    }


def asked(origin: str, path: str):
    with urlopen(f"{origin}/api/{path}") as answer:  # noqa: S310 - our own server
        return json.load(answer)


@pytest.fixture(scope="session")
def visits(chromium: Browser, site: Site) -> Callable[[str], dict[str, Visit]]:
    """Visits every page of a language once: in daylight, then in the dark, then on a phone."""

    @cache
    def of(lang: str) -> dict[str, Visit]:
        with chromium.new_context(viewport=DESKTOP) as context:
            return {name: visit(context.new_page(), site, site.at(name, lang)) for name in site.paths}

    return of


def visit(page: Page, site: Site, address: str) -> Visit:
    asked_for: list[str] = []
    refused: list[str] = []
    page.on("request", lambda request: asked_for.append(request.url))
    page.on("requestfailed", lambda request: refused.append(request.url))
    page.on("console", lambda message: refused.append(message.text) if "Content Security Policy" in message.text else None)
    page.goto(address)
    faults = serious_faults(page)
    page.emulate_media(color_scheme="dark")
    in_the_dark = serious_faults(page, ["color-contrast"]) if "/zh/" in address else []
    page.set_viewport_size(PHONE)
    seen = Visit(faults, in_the_dark, sideways_scroll(page), [url for url in asked_for if not url.startswith(f"{site.origin}/")], refused)
    page.close()
    return seen


def assert_marked(page: Page) -> None:
    """The page's picture has been loaded and a mark lies on it: yellow with dark letters in it."""
    page.wait_for_load_state("load")
    mark = page.locator(MARKED).first
    drawn = Image.open(io.BytesIO(mark.screenshot())).convert("RGB")
    colours = {colour for _, colour in drawn.getcolors(drawn.width * drawn.height) or []}
    assert any(red > 220 and blue < 190 for red, _, blue in colours), "no yellow"
    assert any(max(colour) < 110 for colour in colours), "no letters"


def press_until(page: Page, target: Locator) -> None:
    """Press Tab until the target has the focus, which must be visible at each stop."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none", page.evaluate(
            "document.activeElement.outerHTML"
        )
        if target.evaluate("one => one === document.activeElement"):
            return
    pytest.fail(f"{MOST_TABS} times Tab did not reach {target}")


def press_enter(page: Page) -> None:
    """Press Enter and wait for the page that it leads to."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


LANGUAGES = pytest.mark.parametrize("lang", ["zh", "en"])


@LANGUAGES
def test_no_page_breaks_a_serious_rule_of_accessibility(visits, lang):
    assert {name: seen.faults for name, seen in visits(lang).items() if seen.faults} == {}


def test_every_page_can_be_read_in_the_dark(visits):
    assert {name: seen.faults_in_the_dark for name, seen in visits("zh").items() if seen.faults_in_the_dark} == {}


@LANGUAGES
def test_no_page_is_wider_than_a_phone(visits, lang):
    assert {name: seen.sideways for name, seen in visits(lang).items() if seen.sideways} == {}


@LANGUAGES
def test_no_page_asks_another_server(visits, lang):
    assert {name: seen.strangers for name, seen in visits(lang).items() if seen.strangers} == {}


@LANGUAGES
def test_the_browser_loads_all_that_a_page_names(visits, lang):
    assert {name: seen.refused for name, seen in visits(lang).items() if seen.refused} == {}


def test_phrase_is_found_and_a_filter_narrows_it(opened, site):
    page = opened(site.at("search"))
    page.locator("#q").fill(f'"{PHRASE}"')
    page.locator("form.big button").click()
    assert set(page.locator(".kwic mark").all_inner_texts()) == {PHRASE}
    everything = page.locator("[role=status]").inner_text()
    page.locator("#q").fill(f'"{PHRASE}" section:abstract year:2015-2016')
    page.locator("form.big button").click()
    assert set(page.locator(".kwic tbody td:first-child").all_inner_texts()) == {"2015", "2016"}
    assert page.locator("[role=status]").inner_text() != everything


def test_link_holds_the_whole_query(opened, site):
    page = opened(site.at("search", "en"))
    page.locator("#q").fill(PHRASE)
    page.locator("[name=sort]").select_option("year")
    page.locator("form.big button").click()
    again = opened(page.url)
    assert again.locator("#q").input_value() == PHRASE
    assert again.locator("[name=sort]").input_value() == "year"
    assert again.locator(".kwic").inner_text() == page.locator(".kwic").inner_text()


def test_point_of_a_timeline_leads_down_to_the_marked_page(opened, site):
    page = opened(site.at("concept"))
    in_table = page.locator("[aria-labelledby=timeline] td a").evaluate_all("links => links.map(one => one.href)")
    with_pages = [href for href in in_table if 'class="place"' in page.request.get(href).text()]
    point = page.locator(f'.chart a[href="{with_pages[0].removeprefix(site.origin)}"]').first
    point.locator(".point").click()
    assert page.url == with_pages[0]
    sentence = page.locator(".quotes li:has(.place)").first
    words = sentence.locator("q").inner_text()
    sentence.locator(".place").click()
    assert page.locator(".marked q").inner_text() == words
    assert_marked(page)


def test_every_number_of_the_timelines_table_counts_the_works_it_opens(opened, site):
    page = opened(site.at("concept"))
    numbers = page.locator("[aria-labelledby=timeline] td a")
    for n, href in zip(numbers.all_inner_texts(), numbers.evaluate_all("links => links.map(one => one.href)"), strict=True):
        assert f"<h1>{n} " in page.request.get(href).text()


def test_everything_works_without_script(opened, site):
    page = opened(site.at("start"), java_script_enabled=False)
    page.locator("#q").fill(PHRASE)
    page.locator("form.big button").click()
    page.locator(".chips a[href*='section']", has_text="正文").click()
    assert page.locator("#q").input_value() == f"({PHRASE}) section:body"
    page.locator(".kwic .place").first.click()
    assert page.locator(".marked mark").inner_text() == PHRASE
    assert_marked(page)


def test_keyboard_alone_leads_from_the_start_to_the_marked_page(opened, site):
    page = opened(site.at("start"))
    press_until(page, page.locator("#quick"))
    page.keyboard.type(PHRASE)
    press_enter(page)
    press_until(page, page.locator(".kwic .place").first)
    press_enter(page)
    assert_marked(page)


def test_skip_link_comes_first_and_leads_past_the_head(opened, site):
    page = opened(site.at("start"))
    page.keyboard.press("Tab")
    assert page.locator(".skip").bounding_box()["x"] >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_chart_can_be_followed_with_the_keyboard(opened, site):
    page = opened(site.at("start"))
    press_until(page, page.locator(".chart a").first)
    press_enter(page)
    assert "year_from=" in page.url


def test_other_language_shows_the_same_place(opened, site):
    page = opened(site.at("hits"))
    page.locator(".languages a").click()
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator("#q").input_value() == f'"{PHRASE}"'
