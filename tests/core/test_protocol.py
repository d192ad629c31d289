"""sources/protocol.yaml."""

from pathlib import Path

import pytest

from pipeline.core.errors import ConfigError
from pipeline.core.protocol import Protocol, read_protocol

WHOLE = """databases: [知识库]
search_date: 2024-06-30
search_strings:
  - {string: 主题=三社联动, database: 知识库, date: 2023-12-01, hits: 200}
  - {string: 主题=社工站, hits: 112}
hits: 312
duplicates: 41
exclusions: [{reason: 不是研究文献, count: 31}, {reason: 主题不符, count: 20}]
kept: 220
pdfs: 60
screeners: [甲, 乙]
notes: 只查中文文献
"""


def read(folder: Path, text: str) -> Protocol:
    (folder / "protocol.yaml").write_text(text, encoding="utf-8")
    return read_protocol(folder)


def test_a_whole_protocol_is_read(tmp_path: Path) -> None:
    protocol = read(tmp_path, WHOLE)
    assert (protocol.n_hits, protocol.n_excluded, protocol.kept, protocol.first_search_year) == (312, 51, 220, 2023)


def test_no_protocol_says_nothing(tmp_path: Path) -> None:
    assert read_protocol(tmp_path) == Protocol()


def test_plain_search_strings_and_a_mapping_of_exclusions_will_do(tmp_path: Path) -> None:
    protocol = read(tmp_path, "search_strings: [主题=三社联动]\nexclusions: {主题不符: 20}\n")
    assert (protocol.search_strings[0].string, protocol.exclusions[0].count, protocol.n_hits) == ("主题=三社联动", 20, None)


def test_hits_are_the_sum_where_each_string_says_its_own(tmp_path: Path) -> None:
    assert read(tmp_path, "search_strings: [{string: a, hits: 3}, {string: b, hits: 4}]\n").n_hits == 7


def test_all_faults_are_named_at_once(tmp_path: Path) -> None:
    wrong = (
        WHOLE.replace("kept: 220", "kept: 221").replace("2024-06-30", "soon").replace("notes", "remarks").replace("hits: 200", "hits: 201")
    )
    with pytest.raises(ConfigError, match=r"(?s)search_date.*remarks: unknown key.*hits: the search strings.*kept: 312 hits less 41"):
        read(tmp_path, wrong)


def test_a_date_that_does_not_exist_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="a date that does not exist"):
        read(tmp_path, "search_date: 2024-13-01\n")


def test_a_database_that_is_not_listed_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="database 万象 is not among databases"):
        read(tmp_path, "databases: [知识库]\nsearch_strings: [{string: a, database: 万象}]\n")
