"""What is written for reference managers is read back by the catalog, field for field."""

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.catalog import values
from pipeline.catalog.importers import read_text
from pipeline.core.records import Work
from pipeline.core.sources import record_format
from pipeline.explore.records_out.writing import FORMS
from tests.explore.synthetic import make_work
from tests.strategies import chinese_text

READ_AS = {"bib": "bibtex", "ris": "ris", "csl-json": "csl-json", "refworks": "refworks"}
# Signs that the forms themselves use, and what stands for a field elsewhere.
NASTY = st.sampled_from(
    ["{", "}", "\\", "@article{", "TY  - JOUR", "RT Journal Article", "%0 ", '"', "&", "#", "~", "^", "--", "ER  -", "', '"]
)


def clean(text: str) -> str:
    return values.one_line(text).strip()


lines = st.lists(chinese_text(8) | NASTY, max_size=4).map("".join).map(clean)
chinese = st.builds("{}河湾街道的联动{}".format, lines, lines).filter(values.is_chinese)
english = st.lists(st.sampled_from(["linkage", "R&D", "{b}", "50%", "of", "#1", "dependency_x"]), min_size=2, max_size=6).map(
    lambda words: "A " + " ".join(words)
)
abstracts = chinese.map(values.clean_abstract).filter(lambda text: text == values.clean_abstract(text) and values.is_chinese(text))
names = (
    st.sampled_from(["苏闻笛", "贝小舟", "欧阳·施一", "Smith, John", "Jane Doe", "Institute of Arts and Letters", "P&G", "世界银行"])
    | st.text("社区治理联动", min_size=2, max_size=4)
).filter(lambda name: values.split_names(name) == [name])
keyword_zh = st.sampled_from(["三社联动", "社区治理", "Word2Vec", "项目制, 再论", "P机构", "依附性（结构）"])
keyword_en = st.sampled_from(["linkage", "R&D", "state, society", "project system"])


@st.composite
def works(draw: st.DrawFn) -> Work:
    """A work as the catalog makes it from records: cleaned, and each field in its language."""
    kind = draw(st.sampled_from(["article", "thesis", "web", "other"]))
    year = draw(st.none() | st.integers(1980, 2030))
    kinds = {"article": "issue" if year and draw(st.booleans()) else "online-first", "thesis": "degree", "web": "posted"}
    return make_work(
        draw(st.integers(1, 99)),
        year,
        kind,
        title_zh=draw(chinese),
        title_en=draw(st.none() | english),
        authors=draw(st.lists(names, max_size=4, unique=True)),
        year_kind=kinds.get(kind, "issue" if year else None),
        degree_type=draw(st.sampled_from([None, "博士", "学术硕士", "专业硕士"])) if kind == "thesis" else None,
        venue=draw(st.none() | st.sampled_from(["河湾学刊", "河湾大学", "J. of A & B", "基层{观察}"])),
        issue=None if kind == "thesis" else draw(st.sampled_from([None, "2", "36(4)", "增刊", "36"])),
        pages=draw(st.sampled_from([None, "3-9", "5-5", "61", "147-158+190", "e12"])),
        doi=draw(st.sampled_from([None, "10.00000/hw.2019.03.002", "10.1000/a_b-c"])),
        abstract_zh=draw(st.none() | abstracts),
        abstract_en=draw(st.none() | english),
        keywords_zh=["三社联动", *draw(st.lists(keyword_zh.filter("三社联动".__ne__), max_size=3, unique=True))],
        keywords_en=draw(st.lists(keyword_en, max_size=3, unique=True)),
    )


FIELDS = (
    "title_zh", "title_en", "authors", "year", "year_kind", "degree_type", "venue", "issue", "pages", "doi", "abstract_zh", "abstract_en",
    "keywords_zh", "keywords_en",
)  # fmt: skip


@pytest.mark.parametrize("form", sorted(READ_AS))
@given(written=st.lists(works(), min_size=1, max_size=3, unique_by=lambda work: work.work_id))
@settings(max_examples=80, deadline=None, derandomize=True)
def test_every_written_work_is_read_back_equal(form: str, written: list[Work]) -> None:
    text = FORMS[form][0](written)
    assert record_format(text) == READ_AS[form]
    export = read_text(text, "x", READ_AS[form])
    read = [{name: getattr(record.bibliography, name) for name in FIELDS} | {"kind": record.kind} for record in export.records]
    assert read == [{name: getattr(work, name) for name in (*FIELDS, "kind")} for work in written]
    assert export.problems == []


@pytest.mark.parametrize("form", sorted(READ_AS))
def test_an_english_work_keeps_its_language(form: str) -> None:
    work = make_work(1, 2019, title_zh=None, title_en="Linkage in practice", abstract_zh=None, keywords_zh=[], authors=["Smith, John"])
    (record,) = read_text(FORMS[form][0]([work]), "x", READ_AS[form]).records
    fields = record.bibliography
    assert (fields.title_zh, fields.title_en, fields.abstract_en, fields.keywords_en) == (
        None, "Linkage in practice", work.abstract_en, ["three-society linkage"],
    )  # fmt: skip
    assert dataclasses.asdict(fields)["authors"] == ["Smith, John"]
