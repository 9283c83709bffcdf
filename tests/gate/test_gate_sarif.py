"""SARIF: valid by the official schema, the same from run to run, and what code scanning needs."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from gate_reports import (
    ERRATA,
    EVERYTHING,
    HOSTILE,
    PASSED,
    UNDECIDED,
    WRONG,
    claim,
    hostile,
    judged,
)
from jsonschema import Draft4Validator

from evoproof.gate.rules import RULES
from evoproof.gate.sarif import fingerprint, sarif

SCHEMA = json.loads(Path(__file__).with_name("sarif-2.1.0-rtm.5.json").read_text("utf-8"))
VALIDATOR = Draft4Validator(SCHEMA)


def run(*reports: object, **given: str) -> dict:
    document = json.loads(sarif(judged(*reports, **given)))
    VALIDATOR.validate(document)
    (found,) = document["runs"]
    return found


def test_the_schema_sees_what_is_wrong():
    document = json.loads(sarif(judged(*EVERYTHING)))
    assert VALIDATOR.is_valid(document)
    for key, value in (("level", "fatal"), ("message", {}), ("colour", "red")):
        document["runs"][0]["results"][0] |= {key: value}
        assert not VALIDATOR.is_valid(document)


def test_only_surprises_and_errata_are_results():
    assert run(*PASSED)["results"] == []
    results = run(*EVERYTHING)["results"]
    assert len(results) == len(EVERYTHING) - len(PASSED)
    suppressed = [one for one in results if one["suppressions"]]
    assert [one["suppressions"][0]["justification"] for one in suppressed] == [
        "w is lost", "it is not linear",
    ]  # fmt: skip
    assert {one["level"] for one in suppressed} == {"note"}
    assert run(UNDECIDED)["results"][0]["level"] == "warning"


def test_every_result_has_a_rule_a_place_and_a_fingerprint():
    found = run(*EVERYTHING)
    rules = found["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [f"evoproof/{name}" for name in RULES]
    for one in found["results"]:
        assert rules[one["ruleIndex"]]["id"] == one["ruleId"]
        (place,) = one["locations"]
        artifact = place["physicalLocation"]["artifactLocation"]
        assert artifact["uriBaseId"] == "%SRCROOT%"
        assert not artifact["uri"].startswith("/")
    prints = [one["partialFingerprints"]["evoproof/v1"] for one in found["results"]]
    assert len(set(prints)) == len(prints)


def test_a_fingerprint_is_of_the_thing_and_not_of_what_is_found():
    one = claim("refuted")
    same = replace(one, verdict="unknown", line=99, seconds=3.0, reason="other")
    others = (replace(one, name="other"), replace(one, file=one.file + "l"))
    before, after, *different = (
        fingerprint(found) for found in judged(one, same, *others).findings
    )
    assert before == after
    assert before not in different


def test_time_leaves_no_trace():
    slower = [replace(one, seconds=9.0) for one in (*ERRATA, UNDECIDED, *WRONG[:5])]
    assert sarif(judged(*slower)) == sarif(judged(*ERRATA, UNDECIDED, *WRONG[:5]))


def test_nothing_judged_and_an_early_stop():
    assert run()["results"] == []
    (invocation,) = run(WRONG[0], stopped="3 more")["invocations"]
    assert invocation["executionSuccessful"] is False
    assert invocation["toolExecutionNotifications"][0]["message"]["text"] == "3 more"


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_stay_texts(text):
    (found,) = run(hostile(text))["results"]
    assert "](" not in found["message"]["text"]
    assert len(found["message"]["text"].splitlines()) == 2
