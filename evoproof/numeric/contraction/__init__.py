"""Products of several operands: in which order they meet, and how two of them do."""
