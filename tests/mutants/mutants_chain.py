"""Slips in the chain: reasons, lines, conditions, citations."""

from __future__ import annotations

import ast
from itertools import combinations

from mutants_edits import Edit, Mutant, Source
from mutants_reading import Slips, called, rewritten

LAWS = (
    "exchange", "distribute", "reindex", "padding", "delta", "floors", "exp_laws", "cancel",
    "cases",
)  # fmt: skip
TURNED = {"fold": "unfold", "unfold": "fold"}


def wrong_reasons(source: Source) -> Slips:
    """A reason dropped, added, or replaced; the reasons of two steps swapped."""
    for node in source.reasons:
        written = [source.said(one) for one in node.args]
        for k, one in enumerate(written):
            fewer = written[:k] + written[k + 1 :]
            yield _reason(source, "reason dropped", node, fewer, one)
            for other in (*LAWS, *_turned(one)):
                if other not in written:
                    replaced = [*written[:k], other, *written[k + 1 :]]
                    told = f"{one} -> {other}"
                    yield _reason(source, "reason replaced", node, replaced, told)
        for law in LAWS:
            if law not in written:
                yield _reason(source, "reason added", node, [*written, law], law)
    for one, other in combinations(source.reasons, 2):
        edits = [Edit(one, source.said(other)), Edit(other, source.said(one))]
        if source.said(one) != source.said(other):
            yield source.mutant("reasons swapped", edits)


def _turned(reason: str) -> list[str]:
    """fold for unfold, and unfold for fold."""
    verb, _, rest = reason.partition("(")
    return [f"{TURNED[verb]}({rest}"] if verb in TURNED else []


def _reason(source: Source, kind: str, node: ast.Call, written: list[str], told: str) -> Mutant:
    names = sorted({name for one in written for name in LAWS if name == one})
    text = f"by({', '.join(written)})"
    made = source.mutant(kind, [Edit(node, text)], told)
    names += [verb for verb in TURNED if any(one.startswith(f"{verb}(") for one in written)]
    missing = f"from evoproof import {', '.join(names)}\n" if names else ""
    head, brand, rest = made.text.partition("\nfrom evoproof import")
    return Mutant(kind, made.place, told, f"{head}\n{missing}{brand.lstrip()}{rest}")


def lines(source: Source) -> Slips:
    """Two lines swapped; a line dropped with its reason."""
    inner = source.lines[1:-1]
    for one, other in combinations(inner, 2):
        if ast.dump(one) != ast.dump(other):
            edits = [Edit(one, source.said(other)), Edit(other, source.said(one))]
            told = f"lines {source.lines.index(one)} <-> {source.lines.index(other)}"
            yield source.mutant("lines swapped", edits, told)
    for k, line in enumerate(inner, 1):
        for reason, which in ((source.reasons[k - 1], "before"), (source.reasons[k], "behind")):
            yield _without(source, line, reason, f"line {k}, with the reason {which}")


def _without(source: Source, line: ast.expr, reason: ast.expr, told: str) -> Mutant:
    kept = [source.said(one) for one in source.chain if one not in (line, reason)]
    whole = source.calls[source.file.stem]
    inside = ", ".join([source.said(whole.args[0]), *kept])
    return source.mutant("line dropped", [Edit(whole, f"prove({inside})")], told)


def conditions(source: Source) -> Slips:
    for keyword in source.claim.keywords:
        if keyword.arg == "given" and isinstance(keyword.value, ast.List):
            for one in keyword.value.elts:
                kept = [source.said(two) for two in keyword.value.elts if two is not one]
                told = f"without {source.said(one)}"
                edits = [Edit(keyword.value, f"[{', '.join(kept)}]")]
                yield source.mutant("condition dropped", edits, told)


def citations(source: Source) -> Slips:
    """A theorem cited for another tensor, or for none."""
    tensors = [
        name for name, call in source.calls.items() if name not in ("claim", source.file.stem)
    ]
    for reason in source.reasons:
        for node in ast.walk(reason):
            if called(node) == "cite":
                for keyword in node.keywords:
                    kept = [one for one in node.keywords if one is not keyword]
                    told = f"without {keyword.arg}"
                    yield source.mutant(
                        "citation", [Edit(node, rewritten(source, node, kept))], told
                    )
                    for name in tensors:
                        if name != source.said(keyword.value):
                            told = f"{keyword.arg}={name}"
                            yield source.mutant("citation", [Edit(keyword.value, name)], told)
