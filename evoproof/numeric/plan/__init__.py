"""The fast way to evaluate a formula: planned once for its sizes, then replayed in any arithmetic.

flat (sums of products) -> contraction (orders, strategies) -> tape -> replay.
"""
