import pytest

from pipeline.core.inflection import english_forms


@pytest.mark.parametrize(
    ("rendering", "form"),
    [
        ("social work agency", "social work agencies"),
        ("government purchase of services", "government purchases of service"),
        ("linkage of community, social organization and social workers", "linkage of communities, social organizations and social worker"),
        ("neighborhood committee", "neighbourhood committees"),
        ("social organization", "social organisations"),
    ],
)
def test_forms_cover_number_and_spelling(rendering: str, form: str) -> None:
    assert form in english_forms(rendering)


@pytest.mark.parametrize("rendering", ["community governance", "volunteering", "resource dependence"])
def test_words_without_plural_keep_one_form(rendering: str) -> None:
    assert all("governances" not in form and "volunteerings" not in form and "dependences" not in form for form in english_forms(rendering))


def test_the_rendering_itself_is_always_a_form() -> None:
    assert "projects entering villages" in english_forms("projects entering villages")
