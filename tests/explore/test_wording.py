import re
from string import Formatter

import pytest

from pipeline.core.config import read_yaml
from pipeline.explore.pages import TEMPLATES
from pipeline.explore.wording import FOLDER, LANGUAGES, load_wording

ENTRIES = {f"{path.stem}.{key}": entry for path in sorted(FOLDER.glob("*.yaml")) for key, entry in read_yaml(path).items()}


def fields_of(phrase):
    return sorted(name for _, name, _, _ in Formatter().parse(phrase) if name is not None)


@pytest.mark.parametrize("entry", ENTRIES.values(), ids=ENTRIES.keys())
def test_phrase_stands_in_both_languages_with_the_same_values(entry):
    assert sorted(entry) == sorted(LANGUAGES)
    assert all(entry.values())
    assert fields_of(entry["zh"]) == fields_of(entry["en"])


def test_every_phrase_that_a_template_asks_for_is_there():
    asked = {
        key for path in TEMPLATES.rglob("*.j2") for key in re.findall(r"""\btn?\(["']([\w.+-]+)["']""", path.read_text(encoding="utf-8"))
    }
    counted = {
        key for path in TEMPLATES.rglob("*.j2") for key in re.findall(r"""\btn\(["']([\w.+-]+)["'],""", path.read_text(encoding="utf-8"))
    }
    assert asked | {f"{key}_one" for key in counted} <= ENTRIES.keys()


def test_phrase_is_given_in_the_language_asked_for():
    assert [load_wording(lang)("kinds.thesis") for lang in LANGUAGES] == ["学位论文", "theses"]


def test_code_without_a_name_stands_for_itself():
    assert load_wording("en").name("kinds", "poster") == "poster"
