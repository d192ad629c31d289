"""The report file as a reader opens it: from disk, without a network, with the keyboard, on a phone, without script."""

import pytest

from tests.browser.conftest import DESKTOP, PHONE, serious_faults, sideways_scroll

pytestmark = pytest.mark.browser


@pytest.fixture
def address(built):
    return (built.corpus / "report/index.html").as_uri()


def unfold(page):
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")


def test_report_breaks_no_serious_rule_of_accessibility(opened, address):
    page = opened(address)
    unfold(page)
    assert serious_faults(page) == []


def test_report_can_be_read_in_the_dark(opened, address):
    assert serious_faults(opened(address, color_scheme="dark"), ["color-contrast"]) == []


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_report_does_not_scroll_sideways(opened, address, size):
    page = opened(address, viewport=size)
    assert sideways_scroll(page) == 0
    unfold(page)
    assert sideways_scroll(page) == 0


def test_report_asks_for_nothing_but_itself(opened, address):
    page = opened(address, java_script_enabled=False)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.reload()
    page.get_by_role("link").first.focus()
    page.keyboard.press("Enter")
    assert {url.partition("#")[0] for url in asked} == {address}


def test_evidence_opens_with_the_keyboard(opened, address):
    page = opened(address, java_script_enabled=False)
    summary = page.locator("details summary").first
    summary.focus()
    page.keyboard.press("Enter")
    assert summary.locator("xpath=..").get_attribute("open") is not None
