"""The two languages on one page: phrases as markup, and words in the other language marked as such, for readers' voices, fonts and search."""

import base64
import re
from collections.abc import Callable
from functools import partial
from typing import Any

from markupsafe import Markup, escape

from pipeline.explore.wording import Language, Wording

HTML_LANG: dict[Language, str] = {"zh": "zh-Hans", "en": "en"}
HAN = "㐀-鿿豈-﫿\U00020000-\U0003ffff"
# A stretch of Chinese: a character, and what follows it of characters and full-width punctuation.
RUN = re.compile(f"[{HAN}](?:[{HAN}　-〿＀-￯“”‘’…]*[{HAN}　-〿＀-￯”’])?")
CHART_TEXT = re.compile(r"(<text\b[^>]*>)([^<]*)(</text>)")
CHART_TITLE = re.compile(r"<title>([^<]*)</title>")
TICKED = re.compile(r"`([^`]+)`")


def template_words(wording: Wording) -> tuple[dict[str, Any], dict[str, Callable[[Any], str]]]:
    """Return what templates need to speak one language: globals (`t`, `tn`, `name`, `lang`, `html_lang`) and filters.

    The filters: `zh` marks a value that is Chinese, `runs` the Chinese stretches of a text, `ticked` sets `…` as code, `chart` puts a
    drawing in, `as_download` makes a text the target of a link.
    """
    names = {
        "t": partial(phrase, wording),
        "tn": partial(counted_phrase, wording),
        "name": wording.name,
        "lang": wording.lang,
        "html_lang": HTML_LANG[wording.lang],
    }
    marks = (("zh", mark_whole), ("runs", mark_runs), ("chart", mark_chart))
    filters: dict[str, Callable[[Any], str]] = {name: partial(mark, lang=wording.lang) for name, mark in marks}
    return names, filters | {"ticked": set_code, "as_download": as_download}


def phrase(wording: Wording, key: str, /, **values: object) -> Markup:
    """Return a phrase as markup, with its values escaped unless they are markup."""
    return escape(wording.phrases[key]).format(**values)


def counted_phrase(wording: Wording, key: str, n: int, /, **values: object) -> Markup:
    """Return a phrase about `n` things: `key_one` for a single one."""
    return phrase(wording, f"{key}_one" if n == 1 else key, n=n, **values)


def mark_whole(text: object, *, lang: Language) -> Markup:
    """Return a value, on an English page inside an element that says it is Chinese, when it has Chinese characters."""
    if lang == "zh" or not RUN.search(str(text)):
        return escape(text)
    return Markup('<span lang="zh-Hans">{}</span>').format(text)


def mark_runs(text: object, *, lang: Language) -> Markup:
    """Return a text with its Chinese stretches marked, on an English page."""
    plain = escape(text)
    return plain if lang == "zh" else Markup(RUN.sub(r'<span lang="zh-Hans">\g<0></span>', str(plain)))  # noqa: S704 - escaped above


def mark_chart(drawing: str, *, lang: Language) -> Markup:
    """Return a drawing of ours (which has escaped every text) for the page, its Chinese stretches marked on an English one."""
    if lang == "en":
        drawing = CHART_TEXT.sub(lambda found: found[1] + RUN.sub(r'<tspan lang="zh-Hans">\g<0></tspan>', found[2]) + found[3], drawing)
        drawing = CHART_TITLE.sub(lambda found: f'<title lang="zh-Hans">{found[1]}</title>' if RUN.search(found[1]) else found[0], drawing)
    return Markup(drawing)  # noqa: S704 - drawn by charts.py and its like, which escape every text


def set_code(text: object) -> Markup:
    """Return a phrase with what stands in backticks set as code."""
    return Markup(TICKED.sub(r"<code>\1</code>", str(escape(text))))  # noqa: S704 - escaped


def as_download(text: str) -> str:
    """Return a text as an address that a link can save as a file, without a server or a script."""
    return f"data:application/x-bibtex;charset=utf-8;base64,{base64.b64encode(text.encode()).decode()}"
