"""A card for every reason that a step can name: what it allows, and the steps that name it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from evoproof.kernel.theorem import RULES
from evoproof.site.links import reason_page
from evoproof.site.pages import Page
from evoproof.site.ruledocs import ReasonDoc, reason_docs
from evoproof.site.view import DerivationView, StepView


@dataclass(frozen=True)
class Use:
    """A step that names the reason, and its derivation."""

    view: DerivationView
    step: StepView

    @property
    def alone(self) -> bool:
        """Whether it is the only reason of the step."""
        return len({one.name for one in self.step.reasons}) == 1


def pages(views: Sequence[DerivationView]) -> list[Page]:
    """The cards."""
    return [_page(doc, views) for doc in reason_docs()]


def _page(doc: ReasonDoc, views: Sequence[DerivationView]) -> Page:
    uses = sorted(_uses(doc.name, views), key=lambda one: not one.alone)
    alone = [one for one in uses if one.alone]
    context = {
        "doc": doc, "uses": uses, "alone": bool(alone), "rules": _rules(alone or uses),
        "counted": len(alone or uses), "rule": doc.name if doc.name in RULES else "",
    }  # fmt: skip
    return Page(reason_page(doc.name), "reason.html", context)


def _uses(name: str, views: Sequence[DerivationView]) -> Iterator[Use]:
    for view in views:
        for step in view.steps:
            if any(one.name == name for one in step.reasons):
                yield Use(view, step)


def _rules(uses: Sequence[Use]) -> list[tuple[str, int]]:
    """In how many of these steps the kernel uses each of its rules, the most frequent first."""
    counts = Counter(rule for one in uses for rule in {kernel.rule for kernel in one.step.kernel})
    found = ((rule, count) for rule, count in counts.items() if rule in RULES)
    return sorted(found, key=lambda one: (-one[1], one[0]))
