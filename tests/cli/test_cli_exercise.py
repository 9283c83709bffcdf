"""`exercise`: made, asked, graded, exported, played from a file."""

from __future__ import annotations

import re
import tomllib

import pytest
from cli_running import TRUE, main, shell, written
from click.testing import CliRunner, Result

NAME = "pointwise_convolution"
RIGHT = "sum(F[i, j, 0, 0, n, m] * X[i, j, n] for n in range(D_in))"
FALSE = "sum(F[i, j, 0, 0, m, n] * X[i, j, n] for n in range(D_in))"
SECOND = ("exercise", NAME, "--kind", "predict", "--step", "2")


def run(*arguments: str, answers: tuple[str, ...] = ()) -> Result:
    return CliRunner().invoke(main, list(arguments), input="".join(f"{one}\n" for one in answers))


@pytest.mark.parametrize(
    ("answer", "verdict", "code"),
    [
        (RIGHT, "right", 0),
        ("sum(W_conv[0, 0, a, m] * X[i, j, a] for a in range(D_in))", "repeated", 1),
        ("sum(F[i, j, 0, 0, n, m] * X[i, j, n] * n for n in range(D_in))", "false", 1),
        ("Ev[i, j, m]", "other-reason", 1),
        ("sum(F[i, j, 0, 1, n, m] * X[i, j, n] for n in range(D_in))", "no-meaning", 1),
        ("__import__('os').system('true')", "unreadable", 1),
    ],
)
def test_one_answer_is_graded(answer, verdict, code):
    found = run(*SECOND, "--answer", answer)
    assert found.exit_code == code
    assert found.stdout.startswith(f"{verdict}: ")


def test_a_false_answer_gets_the_smallest_counterexample():
    shown = run(*SECOND, "--answer", RIGHT.replace("X[i, j, n]", "X[j, i, n]")).stdout
    assert re.search(r"counterexample: .*D_in = 1", shown)
    assert re.search(r"the line above is \S+, your line is \S+", shown)


def test_a_session_counts_hints_and_mistakes():
    answers = ("?", "hint", "F[", RIGHT.replace("X[i, j, n]", "X[j, i, n]"), RIGHT)
    found = run(*SECOND, answers=answers)
    assert found.exit_code == 0
    assert "hint: The line above is the line below with F replaced" in found.stdout
    assert "5 of 10 points: 1 of 1 solved, hints 1, wrong answers 1" in found.stdout
    assert (
        "\n" + " " * 18 + "sum(W_conv[0, 0, c, m] * X[i, j, c] for c in range(D_in))"
        in found.stdout
    )


@pytest.mark.parametrize("answers", [(), ("quit",), ("give up",), ("F[",)])
def test_what_is_not_solved_is_1(answers):
    found = run(*SECOND, answers=answers)
    assert found.exit_code == 1
    assert "0 of 10 points: 0 of 1 solved" in found.stdout
    assert ("The solution: sum(F" in found.stdout) is (answers == ("give up",))


def test_one_of_each_kind_and_the_seed_is_said():
    found = run("exercise", NAME, "--seed", "3", answers=("give up",) * 4)
    assert found.exit_code == 1
    for kind in ("predict", "reason", "order", "broken"):
        assert f"({kind})" in found.stdout
    assert "0 of 40 points: 0 of 4 solved" in found.stdout
    assert found.stderr.startswith("seed 3\n")


@pytest.mark.parametrize("kind", ["predict", "reason", "order", "broken"])
def test_an_export_is_data_and_is_graded_without_its_solution(kind, tmp_path):
    file, solved = str(tmp_path / "one.toml"), str(tmp_path / "solved.toml")
    made = run("exercise", NAME, "--kind", kind, "--export", file)
    assert (made.exit_code, made.stdout) == (0, "")
    run("exercise", NAME, "--kind", kind, "--export", solved, "--with-solution")
    with open(file, "rb") as one, open(solved, "rb") as other:
        kept, whole = tomllib.load(one)["exercise"], tomllib.load(other)["exercise"]
    answer = whole.pop("solution")
    assert kept == whole
    assert run("exercise", file, "--answer", answer).exit_code == 0
    assert run("exercise", file, answers=("give up",)).stdout.count("not in the file") == 1


def test_a_teacher_makes_one_from_an_own_file(tmp_path):
    found = run(
        "exercise", written(tmp_path, TRUE), "--kind", "predict", "--answer",
        "sum(A[i, m - 1 - k] * x[m - 1 - k] for k in range(m))",
    )  # fmt: skip
    assert found.exit_code == 0, found.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((NAME, "--answer", "1"), "go with --kind"),
        ((NAME, "--step", "2"), "go with --kind"),
        ((NAME, "--kind", "order", "--step", "2"), "about no single step"),
        ((NAME, "--kind", "predict", "--step", "9"), "has steps 1 to 3"),
        ((NAME, "--with-solution"), "goes with --export"),
        (("none.toml",), "cannot be read"),
        (("none.toml", "--kind", "predict"), "holds one exercise"),
        (("local_attention_mask", "--kind", "predict", "--step", "4"), "cites a theorem"),
    ],
)
def test_mistakes_are_said_in_a_line(arguments, said):
    found = run("exercise", *arguments)
    assert found.exit_code == 2
    assert said in found.stderr
    assert "Traceback" not in found.output


def test_a_claims_file_is_no_exercise(tmp_path):
    file = tmp_path / "claims.toml"
    file.write_text('[[claim]]\nname = "a"\nleft = "1"\nright = "1"\n', encoding="utf-8")
    found = run("exercise", str(file))
    assert found.exit_code == 2
    assert "an exercise is one table: [exercise]" in found.stderr


@pytest.mark.slow
def test_an_exercise_does_not_depend_on_the_hash_seed_and_is_ascii_where_it_must():
    shown = {
        shell(
            "exercise", NAME, "--kind", kind, PYTHONHASHSEED=seed, PYTHONIOENCODING="ascii"
        ).stdout
        for seed in ("0", "1")
        for kind in ("broken",)
    }
    (one,) = shown
    assert b"sum[c=0..D_in-1]" in one
