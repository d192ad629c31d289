"""Texts in which letters are concepts: `AB` is A and B one behind the other, a space divides sentences, a line is a paragraph."""

from collections.abc import Iterable

from pipeline.concepts.units import Ground, Sources
from pipeline.core.records import Box, ConceptWork, Mention, Passage, Tokens, Work
from pipeline.core.texts import Text
from tests.concepts.factories import make_mention, make_work

GROUND = Ground("abstract+body", frozenset({"abstract", "heading", "body"}), "zh", frozenset({"loose"}))


def cut_text(work: Work, content: str, role: str = "body") -> tuple[Text, Tokens]:
    """Return the text, each line a passage on a page of its own, with sentences at spaces."""
    text_id = work.text_id or ""
    passages, starts, ends, owners, offset = [], [], [], [], 0
    for index, line in enumerate(content.split("\n")):
        box = Box(index + 1, str(index + 101), 0, 0, 1, 1)
        passages.append(Passage(text_id, index, offset, offset + len(line), role, boxes=[box], line_starts=[offset], line_boxes=[box]))
        at = offset
        for sentence in line.split(" "):
            starts, ends, owners = [*starts, at], [*ends, at + len(sentence)], [*owners, index]
            at += len(sentence) + 1
        offset += len(line) + 1
    return Text(text_id, content, passages), Tokens(text_id, [], [], starts, ends, owners)


def make_sources(contents: dict[str, str], works: Iterable[Work] = (), flags: tuple[str, ...] = ()) -> Sources:
    """Return the works of the names given; every capital letter is a mention of the concept of its small letter."""
    known = {work.title_zh: work for work in works}
    all_works = [known.get(name) or make_work(name) for name in contents]
    cut = {work.text_id or "": cut_text(work, contents[work.title_zh or ""]) for work in all_works}
    mentions = {text_id: letters(text, tokens, flags) for text_id, (text, tokens) in cut.items()}
    rows = [
        ConceptWork(name, work.work_id, work.text_id or "", work.year, work.kind, "abstract+body", "zh", 1, 1, True)
        for work in all_works
        for name in sorted({mention.concept_id for mention in mentions[work.text_id or ""]})
    ]
    texts, tokens = ({text_id: pair[at] for text_id, pair in cut.items()} for at in range(2))
    return Sources(all_works, texts, tokens, mentions, rows)


def letters(text: Text, tokens: Tokens, flags: tuple[str, ...]) -> list[Mention]:
    """Return a mention for each capital letter of the text."""
    return [mention_at(text, tokens, at, at + 1, char.lower(), flags) for at, char in enumerate(text.text) if char.isupper()]


def mention_at(text: Text, tokens: Tokens, start: int, end: int, concept_id: str, flags: tuple[str, ...] = ()) -> Mention:
    """Return a mention placed as the stage places it."""
    from dataclasses import replace

    passage = next(one for one in text.passages if one.start <= start < one.end)
    sentence = max(index for index, first in enumerate(tokens.sentence_start) if first <= start)
    mention = make_mention("x", concept_id, index=start, flags=flags)
    return replace(
        mention,
        text_id=text.text_id,
        start=start,
        end=end,
        passage_index=passage.passage_index,
        sentence_index=sentence,
        scope=passage.role,
    )
