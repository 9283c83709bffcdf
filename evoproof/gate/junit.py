"""What was judged as JUnit's XML: a suite for each file, a case for each thing in it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from xml.etree import ElementTree as ET

from evoproof.gate.finding import Finding, Judged

ERRORS = ("undecided", "unreadable", "internal-error", "contradiction")
"""Outcomes that say nothing about the formula: errors, where a failure says that it is wrong."""

_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'


def junit(judged: Judged) -> str:
    """The whole document. Failures begin with file:line, which JUnit has no place for.

    An erratum that fails as expected is skipped, as pytest's strict xfail is.
    """
    root = ET.Element("testsuites", {"name": "evoproof", **_counts(judged.findings)})
    for file, group in groupby(sorted(judged.findings, key=_file), key=_file):
        root.append(_suite(file, list(group), judged.stopped))
    ET.indent(root, " ")
    return f"{_HEAD}{ET.tostring(root, encoding='unicode')}\n"


def _file(finding: Finding) -> str:
    return finding.file


def _suite(file: str, findings: Sequence[Finding], stopped: str) -> ET.Element:
    suite = ET.Element("testsuite", {"name": file, **_counts(findings)})
    if stopped:
        _properties(suite, {"stopped": stopped})
    suite.extend([_case(one) for one in findings])
    return suite


def _case(finding: Finding) -> ET.Element:
    where = {"classname": finding.file, "name": finding.name or finding.file}
    case = ET.Element("testcase", {**where, "time": f"{finding.seconds:.3f}"})
    said = {"kind": finding.kind, "verdict": finding.verdict, "expected": finding.expected}
    _properties(case, said)
    tag = _tag(finding)
    if tag == "skipped":
        why = finding.why or f"{finding.expected} was expected"
        ET.SubElement(case, tag, {"type": "pytest.xfail", "message": why})
    elif tag and finding.rule is not None:
        first, _ = finding.lines
        found = ET.SubElement(case, tag, {"type": finding.rule.name, "message": first})
        found.text = "\n".join(finding.lines)
    return case


def _tag(finding: Finding) -> str:
    if finding.rule is None:
        return ""
    if finding.ok:
        return "skipped"
    return "error" if finding.rule.name in ERRORS else "failure"


def _properties(above: ET.Element, given: dict[str, str]) -> None:
    properties = ET.SubElement(above, "properties")
    for name, value in given.items():
        ET.SubElement(properties, "property", {"name": name, "value": value})


def _counts(findings: Sequence[Finding]) -> dict[str, str]:
    tags = [_tag(one) for one in findings]
    return {
        "tests": str(len(tags)), "failures": str(tags.count("failure")),
        "errors": str(tags.count("error")), "skipped": str(tags.count("skipped")),
        "time": f"{sum(one.seconds for one in findings):.3f}",
    }  # fmt: skip
