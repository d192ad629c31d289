import pytest

from pipeline.core.errors import ConfigError, InputError
from pipeline.core.files import make_parent, read_utf8


def test_byte_order_mark_goes_and_line_ends_stay(tmp_path):
    (tmp_path / "a.txt").write_bytes("\ufeff社区\r\n治理\n".encode())
    assert read_utf8(tmp_path / "a.txt") == "社区\r\n治理\n"


def test_byte_order_mark_stays_where_offsets_count_it(tmp_path):
    (tmp_path / "a.txt").write_bytes("\ufeff社区".encode())
    assert read_utf8(tmp_path / "a.txt", keep_mark=True) == "\ufeff社区"


@pytest.mark.parametrize("error", [ConfigError, InputError])
def test_other_encoding_is_named_with_its_byte(tmp_path, error):
    (tmp_path / "a.txt").write_bytes("a社区".encode("gbk"))
    with pytest.raises(error, match=r"a\.txt: not UTF-8 \(byte 1\)"):
        read_utf8(tmp_path / "a.txt", error)


def test_folders_of_a_new_file_are_made_unless_a_file_is_in_the_way(tmp_path):
    make_parent(tmp_path / "a" / "b" / "c.txt")
    assert (tmp_path / "a" / "b").is_dir()
    (tmp_path / "a" / "d").touch()
    for name in ("c.txt", "e/c.txt"):
        with pytest.raises(InputError, match="part of its path is a file"):
            make_parent(tmp_path / "a" / "d" / name)
