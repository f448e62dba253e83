"""nnplans for notebooks and trainers: `nnplans.check(…)`, `audit`, `diff` and `command` give what `--format json` prints, as dataclasses.

Names are imported when they are asked for: the command `nnplans` needs none of them, and starts sooner.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ._api import Diff, Error, FindingsError, Report, audit, check, command, diff
    from ._model import Finding, Location, NotChecked, Subject

__all__ = [
    "Diff",
    "Error",
    "Finding",
    "FindingsError",
    "Location",
    "NotChecked",
    "Report",
    "Subject",
    "audit",
    "check",
    "command",
    "diff",
]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module 'nnplans' has no attribute {name!r}")
    from . import _api, _model

    return getattr(_api, name, None) or getattr(_model, name)


def __dir__() -> "list[str]":
    return __all__
