"""The adapter to wordfreq's English list, in a third of the memory of its dictionary: a worker that reads long theses has little to spare."""

import functools

RAREST = 650  # hundredths of a bel below certainty (Zipf 2.5): rarer words are kept as one text, which is searched
RARE = 1.0
TOP = 9.0  # Zipf value of a word that is all of the text


def zipf(word: str) -> float:
    """Return how common an English word is (Zipf scale), `RARE` for all words under 2.5, 0 for what is no word.

    >>> zipf("the") > 7, zipf("Qzkx")
    (True, 0.0)
    """
    common, rare = _words()
    key = word.lower()
    return common.get(key) or (RARE if f"\n{key}\n" in rare else 0.0)


@functools.cache
def _words() -> tuple[dict[str, float], str]:
    import wordfreq

    lists = wordfreq.available_languages("best")
    buckets = wordfreq.read_cBpack(lists["en"])
    rare: list[str] = []
    while len(buckets) > RAREST + 1:  # taken off one by one: the lists are given back as they go
        rare += filter(_is_plain, buckets.pop())
    text = "\n".join(rare)
    rare.clear()
    return {word: TOP - step / 100 for step, words in enumerate(buckets) for word in words if _is_plain(word)}, f"\n{text}\n"


def _is_plain(word: str) -> bool:
    return word.isascii() and word.isalpha()
