import pytest
from pydantic import Field

from pipeline.core.config import Config, load_config, read_yaml
from pipeline.core.errors import ConfigError


class Sample(Config):
    batch_chars: int = Field(gt=0)
    engine: str


def write(tmp_path, text):
    path = tmp_path / "sample.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_all_faults_are_named_at_once(tmp_path):
    path = write(tmp_path, "batch_chars: 0\nsped: 1\n")
    with pytest.raises(ConfigError) as caught:
        load_config(path, Sample)
    lines = str(caught.value).splitlines()
    assert [line.split(": ")[1] for line in lines] == ["batch_chars", "engine", "sped"]


def test_message_gives_value_and_expectation(tmp_path):
    with pytest.raises(ConfigError, match=r"batch_chars: .*greater than 0 \(got '0'\)"):
        load_config(write(tmp_path, "batch_chars: 0\nengine: nmf\n"), Sample)


def test_broken_yaml_gives_line_and_column(tmp_path):
    with pytest.raises(ConfigError, match=r"sample.yaml:3:1: not valid YAML"):
        read_yaml(write(tmp_path, "a: 1\nb: [1\n"))


def test_misspelt_key_is_named_with_the_key_that_may_be_meant(tmp_path):
    with pytest.raises(ConfigError, match=r"engin: unknown key \(did you mean engine\?\)"):
        load_config(write(tmp_path, "batch_chars: 1\nengin: nmf\n"), Sample)


def test_broken_yaml_says_where_to_look(tmp_path):
    with pytest.raises(ConfigError, match=r"sample\.yaml:3:1: .*\n.*a blank after every colon"):
        read_yaml(write(tmp_path, "a: 1\nengine：nmf\n"))


def test_missing_file_is_named(tmp_path):
    with pytest.raises(ConfigError, match=r"absent.yaml: the file is missing"):
        read_yaml(tmp_path / "absent.yaml")


def test_yaml_is_read_as_dvc_reads_it(tmp_path):
    assert read_yaml(write(tmp_path, "a: no\nb: 1e-3\n")) == {"a": "no", "b": 0.001}


def test_config_in_another_encoding_is_refused_by_name(tmp_path):
    (tmp_path / "sample.yaml").write_bytes("engine: 社区".encode("gbk"))
    with pytest.raises(ConfigError, match=r"sample\.yaml: not UTF-8"):
        read_yaml(tmp_path / "sample.yaml")


def test_config_with_a_byte_order_mark_is_read(tmp_path):
    (tmp_path / "sample.yaml").write_bytes("\ufeffengine: 社区".encode())
    assert read_yaml(tmp_path / "sample.yaml") == {"engine": "社区"}


def test_control_character_in_a_config_is_no_traceback(tmp_path):
    with pytest.raises(ConfigError, match=r"sample\.yaml: not valid YAML"):
        read_yaml(write(tmp_path, "engine: \x07\n"))
