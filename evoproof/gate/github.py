"""What was judged as GitHub's annotations and as a table for the summary of a job.

Names, formulas and files may be a stranger's: here they can start no command and no markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from evoproof.gate.finding import Finding, Judged
from evoproof.gate.log import inert

MOST = 9
"""GitHub shows ten annotations of a step and drops the others without a word."""
LONGEST = 2000
"""An annotation is a box of a few lines; the files have the whole message."""
SUMMARY_BYTES = 1024 * 1024
"""A step's summary that is longer is refused as a whole."""
_RESERVE = 200
_SEVERITY = ("internal-error", "contradiction", "unreadable")
_MARKUP = re.compile(r"[^\w ,/()=+-]|_")


def commands(judged: Judged) -> str:
    """Annotations as workflow commands: the worst nine surprises, and how many more there are."""
    worst = _worst_first(judged.findings)
    lines = [_annotation(one) for one in worst[:MOST]]
    more = f"{len(worst) - MOST} more, see the summary" if len(worst) > MOST else ""
    said = "; ".join(filter(None, (more, judged.stopped)))
    if said:
        lines.append(f"::notice title=evoproof::{_data(said)}")
    return "\n".join(lines)


def _worst_first(findings: Sequence[Finding]) -> list[Finding]:
    return sorted((one for one in findings if not one.ok), key=_severity)


def _severity(finding: Finding) -> int:
    name = finding.rule.name if finding.rule is not None else ""
    if name in _SEVERITY:
        return _SEVERITY.index(name)
    return len(_SEVERITY) + (finding.level == "warning")


def _annotation(finding: Finding) -> str:
    where = {"file": finding.file, "line": str(finding.line) if finding.line else ""}
    given = {**where, "title": f"{finding.verdict}: {finding.name or finding.file}"}
    properties = ",".join(f"{name}={_property(text)}" for name, text in given.items() if text)
    return f"::{finding.level} {properties}::{_data(chr(10).join(finding.lines))}"


def _data(text: str) -> str:
    cut = text if len(text) <= LONGEST else text[:LONGEST] + " ..."
    return inert(cut.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def summary(judged: Judged, room: int = SUMMARY_BYTES) -> str:
    """A table in Markdown of everything, surprises first, in at most `room` bytes of UTF-8.

    Where there is less room the last line says how many rows are left out.
    """
    lines = list(_head(judged))
    used = sum(_size(line) for line in lines) + _RESERVE
    others = [one for one in judged.findings if one.ok]
    rows = [_row(one) for one in (*_worst_first(judged.findings), *others)]
    fitting = 0
    while fitting < len(rows) and used + _size(rows[fitting]) <= room:
        used += _size(rows[fitting])
        fitting += 1
    lines += rows[:fitting]
    if fitting < len(rows):
        lines += ["", f"{len(rows) - fitting} of {len(rows)} rows are left out: there is no room."]
    return "\n".join([*lines, "", ""]) if used <= room else ""


def _head(judged: Judged) -> Iterator[str]:
    number = len(judged.findings)
    wrong = sum(not one.ok for one in judged.findings)
    yield "### evoproof"
    yield ""
    yield f"{number} checked, {wrong or 'none'} not as expected" if number else "nothing to check"
    if judged.stopped:
        yield ""
        yield judged.stopped
    if number:
        yield ""
        yield "| | name | where | verdict | expected | |"
        yield "|---|---|---|---|---|---|"


def _row(finding: Finding) -> str:
    mark = "ok" if finding.ok else "**FAIL**" if finding.level == "error" else "**undecided**"
    cells = (finding.name, finding.place, finding.verdict, finding.expected, _said(finding))
    return f"| {mark} | {' | '.join(map(_escaped, cells))} |"


def _said(finding: Finding) -> str:
    if finding.ok:
        return finding.why[:LONGEST]
    unreadable = finding.verdict == "error"
    return " ".join(finding.lines if unreadable else finding.lines[1:])[:LONGEST]


def _size(line: str) -> int:
    return len(line.encode()) + 1


def _escaped(text: str) -> str:
    """Every sign that could be Markdown or HTML as a character reference, which is never markup."""
    return _MARKUP.sub(lambda found: f"&#{ord(found[0])};", text)
