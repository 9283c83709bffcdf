"""JUnit's XML: well-formed whatever is in it, and its counts are those of its cases."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from gate_reports import ERRATA, EVERYTHING, HOSTILE, UNDECIDED, WRONG, hostile, judged

from evoproof.gate.junit import junit


def cases(*reports: object) -> dict[str, ET.Element]:
    root = ET.fromstring(junit(judged(*reports)))
    return {case.get("name"): case for case in root.iter("testcase")}


def test_a_failure_says_where_in_its_message():
    failure = cases(WRONG[0])["false"].find("failure")
    assert failure.get("type") == "refuted"
    assert failure.get("message").startswith("claims/a.toml:7: false: refuted, proved was expected")
    assert failure.text.splitlines()[1].startswith("N = 1, i = 0")


def test_what_is_undecided_is_an_error_and_no_failure():
    case = cases(UNDECIDED)["hard"]
    assert case.find("error").get("type") == "undecided"
    assert case.find("failure") is None


def test_an_erratum_is_skipped_as_an_expected_failure():
    skipped = cases(*ERRATA)["typo"].find("skipped")
    assert (skipped.get("type"), skipped.get("message")) == ("pytest.xfail", "w is lost")


def test_counts():
    root = ET.fromstring(junit(judged(*EVERYTHING)))
    for suite in (root, *root.iter("testsuite")):
        for name, tag in (
            ("tests", "testcase"), ("failures", "failure"), ("errors", "error"),
            ("skipped", "skipped"),
        ):  # fmt: skip
            assert int(suite.get(name)) == len(list(suite.iter(tag)))
    assert int(root.get("tests")) == len(EVERYTHING)
    files = [suite.get("name") for suite in root]
    assert files == ["bad.py", "claims/a.toml", "d.py", "derivations/audit/heads.toml"]


def test_nothing_judged_is_an_empty_document():
    root = ET.fromstring(junit(judged()))
    assert (root.tag, root.get("tests"), list(root)) == ("testsuites", "0", [])


def test_an_early_stop_is_said():
    root = ET.fromstring(junit(judged(UNDECIDED, stopped="3 more")))
    assert root.find("testsuite/properties/property").get("value") == "3 more"


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_stay_texts(text):
    written = junit(judged(hostile(text)))
    root = ET.fromstring(written.encode("utf-8"))
    assert [one.tag for one in root.iter() if one.tag != "property"] == [
        "testsuites", "testsuite", "testcase", "properties", "failure",
    ]  # fmt: skip
