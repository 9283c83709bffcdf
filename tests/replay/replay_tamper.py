"""One change anywhere in a record, and what came of it."""

from __future__ import annotations

import copy
import re
from collections import Counter

from replay_meaning import Senseless, holds, value

from evoproof.replay import ReplayError, replay
from evoproof.replay.alpha import key
from evoproof.replay.document import read_document

SHOWN = {"evoproof", "title", "source", "name", "tag", "reason", "sizes"}


def leaves(value, path=()):
    """Everything that a record consists of, with its path."""
    if isinstance(value, dict):
        for name, one in value.items():
            yield from leaves(one, (*path, name))
    elif isinstance(value, list):
        for place, one in enumerate(value):
            yield from leaves(one, (*path, place))
        yield path, value
    else:
        yield path, value


def other(old, rng):
    """Another value of the same type."""
    if isinstance(old, bool):
        return not old
    if isinstance(old, int):
        return old + rng.choice([-1, 1])
    if isinstance(old, list):
        return _other_list(old, rng)
    return _other_text(old, rng)


def _other_list(old, rng):
    new = copy.deepcopy(old)
    place = rng.randrange(len(new)) if new else 0
    match rng.randrange(3):
        case 0:
            del new[place : place + 1]
        case 1:
            new[place:place] = new[place : place + 1]
        case _ if len(new) > 1:
            new[place], new[place - 1] = new[place - 1], new[place]
    return new


def _other_text(old, rng):
    words = list(re.finditer(r"[A-Za-z_]\w*|\d+", old))
    if not words:
        return old + "n"
    word = rng.choice(words)
    new = str(int(word[0]) + 1) if word[0].isdigit() else rng.choice(["n", "N", "q", "ring", "0"])
    return old[: word.start()] + new + old[word.end() :]


def tampered(made, path, new):
    """The record with another value at the path."""
    made = copy.deepcopy(made)
    there = made
    for step in path[:-1]:
        there = there[step]
    there[path[-1]] = new
    return made


def statement(made):
    """The claim of a record, up to renaming."""
    claim = read_document(made).claim
    return claim.hypotheses, key(claim.left), key(claim.right)


def counterexample(made, rng):
    """Small sizes at which the claim of a record is false, if some are found."""
    claim = read_document(made).claim
    names = sorted(claim.left.free.union(claim.right.free, *(c.free for c in claim.hypotheses)))
    for _ in range(8):
        env = {name: rng.randint(0, 2) for name in names}
        try:
            if all(holds(cond, env) for cond in claim.hypotheses):
                left, right = value(claim.left, env), value(claim.right, env)
                if abs(left - right) > 1e-9 * max(1.0, abs(left)):
                    return env, left, right
        except Senseless:
            continue
    return None


def outcomes(made, count, rng):
    """How many changes were refused, shown only, idle, or made another (true) claim."""
    places = [(path, old) for path, old in leaves(made) if path]
    found = Counter()
    original = statement(made)
    while found.total() < count:
        path, old = rng.choice(places)
        new = other(old, rng)
        if new == old:
            continue
        changed = tampered(made, path, new)
        try:
            replay(changed)
        except ReplayError as refused:
            assert refused.where and refused.what
            found["refused"] += 1
            continue
        if SHOWN & set(map(str, path)):
            found["shown"] += 1
        elif statement(changed) == original:
            found["idle"] += 1
        else:
            assert counterexample(changed, rng) is None, (path, old, new)
            found["another"] += 1
    return found
