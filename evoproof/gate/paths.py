"""Files as a repository names them: from its root, with slashes on every system."""

from __future__ import annotations

from os.path import abspath
from pathlib import Path
from urllib.parse import quote

from evoproof.derivations import FOLDER


def relative(file: str, root: Path) -> str:
    """The file seen from the folder `root`; one that lies elsewhere by its whole path.

    `root` is a whole path. The derivations that evoproof brings with it have the path that they
    have in its repository.
    """
    path = Path(abspath(file))
    for folder, shown in ((root, Path()), (FOLDER, Path("derivations"))):
        if path.is_relative_to(folder):
            return (shown / path.relative_to(folder)).as_posix()
    return path.as_posix()


def uri(file: str) -> str:
    """The path as a reference of a URI; a whole path as a URI of its own."""
    return quote(file) if not Path(file).is_absolute() else Path(file).as_uri()
