"""The plugin's options, and what is refused before anything is collected."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

FILES = pytest.StashKey[frozenset[Path]]()
"""Every file that `evoproof_files` names, as an absolute path."""
NUMBERS = pytest.StashKey[bool]()
"""Whether derivations are confirmed by numbers too."""
KINDS = (".py", ".toml")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`evoproof_files`, `evoproof_numbers` and `--evoproof-numbers`."""
    parser.addini(
        "evoproof_files",
        "claims and derivations: globs relative to the root folder, such as claims/*.toml",
        type="linelist",
        default=[],
    )
    parser.addini("evoproof_numbers", "the same as --evoproof-numbers", type="bool", default=False)
    parser.getgroup("evoproof").addoption(
        "--evoproof-numbers",
        action="store_true",
        help="confirm derivations by numbers too; needs torch",
    )


def pytest_sessionstart(session: pytest.Session) -> None:
    """Find the files. Raises UsageError for a glob without files, and for numbers without torch.

    A glob that finds nothing is a mistake: a gate that checks nothing would be green.
    """
    config = session.config
    config.stash[FILES] = frozenset(
        file for pattern in config.getini("evoproof_files") for file in _found(config, pattern)
    )
    wanted = bool(config.getoption("evoproof_numbers") or config.getini("evoproof_numbers"))
    if wanted and find_spec("torch") is None:
        raise pytest.UsageError("evoproof_numbers needs torch: pip install 'evoproof[torch]'")
    config.stash[NUMBERS] = wanted
    _warn_of(_left_out(config), config)


def _found(config: pytest.Config, pattern: str) -> list[Path]:
    """The files of a glob, which may not lead out of the root folder."""
    if Path(pattern).is_absolute() or ".." in Path(pattern).parts:
        raise _refused(pattern, f"a glob is relative to {config.rootpath}, and stays in it")
    try:
        found = [path for path in config.rootpath.glob(pattern) if _ours(path)]
    except ValueError as error:
        raise _refused(pattern, str(error)) from None
    if not found:
        kinds = "no claims file (.toml) and no derivation file (.py)"
        raise _refused(pattern, f"{kinds} is there in {config.rootpath}")
    return found


def _refused(pattern: str, reason: str) -> pytest.UsageError:
    return pytest.UsageError(f"evoproof_files: {pattern}: {reason}")


def _ours(path: Path) -> bool:
    """A file of a kind of ours; names with _ are left out, as `evoproof check FOLDER` does."""
    plain = not path.name.startswith("_") and path.name != "conftest.py"
    return plain and path.suffix in KINDS and path.is_file()


def _left_out(config: pytest.Config) -> str:
    """What to say where `testpaths` keeps pytest from files that `evoproof_files` names."""
    folders = [config.rootpath / one for one in config.args]
    outside = sorted(_outside(config.stash[FILES], folders))
    if config.args_source is not config.ArgsSource.TESTPATHS or not outside:
        return ""
    shown = outside[0].relative_to(config.rootpath).as_posix()
    more = f" and {len(outside) - 1} more" if len(outside) > 1 else ""
    return f"evoproof_files: {shown}{more}: outside testpaths, so this run leaves them out"


def _warn_of(message: str, config: pytest.Config) -> None:
    """Warn, once where there are workers; where warnings are errors, refuse."""
    if not message or hasattr(config, "workerinput"):
        return
    try:
        config.issue_config_time_warning(pytest.PytestConfigWarning(message), stacklevel=2)
    except pytest.PytestConfigWarning as error:
        raise pytest.UsageError(str(error)) from None


def _outside(files: frozenset[Path], folders: list[Path]) -> Iterator[Path]:
    for file in files:
        if not any(file.is_relative_to(folder) for folder in folders):
            yield file
