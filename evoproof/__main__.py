"""`python -m evoproof` is the command `evoproof`."""

from evoproof.cli import run

run()
