"""A site of a few derivations, one of which fails, and what is read off its pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

from evoproof.audit.reading import read_entries
from evoproof.audit.run import Summary, audit, done
from evoproof.audit.verdict import EntryReport
from evoproof.library.catalogue import paper
from evoproof.site.making import Maker
from evoproof.site.view import DerivationView

NAMES = ("absorption", "convolution", "involution", "local_attention_mask")
ENTRIES = ("E10", "E26")

FALSE = '''"""A row & a <column>, added up.

Source: none, Eq. 14 and 17 to 19.
"""

from evoproof import Sum, bound, by, distribute, equation, indices, prove, reindex, sizes, tensor

N = sizes("N")
n = indices(n=N)
k = bound("k")
x = tensor("x", N)
c = tensor("c", N)

claim = equation(Sum(c[n] * x[k], (k, 0, N - 1)), c[n] * Sum(x[k], (k, 1, N - 1)))

false_row = prove(
    claim,
    Sum(c[n] * x[k], (k, 0, N - 1)),
    by(distribute),
    c[n] * Sum(x[k], (k, 1, N - 1)),  # (1)
    expect="refuted",
    why="x[0] is left out, as <b>printed</b>",
)
'''


@dataclass(frozen=True)
class Task:
    name: str
    path: Path


def made(folder: Path) -> list[DerivationView]:
    """What pages show of the paper's NAMES and of the false derivation, which is written there."""
    file = folder / "false_row.py"
    file.write_text(FALSE, encoding="utf-8")
    tasks = [Task(one.name, one.file) for one in paper() if one.name in NAMES]
    return [*map(Maker(numbers=False), tasks), Maker(numbers=False)(Task("false_row", file))]


def audited() -> list[EntryReport]:
    """A few entries of the audit, judged; the derivations that correct them are taken as proved."""
    entries = [one for one in read_entries() if one.id in ENTRIES]
    return list(audit(entries, lambda tasks: map(done, tasks), _taken_as_proved))


def _taken_as_proved(name: str) -> Summary:
    return Summary("proved", None, None, 0.0)


class Read(HTMLParser):
    """The links, anchors, headings and scripts of a page; and that its elements are nested."""

    VOID = ("meta", "link", "br", "img", "input", "hr")

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.anchors: list[str] = []
        self.headings: list[int] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()
        assert not self.open, self.open

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag not in self.VOID:
            self.open.append(tag)
        if tag == "a":
            self.links.append(given["href"] or "")
        for one in ("src", "href"):
            if tag != "a" and given.get(one):
                self.loaded.append(given[one] or "")
        if "id" in given:
            self.anchors.append(given["id"] or "")
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self.headings.append(int(tag[1]))

    def handle_startendtag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in self.VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open[-1] == tag, (tag, self.open[-3:], self.getpos())
        self.open.pop()


def html_files(folder: Path) -> Iterator[Path]:
    yield from sorted(folder.rglob("*.html"))
