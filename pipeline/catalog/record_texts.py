"""The text of works that are known from records alone: title, abstracts and keywords, a passage each, joined by newlines."""

from collections.abc import Iterable

from pipeline.core.records import Passage, RecordText, Work

# Passage role, the work's field it is made of, language.
PARTS = (
    ("title", "title_zh", "zh"),
    ("title_en", "title_en", "en"),
    ("abstract_zh", "abstract_zh", "zh"),
    ("abstract_en", "abstract_en", "en"),
    ("keywords_zh", "keywords_zh", "zh"),
    ("keywords_en", "keywords_en", "en"),
)
KEYWORD_SEPARATORS = {"zh": "；", "en": "; "}


def make_record_texts(works: Iterable[Work]) -> tuple[list[RecordText], list[Passage]]:
    """Return text and passages of every work whose counted text is its record's, that is, whose text_id is its work_id."""
    texts: list[RecordText] = []
    passages: list[Passage] = []
    for work in works:
        if work.text_id == work.work_id:
            text, own = make_record_text(work)
            texts.append(text)
            passages.extend(own)
    return texts, passages


def make_record_text(work: Work) -> tuple[RecordText, list[Passage]]:
    """Return one work's text and passages; an empty field has no passage, and no passage is empty."""
    passages: list[Passage] = []
    parts: list[str] = []
    start = 0
    for role, name, lang in PARTS:
        value = getattr(work, name)
        part = KEYWORD_SEPARATORS[lang].join(value) if isinstance(value, list) else value
        if part:
            passages.append(Passage(work.work_id, len(passages), start, start + len(part), role, lang=lang))
            parts.append(part)
            start += len(part) + 1
    return RecordText(work.work_id, "\n".join(parts)), passages
