"""A small library full of difficulties, and queries over it: sound ones of every form, and broken ones."""

import random
from functools import cache
from itertools import accumulate, pairwise

from hypothesis import strategies as st

from pipeline.core.records import Mention, Passage, Work
from pipeline.core.text import normalise
from pipeline.core.texts import Text
from pipeline.explore.concept_names import Concept
from pipeline.explore.searching.words import inner_places
from pipeline.explore.searching.writing import LibraryContent
from tests.explore.searching.scan import Scan
from tests.strategies import EMOJI, MARKS, SPACES, UNSEEN, WORDS

N_TEXTS = 40
WITHOUT_WORK = {5, 10, 20}
ROLES = (
    ("title", "zh"),
    ("abstract_zh", "zh"),
    ("abstract_en", "en"),
    ("body", "zh"),
    ("body", "en"),
    ("reference", "zh"),
    ("heading", "zh"),
)
ENGLISH = ("policy", "policies", "social", "society", "societies", "worker", "workers", "working", "community", "communities", "K12")
CONCEPTS = [
    Concept("sanshe", "三社联动", "three-society linkage", ("三社联动", "三社聯動")),
    Concept("zuzhi", "社会组织", "social organization", ("社会组织",)),
    Concept("xiangmu", "项目制", "project system", ("项目制",)),
]
FAMILIES = {"liandong": ["sanshe", "zuzhi"], "联动与组织": ["sanshe", "zuzhi"], "项目制": ["zuzhi"]}


@cache
def make_scan() -> Scan:
    """Return forty texts, the same each time."""
    draw = random.Random(5)  # noqa: S311 - texts, no secret
    texts, words, mentions = [], {}, []
    for number in range(N_TEXTS):
        text_id = ("w" if number % 3 == 0 else "") + f"{number * 7919:015x}" + ("" if number % 3 == 0 else "0")
        text, passages, own_words = _make_text(draw, text_id)
        texts.append(Text(text_id, text, passages))
        if number % 7:
            words[text_id] = own_words
        mentions += _mentions(texts[-1])
    inner = {text.text_id: inner_places(*zip(*words[text.text_id], strict=True), len(text.text)) for text in texts if text.text_id in words}
    content = LibraryContent(_works(draw, texts), texts, mentions, CONCEPTS, FAMILIES, inner)
    return Scan(content, words)


def _make_text(draw: random.Random, text_id: str) -> tuple[str, list[Passage], list[tuple[int, int]]]:
    pieces, passages, at = [], [], 0
    for index in range(draw.randrange(2, 6)):
        role, lang = draw.choice(ROLES)
        own = [_piece(draw) for _ in range(draw.randrange(1, 40))]
        length = sum(map(len, own))
        passages.append(Passage(text_id, index, at, at + length, role, None, lang))
        pieces += [*own, "\n"]
        at += length + 1
    ends = [0, *accumulate(map(len, pieces))]
    # Words by chance, whatever the pieces: they reach over marks and spaces now and then.
    cuts = sorted({0, ends[-1], *(draw.randrange(ends[-1]) for _ in range(ends[-1] // 2))})
    return "".join(pieces), passages, list(pairwise(cuts))


def _piece(draw: random.Random) -> str:
    kinds = (
        WORDS,
        WORDS,
        ("三社联动", "社会组织", "项目制", "三社", "联动", "社", "站"),
        ENGLISH,
        MARKS,
        SPACES,
        " ",
        UNSEEN,
        EMOJI,
        "…⑴㎏ﬁ—“”",
    )
    return draw.choice(draw.choice(kinds))


def _mentions(text: Text) -> list[Mention]:
    found = []
    for passage in text.passages:
        normalised = normalise(text.slice(passage))
        for concept in CONCEPTS:
            at = normalised.text.find(concept.label)
            while at >= 0:
                span = normalised.original(at, at + len(concept.label)).shift(passage.start)
                found.append((span, concept.concept_id, passage))
                at = normalised.text.find(concept.label, at + 1)
    return [
        Mention(text.text_id, number, concept, "v", span.start, span.end, "", passage.lang, "body", passage.passage_index, None, None, None)
        for number, (span, concept, passage) in enumerate(found)
    ]


def _works(draw: random.Random, texts: list[Text]) -> list[Work]:
    works = []
    for number, text in enumerate(texts):
        if number in WITHOUT_WORK:
            continue
        kind = draw.choice(["article", "thesis", "web", "other"])
        year = draw.choice([None, *range(2015, 2021)])
        venue, authors = draw.choice([None, "基层观察", "Urban Studies", "河湾大学"]), [draw.choice(["江听雨", "闻柏舟", "Smith, John"])]
        own = [] if text.text_id.startswith("w") else [text.text_id]
        work_id = text.text_id if text.text_id.startswith("w") else f"w{number:015x}"
        other = works[-1].work_id if works else None
        works.append(
            Work(
                work_id, own, text.text_id, "题名", None, authors, year, None, kind, None, venue, None, None, None, None, None, [], [], "full_text",
                duplicate_of=other if number % 9 == 8 else None,
                derived_from=other if number % 9 == 4 else None,
                screening="excluded" if number % 11 == 10 else "included",
            )
        )  # fmt: skip
    return works


def phrases() -> st.SearchStrategy[str]:
    """Phrases of the library, pieces of its texts, and what it does not hold, quoted or not."""
    cut = st.builds(_cut, st.integers(0, N_TEXTS - 1), st.integers(0, 10_000), st.integers(1, 12))
    said = st.sampled_from(
        [*WORDS, *ENGLISH, "三社联动", "三社聯動", "社会组织", "组织三社", "social worker", "ＮＧＯ", "的", "，", "火星"]
    )
    plain = st.one_of(said, cut.map(lambda text: "".join(text.translate(dict.fromkeys(map(ord, '"“”()（）:：'))).split()) or "社"))
    quoted = st.one_of(said, cut).map(lambda text: '"' + text.translate(dict.fromkeys(map(ord, '"“”'))) + '"')
    return st.one_of(plain, quoted)


def _cut(number: int, at: int, length: int) -> str:
    text = make_scan().content.texts[number].text
    return text[at % len(text) :][:length]


def concepts() -> st.SearchStrategy[str]:
    return st.sampled_from(
        ["concept:三社联动", "concept:项目制", "concept:联动与组织", "concept:liandong", 'concept:"social organization"']
    )


def filters() -> st.SearchStrategy[str]:
    """Filters on works and passages."""
    return st.sampled_from(
        [
            "year:2016", "year:2015-2017", "year:-2018", "year:2019-", "kind:thesis", "kind:web", "venue:基层", 'venue:"urban studies"', "author:江",
            "author:smith", "section:abstract", "section:body", "section:title", "section:heading", "lang:zh", "lang:en",
        ]
    )  # fmt: skip


def queries() -> st.SearchStrategy[str]:
    """Queries of every form, mostly sound."""
    places = st.one_of(phrases(), phrases(), concepts())
    either = st.builds("({} OR {})".format, places, places)
    near = st.builds("{} NEAR/{} {}".format, st.one_of(places, either), st.integers(0, 12), st.one_of(places, either))
    leaves = st.one_of(places, near, filters())
    tree = st.recursive(
        leaves,
        lambda inner: st.one_of(
            st.builds("{} AND {}".format, inner, inner),
            st.builds("{} {}".format, inner, inner),
            st.builds("({} OR {})".format, inner, inner),
            st.builds("NOT {}".format, inner),
            st.builds("({})".format, inner),
            st.builds("{} NOT {}".format, inner, inner),
        ),
        max_leaves=5,
    )
    words = [
        "三社",
        "AND",
        "OR",
        "NOT",
        "NEAR",
        "NEAR/3",
        "NEAR/x",
        "(",
        ")",
        '"',
        "”",
        "year:x",
        "kind:book",
        "concept:火星",
        "yaer:1",
        "*",
        "'",
        "^a",
        "a-b",
    ]
    broken = st.lists(st.one_of(st.sampled_from(words), st.text(max_size=4)), max_size=8).map(" ".join)
    # Named twice, a strategy is still one branch of one_of: the share of broken queries is drawn.
    return st.integers(0, 9).flatmap(lambda number: broken if number == 0 else tree)
