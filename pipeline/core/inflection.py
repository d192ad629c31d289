"""English forms of a rendering: singular and plural of its nouns, British and American spelling. No dictionary."""

import itertools
import re

# A noun stands at the end of a rendering or before one of these; others (social, work, third-party) never change.
AFTER_NOUN = frozenset({"of", "by", "for", "in", "from", "and", "into"})
# Words that have no other number, by ending or as they are.
FIXED_ENDINGS = ("ing", "ness", "ism", "ance", "ence")
FIXED = frozenset({"social", "work", "governance", "autonomy", "by", "of", "and"})
SPELLINGS = (
    (re.compile(r"iz(?=ation|e|ed|ing|ational)"), "is"),
    (re.compile(r"neighbor"), "neighbour"),
    (re.compile(r"labor"), "labour"),
    (re.compile(r"program\b"), "programme"),
    (re.compile(r"center"), "centre"),
)
MAX_NOUNS = 4
"""Nouns of one rendering whose number is varied: 2 ** 4 forms at most."""


def english_forms(text: str) -> list[str]:
    """Return the rendering (lower case) in each number of its nouns and in both spellings, sorted, each once."""
    words = re.split(r"(?<=[\s,])|(?=[\s,])", text)
    nouns = [index for index in _nouns(words) if not _is_fixed(words[index])][-MAX_NOUNS:]
    forms = set()
    for chosen in itertools.product(*([words[index], _other_number(words[index])] for index in nouns)):
        varied = list(words)
        for index, word in zip(nouns, chosen, strict=True):
            varied[index] = word
        forms.update(_spellings("".join(varied)))
    return sorted(forms)


def _nouns(words: list[str]) -> list[int]:
    places = [index for index, word in enumerate(words) if word and word[0].isalpha()]
    return [
        place
        for position, place in enumerate(places)
        if place == places[-1] or words[places[position + 1]] in AFTER_NOUN or "," in words[place + 1 : places[position + 1]]
    ]


def _is_fixed(word: str) -> bool:
    return word in FIXED or word.endswith(FIXED_ENDINGS) or not word.isascii()


def _other_number(word: str) -> str:
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "ch", "sh")) else "s")


def _spellings(text: str) -> list[str]:
    other = text
    for pattern, british in SPELLINGS:
        other = pattern.sub(british, other)
    return [text, other]
