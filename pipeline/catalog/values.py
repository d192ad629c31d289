"""Clean the values of an export: names, keywords, abstracts, titles, years. Pure functions on strings."""

import re

from pipeline.core.text import count_han, is_han

# CNKI marks a line break (#br), an abstract that is only the beginning of the text <正>, and online-first works 网络首发.
LINE_BREAK = "(#br)"
NOT_AN_ABSTRACT = "<正>"
ABSTRACT_LABEL = re.compile(
    r"^(?:[\[【(（]?\s*(?:内容)?(?:摘\s*要|提\s*要)\s*[\]】)）]?\s*[:：]?|abstract\s*(?:[:：.]|\(#br\)|\n))\s*", re.IGNORECASE
)
KEYWORD_LABEL = re.compile(r"^(?:[\[【(（]?\s*关键\s*[词字]\s*[\]】)）]?\s*[:：]?|key\s?words?\s*[:：])\s*", re.IGNORECASE)
LIST_SEPARATOR = re.compile(r"[;；]+|\n+")
COMMA = re.compile(r"[,，、]")
YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d{3})")
DOI = re.compile(r"10\.\d{4,9}/\S+")
# A title or abstract is Chinese when Han characters make up this share of its letters.
MIN_HAN_SHARE = 0.2
PROFESSIONAL_DEGREE = re.compile(
    r"专业(?:硕士|学位|型)|公共管理硕士|社会工作硕士|工商管理硕士|工程硕士|法律硕士|教育硕士|\b(?:MPA|MSW|MBA|M\.P\.A|Master of (?:Public Administration|Social Work))\b"
)
ACADEMIC_DEGREE = re.compile(r"学术(?:硕士|学位|型)|(?:管理|法|文|经济|哲|历史|教育|理|工|农|医)学硕士")
DOCTOR = re.compile(r"博士|\b(?:Ph\.?\s?D|doctor)", re.IGNORECASE)


def one_line(value: str) -> str:
    """Return a value without line breaks: none between two Chinese characters or signs, a space elsewhere; blanks are single."""
    parts = [" ".join(part.split()) for part in value.replace(LINE_BREAK, "\n").split("\n")]
    joined = ""
    for part in filter(None, parts):
        joined += part if not joined or _is_wide(joined[-1]) or _is_wide(part[0]) else f" {part}"
    return joined


def is_chinese(value: str) -> bool:
    """Tell whether a title or abstract is written in Chinese (and not merely quotes a Chinese word)."""
    letters = sum(char.isalpha() for char in value)
    return letters > 0 and count_han(value) >= MIN_HAN_SHARE * letters


def split_names(value: str) -> list[str]:
    """Return the names in an author field; `谢昕,王小增` is two names, `Smith, John` one."""
    names = [name for part in LIST_SEPARATOR.split(value) for name in _split_han_names(one_line(part))]
    return [name for name in (_clean_name(name) for name in names) if name not in {"", "等"}]


def split_keywords(value: str) -> list[str]:
    """Return the keywords of a field, in order, each once."""
    parts = LIST_SEPARATOR.split(KEYWORD_LABEL.sub("", value.strip()))
    keywords = [one_line(part).strip(" ,，.。") for part in parts]
    if len(keywords) == 1:
        keywords = [part.strip(" .。") for part in COMMA.split(keywords[0])]
    return [keyword for keyword in dict.fromkeys(keywords) if keyword]


def clean_abstract(value: str) -> str:
    """Return an abstract as one paragraph, without CNKI's marks and its own label."""
    value = value.strip().removeprefix(NOT_AN_ABSTRACT).strip()
    return one_line(ABSTRACT_LABEL.sub("", value, count=1))


def find_year(value: str) -> int | None:
    """Return the first year from 1800 to 2099 in a value such as `2019/03/15`, `2019-03` or `2019年第3期`."""
    match = YEAR.search(value)
    return int(match[0]) if match else None


def find_doi(value: str) -> str | None:
    """Return the DOI in a value, without resolver and without a full stop or bracket behind it."""
    match = DOI.search(value)
    return match[0].rstrip(".,;。，；)）]") if match else None


def plain_number(value: str) -> str:
    """Return an issue or volume without leading zeros (`09` is `9`); other forms as they are."""
    value = one_line(value)
    return str(int(value)) if re.fullmatch(r"[0-9]{1,9}", value) else value


def degree_type(degree: str) -> str | None:
    """Return 博士, 学术硕士 or 专业硕士, or None when the words do not decide it: plain 硕士 may be either."""
    if DOCTOR.search(degree):
        return "博士"
    if PROFESSIONAL_DEGREE.search(degree):
        return "专业硕士"
    return "学术硕士" if ACADEMIC_DEGREE.search(degree) else None


def _split_han_names(value: str) -> list[str]:
    parts = [part.strip() for part in COMMA.split(value)]
    all_han = all(part and all(is_han(char) or char in "·•" for char in part) for part in parts if part)
    return [part for part in parts if part] if all_han else [value]


def _clean_name(name: str) -> str:
    return re.sub(r"[\s\d*\uff0a,，.。①-⑩\[\]]+$", "", name).strip() if count_han(name) else name.strip(" ,;*")


def _is_wide(char: str) -> bool:
    return is_han(char) or "\u3000" <= char <= "\u303f" or "\uff00" <= char <= "\uffef"
