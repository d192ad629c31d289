import csv
import io

import pypdfium2
import pytest
from click.testing import CliRunner

from pipeline import __version__
from pipeline.core.errors import InputError
from pipeline.explore.figure.caption import Source, caption_lines
from pipeline.explore.figure.commands import KINDS, figure
from pipeline.explore.figure.kinds import KINDS as DRAWN
from pipeline.explore.figure.record import Figure
from pipeline.explore.wording import load_wording
from tests.explore.synthetic import load_test_lexicon

PROTOCOL = "databases: [知网]\nsearch_date: 2024-06-30\n"
ENDINGS = (".svg", ".png", ".pdf", ".csv", ".caption.txt")


@pytest.fixture
def ask(probe, monkeypatch, tmp_path):
    root = probe.root.parent.parent
    probe.sources.mkdir(exist_ok=True)
    protocol = probe.sources / "protocol.yaml"
    protocol.write_text(PROTOCOL, encoding="utf-8")
    monkeypatch.chdir(root)

    def invoke(*arguments):
        target = tmp_path / "figs" / "fig2-1"
        CliRunner().invoke(figure, [*arguments, "--output", str(target)], catch_exceptions=False)
        return {path.name.removeprefix("fig2-1"): path.read_bytes() for path in sorted(target.parent.glob("*"))}

    yield invoke
    protocol.unlink()


def test_command_offers_every_kind_that_is_drawn():
    assert tuple(DRAWN) == KINDS


@pytest.mark.parametrize("kind", ["timeline 三社联动", "coverage", "works-by-year", "flow", "topic-trend 1", "topic-map", "network"])
def test_every_kind_comes_as_drawing_picture_print_file_numbers_and_caption(ask, kind):
    files = ask(*kind.split())
    assert set(files) == {*ENDINGS, "README.txt"}
    assert len(list(csv.reader(io.StringIO(files[".csv"].decode())))) > 1


def test_same_command_gives_the_same_bytes(ask):
    assert ask("timeline", "三社联动", "五社联动", "--grey") == ask("timeline", "三社联动", "五社联动", "--grey")


def test_caption_has_number_sample_search_date_and_versions_in_both_languages(ask, probe):
    chinese, english = ask("timeline", "三社联动", "五社联动", "--number", "2-1")[".caption.txt"].decode().split("\n\n")
    assert chinese.startswith("图 2-1 三社联动、五社联动在摘要与正文中的提及")
    assert english.startswith("Figure 2-1 Mentions of ")
    lexicon = load_test_lexicon(probe.root.parent.parent).version
    for caption in (chinese, english):
        assert all(words in caption for words in ("2024-06-30", "知网", __version__, lexicon, "n = "))


def test_caption_counts_what_the_table_counts(ask):
    files = ask("timeline", "三社联动", "--kind", "article")
    rows = list(csv.DictReader(io.StringIO(files[".csv"].decode())))
    readable = sum(int(row["readable_works"]) for row in rows)
    assert f"论文 n = {readable}；提及“三社联动”者 {sum(int(row['works']) for row in rows)} 篇" in files[".caption.txt"].decode()


def test_caption_says_when_no_search_is_recorded(ask, probe):
    (probe.sources / "protocol.yaml").write_text("notes: 无\n", encoding="utf-8")
    assert "检索自（未记录数据库），检索日期 （未记录）" in ask("flow")[".caption.txt"].decode()


def test_grey_files_stand_beside_the_coloured_ones(ask):
    files = ask("coverage", "--grey")
    page = pypdfium2.PdfDocument(files["-grey.pdf"])[0].render(scale=2).to_pil().convert("RGB")
    assert all(red == green == blue for _, (red, green, blue) in page.getcolors(1 << 20))
    assert files["-grey.svg"] != files[".svg"]


def test_drawing_speaks_the_language_asked_for(ask):
    assert "可读文献" in ask("timeline", "三社联动")[".svg"].decode()
    assert "可读文献" not in ask("timeline", "三社联动", "--lang", "en")[".svg"].decode()


def test_title_can_be_left_to_the_caption(ask):
    titled, bare = ask("timeline", "三社联动")[".pdf"], ask("timeline", "三社联动", "--no-title")[".pdf"]
    texts = [pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_bounded() for pdf in (titled, bare)]
    assert ["三社联动：" in text for text in texts] == [True, False]


def test_note_of_another_hand_is_kept(ask, tmp_path):
    (tmp_path / "figs").mkdir()
    (tmp_path / "figs" / "README.txt").write_text("mine", encoding="utf-8")
    assert ask("flow")["README.txt"] == b"mine"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("timeline", "火星基地"), "concept '火星基地' is not in the lexicon"),
        (("timeline",), "name one or more concepts"),
        (("flow", "三社联动"), "takes no name"),
        (("topic-trend", "99"), "no topic 99"),
        (("network", "1066"), "no network of 1066"),
        (("timeline", "三社联动", "--scope", "footnote"), "no rows for 三社联动 with scope footnote"),
    ],
)
def test_wrong_names_are_told_and_nothing_is_written(ask, tmp_path, arguments, words):
    with pytest.raises(InputError, match=words):
        ask(*arguments)
    assert not (tmp_path / "figs").exists()


def test_caption_leaves_out_what_there_is_nothing_to_say_of():
    from pipeline.core.protocol import Protocol

    drawn = Figure("<svg/>", (), [], "题", size=[])
    assert len(caption_lines(drawn, Source("库", "", Protocol(), "1"), None, load_wording("zh"))) == 2
