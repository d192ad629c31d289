"""A small invented corpus with every table filled by hand, so that explore is tested without running the other stages."""

import dataclasses
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from pipeline.core.catalog_records import FlowStep
from pipeline.core.concept_records import CitedPlace, Collocate, ConceptCitation, Cooccurrence
from pipeline.core.corpus import Corpus
from pipeline.core.lexicon import Lexicon, load_lexicon
from pipeline.core.records import (
    Bead,
    Box,
    ConceptWork,
    Document,
    Mention,
    PageQuality,
    Passage,
    Problem,
    RecordText,
    TermPair,
    TimelinePoint,
    Tokens,
    Work,
)
from pipeline.core.schemas import TABLES
from pipeline.core.stages import write_metrics
from pipeline.core.statistics import wilson_interval
from pipeline.core.tables import write_table
from pipeline.core.text import normalise
from pipeline.core.timeline_records import Burst, WorkSize
from pipeline.core.topic_records import (
    DocTopics,
    TopicConcept,
    TopicDrift,
    TopicExample,
    TopicGroup,
    TopicModel,
    TopicPlace,
    TopicSummary,
    TopicTerm,
    TopicTrend,
)  # fmt: skip

LEXICON = """family: liandong
concepts:
  - id: sanshe_liandong
    label: 三社联动
    label_en: three-society linkage
    variants: [“三社”联动]
    policy_marks: [{year: 2016, document: 河湾街道联动试行办法}, {year: 2020, document: 河湾街道联动办法}]
  - {id: wushe_liandong, label: 五社联动, label_en: five-society linkage}
  - {id: shegongzhan, label: 社工站, label_en: social work station, variants: [社会工作服务站]}
  - {id: yifuxing, label: 依附性, label_en: dependency, variants: [结构性依附]}
  - {id: xiangmuzhi, label: 项目制, label_en: project system}
"""
LEXICON_HEAD = """version: 0.1.0
families:
  liandong: {label: 联动, label_en: linkage}
"""
SENTENCES = [
    "河湾社区的“三社”联动始于一次漏水的楼道会议。",
    "街道把三社联动写进年度清单，社工站随后挂牌。",
    "项目制让机构每年重新证明自己，依附性由此加深。",
    "居民志愿者加入后，五社联动取代了旧的提法。",
    "受访站长说：“活儿没变，名字变了。”",
    "本文在K12 教育之外讨论社区服务，样本为12个站点。",
]
ENGLISH = [
    "The three-society linkage grew out of a meeting in a leaking stairwell.",
    "Each agency's dependency deepened under the project system.",
]


def make_work(number: int, year: int | None, kind: str = "article", **changes: object) -> Work:
    doc_id = f"{number % 16:x}{number:015x}"
    values: dict[str, object] = {
        "work_id": f"w{number % 16:x}{number:014x}",
        "doc_ids": [doc_id],
        "text_id": doc_id,
        "title_zh": f"河湾街道联动实践之{number}",
        "title_en": f"Linkage in Hewan Subdistrict, Part {number}",
        "authors": ["江听雨", "闻柏舟"],
        "year": year,
        "year_kind": "degree" if kind == "thesis" else "issue",
        "kind": kind,
        "degree_type": "学术硕士" if kind == "thesis" else None,
        "venue": "河湾大学" if kind == "thesis" else "基层观察",
        "issue": None if kind == "thesis" else "2",
        "pages": None if kind == "thesis" else "3-9",
        "doi": None,
        "abstract_zh": SENTENCES[0],
        "abstract_en": ENGLISH[0],
        "keywords_zh": ["三社联动"],
        "keywords_en": ["three-society linkage"],
        "evidence": "full_text",
        "duplicate_of": None,
        "origins": [],
    }
    return Work(**(values | changes))  # type: ignore[arg-type]


def make_text(work: Work, parts: list[tuple[str, str]]) -> tuple[str, list[Passage]]:
    """Return the text and passages of (role, text) parts; each passage is on a page of its own, two lines long."""
    passages, offset = [], 0
    for index, (role, part) in enumerate(parts):
        middle, end = offset + len(part) // 2, offset + len(part)
        boxes = [Box(index + 1, str(index + 101), 72, 90, 520, 104), Box(index + 2, str(index + 102), 72, 90, 300, 104)]
        lang = "en" if role.endswith("_en") else "zh"
        level = 1 if role == "heading" else None
        passages.append(Passage(str(work.text_id), index, offset, end, role, level, lang, boxes, [offset, middle], boxes))
        offset = end + 1
    return "\n".join(part for _, part in parts), passages


@dataclass
class Tables:
    """Rows of all tables; tests change what they are about before writing."""

    rows: dict[str, list[object]]

    def write(self, corpus: Corpus) -> None:
        for name, table in TABLES.items():
            if name != "problems":
                write_table(corpus.tables(table.stage), name, self.rows.get(name, []))
        for stage in ("extract", "catalog", "segment", "concepts", "topics", "align"):
            problems = self.rows.get("problems", []) if stage == "extract" else []
            write_table(corpus.tables(stage), "problems", problems)
            write_metrics(corpus.metrics(stage), {"documents": len(self.rows.get("documents", []))})


def empty_tables() -> Tables:
    return Tables({})


def full_tables(lexicon: Lexicon) -> Tables:
    """Twenty-four works from 2013 to 2024, of which two cannot be read and one is a record."""
    works = [make_work(number, 2013 + number // 2, "thesis" if number % 5 == 0 else "article") for number in range(22)]
    record = make_work(30, 2020, text_id="we0000000000001e", doc_ids=[], evidence="record_only")
    scan = make_work(31, 2016, evidence="record_only", text_id=None)
    rows: dict[str, list[object]] = {"works": [*works, record, scan], "documents": [], "passages": [], "mentions": [], "tokens": []}
    for position, work in enumerate(works):
        _add_document(rows, work, position, lexicon)
    text, passages = make_text(record, [("title", "社工站的三年")])
    rows["record_texts"] = [RecordText("we0000000000001e", text)]
    rows["record_passages"] = [dataclasses.replace(passage, boxes=[], line_starts=[], line_boxes=[]) for passage in passages]
    rows["documents"].append(_document(scan.doc_ids[0], "", "needs_ocr"))
    rows["concept_works"], rows["timeline"] = _counts(works, rows["mentions"], lexicon)
    rows["work_sizes"] = [WorkSize(work.work_id, scope, 1000, 400) for work in works for scope in ("abstract+body", "abstract", "body")]
    rows["bursts"] = [
        Burst("yifuxing", "article", "abstract+body", "zh", 0, 2016, 2018, 5, 6, 0.83, 0.4, 4.2, 7, 499, 2, ["基层观察"], ["few-works"])
    ]
    rows |= _topics(works) | _bilingual(rows) | _beside(works)
    rows["flow"] = [FlowStep("identified", "", 30, "protocol", 24), FlowStep("included", "", 24, "counted", None)]
    rows["problems"] = [
        Problem("扫描件.pdf", scan.doc_ids[0], 1, "needs-ocr", "page 1 is an image without text; switch on OCR in configs/extract.yaml"),
        Problem("加密.pdf", None, None, "password", "the file asks for a password; save a copy without one"),
    ]
    return Tables(rows)


def _document(doc_id: str, text: str, status: str = "ok") -> Document:
    quality = [PageQuality(1, "text" if status == "ok" else "needs_ocr", len(text), 0.0, 0.0)]
    return Document(doc_id, [f"{doc_id}.pdf"], "application/pdf", 1, status, "article", text=text, page_quality=quality)


def _add_document(rows: dict[str, list[object]], work: Work, position: int, lexicon: Lexicon) -> None:
    body = [("body", SENTENCES[(position + step) % len(SENTENCES)] * 2) for step in range(3)]
    abstracts = [("title", str(work.title_zh)), ("abstract_zh", SENTENCES[0] + SENTENCES[2]), ("abstract_en", " ".join(ENGLISH))]
    text, passages = make_text(
        work, [*abstracts, ("heading", "一、问题"), *body, ("reference", "江听雨.三社联动十年[J].基层观察,2014(2):3-9.")]
    )
    rows["documents"].append(_document(str(work.text_id), text))
    rows["passages"] += passages
    rows["mentions"] += find_mentions(str(work.text_id), text, passages, lexicon)
    starts = [index for index, char in enumerate(text) if index == 0 or text[index - 1] in "。\n"]
    ends = [*starts[1:], len(text)]
    owner = [max(p.passage_index for p in passages if p.start <= start) for start in starts]
    rows["tokens"].append(Tokens(str(work.text_id), [0], [2], starts, ends, owner))


def find_mentions(text_id: str, text: str, passages: list[Passage], lexicon: Lexicon) -> list[Mention]:
    found = []
    for passage in passages:
        normalised = normalise(text[passage.start : passage.end])
        for form in lexicon.forms:
            at = normalised.text.find(form.text)
            while at >= 0:
                span = normalised.original(at, at + len(form.text)).shift(passage.start)
                found.append((span, form, passage))
                at = normalised.text.find(form.text, at + 1)
    found.sort(key=lambda item: (item[0].start, item[0].end))
    return [
        Mention(
            text_id, index, form.concept_ids[0], form.variant_id, span.start, span.end, text[span.start : span.end], passage.lang,
            passage.role.removesuffix("_zh").removesuffix("_en"), passage.passage_index, None, passage.passage_index + 1, "101",
        )
        for index, (span, form, passage) in enumerate(found)
    ]  # fmt: skip


def _counts(works: list[Work], mentions: list[object], lexicon: Lexicon) -> tuple[list[object], list[object]]:
    owner = {work.text_id: work for work in works}
    counted = Counter((m.concept_id, owner[m.text_id].work_id, m.lang) for m in mentions if m.scope in {"abstract", "body", "heading"})  # type: ignore[attr-defined]
    by_id = {work.work_id: work for work in works}
    rows = [
        ConceptWork(
            concept_id, work_id, str(by_id[work_id].text_id), by_id[work_id].year, by_id[work_id].kind, "abstract+body", lang, n, 1, True
        )
        for (concept_id, work_id, lang), n in counted.items()
    ]
    cells = sorted({(work.year or 0, work.kind) for work in works})
    points = [
        _point(concept.id, year, kind, [w for w in works if (w.year, w.kind) == (year, kind)], rows)
        for concept in lexicon.concepts
        for year, kind in cells
    ]
    return list(rows), list(points)


def _point(concept_id: str, year: int, kind: str, readable: list[Work], rows: list[ConceptWork]) -> TimelinePoint:
    names = {work.work_id for work in readable}
    counted = [row for row in rows if row.concept_id == concept_id and row.work_id in names and row.lang == "zh"]
    low, high = wilson_interval(len(counted), len(names)) or (None, None)
    flags = ["very-few-works"] + (["incomplete-period"] if year == 2023 else []) + (["search-term"] if concept_id == "shegongzhan" else [])
    mentions = sum(row.mentions for row in counted)
    share = len(counted) / len(names)
    return TimelinePoint(
        concept_id, str(year), year, year, kind, "abstract+body", "zh", len(counted), len(names), 0, share, low, high, share, share,
        mentions, 1000 * len(names), 10 * mentions / len(names), None, None, sorted(flags),
    )  # fmt: skip


def _beside(works: list[Work]) -> dict[str, list[object]]:
    """Two pairs beyond chance (one of them in the second period alone), one that is not, a typical word and a cited work."""
    values = {"z": 4.0, "npmi": 0.4}
    return {
        "cooccurrence": [
            Cooccurrence("sanshe_liandong", "shegongzhan", "paragraph", period, "all", 9, 15, 12, n, 11, 3.1, p=0.001, q=0.01, **values)
            for period, n in (("2010-2014", 4), ("2015-2019", 10), ("all", 22))
        ]
        + [
            Cooccurrence("xiangmuzhi", "yifuxing", "paragraph", "2015-2019", "all", 6, 8, 9, 10, 7, 2.2, p=0.002, q=0.02, **values),
            Cooccurrence("wushe_liandong", "yifuxing", "paragraph", "all", "all", 4, 9, 9, 22, 4, 3.9, p=0.4, q=0.6, **values),
        ],
        "collocates": [Collocate("sanshe_liandong", "清单", 9, 9, 2.0, 30.1, 3.0, 1e-6, 1e-4)],
        "concept_citations": [
            ConceptCitation("sanshe_liandong", "三社联动十年|江听雨|2014", "江听雨.三社联动十年[J].基层观察,2014(2):3-9.", 2014, 3, 5, [
                CitedPlace(works[0].work_id, str(works[0].text_id), 60, 63, 4, "104")
            ])
        ],
    }  # fmt: skip


def _topics(works: list[Work]) -> dict[str, list[object]]:
    terms = [["三社联动", "社工站", "街道", "居民", "协商"], ["项目制", "依附性", "机构", "购买", "评估"]]
    readable = Counter((work.year or 0, work.kind) for work in works)
    return {
        "topic_terms": [TopicTerm(t, r + 1, term, 0.3 - r / 20, None) for t, row in enumerate(terms) for r, term in enumerate(row)],
        "doc_topics": [DocTopics(str(w.text_id), w.work_id, i % 2, [0.8, 0.2] if i % 2 == 0 else [0.2, 0.8]) for i, w in enumerate(works)],
        "topic_examples": [TopicExample(t, 1, str(works[t].text_id), 0, 10, 1, "101", 0.9) for t in range(2)],
        "topic_trend": [
            TopicTrend(t, str(year), year, year, kind, min(t + 1, n), n, min(t + 1, n) / n, 0.1, 0.9, 0.5, 0.2, 0.8)
            for t in range(2)
            for (year, kind), n in sorted(readable.items())
        ],
        "topic_summary": [
            TopicSummary(t, "·".join(terms[t][:3]), None, 11, 22, 0.5, 0.3, 0.7, 0.1, (0.9, 0.1)[t], [1 - t], [0.8], 0.4 - 0.8 * t, 0.0)
            for t in range(2)
        ],
        "topic_map": [TopicPlace(str(w.text_id), w.work_id, i % 2, 0.24 - 0.48 * (i % 2), 0.0) for i, w in enumerate(works)],
        "topic_groups": [
            TopicGroup(t, *group, 11, 22, 0.5, 0.3, 0.7, 2.5 - 5 * t, 0.012, 0.024, ("rising", "falling")[t])
            for t in range(2)
            for group in (("all", "all"), ("kind", "article"), ("venue", "基层观察"))
        ],
        "topic_concepts": [TopicConcept(t, "yifuxing", 8, 1.2, 3.1, (0.9, None)[t], (2.2, None)[t]) for t in range(2)],
        "topic_drift": [TopicDrift(0, "协商", "2013-2018", "2019-2024", 1, 9, 1.4, 2.6, 0.04)],
        "topic_models": [
            TopicModel("nmf", 2, seed, seed == 1, c_v=0.51, npmi=0.05, diversity=0.9, stability=0.8, reconstruction=0.4) for seed in (1, 2)
        ],
    }


def _bilingual(rows: dict[str, list[object]]) -> dict[str, list[object]]:
    beads: list[object] = []
    pairs: list[object] = []
    passages = [p for p in rows["passages"] if p.role in {"abstract_zh", "abstract_en"}]  # type: ignore[attr-defined]
    for zh, en in zip(passages[::2], passages[1::2], strict=True):
        cut_zh, cut_en = zh.start + len(SENTENCES[0]), en.start + len(ENGLISH[0])  # type: ignore[attr-defined]
        beads.append(Bead(zh.text_id, "abstract", 0, [zh.start], [cut_zh], [en.start], [cut_en], "1-1", 0.97, "auto"))  # type: ignore[attr-defined]
        beads.append(Bead(zh.text_id, "abstract", 1, [cut_zh], [zh.end], [cut_en + 1], [en.end], "1-1", 0.42, "review", ["low-posterior"]))  # type: ignore[attr-defined]
        pairs.append(
            TermPair(
                zh.text_id,
                0,
                "三社联动",
                "three-society linkage",
                zh.start,
                zh.start + 4,
                en.start + 4,
                en.start + 25,
                "keywords",
                "sanshe_liandong",
                0.9,
            )
        )  # type: ignore[attr-defined]
    return {"beads": beads, "term_pairs": pairs}


def write_project(root: Path, configs: Path) -> Corpus:
    """Write dvc.yaml, the shipped configs (but for the Word file's pictures, seconds a report) and an empty corpus `probe`."""
    (root / "configs" / "lexicon").mkdir(parents=True)
    (root / "dvc.yaml").write_text("stages: {}\n", encoding="utf-8")
    for path in sorted(configs.glob("*.yaml")):
        (root / "configs" / path.name).write_bytes(path.read_bytes())
    settings = (configs / "report.yaml").read_text(encoding="utf-8")
    (root / "configs" / "report.yaml").write_text(settings.replace("document_pictures: true", "document_pictures: false"), encoding="utf-8")
    (root / "models").mkdir()
    (root / "models" / "fonts.txt").write_bytes((configs.parent / "models" / "fonts.txt").read_bytes())
    (root / "configs" / "corpora.yaml").write_text("corpora: [probe]\n", encoding="utf-8")
    (root / "configs" / "lexicon" / "lexicon.yaml").write_text(LEXICON_HEAD, encoding="utf-8")
    (root / "configs" / "lexicon" / "10_liandong.yaml").write_text(LEXICON, encoding="utf-8")
    corpus = Corpus(root / "corpora" / "probe")
    (corpus.root / "edits").mkdir(parents=True)
    (corpus.root / "edits" / "topic_labels.yaml").write_text("", encoding="utf-8")
    corpus.sources.mkdir()
    (corpus.root / "about.yaml").write_text("title: 试验文献库\nnotice: 本库内容为测试而虚构。\n", encoding="utf-8")
    return corpus


def load_test_lexicon(root: Path) -> Lexicon:
    return load_lexicon(root / "configs" / "lexicon")
