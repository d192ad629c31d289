"""Hypothesis strategies for text as Chinese literature and its exports hold it."""

from hypothesis import strategies as st

WORDS = (  # noqa: SIM905 - read as words
    "社区 治理 社会 组织 项目制 依附性 三社联动 街道 财政 服务 购买 评估 社工站 居委会 志愿者 机制 研究 表明 我们 的 了 在 与 和 一 二〇二〇年 "
    "2019年 １２３ ＮＧＯ Ｃ社区 社區 組織 聯動 𠮷野 𪚥 㐂 P机构 linkage the COVID-19 e.g. U.S. 3.5 12%"
).split()
MARKS = "，。；：？！、…—·（）《》“”‘’【】()[],.;:?!\"'-/%"
SPACES = " \t\n\u3000\u00a0\u2003"
# zero-width space, non-joiner, joiner, word joiner, BOM, soft hyphen, variation selector, combining acute
UNSEEN = "\u200b\u200c\u200d\u2060\ufeff\u00ad\ufe0f\u0301"
EMOJI = ("😀", "👍🏽", "👨‍👩‍👧", "❤️", "🇨🇳", "★")

# What a text is made of: words, marks, white space, invisible characters, emoji, and now and then any character at all.
pieces = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from(WORDS),
    st.sampled_from(MARKS),
    st.sampled_from(SPACES),
    st.sampled_from(UNSEEN),
    st.sampled_from(EMOJI),
    st.characters(exclude_categories=["Cs"]),
)


def chinese_text(max_pieces: int = 30) -> st.SearchStrategy[str]:
    """Mixed Chinese text: Han of all planes, Latin, full-width forms, digits, marks, emoji, zero-width characters and white space."""
    return st.lists(pieces, max_size=max_pieces).map("".join)


def chinese_words(max_size: int = 12) -> st.SearchStrategy[list[str]]:
    """Lists of words without marks and white space."""
    return st.lists(st.sampled_from([word for word in WORDS if word.isalnum()]), min_size=1, max_size=max_size)
