"""The adapter of gensim's Phrases: words that occur together become one collocation."""

from collections.abc import Sequence

MIN_COUNT = 5


def join_phrases(texts: Sequence[Sequence[str]], npmi: float) -> list[list[str]]:
    """Return the texts with neighbouring words joined where their NPMI is at least `npmi`; Chinese words without a mark between them.

    Source: Bouma, G. (2009), Normalized (Pointwise) Mutual Information in Collocation Extraction, as gensim computes it. Neighbours are taken
    after stop words have left; a collocation occurs at least 5 times.
    """
    from gensim.models.phrases import Phrases

    sentences = [list(words) for words in texts]
    if not any(sentences):
        return sentences
    model = Phrases(sentences, min_count=MIN_COUNT, threshold=npmi, scoring="npmi", delimiter="\t")
    return [["".join(_with_spaces(word)) for word in model[words]] for words in sentences]


def _with_spaces(word: str) -> str:
    return word.replace("\t", " " if word.isascii() else "")
