"""The audit as the paper's errata: a table of all entries, and a page for each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from evoproof.audit.entry import INFORMAL, Derived, Formula, Identity, Rank
from evoproof.audit.outcome import WRONG, Outcome
from evoproof.audit.verdict import EntryReport
from evoproof.judge.report import PROVED, UNKNOWN, VACUOUS, ChainLine
from evoproof.site.drawn import Drawing, drawing
from evoproof.site.links import ERRATA, entry_page
from evoproof.site.pages import Page
from evoproof.site.statements import Statement, statement

MEANING = {
    "definition": "introduces something, and that has a meaning at all sizes",
    "true": "is proved",
    "true-if": "is proved under conditions, and fails where one of them is dropped",
    "false": "is refuted by a counterexample",
    "ill-formed": "has no meaning somewhere: it reads outside a tensor, or divides by 0",
    "extra": "is not in the paper: a finding, proved",
    "informal": "is no mathematical statement, or is left open: its readings are judged",
    "unknown": "is not decided: neither a proof nor a counterexample was found",
}
"""What the verdict on an entry says of the statement as printed."""

_GOOD = ("definition", "true", "extra", PROVED)
_OPEN = ("true-if", "informal", UNKNOWN, VACUOUS)


@dataclass(frozen=True)
class Part:
    """One part of an entry. `label` says what it is to the entry; `lines` are those of its proof.

    `drawing` is a counterexample, or a `witness` where the part is proved by it.
    """

    label: str
    says: str
    derivation: str
    statement: Statement | None
    verdict: str
    reason: str | None
    warnings: tuple[str, ...]
    drawing: Drawing | None
    lines: tuple[ChainLine, ...] = ()

    @property
    def witness(self) -> bool:
        return self.verdict == PROVED


def tone(verdict: str) -> str:
    """What a verdict looks like, beside its word."""
    return "good" if verdict in _GOOD else "open" if verdict in _OPEN else "bad"


def pages(reports: Sequence[EntryReport]) -> list[Page]:
    """The table of the entries and a page for each; nothing where there are none."""
    return [_index(reports), *map(_entry, reports)] if reports else []


def _index(reports: Sequence[EntryReport]) -> Page:
    chapters = sorted(reports, key=lambda report: report.entry.chapter)
    groups = [(chapter, list(some)) for chapter, some in groupby(chapters, _chapter)]
    groups.sort(key=lambda group: group[1][0].entry.id)
    counts = Counter(report.verdict for report in reports)
    verdicts = [(one, counts[one], MEANING[one]) for one in MEANING if counts[one]]
    titled = [(chapter, _title(chapter), some) for chapter, some in groups]
    return Page(ERRATA, "errata.html", {
        "groups": titled, "verdicts": verdicts, "count": len(reports), "tone": tone,
        "surprises": [report for report in reports if not report.ok],
    })  # fmt: skip


def _chapter(report: EntryReport) -> str:
    return report.entry.chapter


def _title(chapter: str) -> str:
    return chapter.replace("_", " ").capitalize()


def _place(equation: str) -> str:
    """An equation, or the section that an entry is about."""
    return f"Eq. {equation}" if equation[:1].isdigit() else equation


def _entry(report: EntryReport) -> Page:
    return Page(entry_page(report.entry.id), "erratum.html", {
        "report": report, "entry": report.entry, "meaning": MEANING[report.verdict], "tone": tone,
        "place": _place(report.entry.equation),
        "judged": list(_parts(report)), "chapter": _title(report.entry.chapter),
        "proofs": [_part("Shown by", one) for one in report.proofs],
    })  # fmt: skip


def _parts(report: EntryReport) -> Iterable[Part]:
    besides = "One reading" if report.entry.kind == INFORMAL else "Besides"
    labelled = (
        ("As printed", report.printed), ("Without a condition", report.without),
        (besides, report.readings),
    )  # fmt: skip
    for label, outcomes in labelled:
        yield from (_part(label, one) for one in outcomes)


def _part(label: str, one: Outcome) -> Part:
    part, proofs = one.part, one.report.proofs if one.report is not None else ()
    lines = tuple(line for proof in proofs for line in proof.lines)
    if isinstance(part, Derived):
        shown, drawn = None, None
    else:
        shown, drawn = statement(part), _drawn(part, one)
    return Part(
        label, part.says, part.derivation if isinstance(part, Derived) else "", shown,
        one.verdict, one.reason, one.warnings, drawn, lines,
    )  # fmt: skip


def _drawn(part: Identity | Formula | Rank, one: Outcome) -> Drawing | None:
    """What refutes the part, or shows it; not what only speaks of its premise."""
    if one.found is None or one.verdict not in (PROVED, *WRONG):
        return None
    return drawing(part.claim, one.found, every=isinstance(part, Identity))
