import csv
import io
import json
import sys

import pytest
from click.testing import CliRunner

from pipeline.explore.topics.commands import topics
from pipeline.explore.topics.over_time import print_rows
from pipeline.topics.over_time import TopicPeriod

ROWS = [
    TopicPeriod(0, "养老·护理", "2016", 9, 0.75, 0.7, ["养老", "护理"]),
    TopicPeriod(0, "养老·护理", "2017", 8, 0.25, 0.3, ["养老", "护理"]),
]


def test_rows_are_printed_in_three_forms():
    assert print_rows(ROWS, "table").splitlines()[1].split() == ["1", "养老·护理", "2016", "9", "0.750", "0.700"]
    assert [json.loads(line)["share"] for line in print_rows(ROWS, "json").splitlines()] == [0.75, 0.25]
    assert [row["terms"] for row in csv.DictReader(io.StringIO(print_rows(ROWS, "csv")))] == ["养老; 护理"] * 2


def test_without_tomotopy_the_command_says_how_to_install_it(monkeypatch, project_root):
    monkeypatch.chdir(project_root)
    monkeypatch.setitem(sys.modules, "tomotopy", None)
    with pytest.raises(Exception, match=r"wenmai topics over-time needs tomotopy.*\n.*make tomotopy"):
        CliRunner().invoke(topics, ["over-time"], catch_exceptions=False)
