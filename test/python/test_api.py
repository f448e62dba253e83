from __future__ import annotations

import json
import subprocess
from pathlib import Path

import nnplans
import pytest

example = Path(__file__).parent / "example"
preprocessed = str(example / "nnUNet_preprocessed")
own_plans = str(example.parent / "own-plans" / "nnUNet_preprocessed")


def wrong() -> nnplans.Report:
    return nnplans.check("121", "122", source_plans="TinyPlans", target_plans="TinyPlans", preprocessed=own_plans)


def right() -> nnplans.Report:
    return nnplans.check(
        "121", "122", source_plans="TinyPlans", target_plans="PretrainedPlansCustom", preprocessed=preprocessed
    )


def test_a_transfer_that_may_start() -> None:
    report = right()
    assert report.ok
    assert report.raise_for_errors() is report
    assert {subject.kind for subject in report.subjects} >= {"plans"}
    assert report.comparisons is not None and report.comparisons[0].rows[0].what != ""


def test_a_transfer_that_may_not() -> None:
    report = wrong()
    assert not report.ok
    assert "transfer/wrong-direction" in [finding.rule for finding in report.errors]
    location = report.errors[0].location
    assert location is not None and location.file.endswith("TinyPlans.json")
    with pytest.raises(nnplans.FindingsError, match="transfer/wrong-direction") as caught:
        report.raise_for_errors()
    assert caught.value.report is report


def test_the_report_is_what_the_command_prints() -> None:
    words = ["check", "-s", "121", "-t", "122", "-sp", "TinyPlans", "-tp", "TinyPlans", "--preprocessed", own_plans]
    printed = subprocess.run(["nnplans", *words, "--format", "json"], capture_output=True, check=False)
    assert printed.returncode == 1
    report = wrong()
    assert report.json == json.loads(printed.stdout)
    assert report.summary.not_checked == len(report.not_checked)
    assert [one.identity for one in report.findings] == [one["identity"] for one in json.loads(printed.stdout)["findings"]]


def test_a_notebook_shows_the_page() -> None:
    shown = wrong()._repr_html_()
    assert shown.startswith("<iframe sandbox=")
    assert "wrong-direction" in shown
    assert "<script" not in shown  # only inside srcdoc, where it is quoted


def test_a_command_of_nnunet(tmp_path: Path) -> None:
    report = nnplans.command(
        ["nnUNetv2_train", "122", "3d_fullres", "0", "-p", "Nobody"], preprocessed=preprocessed, cwd=tmp_path
    )
    assert not report.ok


def test_an_audit_and_its_options() -> None:
    whole = nnplans.audit(preprocessed)
    assert {subject.kind for subject in whole.subjects} >= {"dataset"}
    some = nnplans.audit(preprocessed, rule=["plans", "dataset/labels"], config="none")
    assert all(finding.rule.startswith(("plans/", "dataset/labels")) for finding in some.findings)


def test_a_diff() -> None:
    plans = Path(preprocessed) / "Dataset121_AbdomenCT" / "TinyPlans.json"
    same = nnplans.diff(plans, plans)
    assert not same.differs and same.weights.answer == "yes"
    other = nnplans.diff(plans, Path(own_plans) / "Dataset122_PancreasCT" / "TinyPlans.json")
    assert other.differs
    assert [change.what for change in other.changes if not change.negligible]


def test_what_leads_nowhere_is_an_error_with_the_words_of_the_program() -> None:
    with pytest.raises(nnplans.Error, match="999") as caught:
        nnplans.check("999", "122", preprocessed=preprocessed)
    assert caught.value.code == 2
    with pytest.raises(nnplans.Error, match="--nonsense"):
        nnplans.audit(preprocessed, nonsense=True)


def test_nothing_else_is_offered() -> None:
    assert set(dir(nnplans)) == set(nnplans.__all__)
    with pytest.raises(AttributeError):
        nnplans.nonsense
