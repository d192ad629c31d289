import re
from html.parser import HTMLParser

import pytest

WORK, DOC = "w200000000000002", "2000000000000002"
PAGES = [
    "/",
    "/search",
    "/search?q=三社联动",
    "/search?q=concept:三社联动+year:2015-2016&sort=left&page=2",
    "/concepts",
    "/concepts/sanshe_liandong",
    "/concepts/sanshe_liandong?kind=thesis&text=zh",
    "/concepts/yifuxing?measure=rate&kind=",
    "/timeline",
    "/timeline?concepts=三社联动+五社联动&kind=article",
    "/works",
    "/works?concept=sanshe_liandong&kind=article&year_from=2014&year_to=2014",
    "/works?topic=1",
    f"/works/{WORK}",
    f"/works/{WORK}?concept=xiangmuzhi",
    "/topics",
    "/topics/1",
    f"/texts/{DOC}/pages/1",
    "/problems",
    "/problems?code=needs-ocr",
    "/methods",
    "/api",
]


class Structure(HTMLParser):
    """The start tags of a page, and the tags that were left open."""

    VOID = frozenset({"meta", "link", "input", "br", "img"})

    def __init__(self, text):
        super().__init__()
        self.tags, self.open = [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_page_is_whole_in_either_language(client, lang, path):
    answer = client.get(f"/{lang}{path}")
    assert answer.status_code == 200, answer.text
    structure = Structure(answer.text)
    assert structure.open == []
    assert dict(structure.tags)["html"]["lang"] == {"zh": "zh-Hans", "en": "en"}[lang]
    assert sum(tag == "h1" for tag, _ in structure.tags) == 1


@pytest.mark.parametrize("path", PAGES)
def test_page_needs_no_script_and_no_inline_style(client, path):
    tags = Structure(client.get(f"/zh{path}").text).tags
    assert not {"script", "style"} & {tag for tag, _ in tags}
    assert not [attrs for _, attrs in tags if "style" in attrs or any(name.startswith("on") for name in attrs)]
    assert all(attrs.get("src", "/").startswith("/") and attrs.get("href", "/").startswith(("/", "#")) for _, attrs in tags)


@pytest.mark.parametrize("path", PAGES)
def test_ids_of_a_page_are_unique(client, path):
    ids = [attrs["id"] for _, attrs in Structure(client.get(f"/en{path}").text).tags if "id" in attrs]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_link_of_the_pages_leads_somewhere(client, lang):
    shapes = {}
    for path in PAGES:
        for href in re.findall(r'href="(/[^"#]*)', client.get(f"/{lang}{path}").text):
            shapes.setdefault(re.sub(r"\d+", "0", href), href.replace("&amp;", "&"))
    broken = [href for href in shapes.values() if client.get(href).status_code != 200]
    assert broken == []


def test_links_stay_in_the_language(client):
    text = client.get("/en/concepts/sanshe_liandong").text
    links = [href for href in re.findall(r'href="(/[^"]*)"', text) if not href.startswith(("/static", "/api"))]
    assert [href for href in links if not href.startswith("/en/")] == ["/zh/concepts/sanshe_liandong"]


def test_root_leads_to_the_language_of_the_server(client):
    assert client.get("/", follow_redirects=False).headers["location"] == "/zh/"


def test_number_of_a_timeline_leads_to_sentence_and_page(client):
    concept = client.get("/zh/concepts/sanshe_liandong").text
    works = re.search(r'href="(/zh/works\?concept=sanshe_liandong&amp;kind=article[^"]*)"', concept)[1].replace("&amp;", "&")
    listed = client.get(works).text
    place = re.search(r'href="(/zh/texts/[^"]*)"', listed)[1].replace("&amp;", "&")
    shown = client.get(place).text
    assert "三社联动" in re.search(r"<mark>(.*?)</mark>", shown)[1]
    assert "/zh/methods#extract" in shown


def test_chart_links_to_the_works_that_its_table_links_to(client):
    text = client.get("/zh/concepts/sanshe_liandong").text
    chart, _, table = text.partition("</figure>")
    in_chart = set(re.findall(r'href="(/zh/works\?concept=[^"]*kind=article[^"]*year[^"]*)"', chart.partition("<figure")[2]))
    assert in_chart
    assert in_chart <= set(re.findall(r'href="(/zh/works\?[^"]*)"', table))


def test_works_behind_a_point_are_as_many_as_the_point_says(client):
    points = client.get("/api/concepts/sanshe_liandong/timeline").json()
    for point in points:
        asked = {"concept": "sanshe_liandong", "kind": point["kind"], "year_from": point["period_start"], "year_to": point["period_end"]}
        assert client.get("/api/works", params=asked).json()["total"] == point["works"]


def test_broken_query_is_a_page_that_says_what_is_wrong(client):
    answer = client.get("/zh/search", params={"q": 'concept:三社联动 "'})
    assert answer.status_code == 400
    assert "quotation mark is not closed" in answer.text


@pytest.mark.parametrize(
    "path", ["/zh/works/w000", "/zh/concepts/x/y", "/zh/topics/99", "/zh/topics/0", "/zh/texts/2000000000000002/pages/13", "/fr/", "/zh/x"]
)
def test_what_is_not_there_is_404(client, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("query", ["page=0", "page=x", "page=99999999999", "sort=up", "mode=x"])
def test_wrong_parameter_is_400_in_words(client, query):
    answer = client.get(f"/en/search?q=三&{query}")
    assert answer.status_code == 400
    assert "<pre" in answer.text


def test_page_beyond_the_last_shows_the_last(client):
    assert client.get("/api/works", params={"page": 99}).json()["page"] == 1


def test_concepts_stand_in_one_chart_by_any_of_their_names(client):
    curves = client.get("/api/timeline", params={"concepts": "三社联动 wushe_liandong", "kind": "article"}).json()
    assert [curve["concept_id"] for curve in curves] == ["sanshe_liandong", "wushe_liandong"]
    assert {point["kind"] for curve in curves for point in curve["points"]} == {"article"}
    named = client.get("/api/timeline", params={"concepts": "three-society linkage, social work station"}).json()
    assert [curve["concept_id"] for curve in named] == ["sanshe_liandong", "shegongzhan"]
    family = client.get("/api/timeline", params={"concepts": "联动", "kind": "article"}).json()
    assert {curve["concept_id"] for curve in family} >= {"sanshe_liandong", "wushe_liandong"}


def test_name_that_no_concept_has_is_answered_with_suggestions(client):
    answer = client.get("/zh/timeline", params={"concepts": "三社连动"})
    assert answer.status_code == 400
    assert "三社联动" in answer.text


@pytest.mark.parametrize(("lang", "labels"), [
    ("zh", ["概览", "检索", "概念", "时间线", "主题", "文献", "问题", "方法", "接口"]),
    ("en", ["Overview", "Search", "Concepts", "Timeline", "Topics", "Works", "Problems", "Methods", "API"]),
])  # fmt: skip
def test_navigation_is_in_the_language_of_the_page(client, lang, labels):
    page = client.get(f"/{lang}/").text
    navigation = page[page.index("<nav") : page.index("</nav>")]
    assert re.findall(r"<a [^>]*>([^<]*)</a>", navigation) == labels
