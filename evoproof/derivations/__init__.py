"""The paper's derivations as a package: `from evoproof.derivations.absorption import absorption`.

In a wheel the files lie here; in a checkout, in the folder `derivations` beside the package.
"""

from pathlib import Path

_here = Path(__file__).parent
FOLDER = _here if any(_here.glob("[!_]*.py")) else _here.parent.parent / "derivations"
__path__ = [str(FOLDER)]
