"""Chromium, and a clone whose chain has run on a dozen of the demo corpus's PDFs and its records."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from tests.clones import Clone, make_clone

N_ARTICLES = 12
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
SERIOUS = {"serious", "critical"}


def chromium_path() -> str:
    """Return the installed Chromium (or Chrome); playwright's own download is not used."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))), None)
    if found is None:
        pytest.fail("Chromium is not installed; on Debian: sudo apt install chromium")
    return found


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def built(project_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Clone:
    """A clone whose chain has run once; tests read it and leave it as it is."""
    folder = tmp_path_factory.mktemp("browser")
    made = make_clone(project_root, folder / "clone", folder / "store", N_ARTICLES)
    made.run("dvc", "repro")
    return made


@pytest.fixture
def opened(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Opens an address in a window of its own with the given settings."""
    contexts = []

    def open_page(address: str, **settings: Any) -> Page:
        contexts.append(chromium.new_context(**{"viewport": DESKTOP, **settings}))
        page = contexts[-1].new_page()
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()


def serious_faults(page: Page, rules: list[str] | None = None) -> list[str]:
    """Return what axe-core finds against WCAG 2.1 A and AA (or against the named rules), one line a fault, of serious and critical impact alone."""
    only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}
    found = Axe().run(page, options={"runOnly": only, "resultTypes": ["violations"]}).response["violations"]
    return [f"{fault['id']}: {fault['nodes'][0]['html'][:160]}" for fault in found if fault["impact"] in SERIOUS]


def sideways_scroll(page: Page) -> int:
    """Return by how many pixels the page is wider than the window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
