"""`check -j` and `check --executor`: the same reports from whichever process, thread or machine."""

from __future__ import annotations

import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from claim_files import PROVED, REFUTED
from cli_executors import Slow
from cli_running import FALSE, TRIVIAL, TRUE, derivation, evoproof, shell, written

from evoproof.claims.files import read_file
from evoproof.console import judging, tasks
from evoproof.console.judging import processes
from evoproof.console.tasks import InFile, Judge, lost

TWO = TRUE + TRUE.partition("row = prove(")[1].replace("row", "again") + (
    TRUE.partition("row = prove(")[2]
)  # fmt: skip


def files(folder: Path) -> list[str]:
    """Derivations and claims, expected and not, and what cannot be read, mixed."""
    texts = {
        "one.py": FALSE, "two.toml": REFUTED + PROVED, "three.py": "x = (", "four.py": TRUE,
        "five.toml": "[[claim]]", "six.py": TRIVIAL, "seven.py": TWO,
    }  # fmt: skip
    return [written(folder, text, name) for name, text in texts.items()]


def without_seconds(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: without_seconds(one) for key, one in value.items() if key != "seconds"}
    return [without_seconds(one) for one in value] if isinstance(value, list) else value


def document(out: str | bytes) -> Any:
    return without_seconds(json.loads(out))


def checked(*arguments: str) -> Any:
    return document(evoproof("check", "--json", "--symbolic-only", *arguments).stdout)


def test_two_derivations_of_one_file_are_two_tasks(tmp_path):
    whole = checked(written(tmp_path, TWO))
    assert [one["name"] for one in whole["results"]] == ["row", "again"]


@pytest.mark.slow
@pytest.mark.parametrize(
    "how",
    [
        ["-j", "2"],
        ["--executor", "cli_executors:processes"],
        ["--executor", "cli_executors:threads"],
        ["--timeout", "100"],
    ],
)
def test_the_reports_are_those_of_one_process_in_the_same_order(tmp_path, how):
    arguments = [*files(tmp_path), "convolution"]
    alone = checked(*arguments)
    verdicts = [one["verdict"] for one in alone["results"]]
    assert verdicts[:5] == ["refuted", "refuted", "proved", "error", "proved"]
    assert verdicts[-4:] == ["trivial", "proved", "proved", "proved"]
    assert checked(*how, *arguments) == alone


@pytest.mark.slow
def test_the_whole_account_of_a_failure_comes_from_another_process(tmp_path):
    bad = [written(tmp_path, FALSE), written(tmp_path, derivation(reason="distribute"), "b.py")]
    shown = [
        evoproof("check", "--symbolic-only", *how, *bad).stdout
        for how in ([], ["--executor", "cli_executors:processes"])
    ]
    found = [[line for line in one.splitlines() if " ms" not in line] for one in shown]
    assert found[0] == found[1]
    for said in ("the line is false", "the reason gives:", "it holds by: reindex"):
        assert any(said in line for line in found[1])


@pytest.mark.slow
def test_dask_gives_the_same_reports(tmp_path):
    pytest.importorskip("distributed", reason="Dask's executor is not installed: distributed")
    arguments = [*files(tmp_path), "pointwise_convolution"]
    found = shell(
        "check", "--json", "--symbolic-only", "--executor", "cli_dask:two_workers", *arguments
    )
    assert found.returncode == 2, found.stderr
    assert document(found.stdout) == checked(*arguments)


@pytest.mark.slow
@pytest.mark.torch
def test_numbers_come_from_other_processes_too():
    pytest.importorskip("torch")
    arguments = ("check", "--json", "--device", "cpu", "pointwise_convolution")
    alone = document(evoproof(*arguments).stdout)
    assert alone["results"][0]["steps"][0]["numbers"]["agree"] is True
    assert document(evoproof(*arguments, "-j", "2").stdout) == alone


def test_x_stops_and_gives_up_what_is_waiting(tmp_path, monkeypatch):
    monkeypatch.setattr(Slow, "given", [])
    monkeypatch.setattr(Slow, "cancelled", [])
    names = [written(tmp_path, text, f"{k}.py") for k, text in enumerate((TRUE, FALSE, TRUE, TRUE))]
    whole = checked("-x", "--executor", "cli_executors:Slow", *names)
    assert [one["verdict"] for one in whole["results"]] == ["proved", "refuted"]
    assert [Path(one.file).name for one in Slow.given] == ["0.py", "1.py", "2.py", "3.py"]
    assert [Path(one.file).name for one in Slow.cancelled] == ["2.py", "3.py"]


def test_a_fault_in_an_executor_is_an_internal_error(tmp_path):
    found = evoproof(
        "check", "--symbolic-only", "--executor", "cli_executors:Faulty", written(tmp_path, TRUE)
    )
    assert found.exit_code == 5
    assert "row: ZeroDivisionError: what was not foreseen" in found.stderr


@pytest.mark.slow
@pytest.mark.parametrize("how", [["-j", "2"], ["--executor", "cli_executors:processes"]])
def test_a_fault_in_a_process_is_an_internal_error(tmp_path, how):
    """The file itself makes the gate fail, in every process that runs it."""
    text = TRUE + "\nimport evoproof.console.tasks as gate\n\ngate.check = None\n"
    found = shell("check", "--symbolic-only", *how, written(tmp_path, text))
    assert found.returncode == 5
    assert b"row: TypeError: 'NoneType' object is not callable" in found.stderr


@pytest.mark.slow
def test_a_derivation_that_runs_out_of_time_is_undecided(tmp_path):
    file = written(tmp_path, TRUE)
    found = evoproof("check", "--json", "--symbolic-only", "--timeout", "0.001", file)
    (one,) = json.loads(found.stdout)["results"]
    assert (one["name"], one["verdict"]) == ("row", "unknown")
    assert one["reason"] == "timeout after 0.001 s"
    assert found.exit_code == 3


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("no_such_module:make", "No module named 'no_such_module' (is its folder in PYTHONPATH?)"),
        ("cli_executors:make", "cli_executors has no make"),
        ("cli_executors:nothing", "nothing() gave a NoneType, not a concurrent.futures.Executor"),
        ("cli_executors:unreachable", "unreachable() raised OSError: no scheduler at"),
        ("concurrent.futures:Executor.submit", "concurrent.futures has no Executor.submit"),
        ("cli_executors", "an executor is given as module:factory"),
    ],
)
def test_what_is_no_executor_is_told(tmp_path, said, reason):
    for text, name in ((TRUE, "row.py"), (PROVED, "row.toml")):
        found = evoproof("check", "--symbolic-only", "--executor", said,
                         written(tmp_path, text, name))  # fmt: skip
        assert found.exit_code == 2
        assert f"--executor {said}: {reason}" in found.stderr
        assert found.stdout == ""


@pytest.mark.parametrize("more", [["-j", "2"], ["--timeout", "3"]])
def test_an_executor_has_its_own_processes_and_no_limit(tmp_path, more):
    found = evoproof("check", "--executor", "cli_executors:threads", *more, written(tmp_path, TRUE))
    assert found.exit_code == 2
    assert "no -j, no --timeout and no --no-exec" in found.stderr


def test_a_file_is_run_once_for_all_its_derivations_and_anew_the_next_time(tmp_path):
    log = tmp_path / "log"
    counting = f"\nwith open({str(log)!r}, 'a') as file:\n    file.write('x')\n"
    file = written(tmp_path, TWO + counting)
    assert len(checked(file)["results"]) == 2
    assert log.read_text() == "x"
    written(tmp_path, FALSE + counting)
    assert [one["verdict"] for one in checked(file)["results"]] == ["refuted"]
    assert log.read_text() == "xx"


def test_threads_take_turns(tmp_path, monkeypatch):
    """The solver and the tables of terms are for one thread at a time."""
    claims = read_file(Path(written(tmp_path, PROVED, "one.toml"))) * 8
    inside, most = [], []

    def report_on(*arguments: object) -> None:
        inside.append(threading.get_ident())
        most.append(len(inside))
        time.sleep(0.01)
        inside.pop()

    monkeypatch.setattr(tasks, "report_on", report_on)
    judge = Judge(numbers=False, device="cpu", seed=0, glyphs="ascii", explain=False)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(judge, claims))
    assert most == [1] * 8


def test_what_a_worker_does_not_find_is_told(tmp_path):
    judge = Judge(numbers=False, device="cpu", seed=0, glyphs="ascii", explain=False)
    gone = judge(InFile("row", str(tmp_path / "gone.py")))
    other = judge(InFile("column", written(tmp_path, TRUE)))
    assert gone.verdict == other.verdict == "error"
    assert "gone.py: No such file" in (gone.reason or "")
    assert "no derivation is called column here" in (other.reason or "")


def test_a_derivation_that_was_given_up_keeps_its_name():
    found = lost(InFile("row", "row.py"), "the process that judged it ended by itself", 1.5)
    assert (found.file, found.name, found.verdict, found.seconds) == (
        "row.py",
        "row",
        "unknown",
        1.5,
    )


@pytest.mark.parametrize(
    ("tasks_there", "cores", "numbers", "expected"),
    [
        (9, 2, True, 2),
        (9, 64, True, 4),
        (8, 64, True, None),
        (9, 1, True, None),
        (50, 4, False, None),
    ],
)
def test_processes_are_started_where_they_pay(monkeypatch, tasks_there, cores, numbers, expected):
    monkeypatch.setattr(judging.os, "cpu_count", lambda: cores)
    some = [InFile(f"row{k}", "row.py") for k in range(tasks_there)]
    assert processes(some, numbers=numbers) == expected
