from pipeline.core.records import ConceptWork
from pipeline.core.topic_records import DocTopics
from pipeline.topics.concept_links import Strongest, topic_concepts

DOCUMENTS = [DocTopics(f"{at:016x}", f"w{at:015x}", at // 10, [1.0, 0.0]) for at in range(20)]


def mention(concept: str, at: int, *, counted: bool = True, lang: str = "zh") -> ConceptWork:
    return ConceptWork(concept, f"w{at:015x}", f"{at:016x}", 2016, "article", "abstract+body", lang, 40, 1, counted)


MENTIONS = [mention("yanglao", at) for at in range(9)] + [mention("wangge", at) for at in range(10, 20)]


def test_a_concept_goes_with_the_topic_whose_works_mention_it():
    rows = {(row.topic, row.concept_id): row for row in topic_concepts(DOCUMENTS, MENTIONS, 2, None)}
    assert rows[0, "yanglao"].works == 9
    assert rows[0, "yanglao"].z > 1.96 > -1.96 > rows[1, "yanglao"].z
    assert rows[0, "yanglao"].blind_z is None


def test_the_blind_model_is_matched_by_its_works_whatever_its_numbering():
    blind = Strongest(2, [1] * 10 + [0] * 10)
    rows = {(row.topic, row.concept_id): row for row in topic_concepts(DOCUMENTS, MENTIONS, 2, blind)}
    assert rows[0, "yanglao"].blind_z == rows[0, "yanglao"].z


def test_a_topic_that_only_the_terms_made_has_no_blind_figure():
    blind = Strongest(1, [0] * 20)
    rows = topic_concepts(DOCUMENTS, MENTIONS, 2, blind)
    assert {row.topic for row in rows if row.blind_z is None} != set()


def test_rare_uncounted_and_english_mentions_are_left_out():
    mentions = [
        mention("rare", 0),
        *(mention("weak", at, counted=False) for at in range(9)),
        *(mention("en", at, lang="en") for at in range(9)),
    ]
    assert {row.concept_id for row in topic_concepts(DOCUMENTS, [*MENTIONS, *mentions], 2, None)} == {"yanglao", "wangge"}
