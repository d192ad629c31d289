"""Numbers and Latin words, which stay the same across languages: `二十三`, `23` and `twenty-three` become one token."""

import re
import unicodedata
from dataclasses import dataclass

DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
UNITS = {"十": 10, "百": 100, "千": 1000}
LARGE = {"万": 10_000, "亿": 100_000_000}
WORDS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18,
    "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
}  # fmt: skip
MONTHS = {
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8, "september": 9, "october": 10,
    "november": 11, "december": 12,
}  # fmt: skip
NUMBER = re.compile(r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
CHINESE_NUMBER = re.compile(r"[零〇一二两三四五六七八九十百千万亿]+")
LATIN = re.compile(r"[A-Za-z][A-Za-z0-9]+")
SCALED = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s*(万|亿|million|billion|thousand)")
SCALES = {"万": 1e4, "亿": 1e8, "thousand": 1e3, "million": 1e6, "billion": 1e9}


@dataclass(frozen=True, slots=True)
class Anchors:
    """What a sentence holds that a translation keeps: values of numbers and Latin words (lower case)."""

    digits: frozenset[str]
    """Values written in digits."""
    spelt: frozenset[str]
    """Values written in words; they may be idiom and only ever confirm."""
    latin: frozenset[str]


def find_anchors(text: str) -> Anchors:
    """Return the anchors of a sentence in either language; numbers as `23` or `0.75`, with 万, 亿, million … multiplied out."""
    text = unicodedata.normalize("NFKC", text)
    scaled = {_plain(str(float(number.replace(",", "")) * SCALES[scale])) for number, scale in SCALED.findall(text)}
    rest = SCALED.sub(" ", text)
    digits = {_plain(match.group().replace(",", "")) for match in NUMBER.finditer(rest)} | scaled
    spelt = {str(value) for match in CHINESE_NUMBER.finditer(text) if (value := chinese_value(match.group())) is not None}
    words = [match.group().lower() for match in LATIN.finditer(text)]
    spelt |= {str(value) for word in words if (value := WORDS.get(word, MONTHS.get(word))) is not None}
    return Anchors(frozenset(digits), frozenset(spelt), frozenset(words))


def chinese_value(text: str) -> int | None:
    """Return the value of a Chinese numeral: `二十三` 23, `二〇一二` 2012; None when it is none (万一, 千万亿)."""
    if all(char in DIGITS for char in text):
        return int("".join(str(DIGITS[char]) for char in text))
    total, section, digit = 0, 0, None
    for char in text:
        if char in DIGITS:
            digit = DIGITS[char]
        elif char in UNITS:
            section += (1 if digit is None else digit) * UNITS[char]
            digit = None
        elif section or digit:
            total = (total + section + (digit or 0)) * LARGE[char]
            section, digit = 0, None
        else:
            return None
    return total + section + (digit or 0)


def missing_numbers(zh: Anchors, en: Anchors) -> list[str]:
    """Return the numbers written in digits on one side that the other side has in no form, sorted."""
    return sorted((zh.digits - en.digits - en.spelt) | (en.digits - zh.digits - zh.spelt))


def missing_latin(zh: Anchors, en: Anchors) -> list[str]:
    """Return the Latin words of the Chinese side that the English side lacks, sorted."""
    joined = "".join(sorted(en.latin))
    return sorted(word for word in zh.latin if word not in en.latin and word not in joined)


def _plain(number: str) -> str:
    if "." in number:
        number = number.rstrip("0").rstrip(".")
    return number.lstrip("0") or "0" if "." not in number else number
