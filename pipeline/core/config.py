"""Load one YAML file into one pydantic model, with every fault named at once.

YAML is read by ruamel.yaml's safe loader, the one DVC uses: PyYAML would read other values from the same file.
"""

import difflib
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from pipeline.core.errors import ConfigError
from pipeline.core.files import read_utf8

YAML_ADVICE = (
    "look at this line and the one above it: a blank after every colon, brackets and quotes closed, no tabs, no full-width ： ， ［ ］"
)
# What pydantic says in its own terms, in those of someone who writes YAML; by type of fault.
PLAINLY = {
    "extra_forbidden": "unknown key",
    "missing": "key is missing",
    "tuple_type": "a list is expected, such as [a, b]",
    "list_type": "a list is expected, such as [a, b]",
    "model_type": "keys with values are expected, such as `label: 基层治理`",
    "dict_type": "keys with values are expected, such as `label: 基层治理`",
}
# Faults whose input says nothing that the key's name does not.
WITHOUT_INPUT = frozenset({"extra_forbidden", "missing"})


class Config(BaseModel):
    """Base of every config: immutable, and unknown keys are errors."""

    model_config = ConfigDict(frozen=True, extra="forbid")


ModelT = TypeVar("ModelT", bound=BaseModel)


def read_yaml(path: Path) -> Any:
    """Return the YAML file as plain Python values; an empty file is an empty mapping.

    Raises:
        ConfigError: the file is missing, not UTF-8 or not YAML; the message gives line and column.
    """
    try:
        return YAML(typ="safe").load(read_utf8(path, ConfigError)) or {}
    except FileNotFoundError:
        raise ConfigError(f"{path}: the file is missing") from None
    except MarkedYAMLError as error:
        mark = error.problem_mark
        where = f":{mark.line + 1}:{mark.column + 1}" if mark else ""
        raise ConfigError(f"{path}{where}: not valid YAML: {error.problem}\n{YAML_ADVICE}") from error
    except YAMLError as error:
        raise ConfigError(f"{path}: not valid YAML: {error}") from error
    except ValueError as error:
        # ruamel reads what looks like a date, and no 2024-13-01 exists.
        raise ConfigError(f"{path}: a date that does not exist: {error}; quote it if it is no date") from error


def load_config(path: Path, model: type[ModelT]) -> ModelT:
    """Return the file as `model`.

    Raises:
        ConfigError: one line for each unknown key, wrong type and value out of range.
    """
    return check_config(path, read_yaml(path), model)


def check_config(path: Path, values: Any, model: type[ModelT]) -> ModelT:
    """Return `values`, read from `path`, as `model`; same errors as `load_config`."""
    try:
        return model.model_validate(values)
    except ValidationError as error:
        raise ConfigError("\n".join(_explain(path, fault, model) for fault in error.errors())) from None


def explain_fault(fault: Any, known: Iterable[str] = ()) -> str:
    """Return one of pydantic's faults in plain words, with the value that was found; `known` are keys that may have been meant."""
    text = PLAINLY.get(fault["type"], fault["msg"][0].lower() + fault["msg"][1:])
    if fault["type"] in WITHOUT_INPUT:
        near = difflib.get_close_matches(str(fault["loc"][-1]), known, n=1) if fault["type"] == "extra_forbidden" else []
        return f"{text} (did you mean {near[0]}?)" if near else text
    return f"{text} (got {str(fault['input'])[:40]!r})"


def _explain(path: Path, fault: Any, model: type[BaseModel]) -> str:
    where = ".".join(str(part) for part in fault["loc"]) or "the file"
    return f"{path}: {where}: {explain_fault(fault, model.model_fields if len(fault['loc']) == 1 else ())}"
