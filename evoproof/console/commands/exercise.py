"""`evoproof exercise NAME`: exercises made from a derivation, or played from a file."""

from __future__ import annotations

from pathlib import Path

import click

from evoproof.calc import Derivation
from evoproof.console.exercising import Session
from evoproof.console.terminal import Terminal
from evoproof.library.catalogue import CLAIMS, choose
from evoproof.library.loading import load
from evoproof.teach.exercise import Exercise
from evoproof.teach.files import dumped, loaded
from evoproof.teach.kinds import KINDS, OF_A_STEP, made
from evoproof.teach.reasons import NoExercise

SOLVED, NOT_SOLVED, UNDECIDED, NOTHING = 0, 1, 3, 4


@click.command("exercise")
@click.argument("name", metavar="NAME|FILE")
@click.option("--kind", type=click.Choice(list(KINDS)), help="One kind, not one of each.")
@click.option("--step", type=click.IntRange(min=1), help="Which step it is about, from 1.")
@click.option("--seed", type=int, default=0, show_default=True, help="Chooses among exercises.")
@click.option("--answer", metavar="TEXT", help="Grade this answer, and ask nothing.")
@click.option(
    "--export",
    "file",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE.toml",
    help="Write the exercise to a file, and ask nothing.",
)
@click.option("--with-solution", is_flag=True, help="Write the solution into the file too.")
def command(
    name: str, kind: str | None, step: int | None, seed: int, answer: str | None,
    file: Path | None, with_solution: bool,
) -> int:  # fmt: skip
    """Exercises that grade themselves: the prover judges an answer, not its spelling.

    NAME is a derivation (see: evoproof list), FILE.py a file of them, FILE.toml an exercise that
    --export wrote. Kinds: predict the next line, choose the reason, order the lines, find the
    broken line. Answers are read from standard input. Exit codes: 0 solved; 1 not; 2 usage, or a
    file that cannot be read; 3 an answer that is neither proved nor refuted; 4 no exercise.
    """
    terminal = Terminal()
    if name.endswith(CLAIMS):
        if kind or step or file:
            raise click.UsageError("a file holds one exercise: no --kind, --step, --export")
        exercises = [loaded(Path(name))]
    else:
        _check(kind, step, answer, file)
        exercises = _made(_derivation(name), kind, step, seed, terminal)
    if with_solution and file is None:
        raise click.UsageError("--with-solution goes with --export")
    if not exercises:
        return NOTHING
    if file is not None:
        return _export(exercises[0], file, with_solution, terminal)
    session = Session(terminal)
    if answer is not None:
        session.answered(exercises[0], answer)
    else:
        session.asked(exercises)
    if session.solved:
        return SOLVED
    return UNDECIDED if session.undecided else NOT_SOLVED


def _check(kind: str | None, step: int | None, answer: str | None, file: Path | None) -> None:
    if kind is None and (answer is not None or file is not None or step is not None):
        raise click.UsageError("--answer, --export and --step go with --kind: of which exercise?")
    if kind is not None and kind not in OF_A_STEP and step is not None:
        raise click.UsageError(f"the kind {kind} is about no single step: leave out --step")


def _derivation(name: str) -> Derivation:
    """The derivation of this name; of a file with several, the last."""
    return [one for choice in choose([name]) for one in load(choice)][-1]


def _made(
    derivation: Derivation, kind: str | None, step: int | None, seed: int, terminal: Terminal
) -> list[Exercise]:
    """One of the kind, or one of each kind of which there is one."""
    last = len(derivation.steps)
    if step is not None and step > last:
        raise click.BadParameter(f"{derivation.name} has steps 1 to {last}", param_hint="--step")
    terminal.note(f"seed {seed}")
    if kind is not None:
        return [made(derivation, kind, step, seed)]
    found = list[Exercise]()
    for one in KINDS:
        try:
            found.append(made(derivation, one, None, seed))
        except NoExercise as error:
            terminal.note(str(error))
    return found


def _export(exercise: Exercise, file: Path, with_solution: bool, terminal: Terminal) -> int:
    try:
        file.write_text(dumped(exercise, with_solution=with_solution), encoding="utf-8")
    except OSError as error:
        raise click.FileError(str(file), error.strerror or str(error)) from None
    terminal.note(f"written: {file} (play it: evoproof exercise {file})")
    return SOLVED
