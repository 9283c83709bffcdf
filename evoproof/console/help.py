"""The text of `evoproof --help`. Importing this loads nothing."""

COMMANDS = {
    "list": "the derivations, with their titles",
    "prove": "prove derivations and print them, each line with its reason",
    "explain": "one step of a derivation, as the rules of the kernel",
    "step": "a derivation line by line, as you ask for it",
    "exercise": "exercises from a derivation, graded by the prover",
    "check": "the gate over derivations and claims files",
    "audit": "the paper's equations as printed, judged and corrected",
    "properties": "what the kernels of evolutions depend on",
    "picture": "the kernel of an operator as heat maps",
    "equal": "prove or refute one identity from the command line",
    "diff": "where the two sides of an identity part",
    "export": "write proofs as JSON, or as LaTeX",
    "report": "write the derivations and the audit as a site, read offline",
    "replay": "check a proof record again, without the prover",
    "bench": "how fast formulas and proofs are",
    "init": "write a first derivation, claims, and a gate into a repository",
    "doctor": "versions, devices, encoding, project and baseline",
}

HELP = """\
Usage: evoproof [OPTIONS] COMMAND [ARGS]...

  Proves that tensor formulas are equal, for every size, step by step.

Commands:
{commands}

Options:
  --version   the version
  --debug     the traceback of an internal error
  -h, --help  this text; evoproof COMMAND --help for a command

Exit codes: 0 all as expected, 1 something is not, 2 usage or a file that cannot be read,
3 something undecided, 4 nothing to check, 5 an internal error.
""".format(commands="\n".join(f"  {name:<10}  {said}" for name, said in COMMANDS.items()))
