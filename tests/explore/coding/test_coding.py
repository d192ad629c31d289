"""A sample goes out, two coders fill it in, their codes come back: through the commands' own functions, on the synthetic corpus."""

import csv
import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from lxml import etree

from pipeline.core.codes import Code, codes_text, decided, read_codes, sentence_key
from pipeline.core.errors import ConfigError, InputError
from pipeline.core.lexicon import load_lexicon
from pipeline.explore.coding.agreement import disputed, krippendorff_alpha, measure
from pipeline.explore.coding.precision import measure_precision
from pipeline.explore.coding.qdpx import write_project
from pipeline.explore.coding.sampling import draw_sample, read_ground
from pipeline.explore.coding.sheets import read_sheet, write_disputed, write_samples


@pytest.fixture(scope="module")
def configs(probe):
    return probe.root.parent.parent / "configs"


@pytest.fixture(scope="module")
def lexicon(configs):
    return load_lexicon(configs / "lexicon")


@pytest.fixture(scope="module")
def ground(probe, configs):
    return read_ground(probe, configs)


def word(sentence="s1", concept="yifuxing", coder="A", code="yes", **more):
    return Code(sentence, concept, coder, code, **more)


def fill(path: Path, codes: dict[int, str], column: str = "code") -> Path:
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    places = {cell.value.split()[0]: cell.column for cell in sheet[1]}
    for row, value in codes.items():
        sheet.cell(row, places[column]).value = value
    book.save(path)
    return path


class TestSample:
    def test_has_no_more_than_asked_of_each_concept_and_period(self, ground):
        items = draw_sample(ground, 1, 0)
        strata = [(item.unit[1], item.period) for item in items]
        assert len(strata) == len(set(strata))
        assert {concept for concept, _ in strata} == {mention.concept_id for mention in ground.mentions}

    def test_is_the_same_for_a_seed_and_another_for_another(self, ground):
        first, again, other = (draw_sample(ground, 1, seed) for seed in (0, 0, 1))
        assert first == again
        assert first != other

    def test_leaves_out_what_is_coded_already(self, ground):
        (first, *_) = draw_sample(ground, 1, 0)
        assert first.unit not in {item.unit for item in draw_sample(ground, 9, 0, [first.unit])}

    def test_a_sentence_that_stands_twice_is_one_unit(self, ground):
        items = draw_sample(ground, 100, 0)
        assert len({item.unit for item in items}) == len(items)

    def test_key_of_a_sentence_does_not_hang_on_line_breaks_or_script(self):
        assert sentence_key("依附性\n由此 加深。") == sentence_key("依附性由此加深。") == sentence_key("依附性由此加深。\u200b")


class TestWorkbook:
    @pytest.fixture
    def path(self, ground, lexicon, tmp_path):
        write_samples([tmp_path / "A.xlsx"], draw_sample(ground, 2, 0), lexicon)
        return tmp_path / "A.xlsx"

    def test_has_the_term_between_its_sides_and_a_codebook(self, path):
        book = openpyxl.load_workbook(path)
        assert book.sheetnames == ["codes", "codebook"]
        headings = [cell.value.split()[0] for cell in book["codes"][1]]
        assert headings == ["key", "concept", "left", "match", "right", "title", "year", "page", "code", "sense", "reason"]

    def test_same_sample_gives_same_bytes(self, path, ground, lexicon, tmp_path):
        write_samples([tmp_path / "B.xlsx"], draw_sample(ground, 2, 0), lexicon)
        assert path.read_bytes() == (tmp_path / "B.xlsx").read_bytes()

    def test_a_file_that_is_there_is_never_overwritten(self, path, lexicon):
        with pytest.raises(InputError, match="may hold codes"):
            write_samples([path], [], lexicon)

    def test_all_workbooks_are_written_or_none(self, path, lexicon):
        new = path.with_name("B.xlsx")
        for paths in ([new, path], [new, new], [new, path.with_name("C.csv")]):
            with pytest.raises(InputError, match=r"A\.xlsx: the file is there|named twice|end its name with \.xlsx"):
                write_samples(paths, [], lexicon)
        assert not new.exists()

    def test_without_sentences_it_holds_headings_alone(self, lexicon, tmp_path):
        write_disputed(tmp_path / "C.xlsx", [], lexicon)
        assert read_sheet(tmp_path / "C.xlsx", "A", lexicon) == []

    def test_what_a_coder_wrote_is_read_back(self, path, lexicon):
        codes = read_sheet(fill(path, {2: "是", 4: "no"}), "甲", lexicon, on="2026-11-24")
        assert [(code.coder, code.code, code.on) for code in codes] == [("甲", "yes", "2026-11-24"), ("甲", "no", "2026-11-24")]
        assert codes[0].sentence == sentence_key(codes[0].text)

    def test_words_that_are_no_code_are_named_all_at_once(self, path, lexicon):
        with pytest.raises(InputError) as caught:
            read_sheet(fill(path, {2: "perhaps", 3: "maybe"}), "A", lexicon)
        assert [line.partition(": code")[0][-5:] for line in str(caught.value).splitlines()] == ["row 2", "row 3"]

    def test_a_sense_that_the_concept_has_not_is_named(self, path, lexicon):
        fill(path, {2: "yes"})
        with pytest.raises(InputError, match="no senses"):
            read_sheet(fill(path, {2: "fiscal"}, "sense"), "A", lexicon)

    def test_another_workbook_is_refused(self, lexicon, tmp_path):
        openpyxl.Workbook().save(tmp_path / "x.xlsx")
        with pytest.raises(InputError, match="wenmai code sample"):
            read_sheet(tmp_path / "x.xlsx", "A", lexicon)

    def test_disputed_sentences_show_what_each_said(self, lexicon, tmp_path):
        write_disputed(tmp_path / "C.xlsx", [[word(text="依附性由此加深。"), word(coder="B", code="no", reason="泛称")]], lexicon)
        row = [cell.value for cell in openpyxl.load_workbook(tmp_path / "C.xlsx")["codes"][2]]
        assert "A: yes; B: no (泛称)" in row


class TestCodes:
    def test_file_gives_back_what_was_written(self, tmp_path):
        codes = [word(), word(coder="B", code="no", reason="泛称", text="依附性。"), word(coder="C", adjudicated=True, sense="x")]
        (tmp_path / "codes.tsv").write_text(codes_text(codes), encoding="utf-8")
        assert read_codes(tmp_path) == codes

    def test_words_that_are_no_code_are_named_with_their_line(self, tmp_path):
        (tmp_path / "codes.tsv").write_text(codes_text([word()]).replace("\tyes\t", "\tja\t"), encoding="utf-8")
        with pytest.raises(ConfigError, match=r"codes\.tsv:2: code must be yes, no or unsure"):
            read_codes(tmp_path)

    def test_no_word_holds_while_coders_differ_unless_one_is_adjudicated(self):
        said = [word(), word(coder="B", code="no")]
        assert decided(said) == {}
        assert decided([*said, word(coder="C", code="no", adjudicated=True)])["s1", "yifuxing"].code == "no"


class TestAgreement:
    @pytest.fixture
    def demo(self, project_root):
        with (project_root / "corpora/demo/truth/coders.tsv").open(encoding="utf-8", newline="") as stream:
            return list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))

    @pytest.mark.parametrize(("group", "kappa"), [("项目制", 0.7071), ("依附", 0.7014), ("其他", 0.7639)])
    def test_kappa_of_the_planted_coders_is_found(self, demo, group, kappa):
        rows = [row for row in demo if row["group"] == group]
        codes = [word(str(n), "c", coder[-1], "yes", sense=row[coder]) for n, row in enumerate(rows) for coder in ("coder_a", "coder_b")]
        found = next(row for row in measure(codes, 0) if row.concept == "c" and row.of == "sense")
        assert found.kappa is not None
        assert found.kappa.kappa == pytest.approx(kappa, abs=5e-5)
        assert found.alpha.low < found.alpha.alpha < found.alpha.high

    def test_alpha_of_a_published_example(self):
        """Krippendorff (2011), section B: two observers, ten binary units, alpha .095."""
        pairs = zip("0100000000", "1110010100", strict=True)
        assert krippendorff_alpha([{"A": a, "B": b} for a, b in pairs], 0).alpha == pytest.approx(0.095, abs=5e-4)

    def test_coders_who_use_one_value_have_no_alpha(self):
        assert krippendorff_alpha([{"A": "yes", "B": "yes"}], 0).alpha is None

    def test_three_coders_have_alpha_and_no_kappa(self):
        codes = [word(str(n), coder=coder, code="no" if n == 1 else "yes") for n in range(3) for coder in "ABC"]
        assert [(row.coders, row.kappa, row.alpha.alpha) for row in measure(codes, 0)][:1] == [(3, None, 1.0)]

    def test_disputed_is_what_differs_and_is_not_adjudicated(self):
        said = [word(), word(coder="B", code="no"), word("s2"), word("s2", coder="B")]
        assert [unit[0].sentence for unit in disputed(said)] == ["s1"]
        assert disputed([*said, word(coder="C", adjudicated=True)]) == []

    def test_adjudicators_who_differ_leave_the_sentence_disputed(self):
        said = [word(coder="C", adjudicated=True), word(coder="D", code="no", adjudicated=True)]
        assert [unit[0].sentence for unit in disputed(said)] == ["s1"]


class TestPrecision:
    def test_counts_right_ones_per_period_and_leaves_unsure_out(self):
        codes = [word("s1"), word("s2", code="no"), word("s3", code="unsure"), word("s4")]
        periods = {("s1", "yifuxing"): "2018", ("s2", "yifuxing"): "2018", ("s3", "yifuxing"): "2018"}
        assert [(row.period, row.right, row.n) for row in measure_precision(codes, periods.get)] == [("2018", 1, 2), ("all", 1, 2)]

    def test_interval_is_wilsons(self):
        (row, _) = measure_precision([word()], lambda _unit: "2018")
        assert (row.share, round(row.low, 3), row.high) == (1.0, 0.207, 1.0)


class TestQdpx:
    @pytest.fixture
    def archive(self, ground, lexicon):
        (item, *_) = draw_sample(ground, 1, 0)
        codes = [Code(*item.unit, "甲", "yes"), Code(*item.unit, "乙", "no")]
        return zipfile.ZipFile(io.BytesIO(write_project(ground, codes, lexicon, "probe")))

    def test_project_is_valid_by_the_schema(self, archive):
        schema = etree.XMLSchema(etree.parse(Path(__file__).with_name("project.xsd")))
        schema.assertValid(etree.fromstring(archive.read("project.qde")))

    def test_every_selection_is_the_printed_term(self, archive):
        root = etree.fromstring(archive.read("project.qde"))
        for source in root.iter("{*}TextSource"):
            text = archive.read(source.get("plainTextPath").replace("internal://", "sources/")).decode("utf-8")
            for place in source.iter("{*}PlainTextSelection"):
                assert text[int(place.get("startPosition")) : int(place.get("endPosition"))] == place.get("name")

    def test_codes_and_users_that_are_referred_to_exist(self, archive):
        root = etree.fromstring(archive.read("project.qde"))
        codes, users = ({one.get("guid") for one in root.iter(f"{{*}}{tag}")} for tag in ("Code", "User"))
        assert {one.get("targetGUID") for one in root.iter("{*}CodeRef")} <= codes
        assert {one.get("creatingUser") for one in root.iter("{*}Coding")} == users

    def test_no_identifier_is_given_twice(self, ground, lexicon):
        (item, *_) = draw_sample(ground, 1, 0)
        codes = [Code(*item.unit, "甲", "yes"), Code(*item.unit, "甲", "yes", adjudicated=True)]
        with zipfile.ZipFile(io.BytesIO(write_project(ground, codes, lexicon, "probe"))) as archive:
            root = etree.fromstring(archive.read("project.qde"))
        guids = [one.get("guid") for one in root.iter() if one.get("guid")]
        assert len(guids) == len(set(guids))

    def test_same_tables_give_same_bytes(self, ground, lexicon):
        assert write_project(ground, [], lexicon, "probe") == write_project(ground, [], lexicon, "probe")
