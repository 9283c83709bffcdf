"""The value of a checker's term by plain loops, to see whether an accepted claim is true."""

from __future__ import annotations

import itertools
import math
import random

from evoproof.replay.integers import Floor
from evoproof.replay.terms import Add, Apply, Int, Max, Mul, Num, Pow, Read, Sum

BOX = range(-6, 8)


class Senseless(Exception):
    """A floor whose divisor is not positive: the claim says nothing there."""


def integer(expr, env):
    total = 0
    for monomial, number in expr.terms.items():
        for atom, power in monomial:
            number *= _atom(atom, env) ** power
        total += number
    return total


def _atom(atom, env):
    if not isinstance(atom, Floor):
        return env[atom]
    top, bottom = integer(atom.top, env), integer(atom.bottom, env)
    if bottom < 1:
        raise Senseless
    return top // bottom


def holds(cond, env):
    value = integer(cond.expr, env)
    if cond.kind == "|":
        return value % cond.modulus == 0
    return value >= 0 if cond.kind == ">=" else value == 0


def value(term, env):
    match term:
        case Num(value=number):
            return float(number)
        case Int(expr=expr):
            return float(integer(expr, env))
        case Add(args=args):
            return math.fsum(value(arg, env) for arg in args)
        case Mul(args=args):
            return math.prod([value(arg, env) for arg in args])
        case Pow(base=base, exponent=exponent):
            base = value(base, env)
            return 0.0 if abs(base) < 1e-12 and exponent < 0 else base**exponent
        case Apply(function="exp", args=(arg,)):
            return math.exp(value(arg, env))
        case Apply(function="max", args=args):
            return max(value(arg, env) for arg in args)
        case Apply(function=function, args=args):
            return math.sin(len(function) + sum(value(arg, env) for arg in args))
        case Sum():
            return math.fsum(_values(term, env))
        case Max():
            return max(_values(term, env), default=0.0)
    return _read(term, env)


def _values(term: Sum | Max, env):
    for point in itertools.product(BOX, repeat=len(term.names)):
        there = {**env, **dict(zip(term.names, point, strict=True))}
        if all(holds(cond, there) for cond in term.conds):
            yield value(term.body, there)


def _read(term: Read, env):
    tensor = term.tensor
    at = [integer(index, env) for index in term.indices]
    shape = [integer(size, env) for size in tensor.shape]
    if tensor.padded and not all(0 <= k < n for k, n in zip(at, shape, strict=True)):
        return 0.0
    if tensor.body is not None:
        return value(tensor.body, {**env, **dict(zip(tensor.parameters, at, strict=True))})
    return random.Random(f"{tensor.name} {tensor.padded} {shape} {at}").uniform(-1, 1)
