from __future__ import annotations

import dataclasses
import html
import json
import os
import subprocess
import tempfile
from functools import lru_cache
from pathlib import Path
from typing import Any, Mapping, Optional, Sequence, Tuple, Type, TypeVar, Union, get_args, get_origin, get_type_hints

from .__main__ import node, program
from ._model import DiffData, Finding, ReportData

PathLike = Union[str, "os.PathLike[str]"]
T = TypeVar("T")


class Error(Exception):
    """nnplans could not do what was asked for: wrong options, a folder that is not there, nothing to check, a fault of its own."""

    def __init__(self, message: str, code: int) -> None:
        super().__init__(message)
        self.code = code
        """Exit code of the program: 2 for what the caller can mend, 3 for a fault of nnplans."""


class FindingsError(Exception):
    """Raised by `Report.raise_for_errors`."""

    def __init__(self, report: Report) -> None:
        self.report = report
        super().__init__("\n" + "\n\n".join(_told(finding) for finding in report.errors))


@dataclasses.dataclass(frozen=True)
class Report(ReportData):
    """What `nnplans check`, `audit` or `check -- COMMAND` found."""

    json: Mapping[str, object] = dataclasses.field(default_factory=dict, repr=False)
    """The report as `--format json` prints it, with everything in it."""
    html: str = dataclasses.field(default="", repr=False)
    """The report as a page, as `--format html` prints it."""

    @property
    def errors(self) -> Tuple[Finding, ...]:
        """Errors that count: those that a config or a baseline sets aside are not among them."""
        return tuple(one for one in self.findings if one.severity == "error" and one.suppressed is None)

    @property
    def ok(self) -> bool:
        """Whether nothing was found that is an error, and no rule failed."""
        return self.summary.error == 0 and not any(entry.crashed for entry in self.not_checked)

    def raise_for_errors(self) -> Report:
        """
        Itself, where it is `ok`.

        :raises FindingsError: otherwise
        """
        if not self.ok:
            raise FindingsError(self)
        return self

    def __str__(self) -> str:
        counts = f"{self.summary.error} errors, {self.summary.warning} warnings, {self.summary.info} infos"
        return "\n\n".join([*(_told(one) for one in self.findings if one.suppressed is None), counts])

    def _repr_html_(self) -> str:
        # In a frame of its own, without scripts of the notebook's: names in a report come from files.
        page = html.escape(self.html, quote=True)
        return f'<iframe sandbox="allow-scripts" srcdoc="{page}" style="width:100%;height:40em;border:0"></iframe>'


@dataclasses.dataclass(frozen=True)
class Diff(DiffData):
    """What `nnplans diff` found."""

    json: Mapping[str, object] = dataclasses.field(default_factory=dict, repr=False)


def check(
    source: PathLike,
    target: PathLike,
    *,
    source_plans: Optional[str] = None,
    target_plans: Optional[str] = None,
    configurations: Sequence[str] = (),
    checkpoint: Optional[PathLike] = None,
    **options: Any,
) -> Report:
    """
    Checks one transfer, as `nnplans check -s SOURCE -t TARGET` does.

    :param source: dataset that the network was pretrained on (id, name or folder), a plans file, a model folder or a checkpoint
    :param target: dataset that it is to be finetuned on
    :param options: long options of the command without their dashes: `preprocessed="…"`, `rule=["plans"]`, `config="none"`,
        and `cwd`, the folder where relative paths start
    :raises Error: when something named leads nowhere, or nothing could be checked
    """
    words = ["check", "-s", os.fspath(source), "-t", os.fspath(target)]
    named = (("-sp", source_plans), ("-tp", target_plans), ("--checkpoint", checkpoint))
    for option, value in named:
        words += [] if value is None else [option, os.fspath(value)]
    for configuration in configurations:
        words += ["-c", configuration]
    return _report(words, (), options)


def command(words: Sequence[str], **options: Any) -> Report:
    """
    Checks a command of nnU-Net, as `nnplans check -- COMMAND` does.

    :param words: as in `["nnUNetv2_train", "122", "3d_fullres", "0", "-p", "MyPlans"]`
    """
    return _report(["check"], ["--", *words], options)


def audit(*paths: PathLike, **options: Any) -> Report:
    """
    Looks through preprocessed folders, plans files, models or repositories, as `nnplans audit` does.

    :param paths: none: the folder that the option or variable for nnUNet_preprocessed names
    """
    return _report(["audit"], [os.fspath(path) for path in paths], options)


def diff(a: PathLike, b: PathLike, *, cwd: Optional[PathLike] = None) -> Diff:
    """
    Compares two plans, as `nnplans diff` does.

    :param a: plans file, `FILE#configuration`, checkpoint or `REVISION:FILE`
    """
    data = _run(["diff", "--format", "json", os.fspath(a), os.fspath(b)], cwd)
    return dataclasses.replace(_read(Diff, data), json=data)


def _report(words: Sequence[str], last: Sequence[str], options: Mapping[str, Any]) -> Report:
    rest = dict(options)
    cwd = rest.pop("cwd", None)
    with tempfile.TemporaryDirectory(prefix="nnplans-") as folder:
        page = Path(folder) / "report.html"
        data = _run([*words, *_options(rest), "-o", "json", "-o", f"html={page}", *last], cwd)
        text = page.read_text(encoding="utf-8")
    return dataclasses.replace(_read(Report, data), json=data, html=text)


def _options(options: Mapping[str, Any]) -> Sequence[str]:
    words = []
    for name, value in options.items():
        option = f"--{name.replace('_', '-')}"
        if value is True:
            words.append(option)
        elif value is not None and value is not False:
            for one in value if isinstance(value, (list, tuple)) else [value]:
                words.append(f"{option}={os.fspath(one) if isinstance(one, os.PathLike) else one}")
    return words


def _run(words: Sequence[str], cwd: Optional[PathLike]) -> Any:
    done = subprocess.run([node(), program(), *words], cwd=cwd, capture_output=True, stdin=subprocess.DEVNULL)
    if done.returncode not in (0, 1):
        raise Error(done.stderr.decode("utf-8", "replace").strip(), done.returncode)
    return json.loads(done.stdout)


def _told(finding: Finding) -> str:
    place = "" if finding.location is None else finding.location.file
    line = "" if finding.location is None or finding.location.line is None else f":{finding.location.line}"
    return f"{finding.severity} {finding.rule}  {place}{line}\n{finding.message}\n→ {finding.remedy}"


def _read(type_: Type[T], value: Any) -> T:
    """A value of JSON as a class of `_model`. Keys that this version does not know are left to `json`."""
    read: T = _value(type_, value)
    return read


def _value(type_: Any, value: Any) -> Any:
    origin = get_origin(type_)
    if origin is tuple:
        return tuple(_value(get_args(type_)[0], one) for one in value)
    if origin is Union:
        inner = [one for one in get_args(type_) if one is not type(None)]
        return value if value is None or len(inner) > 1 else _value(inner[0], value)
    if isinstance(type_, type) and dataclasses.is_dataclass(type_) and isinstance(value, dict):
        hints = _hints(type_)
        found = {
            one.name: _value(hints[one.name], value[key])
            for one in dataclasses.fields(type_)
            if (key := one.metadata.get("key", one.name)) in value
        }
        return type_(**found)
    return value


@lru_cache(maxsize=None)
def _hints(type_: type) -> Mapping[str, Any]:
    return get_type_hints(type_)
