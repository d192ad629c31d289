import dataclasses
import itertools
import re
from html.parser import HTMLParser

import pytest

from pipeline.core.codes import Code, codes_text
from pipeline.core.records import Span
from pipeline.explore.coding.sampling import read_ground
from pipeline.explore.index import run as run_index
from pipeline.explore.report.audit import make_audits
from pipeline.explore.report.bilingual import make_bilingual
from pipeline.explore.report.concepts import make_concepts
from pipeline.explore.report.material import load_material
from pipeline.explore.report.methods import read_lineage
from pipeline.explore.report.stage import run, write_report
from pipeline.explore.wording import LANGUAGES, load_wording
from tests.explore.conftest import make_context
from tests.explore.synthetic import full_tables, load_test_lexicon

VOID = {"meta", "br", "line", "rect", "circle", "polygon", "polyline", "link"}


class Page(HTMLParser):
    """Collects ids, links, levels of headings and whether every element is closed in order."""

    def __init__(self, html):
        super().__init__()
        self.open, self.ids, self.links, self.external, self.text, self.levels = [], [], [], [], [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        self.ids += [values["id"]] if "id" in values else []
        self.links += [values["href"]] if values.get("href", "").startswith("#") else []
        self.external += [value for key, value in attrs if key in {"src", "href"} and not value.startswith(("#", "data:"))]
        self.levels += [int(tag[1])] if tag in {"h1", "h2", "h3", "h4"} else []
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data):
        self.text.append(data)


@pytest.fixture(scope="module")
def html(probe, tmp_path_factory):
    target = tmp_path_factory.mktemp("report") / "report"
    write_report(probe, probe.root.parent.parent / "configs", target)
    return (target / "index.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def page(html):
    return Page(html)


def test_page_is_well_formed_and_every_link_leads_somewhere(page):
    assert page.open == []
    assert len(page.ids) == len(set(page.ids))
    assert {link.removeprefix("#") for link in page.links} <= set(page.ids)


def test_headings_go_down_a_level_at_a_time(page):
    assert page.levels[0] == 1
    assert page.levels.count(1) == 1
    assert all(below - above <= 1 for above, below in itertools.pairwise(page.levels))


def test_every_section_is_named_by_its_heading_and_in_the_contents(page, html):
    named = re.findall(r'<section aria-labelledby="([\w-]+)">\s*<h2 id="([\w-]+)">', html)
    assert all(section == heading for section, heading in named)
    assert len(named) == html.count("<section")
    assert {heading for _, heading in named} <= {link.removeprefix("#") for link in page.links}


def test_page_loads_nothing_and_runs_nothing(page, html):
    assert page.external == []
    assert "<script" not in html
    assert not re.search(r"url\(|@import|https?://(?!www\.w3\.org/2000/svg)", html)


def test_notice_is_the_first_thing_said(html):
    first = re.sub(r"<[^>]+>", " ", html.partition("<body>")[2]).split()[0]
    assert first == "本库内容为测试而虚构。"


def test_each_point_opens_its_works_and_sentences(html):
    evidence = html.partition('id="wushe_liandong-article-2016"')[2].partition("</details>")[0]
    assert "基层观察, 2016(2): 3-9." in evidence
    assert "<mark>五社联动</mark>取代了旧的提法。" in evidence
    assert "第 10" in evidence


def test_unread_sources_are_named(html):
    assert "扫描页，无文字层" in html
    assert "加密.pdf" in html


def test_search_term_is_marked(html):
    assert "检索词：其份额是检索方式的产物" in html


@pytest.mark.parametrize("lang", LANGUAGES)
def test_hostile_text_is_escaped(own_corpus, lang):
    root = own_corpus.root.parent.parent
    tables = full_tables(load_test_lexicon(root))
    tables.rows["works"] = [dataclasses.replace(work, title_zh="三社<script>alert(1)</script>") for work in tables.rows["works"]]
    tables.rows["topic_terms"] = [dataclasses.replace(term, term='三社"><img src=x>') for term in tables.rows["topic_terms"]]
    tables.write(own_corpus)
    run_index(make_context(own_corpus))
    write_report(own_corpus, root / "configs", own_corpus.report, lang=lang)
    html = (own_corpus.report / "index.html").read_text(encoding="utf-8")
    assert "<script" not in html
    assert "<img" not in html


def test_empty_corpus_gets_a_report(own_corpus, no_rows):
    no_rows.write(own_corpus)
    run_index(make_context(own_corpus))
    run(make_context(own_corpus))
    page = Page((own_corpus.report / "index.html").read_text(encoding="utf-8"))
    assert page.open == []
    assert "库中还没有文献" in "".join(page.text)


def test_a_concept_is_unaudited_until_coders_have_looked(html, own_corpus):
    assert "未经人工核查" in html
    full_tables(load_test_lexicon(own_corpus.root.parent.parent)).write(own_corpus)
    configs = own_corpus.root.parent.parent / "configs"
    ground = read_ground(own_corpus, configs, ["yifuxing"])
    codes = [Code(*unit, "甲", "yes" if n else "no") for n, unit in enumerate(sorted(ground.units()))]
    own_corpus.edits.mkdir(exist_ok=True)
    (own_corpus.edits / "codes.tsv").write_text(codes_text(codes), encoding="utf-8")
    (whole, *periods) = make_audits(load_material(own_corpus, configs))["yifuxing"]
    assert (whole.period, whole.right, whole.n) == ("all", len(codes) - 1, len(codes))
    assert sum(one.n for one in periods) == len(codes)


def test_same_tables_give_the_same_bytes(probe):
    folders = [probe.root / name for name in ("first", "second")]
    for folder in folders:
        write_report(probe, probe.root.parent.parent / "configs", folder)
    first, second = ({path.relative_to(folder): path.read_bytes() for path in folder.rglob("*.*")} for folder in folders)
    assert first == second


def test_stamp_names_the_revision(probe, tmp_path):
    write_report(probe, probe.root.parent.parent / "configs", tmp_path / "report", revision="abc1234")
    assert "代码版本 abc1234" in (tmp_path / "report" / "index.html").read_text(encoding="utf-8")


def test_lineage_leaves_the_reports_own_entry_out(tmp_path):
    lock = tmp_path / "dvc.lock"
    entry = "{deps: [{path: a, md5: aa}], outs: [{path: b, md5: bb}]}"
    lock.write_text(f"stages:\n  report@probe: {entry}\n  extract@probe: {entry}\n  extract@other: {entry}\n", encoding="utf-8")
    assert [entry.stage for entry in read_lineage(lock, "probe")] == ["extract@probe"]


def test_quote_is_the_sentence_with_its_printed_page(probe):
    material = load_material(probe, probe.root.parent.parent / "configs")
    mention = next(mention for mention in material.tables["mentions"] if mention.surface == "“三社”联动")
    quote = material.quote(mention.text_id, mention.start, mention.end)
    assert ([text for text, _ in quote.parts], quote.page_label) == (["河湾社区的", "“三社”联动", "始于一次漏水的楼道会议。"], "102")


def test_renderings_in_any_number_and_case_are_one(probe):
    material = load_material(probe, probe.root.parent.parent / "configs")
    pairs = material.tables["term_pairs"]
    changed = [dataclasses.replace(pairs[0], en="Three-Society Linkages"), *pairs[1:]]
    (row,) = make_bilingual(dataclasses.replace(material, tables=material.tables | {"term_pairs": changed}), load_wording("zh")).renderings
    assert (row.en, row.n_works) == ("three-society linkage", 22)


def test_renderings_of_a_concept_are_laid_out_by_year_with_those_the_lexicon_lacks(probe):
    material = load_material(probe, probe.root.parent.parent / "configs")
    pairs = material.tables["term_pairs"]
    changed = [dataclasses.replace(pairs[0], en="linkage of three parties"), *pairs[1:]]
    (history,) = make_bilingual(
        dataclasses.replace(material, tables=material.tables | {"term_pairs": changed}), load_wording("zh")
    ).histories
    assert [(en, total, is_known) for en, _, total, is_known in history.rows] == [
        ("three-society linkage", 21, True),
        ("linkage of three parties", 1, False),
    ]
    assert all(len(counts) == len(history.years) and sum(counts) == total for _, counts, total, _ in history.rows)


def test_terms_in_a_sentence_are_marked_longest_first(probe):
    material = load_material(probe, probe.root.parent.parent / "configs")
    text_id, text = next((name, text.text) for name, text in material.texts.items() if "街道把三社联动写进年度清单" in text.text)
    start = text.index("街道把三社联动写进")
    quote = material.quote_sentence(text_id, Span(start, start + 9), ["联动", "三社联动"])
    assert quote.parts == [("街道把", False), ("三社联动", True), ("写进", False)]


def test_every_point_lists_as_many_works_as_it_counts(probe):
    concepts = make_concepts(load_material(probe, probe.root.parent.parent / "configs"), load_wording("zh"))
    listed = [(one.point.works, len(one.works) + one.n_more) for section in concepts.sections for one in section.points]
    assert listed
    assert all(counted == shown for counted, shown in listed)


def test_least_certain_abstract_comes_first_and_keywords_do_not_count(probe):
    material = load_material(probe, probe.root.parent.parent / "configs")
    beads = material.tables["beads"]
    keywords = dataclasses.replace(beads[0], field="keywords", posterior=0.01)
    doubtful = dataclasses.replace(beads[5], posterior=0.02)
    changed = dataclasses.replace(
        material, tables=material.tables | {"beads": [keywords, doubtful, *(bead for bead in beads if bead is not beads[5])]}
    )
    section = make_bilingual(changed, load_wording("zh"))
    assert (section.n_beads, section.works[0].rows[-1].posterior) == (len(beads), 0.02)


def test_flow_and_coverage_stand_in_the_overview(html):
    assert "从检索到纳入" in html
    assert "纳入文献（n = 24）" in html
    assert "各年全文覆盖" in html


def topic_article(html: str, topic: int) -> str:
    return html.partition(f'id="topic-{topic}"')[2].partition("</article>")[0]


def test_an_unstable_topic_is_grey_and_said_to_be_unstable(html):
    assert html.count('<article class="topic unstable">') == 1
    assert "换一批文献或种子" in topic_article(html, 1)
    assert "换一批文献或种子" not in topic_article(html, 0)


def test_a_topic_without_any_stability_is_not_called_unstable(own_corpus):
    tables = full_tables(load_test_lexicon(own_corpus.root.parent.parent))
    tables.rows["topic_summary"] = [dataclasses.replace(row, stability=None) for row in tables.rows["topic_summary"]]
    tables.write(own_corpus)
    run_index(make_context(own_corpus))
    run(make_context(own_corpus))
    assert "topic unstable" not in (own_corpus.report / "index.html").read_text(encoding="utf-8")


def test_a_topic_says_how_it_moves_with_which_concepts_and_words(html):
    first = topic_article(html, 0)
    assert "历年份额：上升" in first
    assert "q = 0.024" in first
    assert re.search(r"<td class=\"n\">3\.1</td><td class=\"n\">2\.2</td>", first)
    assert "协商（1→9 篇）" in first
    assert "历年份额：下降" in topic_article(html, 1)


def test_the_map_of_topics_is_on_the_page_and_among_the_figures(html, own_corpus):
    full_tables(load_test_lexicon(own_corpus.root.parent.parent)).write(own_corpus)
    run_index(make_context(own_corpus))
    run(make_context(own_corpus))
    assert "主题地图" in html
    assert (own_corpus.report / "figures" / "topic_map.svg").is_file()
    assert (own_corpus.report / "data" / "topic_sweep.csv").read_text(encoding="utf-8").startswith("engine,topics,seed,chosen,")


def test_few_works_are_warned_of(html):
    assert "文本少于 150 个：主题的划分不稳" in html
