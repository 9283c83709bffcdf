"""A flat formula evaluated by brute force over its loops, held against the literal walk."""

from __future__ import annotations

import operator
from dataclasses import dataclass
from functools import reduce

import torch

from evoproof.kernel.terms import Divides, Eq
from evoproof.numeric.flat.affine import as_poly
from evoproof.numeric.flat.flatten import flatten
from evoproof.numeric.flat.formula import (
    Applied,
    Entry,
    Greatest,
    Mask,
    Nested,
    Power,
    Whole,
)
from evoproof.numeric.functions import Smooth
from evoproof.numeric.inputs import random_tensors
from evoproof.numeric.literal import literal
from evoproof.numeric.survey import base_tensors, functions_used


def assert_same_values(term, sizes, tile, seed=0):
    """Over a tile, and over the part of it that leaves out the first row."""
    tensors = random_tensors(base_tensors(term), sizes, seed, "float64", torch.device("cpu"))
    functions = {name: Smooth(name, seed) for name in functions_used(term)}
    whole = literal(term, sizes, tile, tensors, functions)
    parts = {name: (0, extent) for name, extent in tile.items()}
    assert_close(flat_values(term, sizes, parts, tensors, functions), whole)
    first = next(iter(tile), None)
    if first is not None and tile[first] > 1:
        parts[first] = (1, tile[first] - 1)
        assert_close(flat_values(term, sizes, parts, tensors, functions), whole[1:])


def assert_close(found, wanted):
    assert found.shape == wanted.shape
    torch.testing.assert_close(found, wanted, rtol=1e-9, atol=1e-11)


def flat_values(term, sizes, tile, tensors, functions=None):
    """What `flatten` makes of the term, as a tensor over the tile."""
    flat = flatten(term, sizes, tile)
    return values_of(flat, [extent for _, extent in tile.values()], tensors, functions or {})


def values_of(flat, shape, tensors, functions):
    walk = _Walk(flat.extents, tensors, functions)
    names = list(dict.fromkeys(name for form in flat.outputs for name, _ in form.terms))
    scope = walk.scope({}, names)
    value = walk.formula(flat.formula, scope).expand([flat.extents[name] for name in names[::-1]])
    out = torch.full(tuple(shape), torch.nan, dtype=torch.float64)
    if out.numel():
        out[tuple(walk.index(form, scope) for form in flat.outputs)] = value
    return out


@dataclass
class _Walk:
    extents: dict
    tensors: dict
    functions: dict

    def scope(self, scope, names):
        """A grid for each name more, its dimension in front of all others."""
        grids, rank = dict(scope), len(scope)
        for name in names:
            assert name not in grids, f"{name} is bound twice"
            grids[name] = torch.arange(self.extents[name]).reshape(-1, *[1] * rank)
            rank += 1
        return grids

    def formula(self, formula, scope):
        zero = torch.zeros((), dtype=torch.float64)
        return reduce(operator.add, (self.product(one, scope) for one in formula.products), zero)

    def product(self, one, scope):
        inside = self.scope(scope, one.names)
        parts = [self.factor(factor, inside) for factor in one.factors]
        value = reduce(
            operator.mul, parts, torch.tensor(float(one.coefficient), dtype=torch.float64)
        )
        value = self.spread(value, one.names, scope)
        return value.sum(tuple(range(len(one.names)))) if one.names else value

    def spread(self, value, names, scope):
        """All dimensions there, those of `names` at full length."""
        rank = len(names) + len(scope)
        value = value.reshape([1] * (rank - value.dim()) + list(value.shape))
        lengths = [self.extents[name] for name in names[::-1]]
        return value.expand([*lengths, *value.shape[len(names) :]])

    def factor(self, factor, scope):
        match factor:
            case Entry():
                return self.entry(factor, scope)
            case Mask(cond=cond):
                return self.cond(cond, scope).double()
            case Whole(expr=expr):
                return self.index(expr, scope).double()
            case Applied(function="exp", args=(arg,)):
                return self.formula(arg, scope).exp()
            case Applied(function="max", args=args):
                return reduce(torch.maximum, [self.formula(arg, scope) for arg in args])
            case Applied(function=function, args=args):
                return self.functions[function](*(self.formula(arg, scope) for arg in args))
            case Power(base=base, exponent=exponent):
                value = self.formula(base, scope)
                return torch.where(value == 0, 0, value**exponent)
            case Greatest():
                return self.greatest(factor, scope)
            case Nested(formula=formula):
                return self.formula(formula, scope)
        raise AssertionError(factor)

    def greatest(self, factor, scope):
        inside = self.scope(scope, factor.names)
        value = self.formula(factor.body, inside)
        for cond in factor.conds:
            value = torch.where(self.cond(cond, inside), value, -torch.inf)
        value = self.spread(value, factor.names, scope)
        found = value.amax(tuple(range(len(factor.names)))) if factor.names else value
        return torch.where(found == -torch.inf, 0, found)

    def entry(self, factor, scope):
        data = self.tensors[factor.tensor]
        if not factor.indices:
            return data.double()
        grids = torch.broadcast_tensors(*(self.index(one, scope) for one in factor.indices))
        if not data.numel():
            return torch.zeros(grids[0].shape).double()
        pairs = list(zip(grids, data.shape, strict=True))
        good = reduce(operator.and_, [(grid >= 0) & (grid < size) for grid, size in pairs])
        kept = [grid.clamp(0, size - 1) for grid, size in pairs]
        return torch.where(good, data[tuple(kept)], 0).double()

    def cond(self, cond, scope):
        grid = self.index(cond.expr, scope)
        if isinstance(cond, Divides):
            return grid % cond.modulus == 0
        return grid == 0 if isinstance(cond, Eq) else grid >= 0

    def index(self, index, scope):
        total = torch.tensor(0)
        for monomial, coefficient in as_poly(index).terms:
            total = total + reduce(
                operator.mul, (self.atom(atom, scope) for atom in monomial), coefficient
            )
        return total

    def atom(self, atom, scope):
        if isinstance(atom, str):
            return scope[atom]
        top, bottom = self.index(atom.numerator, scope), self.index(atom.denominator, scope)
        quotient = torch.div(top, torch.where(bottom == 0, 1, bottom), rounding_mode="floor")
        return torch.where(bottom == 0, 0, quotient)
