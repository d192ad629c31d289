import pytest

from pipeline.core.errors import InputError
from pipeline.extract.pdf.passwords import passwords_for, read_passwords


def test_passwords_are_found_by_path_or_name(tmp_path):
    path = tmp_path / "passwords.tsv"
    path.write_text("source\tpassword\n学位/论文.pdf\tabc 1\n\n甲.pdf\t乙\n", encoding="utf-8")
    listed = read_passwords(path)
    assert passwords_for("学位/论文.pdf", listed) == ("", "abc 1")
    assert passwords_for("别处/甲.pdf", listed) == ("", "乙")
    assert passwords_for("丙.pdf", listed) == ("",)


def test_line_without_tab_is_named(tmp_path):
    path = tmp_path / "passwords.tsv"
    path.write_text("source\tpassword\n甲.pdf 乙\n", encoding="utf-8")
    with pytest.raises(InputError, match="line 2: no tab"):
        read_passwords(path)


def test_missing_list_is_named(tmp_path):
    with pytest.raises(InputError, match=r"no\.tsv"):
        read_passwords(tmp_path / "no.tsv")
