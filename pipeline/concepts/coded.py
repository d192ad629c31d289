"""Senses that coders gave (edits/codes.tsv) go before those of cue words.

A code `no` removes no mention: coders see a sample, and a corpus cleaned in the sample alone would be biased. What `no` says is the
precision that the report prints.
"""

import dataclasses
from collections.abc import Iterable, Sequence

from pipeline.core.codes import YES, Code, decided, sentence_key
from pipeline.core.lexicon import Lexicon
from pipeline.core.records import Mention, Tokens
from pipeline.core.texts import Text

OTHER_SENSE = "other-sense"


def apply_senses(
    mentions: Iterable[Mention], texts: Sequence[Text], tokens: dict[str, Tokens], codes: Iterable[Code], lexicon: Lexicon
) -> list[Mention]:
    """Return the mentions with the senses that hold by the coders' words; all others as they are."""
    senses = {unit: code.sense for unit, code in decided(codes).items() if code.code == YES and code.sense}
    if not senses:
        return list(mentions)
    by_id = {text.text_id: text for text in texts}
    coded = {concept for _, concept in senses}
    return [
        _with_sense(mention, senses.get((_key(mention, by_id, tokens), mention.concept_id)), lexicon)
        if mention.concept_id in coded
        else mention
        for mention in mentions
    ]


def _key(mention: Mention, texts: dict[str, Text], tokens: dict[str, Tokens]) -> str:
    text = texts[mention.text_id]
    if mention.sentence_index is None:
        return sentence_key(text.slice(text.passages[mention.passage_index]))
    cut = tokens[mention.text_id]
    return sentence_key(text.text[cut.sentence_start[mention.sentence_index] : cut.sentence_end[mention.sentence_index]])


def _with_sense(mention: Mention, sense: str | None, lexicon: Lexicon) -> Mention:
    known = {one.id: one.counted for one in lexicon.by_id[mention.concept_id].senses}
    if sense not in known:
        return mention
    flags = {flag for flag in mention.flags if flag != OTHER_SENSE} | (set() if known[sense] else {OTHER_SENSE})
    return dataclasses.replace(mention, sense=sense, sense_origin="coder", flags=sorted(flags))
