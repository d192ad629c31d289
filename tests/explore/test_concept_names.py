import pytest

from pipeline.core.errors import InputError
from pipeline.explore.concept_names import find_concept, list_concepts, names_of
from tests.explore.synthetic import load_test_lexicon


@pytest.fixture(scope="module")
def names(probe):
    return names_of(list_concepts(load_test_lexicon(probe.root.parent.parent)))


@pytest.mark.parametrize("name", ["三社联动", "sanshe_liandong", "“三社”联动", "三社聯動", "Three-Society Linkage"])
def test_concept_answers_to_every_printing_of_its_names(names, name):
    assert find_concept(name, names) == "sanshe_liandong"


@pytest.mark.parametrize(("name", "near"), [("三社", "三社联动"), ("项目治", "项目制"), ("五社連動", "五社联动")])
def test_unknown_concept_is_answered_with_near_names(names, name, near):
    with pytest.raises(InputError, match=near):
        find_concept(name, names)
