"""`evoproof picture OPERATOR`: the Evolution kernel of an operator at some pixels, as heat maps."""

from __future__ import annotations

from pathlib import Path

import click

from evoproof.console.pictures import drawn
from evoproof.console.terminal import Terminal
from evoproof.picture.figure import PIXELS, figures
from evoproof.picture.files import SUFFIXES, data
from evoproof.picture.layout import scene
from evoproof.picture.operators import BORDERS, OPERATORS, operator

SHOWN = " ".join(f"{i},{j}" for i, j in PIXELS)


@click.command("picture")
@click.argument("name", metavar=f"[{'|'.join(OPERATORS)}]")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="The file to write: FILE.svg or FILE.png; without it the terminal.",
)
@click.option(
    "--border",
    type=click.Choice(BORDERS),
    default=BORDERS[0],
    show_default=True,
    help="What neighbours outside the image do in attention.",
)
@click.option(
    "--pixel",
    "pixels",
    metavar="I,J",
    multiple=True,
    help=f"Row and column of a pixel of the 12 x 12 image; may be repeated. [default: {SHOWN}]",
)
def command(name: str, output: Path | None, border: str, pixels: tuple[str, ...]) -> None:
    """Draw the weights that an operator gives to the neighbours of a pixel.

    The weights are the kernel of the paper's derivation, evaluated as it is defined, over a small
    image. What is said to be the same, everywhere or for all channels, is proved for all sizes.
    """
    terminal, chosen = Terminal(), operator(name).name
    if output is not None and output.suffix.lower() not in SUFFIXES:
        known = " or ".join(SUFFIXES)
        raise click.BadParameter(f"{output}: a picture is {known}", param_hint="--output")
    at = tuple(map(_pixel, pixels)) or PIXELS
    with terminal.working(f"{chosen} ..."):
        figure = figures(chosen, at)[border]
        lines = [] if output else list(drawn(figure, terminal.width))
        made = data(scene(figure), output.suffix.lower()) if output else b""
    for line in lines:
        terminal.line(line)
    if output:
        _write(output, made)
        terminal.note(f"wrote {output}")


def _pixel(text: str) -> tuple[int, int]:
    i, _, j = text.partition(",")
    if not (i.strip().isdecimal() and j.strip().isdecimal()):
        raise click.BadParameter(f"{text!r}: write I,J, such as 0,0", param_hint="--pixel")
    return int(i), int(j)


def _write(output: Path, made: bytes) -> None:
    try:
        output.write_bytes(made)
    except OSError as error:
        raise click.UsageError(f"{output}: {error.strerror or error}") from None
