"""A few hundred of the broken files of `make fuzz`, and whether the breaking does what it says."""

from collections import Counter

import pytest

from pipeline.core.shards import ExecutionConfig, Failure, map_shards
from pipeline.extract.document import extract_file
from tests.fuzz.cases import CONFIG, STATUSES, broken_file, faults, try_case
from tests.fuzz.pdfspoil import rebuilt
from tests.fuzz.seeds import seed_files

CASES = range(300)


@pytest.fixture
def extracted(tmp_path):
    """Return a function that extracts a PDF's bytes."""

    def extract(content):
        (tmp_path / "x.pdf").write_bytes(content)
        return extract_file((str(tmp_path / "x.pdf"), ".pdf", CONFIG.limits()))

    return extract


@pytest.fixture(scope="module")
def outcomes():
    """What became of the cases, extracted in worker processes with the stage's limits on time and memory."""
    execution = ExecutionConfig(executor="local", workers=2, max_seconds=120, max_memory_mb=4096)
    return dict(map_shards(try_case, CASES, execution, isolate=True))


def test_no_broken_file_stops_its_worker(outcomes):
    assert [(index, outcome) for index, outcome in outcomes.items() if isinstance(outcome, Failure)] == []


def test_every_broken_file_comes_back_as_a_document_with_a_legal_status_and_sound_rows(outcomes):
    assert [(index, outcome.wrong) for index, outcome in outcomes.items() if outcome.wrong] == []
    assert sorted(outcomes) == list(CASES)


def test_broken_files_meet_most_statuses(outcomes):
    assert {"ok", "needs_ocr", "corrupt", "not_pdf"} <= set(Counter(outcome.status for outcome in outcomes.values())) <= STATUSES


def test_a_number_gives_the_same_file_each_time():
    assert [broken_file(number) for number in range(20)] == [broken_file(number) for number in range(20)]


@pytest.mark.parametrize("index", range(6))
def test_rebuilt_file_reads_as_before(extracted, index):
    _, content = seed_files()[index]
    assert extracted(rebuilt(content))["text"] == extracted(content)["text"] != ""


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"status": "lost"}, "status lost"),
        ({"status": "corrupt", "problems": []}, "corrupt, and no problem says why"),
        ({"problems": [(None, "crash", "the reader failed")]}, "the reader failed"),
        ({"passages": [{"start": 2, "end": 9}]}, "spans outside"),
        ({"text": "\ud800"}, "rows: UnicodeEncodeError"),
        ({"tables": [float("nan")]}, "rows: ValueError"),
    ],
    ids=["status", "silence", "crash", "span", "surrogate", "no number"],
)
def test_faults_are_told(tmp_path, change, fault):
    value = {"status": "ok", "text": "", "passages": [], "problems": [], "fields": {}, "page_quality": [], "tables": []} | change
    assert faults(value, tmp_path / "x.pdf").startswith(fault)
