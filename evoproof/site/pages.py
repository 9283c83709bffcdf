"""Pages: a template with what it is given, and the folder in which they become files.

Templates escape what they print. What is HTML already, such as MathML, is given as `Markup`.
Every template has `root` (the way to the site's root: "" or "../"), `path` (its own, from there),
`sections` (titles and first pages of the site's parts), `made(path)` (whether the site has that
page) and the functions of links.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path, PurePosixPath
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from evoproof.errors import EvoproofError
from evoproof.site import links

MARKER = ".evoproof-report"
"""The file that tells a report's folder; it lists what was written there."""


class SiteError(EvoproofError):
    """A folder that no report can be written to."""


@dataclass(frozen=True)
class Page:
    """`path` is that of the file from the site's root; `context` is what `template` is given."""

    path: str
    template: str
    context: Mapping[str, Any]

    @property
    def root(self) -> str:
        return "../" * self.path.count("/")


def environment() -> Environment:
    """The templates of this package: escaped, and strict about names that nobody gave."""
    made = Environment(
        loader=PackageLoader("evoproof.site"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True,
    )  # fmt: skip
    made.globals.update(
        derivation_page=links.derivation_page, reason_page=links.reason_page,
        rule_page=links.rule_page, entry_page=links.entry_page,
    )  # fmt: skip
    return made


def rendered(pages: Sequence[Page]) -> dict[str, str]:
    """The text of every file of the site, by its path. Raises ValueError for a path that comes
    twice."""
    templates = environment()
    paths = {page.path for page in pages}
    templates.globals["made"] = paths.__contains__
    if len(paths) < len(pages):
        raise ValueError("two pages have one path")
    sections = [(title, path) for title, path in links.SECTIONS if path in paths]
    found = dict(_static())
    for page in pages:
        given = {"root": page.root, "path": page.path, "sections": sections, **page.context}
        found[page.path] = templates.get_template(page.template).render(given)
    return found


def _static() -> Iterable[tuple[str, str]]:
    for name in ("style.css", "steps.js"):
        yield name, (files("evoproof.site") / "static" / name).read_text(encoding="utf-8")


def write(folder: Path, pages: Sequence[Page]) -> None:
    """Write the site; what a former report left in the folder, and this one has not, goes.

    Raises SiteError where the folder holds anything else, or cannot be written.
    """
    before = former(folder)
    texts = rendered(pages)
    try:
        for path, text in texts.items():
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")
        for path in before - texts.keys():
            (folder / path).unlink(missing_ok=True)
        listed = "".join(f"{path}\n" for path in sorted(texts))
        (folder / MARKER).write_text(listed, encoding="utf-8", newline="\n")
    except OSError as error:
        raise SiteError(f"{folder}: {error.strerror or error}") from None


def former(folder: Path) -> frozenset[str]:
    """The files of the report that the folder has; none where there is no folder, or it is empty.

    Raises SiteError where something else is there: a report replaces nothing but a report.
    """
    try:
        if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
            return frozenset()
        listed = (folder / MARKER).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        raise SiteError(
            f"{folder}: there is something else than a report; choose an empty or a new folder"
        ) from None
    return frozenset(one for one in listed if _inside(one))


def _inside(path: str) -> bool:
    parts = PurePosixPath(path).parts
    return bool(parts) and ".." not in parts and not PurePosixPath(path).is_absolute()
