from pathlib import Path

import pytest

spacy = pytest.importorskip("spacy")


@pytest.fixture(scope="module")
def nlp(project_root: Path):
    import pipeline.concepts.component  # noqa: F401 - registers the factory

    language = spacy.blank("zh")
    language.add_pipe("wenmai_concepts", config={"lexicon": str(project_root / "configs" / "lexicon")})
    return language


@pytest.mark.slow
def test_the_component_sets_a_span_for_each_mention(nlp) -> None:
    doc = nlp("项目制定之后，“三社”联动成了项目制。")
    assert [(span.text, span.label_) for span in doc.spans["concepts"]] == [("“三社”联动", "sanshe_liandong"), ("项目制", "xiangmuzhi")]
