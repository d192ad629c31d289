import pytest

from pipeline.concepts.coded import apply_senses
from pipeline.core.codes import Code, sentence_key
from pipeline.core.lexicon import Concept, Lexicon
from pipeline.core.records import Mention, Passage, Tokens
from pipeline.core.texts import Text

SENTENCE = "项目制把经费切成几段。"
TEXT = Text("a" * 16, f"前一句。{SENTENCE}", [Passage("a" * 16, 0, 0, 4 + len(SENTENCE), "body", None, "zh", [])])
TOKENS = {TEXT.text_id: Tokens(TEXT.text_id, [], [], [0, 4], [4, 4 + len(SENTENCE)], [0, 0])}
SENSES = [{"id": "purchase", "label": "购买"}, {"id": "learning", "label": "学习", "counted": False}]
LEXICON = Lexicon("1.0.0", {}, (Concept.model_validate({"id": "xmz", "label": "项目制", "label_en": "", "senses": SENSES}),))


@pytest.fixture
def coded():
    def run(*words, **more):
        mention = Mention(TEXT.text_id, 0, "xmz", "项目制", 4, 7, "项目制", "zh", "body", 0, 1, None, None, "purchase", "rule", ["cited"])
        codes = [Code(sentence_key(SENTENCE), "xmz", f"coder {n}", code, sense, **more) for n, (code, sense) in enumerate(words)]
        (result,) = apply_senses([mention], [TEXT], TOKENS, codes, LEXICON)
        return result.sense, result.sense_origin, result.flags

    return run


def test_a_coders_sense_goes_before_that_of_cue_words(coded):
    assert coded(("yes", "learning")) == ("learning", "coder", ["cited", "other-sense"])


def test_coders_who_differ_change_nothing(coded):
    assert coded(("yes", "learning"), ("yes", "purchase")) == ("purchase", "rule", ["cited"])


def test_a_no_removes_no_mention(coded):
    assert coded(("no", "")) == ("purchase", "rule", ["cited"])


def test_a_sense_that_the_lexicon_has_lost_changes_nothing(coded):
    assert coded(("yes", "gone")) == ("purchase", "rule", ["cited"])
