"""Surprises as SARIF 2.1.0, for code scanning; errata are there too, suppressed with the reason."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

from evoproof import __version__
from evoproof.gate.finding import Finding, Judged
from evoproof.gate.paths import uri
from evoproof.gate.rules import RULES, Rule

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_NUMBER = {name: number for number, name in enumerate(RULES)}


def sarif(judged: Judged) -> str:
    """The whole document: the same for the same outcomes, whatever time they took."""
    document = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(judged)]}
    return json.dumps(document, indent=1, ensure_ascii=True) + "\n"


def _run(judged: Judged) -> dict[str, Any]:
    rules = [_rule(one) for one in RULES.values()]
    run = {
        "tool": {"driver": {"name": "evoproof", "version": __version__, "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "results": [_result(one, one.rule) for one in judged.findings if one.rule is not None],
    }
    if judged.stopped:
        said = {"level": "warning", "message": {"text": judged.stopped}}
        run["invocations"] = [
            {"executionSuccessful": False, "toolExecutionNotifications": [said]},
        ]
    return run


def _rule(rule: Rule) -> dict[str, Any]:
    level = "warning" if rule.name == "undecided" else "error"
    return {
        "id": rule.id,
        "name": rule.name.title().replace("-", ""),
        "shortDescription": {"text": rule.says},
        "help": {"text": rule.advice},
        "defaultConfiguration": {"level": level},
    }


def _result(finding: Finding, rule: Rule) -> dict[str, Any]:
    """An erratum is a note: code scanning does not look at suppressions."""
    why = finding.why or f"{finding.expected} was expected"
    return {
        "ruleId": rule.id,
        "ruleIndex": _NUMBER[rule.name],
        "level": finding.level,
        "message": {"text": _unlinked("\n".join(finding.lines))},
        "locations": [_location(finding)],
        "partialFingerprints": {"evoproof/v1": fingerprint(finding)},
        "suppressions": [{"kind": "inSource", "justification": why}] if finding.erratum else [],
    }


def _location(finding: Finding) -> dict[str, Any]:
    reference = uri(finding.file)
    artifact = {"uri": reference}
    if not reference.startswith("file:"):
        artifact["uriBaseId"] = "%SRCROOT%"
    region = {"region": {"startLine": finding.line}} if finding.line else {}
    return {
        "physicalLocation": {"artifactLocation": artifact, **region},
        "logicalLocations": [{"name": finding.name or finding.file}],
    }


def fingerprint(finding: Finding) -> str:
    """What makes it the same thing in the next run: neither its line nor what is found of it."""
    same = json.dumps([finding.kind, finding.file, finding.name])
    return sha256(same.encode()).hexdigest()


def _unlinked(text: str) -> str:
    """The text without SARIF's [links](to somewhere), which a stranger's formula might make."""
    return text.replace("](", "] (")
