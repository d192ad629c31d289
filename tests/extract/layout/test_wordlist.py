import pytest
from wordfreq import zipf_frequency

from pipeline.extract.layout.wordlist import RARE, RAREST, TOP, zipf

LIMIT = TOP - RAREST / 100


@pytest.mark.parametrize("word", ["the", "Community", "governance", "neighbourhood", "gridding", "townhall", "tion", "sociolog", "qzkx"])
def test_value_is_that_of_the_list_or_says_that_the_word_is_rare(word):
    told = zipf_frequency(word, "en")
    assert zipf(word) == pytest.approx(told if told >= LIMIT else RARE if told else 0.0, abs=0.006)
