"""Another tensor in place of one, in definitions too."""

from __future__ import annotations

from typing import Any

import sympy

from evoproof.language.handles import Argument, Handle, TensorLabel
from evoproof.language.tensors import definition


def with_tensor(handle: Handle, old: Handle, new: Handle) -> Handle:
    """`handle` with `new` wherever it reads `old`, however deep in its definition.

    >>> from evoproof.language import indices, sizes, tensor
    >>> n = sizes("n")
    >>> (i,) = indices(i=n)
    >>> x, y = tensor("x", n), tensor("y", n)
    >>> with_tensor(definition("f", (i,), x[i] + 1), x, y).body
    y[i] + 1
    """
    if handle.tensor is old.tensor:
        return new
    if handle.body is None or handle.parameters is None:
        return handle
    body = handle.body.replace(_is_access, lambda access: _read(access, old, new))
    arguments = tuple(_argument(one, old, new) for one in handle.arguments)
    return definition(
        handle.name, handle.parameters, body, shape=handle.shape, padded=handle.padded,
        arguments=arguments,
    )  # fmt: skip


def _is_access(expr: sympy.Basic) -> bool:
    return isinstance(expr, sympy.Indexed) and isinstance(expr.base.label, TensorLabel)


def _read(access: sympy.Indexed, old: Handle, new: Handle) -> Any:
    return with_tensor(access.base.label.handle, old, new)[access.indices]


def _argument(one: Argument, old: Handle, new: Handle) -> Argument:
    return with_tensor(one, old, new) if isinstance(one, Handle) else one
