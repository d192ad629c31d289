"""Ways to break saved pages and texts."""

from random import Random

ODD = (
    "<div>" * 1200,
    "<b>" * 400 + "深" + "</b>" * 400,
    "&#x110000;&#xD800;&#0;&#99999999999;",
    "<![CDATA[",
    "<!--",
    "<script>",
    "<table>" * 60,
    "<meta charset='utf-16'>",
    "<meta charset='hz-gb-2312'>",
    "<base href='::::'>",
    "\ud800",
    "\u0000\u0001\ufffe",
    "参考文献\n" * 50,
    "[" * 4000,
    "（" * 4000,
    "9" * 5000,
    "2019年第" * 500,
    "关键词：" + "；" * 900,
    "摘要：" * 500,
    "a" * 6000,
    "第一章" * 800,
    ".第" * 2000 + "12",
    "😀🇨🇳\u200d" * 400,
    "\u202e倒着写\u202c",
    "1.1.1.1.1.1.1" * 200,
    "https://" + "a." * 3000,
)


def insert(rng: Random, content: bytes, _: bytes) -> bytes:
    """Put odd text somewhere."""
    place = rng.randrange(len(content))
    return content[:place] + rng.choice(ODD).encode("utf-8", "surrogatepass") + content[place:]


def recode(rng: Random, content: bytes, _: bytes) -> bytes:
    """Write the text in another encoding, or read it in a wrong one."""
    text = content.decode(rng.choice(("utf-8", "gb18030", "latin-1")), "replace")
    return text.encode(rng.choice(("utf-16", "utf-16-be", "utf-32", "gb18030", "big5", "utf-7")), "ignore")


def drop_ends(rng: Random, content: bytes, _: bytes) -> bytes:
    """Leave out some of the marks that end something."""
    parts = content.split(b"</")
    return b"</".join(part for part in parts if rng.random() < 0.8)


def repeat(rng: Random, content: bytes, _: bytes) -> bytes:
    """Repeat the whole."""
    return content * rng.choice((2, 10))


TEXT = (insert, recode, drop_ends, repeat)
