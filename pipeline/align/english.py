"""English words for comparison with a dictionary: tokens, stems and background frequencies.

The stemmer is deliberately coarse (govern, government, governance and governing meet): dictionary glosses and abstracts rarely use the
same form of a word, and a bead is decided by many words, not by one.
"""

import functools
import re

WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)?|\d+(?:[.,]\d+)*")
# Inflections first, then derivations; a suffix goes when at least the given number of letters stay.
INFLECTIONS = (("sses", "ss", 2), ("ies", "y", 2), ("ied", "y", 2), ("ss", "ss", 1), ("us", "us", 1), ("s", "", 3), ("eed", "ee", 2))
DERIVATIONS = (
    ("ization", 3), ("iency", 4), ("ency", 4), ("ancy", 4), ("isation", 3), ("ational", 3), ("ation", 3), ("ition", 3), ("ically", 3), ("ingly", 4), ("ement", 3), ("ments", 4),
    ("ment", 4), ("ness", 3), ("ance", 4), ("ence", 4), ("ical", 3), ("tion", 4), ("able", 4), ("ible", 4), ("ity", 3), ("ive", 4),
    ("ize", 3), ("iz", 3), ("ise", 4), ("ism", 4), ("ist", 4), ("ous", 3), ("ful", 3), ("ion", 3), ("ing", 3), ("ate", 4), ("ant", 4), ("ient", 4), ("ent", 4),
    ("ed", 3), ("er", 4), ("or", 4), ("al", 4), ("ly", 3), ("ic", 4), ("e", 3), ("y", 3),
)  # fmt: skip
IRREGULAR = {
    "analysis": "analyse", "analyses": "analyse", "men": "man", "women": "woman", "children": "child", "people": "person", "persons": "person", "feet": "foot", "teeth": "tooth",
    "was": "be", "were": "be", "is": "be", "are": "be", "been": "be", "has": "have", "had": "have", "did": "do", "done": "do", "went": "go",
    "gone": "go", "made": "make", "said": "say", "took": "take", "taken": "take", "got": "get", "gave": "give", "given": "give",
    "found": "find", "thought": "think", "told": "tell", "became": "become", "left": "leave", "felt": "feel", "brought": "bring",
    "began": "begin", "begun": "begin", "kept": "keep", "held": "hold", "wrote": "write", "written": "write", "stood": "stand",
    "heard": "hear", "meant": "mean", "met": "meet", "paid": "pay", "sat": "sit", "spoke": "speak", "spoken": "speak", "led": "lead",
    "grew": "grow", "grown": "grow", "lost": "lose", "fell": "fall", "sent": "send", "built": "build", "understood": "understand",
    "drew": "draw", "drawn": "draw", "broke": "break", "broken": "break", "spent": "spend", "rose": "rise", "risen": "rise",
    "bought": "buy", "caught": "catch", "chose": "choose", "chosen": "choose", "taught": "teach", "sought": "seek", "won": "win",
    "knew": "know", "known": "know", "saw": "see", "seen": "see", "came": "come", "ran": "run", "shown": "show", "better": "good",
    "best": "good", "worse": "bad", "worst": "bad", "lives": "life", "wives": "wife", "selves": "self",
}  # fmt: skip
# Words without evidence of their own: they occur on every page.
STOP_TEXT = """
a an the of to in on at by for with from as and or but that this these those it its is are was were be been being he she his her him they
them their we our us you your i me my who whom which what there here so than then if not no nor do does did done have has had having will
would shall should can could may might must such some any each other into onto upon about over also only just very more most much many s t
"""
STOP = frozenset(STOP_TEXT.split())
MIN_DOUBLED = 3  # shorter stems (add, egg) keep their double letter
MIN_FREQUENCY = 2e-6  # rarer stems would make one hit outweigh a sentence


def english_words(text: str) -> list[str]:
    """Return lower-case words and digit groups in order, without possessive endings; hyphenated words come apart."""
    return [re.sub(r"['’].*", "", match.group().lower()) for match in WORD.finditer(text)]


@functools.lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Return the stem of a lower-case word: inflection, then derivations, each from the longest suffix."""
    word = _uninflected(IRREGULAR.get(word, word))
    for _ in range(3):
        shorter = _underived(word)
        if shorter == word:
            return word
        word = shorter
    return word


def _uninflected(word: str) -> str:
    for suffix, replacement, least in INFLECTIONS:
        if word.endswith(suffix) and len(word) - len(suffix) >= least:
            return word.removesuffix(suffix) + replacement
    return word


def _underived(word: str) -> str:
    for suffix, least in DERIVATIONS:
        if word.endswith(suffix) and len(word) - len(suffix) >= least:
            return _single(word.removesuffix(suffix))
    return word


def _single(word: str) -> str:
    """Undo the doubled consonant of planning, stopped."""
    return word[:-1] if len(word) > MIN_DOUBLED and word[-1] == word[-2] and word[-1] not in "lsz" else word


@functools.cache
def background() -> dict[str, float]:
    """Return the share of running English words that each stem has, stop words left out (wordfreq's small list)."""
    import wordfreq

    shares: dict[str, float] = {}
    for word, share in wordfreq.get_frequency_dict("en", "small").items():
        if word.isalpha() and word not in STOP:
            shares[stem(word)] = shares.get(stem(word), 0.0) + share
    return shares
