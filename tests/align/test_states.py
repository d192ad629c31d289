import pytest

from pipeline.align.states import Support, bead_flags, bead_state, is_free_translation

SURE = Support(lexical=5.0, length_off=0.0, vectors=0.3, agreed=True)


def test_plain_sure_bead_needs_no_eyes(config):
    flags = bead_flags("访谈23人。", "We interviewed 23 persons.", "1-1", SURE, config)
    assert flags == []
    assert bead_state(0.95, flags, config) == "auto"


@pytest.mark.parametrize(
    ("zh", "en", "kind", "support", "flag"),
    [
        ("一。", "", "1-0", SURE, "null-en"),
        ("", "One.", "0-1", SURE, "null-zh"),
        ("一。二。", "One. Two.", "2-2", SURE, "n-m"),
        ("访谈23人。", "We interviewed 32 persons.", "1-1", SURE, "number-mismatch"),
        ("使用NVM。", "We use memory.", "1-1", SURE, "latin-mismatch"),
        ("好。", "Good.", "1-1", Support(5.0, 1.2, 0.3, agreed=True), "length-outlier"),
        ("好。", "Good.", "1-1", Support(-1.0, 0.0, -0.1, agreed=True), "no-evidence"),
        ("好。", "Good.", "1-1", Support(5.0, 0.0, 0.3, agreed=False), "evidence-disagrees"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_flag_is_raised(config, zh, en, kind, support, flag):
    assert flag in bead_flags(zh, en, kind, support, config)


def test_disputed_bead_is_for_review_however_sure(config):
    assert bead_state(0.99, ["evidence-disagrees"], config) == "review"


def test_flag_or_doubt_asks_for_a_glance(config):
    assert bead_state(0.99, ["n-m"], config) == "check"
    assert bead_state(0.7, [], config) == "check"


def test_unlikely_bead_is_for_review(config):
    assert bead_state(0.3, [], config) == "review"


def test_text_whose_beads_are_mostly_unsure_is_a_free_translation(config):
    assert is_free_translation([0.95, 0.4, 0.5, 0.6], config)
    assert is_free_translation([0.6, 0.1], config)
    assert not is_free_translation([0.6, 0.7], config)
    assert not is_free_translation([0.95, 0.95, 0.5, 0.6], config)
    assert not is_free_translation([0.4], config)
