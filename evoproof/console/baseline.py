"""The baseline of a run of the gate: written with `--record`, else compared with what is found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import click
from rich.text import Text

from evoproof.baseline.compare import Change, compare
from evoproof.baseline.file import NAME, BaselineError, read, write
from evoproof.baseline.known import AUDIT, Baseline, Report, baseline
from evoproof.check.exit_codes import INTERNAL, NOT_AS_EXPECTED, UNREADABLE
from evoproof.claims.syntax import Claim
from evoproof.console.selection import Selection
from evoproof.console.terminal import Terminal
from evoproof.library.catalogue import CLAIMS, Choice
from evoproof.project.project import project_file

BESIDE = "beside evoproof.toml, or here"
"""What `--baseline` without a FILE stands for."""


@dataclass(frozen=True)
class Part:
    """The part of what is recorded that a run looks at: -k, claims files alone, -x."""

    selection: Selection
    claims_only: bool
    stops: bool

    def of(self, recorded: Baseline, found: Baseline) -> Baseline:
        """What is recorded of this part; where a run may stop early, only what it came to."""
        return {
            key: known
            for key, known in recorded.items()
            if (key in found or not self.stops) and self._has(key)
        }

    def _has(self, key: str) -> bool:
        file, _, name = key.rpartition("::")
        if file == AUDIT:
            return self.selection.wants_entry(name)
        wanted = self.selection.named(Choice(Path(file)))(name)
        return wanted and (file.endswith(CLAIMS) or not self.claims_only)


@dataclass(frozen=True)
class Kept:
    """A baseline in a file: what is recorded there, or None where it is to be recorded now."""

    file: Path
    recorded: Baseline | None

    def settled(
        self,
        reports: Sequence[Report],
        claims: Iterable[Claim],
        code: int,
        part: Part,
        *,
        numbers: bool,
        terminal: Terminal,
    ) -> tuple[int, tuple[Change, ...]]:
        """The exit code of the gate, which was `code` without the baseline, and what changed."""
        if code in (UNREADABLE, INTERNAL):
            terminal.note("evoproof: the baseline is left alone: not everything could be judged")
            return code, ()
        found = baseline(reports, claims, self.file.parent)
        if self.recorded is None:
            self._record(found, terminal)
            return code, ()
        recorded = part.of(self.recorded, found)
        changes = compare(recorded, found, numbers=numbers)
        fails = any(one.fails for one in changes)
        return (NOT_AS_EXPECTED if fails else code), changes

    def _record(self, found: Baseline, terminal: Terminal) -> None:
        for key, known in found.items():
            if not known.statement:
                raise BaselineError(self.file, f"not written: {key} was given up")
        if found:
            write(self.file, found)
            terminal.note(f"evoproof: {len(found)} recorded in {self.file}")


def kept(
    given: str | None, record: bool, names: Sequence[str], partial: Mapping[str, object]
) -> Kept | None:
    """The baseline that is wanted: `given`, or the one beside the project's file if it is there.

    By the options of `partial` a run looks at a part only, which cannot be recorded. Raises
    click.UsageError and BaselineError.
    """
    home = project_file(Path.cwd())
    beside = Path(NAME) if home is None else home.parent / NAME
    file = beside if given in (None, BESIDE) else Path(given or NAME)
    if record:
        part = {**partial, "the names, or say --baseline FILE": home and names and file == beside}
        for option in (option for option, on in part.items() if on):
            raise click.UsageError(f"--record writes down everything: leave out {option}")
        return Kept(file, None)
    if given is not None or (home is not None and not names and file.exists()):
        return Kept(file, read(file))
    return None


def said(changes: Sequence[Change], terminal: Terminal, *, mute: bool) -> None:
    """Each change in a line: what fails with the results, unless mute, and the rest as a note."""
    for one in changes:
        if not one.fails:
            lead = "better than recorded" if one.kind == "better" else "numbers not taken"
            terminal.note(f"evoproof: {lead}: {one}")
        elif mute:
            click.echo(f"evoproof: baseline: {one}", err=True)
        else:
            terminal.line(
                Text(f"baseline: {one.kind}", style="bold red").append(f"  {one}", "none")
            )
    if changes:
        terminal.note("evoproof: if that is meant: evoproof check --record")
