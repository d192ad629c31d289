"""Labels of abstracts, keywords and metadata in their printed forms, and how keyword lists are divided."""

import re

from pipeline.core.text import count_han

OPEN, CLOSE = r"[【\[〔［(（<〈「]?\s*", r"\s*[】\]〕］)）>〉」]?\s*[:：∶．.]?\s*"
ABSTRACT_ZH = re.compile(rf"^{OPEN}(?:内\s*容\s*|论\s*文\s*|中\s*文\s*)?(?:摘\s*要|提\s*要)(?![\u4e00-\u9fff]{{2,}}[^：:]*$){CLOSE}")
ABSTRACT_EN = re.compile(rf"^{OPEN}(?:abstract|summary)(?![a-z]){CLOSE}[—\-]?\s*", re.IGNORECASE)
KEYWORDS_ZH = re.compile(rf"^{OPEN}(?:关\s*键\s*[词字]|主\s*题\s*词){CLOSE}")
KEYWORDS_EN = re.compile(rf"^{OPEN}(?:key\s*-?\s*words?(?:\s+and\s+phrases)?|index\s+terms){CLOSE}[—\-]?\s*", re.IGNORECASE)
LABELS = (
    ("abstract_zh", ABSTRACT_ZH),
    ("keywords_zh", KEYWORDS_ZH),
    ("abstract_en", ABSTRACT_EN),
    ("keywords_en", KEYWORDS_EN),
)
METADATA = re.compile(
    r"""^[\[【〔［(（]?\s*(?:中\s*图\s*分\s*类\s*号|分\s*类\s*号|中\s*图\s*法|CLC|文\s*献\s*标\s*[识志]\s*码|文\s*章\s*编\s*号|文\s*章\s*类\s*型|DOI|doi|UDC|U\s*D\s*C|密\s*级|学\s*校\s*代\s*码|单\s*位\s*代\s*码|学\s*号
    |收\s*稿\s*日\s*期|修\s*回\s*日\s*期|录\s*用\s*日\s*期|基\s*金\s*项\s*目|基\s*金\s*资\s*助|资\s*助\s*项\s*目|ISSN|CN\s*\d|国\s*际\s*标\s*准|开\s*放\s*科\s*学|本文引用格式|引用格式|引用本文|Document\s+code|Article\s+ID
    |CLC\s+(?:number|no)|Received\s*(?:date)?\s*[:：\d]|(?:Foundation\s+items?|Funds?|Funding|Fund\s+projects?)\s*[:：])""",
    re.VERBOSE,
)
METADATA_INLINE = re.compile(
    r"[\[【〔［（(]?\s*(?:中\s*图\s*(?:法\s*)?分\s*类\s*号|文\s*献\s*标\s*[识志]\s*码|文\s*章\s*编\s*号|基\s*金\s*项\s*目|收\s*稿\s*日\s*期|(?<![A-Za-z])DOI\s*[:：]"
    r"|CLC\s+number|Document\s+code|Article\s+ID)"
)
# A label that follows in the same paragraph: behind the end of a sentence or white space, in brackets or with a colon.
LABEL_INLINE = re.compile(
    r"(?<=[。.！？!?；;\s\u3000])(?=(?:[【\[〔［]\s*(?:关\s*键\s*[词字]|主\s*题\s*词|摘\s*要|Key\s*-?\s*words?|Abstract)\s*[】\]〕］]"
    r"|(?:关\s*键\s*[词字]|主\s*题\s*词|Key\s*-?\s*words?)\s*[:：]))",
    re.IGNORECASE,
)
WITHIN_LIST = re.compile(r"[;；,，、|｜]\s*$")


def label_of(text: str) -> tuple[str, int] | None:
    """Return the field whose label a paragraph begins with, and where its content begins; None without a label.

    >>> label_of("【关键词】三社联动；社区治理")
    ('keywords_zh', 5)
    """
    for name, pattern in LABELS:
        match = pattern.match(text)
        if match and match.end() and (name != "abstract_zh" or _is_label(text, match)):
            return name, match.end()
    return None


def _is_label(text: str, match: re.Match[str]) -> bool:
    """Tell a label from a sentence that begins with the word 摘要."""
    plain = match.group().strip()
    return match.end() == len(text) or not plain[-1].isalnum() or match.group()[-1:].isspace()


def split_keywords(text: str) -> list[str]:
    """Return the keywords of a list in any of its printed forms.

    Semicolons win over commas (a keyword may hold a comma), and any sign wins over spaces.
    """
    text = METADATA_INLINE.split(text)[0].strip().rstrip("。.;；,，")
    for pattern in (
        r"[;；]",
        r",\s+" if len(re.findall(r",\s", text)) > 1 else r"[;；]",
        r"[,，]",
        r"[、]",
        r"\s*[|｜]\s*",
        r"\s*\u3000+\s*",
        r"\s{2,}",
    ):
        parts = [part for part in re.split(pattern, text) if part.strip()]
        if len(parts) > 1:
            break
    if len(parts) == 1 and count_han(text) and " " in text and not re.search(r"[A-Za-z]", text):
        parts = text.split()
    return [" ".join(part.split()) for part in parts]
