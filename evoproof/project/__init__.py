"""A repository that evoproof checks: which files it names, and what it starts with."""
