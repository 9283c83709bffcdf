"""A softmax that meets its values as one operation, scores never being kept."""

from __future__ import annotations

from dataclasses import dataclass

from evoproof.numeric.contraction.order import Pair, Single, Tree
from evoproof.numeric.plan.attend import Roles
from evoproof.numeric.tape.labels import Dims, names_of
from evoproof.numeric.tape.operand import Operand


@dataclass(frozen=True)
class Attention:
    """A softmax over keys that is a factor of a product, and has not been computed.

    `factor` is its number among the operands of the product.
    """

    roles: Roles
    queries: Operand
    keys: Operand
    factor: int = -1

    @property
    def dims(self) -> Dims:
        return (*self.roles.batch, *self.roles.rows, *self.roles.keys)

    def values(self, tree: Tree) -> Tree | None:
        """What the softmax meets in this pair; None where it is not one of the two."""
        if isinstance(tree, Pair):
            for weights, values in ((tree.left, tree.right), (tree.right, tree.left)):
                if isinstance(weights, Single) and weights.factor == self.factor:
                    return values
        return None

    def fits(self, tree: Tree) -> bool:
        """Whether somewhere in the tree the softmax meets values as `attend` needs them.

        What they give is summed over the keys, and over nothing else.
        """
        if isinstance(tree, Single):
            return False
        values = self.values(tree)
        if values is None:
            return self.fits(tree.left) or self.fits(tree.right)
        kept = {*self.roles.batch, *self.roles.rows, *self.own(values.dims)}
        return set(tree.dims) <= kept and self._takes(values.dims)

    def _takes(self, values: Dims) -> bool:
        """Whether values have all keys, and apart from batch and keys only names of their own."""
        own = self.own(values)
        taken = names_of(self.dims)
        return set(self.roles.keys) <= set(values) and names_of(own).isdisjoint(taken)

    def own(self, values: Dims) -> Dims:
        return tuple(f for f in values if f not in (*self.roles.batch, *self.roles.keys))
