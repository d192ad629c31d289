"""Load one YAML file into one pydantic model, with every fault named at once.

YAML is read by ruamel.yaml's safe loader, the one DVC uses: PyYAML would read other values from the same file.
"""

from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from pipeline.core.errors import ConfigError
from pipeline.core.files import read_utf8


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
        raise ConfigError(f"{path}{where}: not valid YAML: {error.problem}") from error
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
        raise ConfigError("\n".join(_explain(path, fault) for fault in error.errors())) from None


def _explain(path: Path, fault: Any) -> str:
    where = ".".join(str(part) for part in fault["loc"]) or "the file"
    text = fault["msg"][0].lower() + fault["msg"][1:]
    if fault["type"] == "extra_forbidden":
        return f"{path}: {where}: unknown key"
    if fault["type"] == "missing":
        return f"{path}: {where}: key is missing"
    return f"{path}: {where}: {text} (got {str(fault['input'])[:40]!r})"
