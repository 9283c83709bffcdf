"""A term at concrete sizes as sums of products with cut points, every name a loop from 0."""
