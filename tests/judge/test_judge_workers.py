"""Claims in processes of their own: in order, within their time, and whatever a process does."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from threading import current_thread, main_thread

import pytest
from judge_claims import BACKWARDS, EITHER, ONE_LESS, OUTSIDE

from evoproof.claims.syntax import Claim
from evoproof.judge.account import report_on
from evoproof.judge.ahead import ahead
from evoproof.judge.report import ClaimReport
from evoproof.judge.workers import Failed, Workers

pytestmark = pytest.mark.slow  # each starts processes of its own

CLAIMS = [replace(one, name=f"claim-{k}") for k, one in enumerate((BACKWARDS, ONE_LESS) * 3)]


def by_name(claim: Claim) -> ClaimReport:
    """What the name asks for; the later ones are ready first."""
    match claim.name.split("-"):
        case ["hang", *_]:
            time.sleep(60)
        case ["die", *_]:
            os._exit(3)
        case ["fail", *_]:
            raise ZeroDivisionError("what was not foreseen")
    time.sleep(0.3 if claim.name == "claim-0" else 0)
    return ClaimReport("", claim.name, "proved", reason=str(os.getpid()))


def named(*names: str) -> list[Claim]:
    return [replace(BACKWARDS, name=name) for name in names]


def test_reports_come_in_the_order_of_the_claims():
    with Workers(by_name, 2, None) as workers:
        found = list(workers.reports(CLAIMS))
    assert [one.name for one in found] == [one.name for one in CLAIMS]
    assert len({one.reason for one in found}) == 2


def test_what_hangs_is_ended_and_the_others_are_judged():
    start = time.monotonic()
    with Workers(by_name, 1, 0.5) as workers:
        found = list(workers.reports(named("one", "hang", "two")))
    assert [one.verdict for one in found] == ["proved", "unknown", "proved"]
    assert found[1].reason == "timeout after 0.5 s"
    assert 0.5 <= found[1].seconds < 10
    assert time.monotonic() - start < 30


def test_a_process_that_ends_is_replaced():
    with Workers(by_name, 1, None) as workers:
        found = list(workers.reports(named("die", "one", "die-again")))
    assert [one.verdict for one in found] == ["unknown", "proved", "unknown"]
    assert "ended by itself" in (found[0].reason or "")


def test_a_fault_of_evoproof_is_not_hidden():
    said = "fail: ZeroDivisionError: what was not foreseen"
    with Workers(by_name, 1, None) as workers, pytest.raises(Failed, match=said):
        list(workers.reports(named("one", "fail")))


def test_leaving_ends_what_is_under_way():
    start = time.monotonic()
    with Workers(by_name, 2, None) as workers:
        assert next(workers.reports(named("one", "hang"))).name == "one"
    assert time.monotonic() - start < 20


def test_the_verdicts_are_those_of_one_process():
    claims = [BACKWARDS, ONE_LESS, OUTSIDE, EITHER]
    with Workers(report_on, 2, 100) as workers:
        found = [replace(one, seconds=0) for one in workers.reports(claims)]
    assert found == [replace(report_on(one), seconds=0) for one in claims]


def test_reports_taken_ahead_end_with_the_processes():
    """Who stops early ends the processes; the thread that takes the reports starts no new ones."""
    workers = Workers(by_name, 1, None)
    with workers:
        found = ahead(workers.reports(named("one", "hang", "two")))
        assert next(found).verdict == "proved"
    with pytest.raises((Failed, OSError, ValueError)):
        list(found)
    assert workers._all == []


def test_two_threads_do_not_end_the_same_process():
    """The thread that takes the reports hears at once that a process was killed."""
    with Workers(by_name, 1, None) as workers:
        found = ahead(workers.reports(named("one", "hang")))
        assert next(found).verdict == "proved"
        process = workers._all[0]._process
        join = process.join
        process.join = lambda: (time.sleep(0.5 if current_thread() is main_thread() else 0), join())
    with pytest.raises((Failed, OSError, ValueError)):
        list(found)
