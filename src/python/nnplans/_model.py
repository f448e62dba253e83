"""What nnplans prints with `--format json`. Made from schemas/report.schema.json and schemas/diff.schema.json by `npm run generate`."""

from __future__ import annotations

import dataclasses
from typing import Literal, Mapping, Optional, Tuple, Union


@dataclasses.dataclass(frozen=True)
class Tool:
    name: Literal["nnplans"]
    version: str


@dataclasses.dataclass(frozen=True)
class Summary:
    """Findings by severity, causes and consequences alike, without those that are suppressed or in the baseline."""

    error: int
    warning: int
    info: int
    causes: int
    """How many of them follow from no other one that counts. With `consequences`, as many as error, warning and info together."""
    consequences: int
    """How many of them follow from another one, which `causedBy` names: with that cured, they are gone."""
    suppressed: int
    baselined: int
    not_checked: int = dataclasses.field(metadata={"key": "notChecked"})


@dataclasses.dataclass(frozen=True)
class Edits:
    file: str
    pointer: str
    start_line: int = dataclasses.field(metadata={"key": "startLine"})
    start_column: int = dataclasses.field(metadata={"key": "startColumn"})
    end_line: int = dataclasses.field(metadata={"key": "endLine"})
    end_column: int = dataclasses.field(metadata={"key": "endColumn"})
    """The place after the last character that is replaced."""
    text: str
    """What takes its place."""
    creates: Optional[bool] = None
    """The file is not there yet."""


@dataclasses.dataclass(frozen=True)
class Fix:
    """The remedy as text edits, where it is an edit: all of them or none."""

    is_safe: bool = dataclasses.field(metadata={"key": "isSafe"})
    """Whether nothing has to follow and nobody can have meant what stands there now: applied by --fix, and not only by --fix-unsafe."""
    edits: Tuple[Edits, ...]
    commands: Optional[Tuple[str, ...]] = None
    """Commands of nnU-Net that have to follow."""


@dataclasses.dataclass(frozen=True)
class Location:
    file: str
    """With `/`, relative to the working folder where it lies in it."""
    pointer: Optional[str] = None
    """RFC 6901; absent for the file as a whole."""
    line: Optional[int] = None
    column: Optional[int] = None
    """In UTF-16 code units."""


@dataclasses.dataclass(frozen=True)
class RelatedLocation:
    file: str
    message: str
    pointer: Optional[str] = None
    line: Optional[int] = None
    column: Optional[int] = None


@dataclasses.dataclass(frozen=True)
class Suppressed:
    kind: Literal["config", "baseline"]
    reason: str


@dataclasses.dataclass(frozen=True)
class Finding:
    rule: str
    message_id: str = dataclasses.field(metadata={"key": "messageId"})
    """Which of the rule's messages."""
    severity: Literal["error", "warning", "info"]
    message: str
    """What is wrong, what was expected, what nnU-Net will do."""
    remedy: str
    """What to do, with the exact command where there is one."""
    subject: str
    """What it is about: `Dataset122_PancreasCT/PretrainedPlansCustom#3d_fullres`."""
    data: Mapping[str, object]
    """The values that the message quotes. NaN and infinities, which JSON lacks, are written as text. What many cases or files have in common is one finding, with their number as `count` and the first three as `examples`."""
    related: Tuple[RelatedLocation, ...]
    identity: str
    """The same for the same mistake, wherever the file lies: SHA-256 of rule, message, subject, pointer and data."""
    fix: Optional[Fix] = None
    """The remedy as text edits, where it is an edit: all of them or none."""
    location: Optional[Location] = None
    caused_by: Optional[str] = dataclasses.field(default=None, metadata={"key": "causedBy"})
    """Identity of the finding that this one follows from, which may follow from another in turn. It is among the findings, perhaps suppressed."""
    destroys_data: Optional[bool] = dataclasses.field(default=None, metadata={"key": "destroysData"})
    """nnU-Net's next command would delete or overwrite files."""
    suppressed: Optional[Suppressed] = None


@dataclasses.dataclass(frozen=True)
class NotChecked:
    rule: str
    subject: str
    reason: str
    leaves_open: Optional[bool] = dataclasses.field(default=None, metadata={"key": "leavesOpen"})
    """An error may be there that nobody looked for: without it, whether the job can be started is not established."""
    crashed: Optional[bool] = None
    """The rule itself failed, which is a fault of nnplans or of a rule of your own."""


@dataclasses.dataclass(frozen=True)
class MedianShape:
    """Median shape of the images after resampling."""

    voxels: Tuple[float, ...]
    source: Literal["fingerprint", "plans"]
    """`fingerprint`: of this dataset; `plans`: as the plans state it, whichever dataset they were made for."""


@dataclasses.dataclass(frozen=True)
class IntensityStatistics:
    """Of the foreground, in the unit of the images: for CT, HU."""

    percentile_00_5: float
    percentile_99_5: float
    mean: float
    std: float


@dataclasses.dataclass(frozen=True)
class Intensities:
    channel: int
    name: Optional[str] = None
    """As dataset.json calls it."""
    normalization: Optional[str] = None
    """Class that normalizes it. CTNormalization clips to the percentiles of the plans; no other scheme uses them."""
    plans: Optional[IntensityStatistics] = None
    """What the plans carry along from the dataset that they were made for."""
    fingerprint: Optional[IntensityStatistics] = None
    """What the fingerprint of this dataset says."""


@dataclasses.dataclass(frozen=True)
class Measures:
    """The numbers of one configuration on one dataset. Axes in working order, after `transpose_forward`; a 2d configuration has no slice axis. What the plans or the fingerprint do not tell is absent."""

    spacing: Optional[Tuple[float, ...]] = None
    """mm per voxel that images are resampled to."""
    patch_size: Optional[Tuple[float, ...]] = dataclasses.field(default=None, metadata={"key": "patchSize"})
    """voxels"""
    median_shape: Optional[MedianShape] = dataclasses.field(default=None, metadata={"key": "medianShape"})
    """Median shape of the images after resampling."""
    receptive_field: Optional[Tuple[float, ...]] = dataclasses.field(default=None, metadata={"key": "receptiveField"})
    """How far a voxel of the bottleneck sees, in voxels."""
    intensities: Optional[Tuple[Intensities, ...]] = None
    """One entry per channel, as far as plans or fingerprint describe it."""


@dataclasses.dataclass(frozen=True)
class MeasuredConfiguration:
    plans: str
    """Plans identifier, or the file's name where nnU-Net would not find it by one."""
    configuration: str
    measures: Measures


@dataclasses.dataclass(frozen=True)
class Subject:
    kind: Literal["plans", "dataset", "model", "checkpoint", "pickle", "transfer", "script"]
    label: str
    file: Optional[str] = None
    folders: Optional[Tuple[str, ...]] = None
    """Of a dataset: where else it lies, its raw images and its models."""
    facts: Optional[Mapping[str, Union[str, float, Tuple[str, ...]]]] = None
    """Numbers and names for an overview."""
    configurations: Optional[Tuple[MeasuredConfiguration, ...]] = None
    """Of `audit` only: the numbers of every configuration of its plans."""


@dataclasses.dataclass(frozen=True)
class Nnunet:
    """The nnU-Net that was judged by."""

    source: Literal["found", "named", "versions", "assumed"]
    """found: the one that the commands here would use; named: the one in a folder that the option or the config names; versions: a range of versions that they name; assumed: nothing of it is known."""
    text: str
    """For a person: nnU-Net 2.8.1 in venv /home/me/venv."""
    version: Optional[str] = None
    """Its version, or the range of versions; absent where it is not known."""
    folder: Optional[str] = None
    """Folder of its package nnunetv2."""


@dataclasses.dataclass(frozen=True)
class StaleEntry:
    rule: str
    message_id: str = dataclasses.field(metadata={"key": "messageId"})
    subject: str
    pointer: Optional[str] = None


@dataclasses.dataclass(frozen=True)
class Baseline:
    """With --baseline: the entries whose findings are no longer there. What it knows is among the findings, marked as suppressed."""

    file: str
    stale: Tuple[StaleEntry, ...]


@dataclasses.dataclass(frozen=True)
class Since:
    """With --since: how many findings the revision had already. They are not among the findings."""

    revision: str
    known: int


@dataclasses.dataclass(frozen=True)
class Config:
    """Where a config turns rules off, or lies in what is judged and therefore has no say about a rule."""

    file: str
    off: Tuple[str, ...]
    ignored: Tuple[str, ...]


@dataclasses.dataclass(frozen=True)
class ComparisonRow:
    what: str
    pretraining: str
    finetuning: str
    verdict: Literal["agrees", "differs", "error", "warning", "info", "not checked"]
    finding: Optional[str] = None
    """Identity of the finding that the verdict is of."""


@dataclasses.dataclass(frozen=True)
class ComparisonMeasures:
    pretraining: Measures
    finetuning: Measures


@dataclasses.dataclass(frozen=True)
class Comparison:
    pretraining: str
    finetuning: str
    configuration: str
    rows: Tuple[ComparisonRow, ...]
    measures: ComparisonMeasures


@dataclasses.dataclass(frozen=True)
class PlannedChange:
    what: str
    """`3d_fullres: data_identifier`"""
    before: str
    after: str
    consequence: str
    reason: str


@dataclasses.dataclass(frozen=True)
class PlannedDataFolder:
    configuration: str
    identifier: str
    cases: int
    """Cases that are there already; preprocessing deletes them first."""


@dataclasses.dataclass(frozen=True)
class PlannedStep:
    purpose: str
    command: str


@dataclasses.dataclass(frozen=True)
class PlannedTransfer:
    """Of `transfer` only: the plans file that is to be written, and what follows from it."""

    source: str
    """Whose plans are taken over."""
    target: str
    file: str
    """The file that is written."""
    existing: Literal["nothing", "the same", "other plans"]
    """What stands there before."""
    outcome: Literal["not asked for", "written", "refused", "already there"]
    release: str
    """Releases of nnU-Net that write this."""
    changes: Tuple[PlannedChange, ...]
    configurations: Tuple[str, ...]
    data_folders: Tuple[PlannedDataFolder, ...] = dataclasses.field(metadata={"key": "dataFolders"})
    notes: Tuple[str, ...]
    steps: Tuple[PlannedStep, ...]
    """What is still to be done, in order."""
    refusal: Optional[Literal["findings", "other plans"]] = None
    """Why it was refused."""
    backup: Optional[str] = None
    """Where the file that stood there before was kept."""
    replaced: Optional[Tuple[str, ...]] = None
    """What the plans that stand there now differ in, gravest first."""


@dataclasses.dataclass(frozen=True)
class ReportData:
    """What `--format json` prints. Keys may be added within a version of the schema; none is removed or changes its meaning."""

    schema_version: Literal["1"] = dataclasses.field(metadata={"key": "schemaVersion"})
    tool: Tool
    command: Literal["check", "audit", "transfer", "workflow"]
    verdict: Literal["start", "do not start", "not established"]
    """May the job be started? `do not start`: there is an error, suppressed ones apart. `not established`: there is none, but an entry of notChecked leaves open whether there is one, a rule broke down, or nothing was checked. Whatever --fail-on says."""
    summary: Summary
    """Findings by severity, causes and consequences alike, without those that are suppressed or in the baseline."""
    findings: Tuple[Finding, ...]
    """Gravest first, and among equals first what destroys data; then by file and place."""
    not_checked: Tuple[NotChecked, ...] = dataclasses.field(metadata={"key": "notChecked"})
    """What could not be looked at, and why."""
    subjects: Tuple[Subject, ...]
    """What was looked at."""
    nnunet: Nnunet
    """The nnU-Net that was judged by."""
    baseline: Optional[Baseline] = None
    """With --baseline: the entries whose findings are no longer there. What it knows is among the findings, marked as suppressed."""
    since: Optional[Since] = None
    """With --since: how many findings the revision had already. They are not among the findings."""
    config: Optional[Config] = None
    """Where a config turns rules off, or lies in what is judged and therefore has no say about a rule."""
    comparisons: Optional[Tuple[Comparison, ...]] = None
    """Of `check` only: each configuration side by side."""
    transfer: Optional[PlannedTransfer] = None


@dataclasses.dataclass(frozen=True)
class Verdict:
    answer: Literal["yes", "no", "unknown"]
    """`unknown`: it depends on code that plans do not tell."""
    reasons: Tuple[str, ...]
    """Gravest first; beside `yes` what to know anyway."""


@dataclasses.dataclass(frozen=True)
class ComparedConfiguration:
    a: str
    """Its name in A."""
    b: str
    weights: Verdict
    data: Verdict


@dataclasses.dataclass(frozen=True)
class Part:
    kind: Literal["added", "removed", "changed"]
    what: str
    """`axis 0 (slices)`, `stage 5`, `channel 1 (T2)`, `mean`."""
    pointer_a: Optional[str] = dataclasses.field(default=None, metadata={"key": "pointerA"})
    pointer_b: Optional[str] = dataclasses.field(default=None, metadata={"key": "pointerB"})
    before: Optional[object] = None
    after: Optional[object] = None


@dataclasses.dataclass(frozen=True)
class Change:
    kind: Literal["added", "removed", "changed", "moved"]
    """`moved`: the same things in another place or order."""
    path: str
    """Where, in words: `3d_fullres: patch size`."""
    what: str
    """The field alone: `patch size`."""
    followers: Tuple[str, ...]
    """Configurations that inherit it."""
    field: str
    """The key in the plans or in the configuration: `architecture.arch_kwargs.strides`."""
    shape: Literal["value", "axes", "stages", "channels", "class", "members"]
    """How values are to be read: entries of `axes` follow transpose_forward, of `stages` the network from its input, of `channels` the images."""
    parts: Tuple[Part, ...]
    """The entries that differ, of a list or an object."""
    consequence: Literal["weights no longer load", "data must be preprocessed again", "training changes", "inference changes", "no effect"]
    reason: str
    """What nnU-Net does with the field."""
    negligible: bool
    """Noise of planning the same data twice: no difference to the exit code."""
    configuration: Optional[str] = None
    """In which configuration it is written."""
    pointer_a: Optional[str] = dataclasses.field(default=None, metadata={"key": "pointerA"})
    pointer_b: Optional[str] = dataclasses.field(default=None, metadata={"key": "pointerB"})
    before: Optional[object] = None
    """In A, in the form in which it was compared; absent where nothing is stated. NaN and infinities, which JSON lacks, are written as text."""
    after: Optional[object] = None
    """In B."""
    unit: Optional[Literal["mm", "voxels"]] = None


@dataclasses.dataclass(frozen=True)
class Tolerances:
    """What counts as equal."""

    number: float
    """Relative, of any number."""
    spacing_relative: float = dataclasses.field(metadata={"key": "spacingRelative"})
    spacing_absolute: float = dataclasses.field(metadata={"key": "spacingAbsolute"})
    """mm"""
    intensity: float
    """By how much a normalized voxel may move, in standard deviations."""
    note: float
    """Relative, of medians that the planner notes."""
    batch_size: float = dataclasses.field(metadata={"key": "batchSize"})
    """Relative."""


@dataclasses.dataclass(frozen=True)
class DiffData:
    """What `nnplans diff --format json` prints. Keys may be added within a version of the schema; none is removed or changes its meaning."""

    schema_version: Literal["1"] = dataclasses.field(metadata={"key": "schemaVersion"})
    tool: Tool
    command: Literal["diff"]
    differs: bool
    """Whether the exit code is 1: some change is not negligible."""
    a: str
    """What was compared, as it was typed."""
    b: str
    weights: Verdict
    """Whether weights trained with A load into the network of B by -pretrained_weights: `no` when they do not for one configuration."""
    data: Verdict
    """Whether data preprocessed for A are what B would make of the same images."""
    configurations: Tuple[ComparedConfiguration, ...]
    """The same for each configuration that was compared."""
    changes: Tuple[Change, ...]
    """Gravest first, negligible ones last. Key order, 1 against 1.0 and the last digits of numbers are no changes."""
    notes: Tuple[str, ...]
    """What is worth knowing and no difference."""
    tolerances: Tolerances
    """What counts as equal."""
