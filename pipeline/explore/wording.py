"""What the report, the pages and the charts say, in Chinese and in English.

`templates/wording/<area>.yaml` holds one entry a phrase, both languages side by side: `key: {zh: …, en: …}`; `{name}` stands for a value.
A template or function asks for `wording("area.key", name=value)`.
"""

import functools
from dataclasses import dataclass
from typing import Literal, get_args

from pipeline.core.config import read_yaml
from pipeline.explore.pages import TEMPLATES

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
FOLDER = TEMPLATES / "wording"


@dataclass(frozen=True)
class Wording:
    """The phrases of one language."""

    lang: Language
    phrases: dict[str, str]
    """By `area.key`."""

    def __call__(self, key: str, **values: object) -> str:
        """Return a phrase with its values put in.

        Raises:
            KeyError: there is no such phrase, or one of its values is missing.
        """
        return self.phrases[key].format(**values)

    def name(self, area: str, code: str | None) -> str:
        """Return the name of one of a few fixed codes, such as the kind `thesis`; a code without a name stands for itself."""
        return self.phrases.get(f"{area}.{code}", code or "")


@functools.cache
def load_wording(lang: Language) -> Wording:
    """Return the phrases of one language."""
    entries = {f"{path.stem}.{key}": entry for path in sorted(FOLDER.glob("*.yaml")) for key, entry in read_yaml(path).items()}
    return Wording(lang, {key: entry[lang] for key, entry in entries.items()})
