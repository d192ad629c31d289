from hypothesis import given

from pipeline.core.text import normalise
from pipeline.explore.searching.shifts import Origins, pack_origins
from tests.strategies import chinese_text


def test_text_in_step_keeps_nothing():
    assert pack_origins(normalise("三社联动").origins) is None


@given(chinese_text())
def test_packed_map_is_the_map(text):
    normalised = normalise(text)
    origins = Origins(pack_origins(normalised.origins))
    length = len(normalised.text)
    for start in range(length):
        assert origins.printed(start, length) == normalised.original(start, length)
        assert origins.printed(start, start + 1) == normalised.original(start, start + 1)
