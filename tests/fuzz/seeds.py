"""The sound files that are broken: short PDFs of every kind, saved pages and texts."""

import functools
from collections.abc import Callable
from dataclasses import replace

import pikepdf

from tests.gold.extract import broken, fonts, produced
from tests.gold.extract.articles import Manner, set_article, set_vertical
from tests.gold.extract.pages import Design, Sheet, struck
from tests.gold.extract.prose import Prose, read_prose
from tests.gold.extract.written import Writer, write_pdf

PAGE = """<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><title>协商何以持续_城乡社区论丛</title>
<meta name="citation_title" content="协商何以持续"><meta name="citation_author" content="林若川"></head><body><nav>首页 | 期刊 | 登录</nav>
<article><h1>协商何以持续</h1><p>作者：林若川　发布时间：2019-05-12　阅读 213</p><p>【摘要】本文以一个街区为例，讨论协商为何能够持续。</p>
<p>【关键词】协商；社区；清单</p><h2>一、问题的提出</h2><p>社区协商的效果取决于居民是否看到意见被写进方案，街道为此设立了三张清单并逐月公布进展。</p>
<table><tr><td>年份</td><td>次数</td></tr><tr><td>2018</td><td>31</td></tr></table><p>参考文献</p><p>[1]夏岚.社区的边界[J].评论,2014(2):5-14.</p>
</article><footer>分享到 微信 微博</footer></body></html>"""
RECORD = """协商何以持续
【作者】 林若川; 周以宁;
【摘要】 本文以一个街区为例，讨论协商为何能够持续。
【关键词】 协商; 社区; 清单;
Posted on:2019-04-22Degree:MasterType:ThesisCountry:ChinaCandidate:R C LinFull Text:PDFGTID:2416330548
Abstract/Summary:This thesis asks why deliberation lasts.
Keywords/Search Tags:deliberation, community, list
一、问题
社区协商的效果取决于居民是否看到意见被写进方案，街道为此设立了三张清单并逐月公布进展。
"""


def short(key: str, n_blocks: int = 2) -> Prose:
    """Return the beginning of a text, with a reference and short abstracts."""
    prose = read_prose(key)
    facts = prose.facts | {name: prose.facts_of(name)[:1] for name in ("abstract_zh", "abstract_en", "references")}
    return Prose(facts, prose.blocks[:n_blocks])


def _sheets(key: str = "t4_a1", design: Design | None = None, **manner: object) -> list[Sheet]:
    return set_article(short(key), Manner(design=design or Design(), **manner))  # type: ignore[arg-type]


def _coded(claim: Callable[[str], str] | None) -> bytes:
    sheets = _sheets("t6_a4")
    coding = fonts.subset((run.text for sheet in sheets for run in sheet.runs), claim)
    return write_pdf(sheets, {"song": coding, "hei": coding})


def _with_image() -> bytes:
    writer = Writer()
    number = writer.add_stream(
        bytes(range(256)) * 16, b"/Type /XObject /Subtype /Image /Width 64 /Height 64 /ColorSpace /DeviceGray /BitsPerComponent 8"
    )
    form = writer.add_stream(
        b"q 10 0 0 10 0 0 cm /Im Do Q",
        b"/Type /XObject /Subtype /Form /BBox [ 0 0 100 100 ] /Resources << /XObject << /Im %d 0 R >> >>" % number,
    )
    writer.add_page(b"q 595 0 0 842 0 0 cm /Im Do Q /Fm Do", b"/XObject << /Im %d 0 R /Fm %d 0 R >>" % (number, form), (595, 842))
    return writer.finished()


@functools.cache
def seed_files() -> list[tuple[str, bytes]]:
    """Return (suffix, content) of every sound file."""
    vertical = Prose(short("vertical").facts, short("vertical", 1).blocks)
    english = replace(Design(), measure=produced.times_width, hyphens=True)
    plain = write_pdf(_sheets())
    pdfs = [
        plain,
        write_pdf(_sheets("t3_a4", replace(Design(), columns=2, gutter=14))),
        write_pdf(_sheets("t1_a10", rules="grid"), dict.fromkeys(fonts.NAMES, fonts.gbk_coding())),
        write_pdf(set_vertical(vertical), {"song": fonts.unicode_coding("V")}),
        write_pdf(_sheets("t1_a9"), dict.fromkeys(fonts.NAMES, fonts.latin_bytes())),
        write_pdf(struck(_sheets("t2_a8"), 3, 0.3), rotate=90),
        _coded(fonts.radical),
        _coded(fonts.bookmaker),
        _coded(fonts.character_id),
        _coded(None),
        produced.canvas_pdf(_sheets("t2_a5", replace(Design(), measure=produced.chinese_width)), "内部资料"),
        produced.flowed_pdf(short("t5_a1", 6), 2, "论丛　2017年第3期", grid=True),
        produced.fpdf_pdf(set_article(short("english"), Manner(design=english, english="before", labels=("", "", "References")))),
        broken.packed(plain),
        broken.edited(plain, encryption=pikepdf.Encryption(owner="owner", user="", R=3, aes=False, metadata=False)),
        broken.one_line_startxref(plain),
        _with_image(),
    ]
    texts = [
        (".html", PAGE.encode()),
        (".html", PAGE.replace("utf-8", "gbk").encode("gbk")),
        (".txt", RECORD.encode()),
        (".txt", RECORD.encode("gb18030")),
    ]
    return [*((".pdf", content) for content in pdfs), *texts]
