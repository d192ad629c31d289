"""Can a page's text be trusted? The verdict, and the counts it rests on."""

import functools
import unicodedata

from pipeline.core.records import PageQuality
from pipeline.core.text import is_han
from pipeline.extract.glyphs import PageGlyphs

MANY_IMAGES = 0.5  # share of the page that images cover, from which few characters mean a scan
FEW_CHARS = 40
SUSPICIOUS = 0.12  # share of doubtful characters from which the page's text is not believed
MIN_HANZI = 20
RARE_SHARE = 0.25  # share of Hanzi outside GB 2312 and Big5 from which text is no Chinese (real texts stay under .02)


def judge_page(page: PageGlyphs) -> PageQuality:
    """Return the verdict on a page's characters (after repair)."""
    texts = [char.text for char in page.chars if not char.text.isspace()]
    n_chars = len(texts)
    area = page.width * page.height or 1.0
    images = min(page.image_area / area, 1.0)
    suspicious = _suspicious_share(texts)
    hidden = sum(char.hidden for char in page.chars)
    return PageQuality(page.number, _verdict(n_chars, images, suspicious, hidden), n_chars, images, suspicious)


def _verdict(n_chars: int, images: float, suspicious: float, hidden: int) -> str:
    if suspicious > SUSPICIOUS:
        return "needs_ocr"
    if n_chars <= FEW_CHARS and images > MANY_IMAGES:
        return "needs_ocr"
    if n_chars == 0:
        return "blank"
    return "ocr" if hidden > 0.5 * n_chars and images > MANY_IMAGES else "text"


def _suspicious_share(texts: list[str]) -> float:
    if not texts:
        return 0.0
    bad = sum(map(is_suspicious, texts))
    hanzi = sum(1 for text in texts if is_han(text[0]))
    rare = sum(1 for text in texts if is_rare(text))
    if hanzi >= MIN_HANZI and rare > RARE_SHARE * hanzi:
        bad += rare
    return min(bad / len(texts), 1.0)


@functools.cache
def is_suspicious(text: str) -> bool:
    """Tell whether a character cannot come from a text: unmapped, private use, control, unassigned."""
    return text.startswith("(cid:") or any(char == "\ufffd" or unicodedata.category(char) in ("Co", "Cn", "Cc", "Cs") for char in text)


@functools.cache
def is_rare(text: str) -> bool:
    """Tell whether a Han character is in neither of the standard sets of Simplified and Traditional Chinese."""
    return is_han(text[0]) and not (_encodable(text[0], "gb2312") or _encodable(text[0], "big5"))


def _encodable(char: str, charset: str) -> bool:
    try:
        char.encode(charset)
    except UnicodeEncodeError:
        return False
    return True
