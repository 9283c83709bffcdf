"""`record(name, chain, ...)`: a derivation as JSON that a checker can read without evoproof."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

import evoproof
from evoproof.kernel.poly import Floor, Poly
from evoproof.kernel.theorem import Theorem
from evoproof.record.steps import Citation, Linear, RecordError, Step, in_order
from evoproof.record.tables import Tables


def record(
    name: str,
    chain: Sequence[Theorem],
    *,
    title: str = "",
    source: str = "",
    sizes: Sequence[str] = (),
    tags: Sequence[str] = (),
    reasons: Sequence[str] = (),
) -> dict[str, Any]:
    """The record of a claim: the left side of the first theorem equals the right side of the last.

    Its hypotheses are those of all the theorems. `tags` (equation numbers) and `reasons` are shown
    with the lines, one for each theorem, or none at all. Equal arguments give equal bytes.
    Raises RecordError for an empty chain, for another number of tags or reasons, for a proof that
    is too long and for terms that are nested too deeply.
    """
    for texts in (tags, reasons):
        if not chain or len(texts) not in (0, len(chain)):
            raise RecordError(f"{name}: a chain has lines, and one tag and one reason for each")
    tables = Tables()
    try:
        theorems = _theorems(chain, tables)
    except RecursionError:
        raise RecordError(f"{name}: its terms are nested too deeply") from None
    header = {
        "format": "evoproof proof",
        "version": 1,
        "name": name,
        "evoproof": evoproof.__version__,
    }
    shown = {"title": title, "source": source, "sizes": [*sizes], "claim": _claim(chain, tables)}
    lines = [_line(tables.theorem(line), k, tags, reasons) for k, line in enumerate(chain)]
    return {**header, **shown, **tables.written(), "theorems": theorems, "chain": lines}


def _claim(chain: Sequence[Theorem], tables: Tables) -> dict[str, Any]:
    return {
        "hypotheses": tables.condition_list([c for line in chain for c in line.hypotheses]),
        "left": tables.term(chain[0].left),
        "right": tables.term(chain[-1].right),
    }


def text(made: dict[str, Any]) -> str:
    """The record as JSON text, one table entry or step a line; the same bytes for equal records."""
    parts = [f"{_json(key)}: {_block(value, key)}" for key, value in made.items()]
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _block(value: Any, key: str) -> str:
    if key == "theorems":
        return _lines([_theorem_text(one) for one in value])
    in_lines = isinstance(value, list) and key != "sizes"
    return _lines([_json(one) for one in value]) if in_lines else _json(value)


def _theorem_text(value: dict[str, Any]) -> str:
    steps = _lines([_json(step) for step in value["steps"]])
    rest = {key: one for key, one in value.items() if key != "steps"}
    return _json(rest)[:-1] + f', "steps": {steps}}}'


def _lines(parts: Sequence[str]) -> str:
    return "[\n" + ",\n".join(parts) + "\n]" if parts else "[]"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _line(number: int, place: int, tags: Sequence[str], reasons: Sequence[str]) -> dict[str, Any]:
    found: dict[str, Any] = {"theorem": number}
    found |= {"tag": tags[place]} if tags else {}
    return found | ({"reason": reasons[place]} if reasons else {})


def _theorems(chain: Sequence[Theorem], tables: Tables) -> list[dict[str, Any]]:
    """All that the chain needs, each in front of its first use."""
    theorems = []
    for linear in in_order(tuple(chain)):
        theorems.append(_theorem(linear, tables))
        tables.theorems[linear.theorem] = len(tables.theorems)
    return theorems


def _theorem(linear: Linear, tables: Tables) -> dict[str, Any]:
    return {
        "hypotheses": tables.condition_list(linear.theorem.hypotheses),
        "left": tables.term(linear.theorem.left),
        "right": tables.term(linear.theorem.right),
        "steps": [_step(step, tables) for step in linear.steps],
    }


def _step(step: Step, tables: Tables) -> dict[str, Any]:
    found: dict[str, Any] = {"rule": step.rule, "path": [*step.path]}
    found |= {"backward": True} if step.backward else {}
    arguments = _cite(step.cited, tables) if step.cited else _arguments(step, tables)
    found |= {"arguments": arguments} if arguments else {}
    found |= {"before": tables.term(step.before), "after": tables.term(step.after)}
    once = dict.fromkeys((side.given, side.goal) for side in step.sides)
    sides = [[tables.context(given), tables.condition(goal)] for given, goal in once]
    return found | ({"sides": sides} if sides else {})


def _arguments(step: Step, tables: Tables) -> dict[str, Any]:
    """What the rule was given after the hypotheses and the terms of the equation."""
    names = ARGUMENTS.get(step.rule, {})
    values = step.arguments[len(step.arguments) - len(names) :]
    writers = zip(names.items(), values, strict=True)
    return {key: write(tables, value) for (key, write), value in writers}


def _cite(cited: Citation, tables: Tables) -> dict[str, Any]:
    substitutions: list[dict[str, Any]] = []
    for one in cited.substitutions:
        if len(one) == 2 and not isinstance(one[0], tuple):
            old, new = one
            substitutions.append({"tensor": tables.tensor(old), "by": tables.tensor(new)})
        else:
            substitutions.append({"integers": [[key, value.key] for key, value in one]})
    return {"theorem": tables.theorem(cited.theorem), "substitutions": substitutions}


def _integers(tables: Tables, values: Sequence[Poly]) -> list[str]:
    return [value.key for value in values]


def _witnesses(tables: Tables, values: Any) -> list[Any]:
    return [[tables.term(term), _integers(tables, point)] for term, point in values]


Writer = Callable[[Tables, Any], Any]


def _integer(tables: Tables, value: Poly) -> str:
    return value.key


def _plain(tables: Tables, value: str | int) -> str | int:
    return value


def _names(tables: Tables, values: Sequence[str]) -> list[str]:
    return [*values]


def _floor(tables: Tables, value: Floor) -> list[str]:
    return [value.numerator.key, value.denominator.key]


ARGUMENTS: dict[str, dict[str, Writer]] = {
    "floor_value": {"floor": _floor, "value": _integer},
    "floor_cancel": {"floor": _floor, "factor": _integer, "reduced": _floor},
    "cancel": {"witnesses": _witnesses},
    "reindex": {
        "names": _names,
        "old_to_new": _integers,
        "new_to_old": _integers,
    },
    "scale": {"position": _plain},
    "domain": {"conditions": Tables.condition_list},
    "split": {"condition": Tables.condition},
    "delta": {"condition": Tables.condition, "name": _plain},
    "telescope": {"low": _integer, "high": _integer, "total": Tables.term},
    "max_scale": {"witnesses": _witnesses},
    "max_affine": {"point": _integers},
    "max_split": {"condition": Tables.condition, "first": _integers, "second": _integers},
    "max_flatten": {"point": _integers},
    "max_project": {
        "name": _plain,
        "conditions": Tables.condition_list,
        "values": _integers,
    },
    "cases": {"condition": Tables.condition, "first": Tables.theorem, "second": Tables.theorem},
    "replace_equal": {"name": _plain, "value": _integer, "theorem": Tables.theorem},
}
"""What each rule was given last, after hypotheses and terms, and how it is written."""
