from pipeline.core.topic_records import TopicModel
from pipeline.topics.knee import propose_topics, with_proposal


def model(topics: int, stability: float | None, npmi: float | None, seed: int = 1) -> TopicModel:
    return TopicModel("nmf", topics, seed, chosen=False, c_v=None, npmi=npmi, diversity=0.9, stability=stability, reconstruction=None)


def test_the_most_stable_number_is_proposed_when_no_other_comes_near():
    assert propose_topics([model(4, 0.5, 0.2), model(8, 0.8, 0.1), model(12, 0.6, 0.3)]) == 8


def test_of_equally_stable_numbers_the_most_coherent_is_proposed():
    rows = [model(k, value, npmi, seed) for k, npmi in ((4, 0.1), (8, 0.2), (12, 0.15)) for seed, value in enumerate((0.6, 0.7, 0.8))]
    assert propose_topics(rows) == 8


def test_the_smaller_number_goes_first_among_equals_and_a_single_topic_is_none():
    assert propose_topics([model(1, 1.0, 0.9), model(4, 0.7, 0.1), model(8, 0.7, 0.1), model(12, 0.5, 0.1)]) == 4


def test_two_numbers_or_models_without_figures_give_no_proposal():
    assert propose_topics([model(4, 0.5, 0.1), model(8, 0.6, 0.1), model(12, None, 0.1), model(16, 0.9, None)]) is None
    assert [row.proposed for row in with_proposal([model(4, 0.5, 0.1)])] == [False]


def test_every_model_of_the_proposed_number_is_marked():
    rows = with_proposal([model(4, 0.5, 0.1), model(8, 0.9, 0.1), model(8, 0.9, 0.1, 2), model(12, 0.6, 0.1)])
    assert [row.topics for row in rows if row.proposed] == [8, 8]
