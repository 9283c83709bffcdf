"""What the gate found, for other programs: JUnit, SARIF, GitHub's annotations and summary."""
