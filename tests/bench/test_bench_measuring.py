"""What is measured: every run in every round, long enough, and the memory that a call takes."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.torch
torch = pytest.importorskip("torch")

from evoproof.numeric import timing
from evoproof.numeric.peak import peak_bytes
from evoproof.numeric.timing import SAMPLE, interleaved, measuring

CPU = torch.device("cpu")


class Clock:
    """Time passes only in runs, which are noted."""

    def __init__(self) -> None:
        self.now, self.called = 0.0, ""
        self.read: list[float] = []

    def __call__(self) -> float:
        self.read.append(self.now)
        return self.now

    def run(self, name: str, seconds: float):
        def call() -> None:
            self.now += seconds
            self.called += name

        return call


@pytest.fixture
def clock(monkeypatch):
    made = Clock()
    monkeypatch.setattr(timing, "perf_counter", made)
    return made


def test_each_round_times_every_run_and_starts_with_another(clock):
    seconds = {"a": SAMPLE, "b": 2 * SAMPLE, "c": 5 * SAMPLE}
    found = interleaved({name: clock.run(name, one) for name, one in seconds.items()}, 4, CPU)
    assert found == {name: pytest.approx((one,) * 4) for name, one in seconds.items()}
    assert clock.called.endswith("abcbcacababc")


@pytest.mark.parametrize("share", [0.3, 0.004])
def test_a_short_run_is_called_until_it_can_be_measured(clock, share):
    (found,) = interleaved({"a": clock.run("a", share * SAMPLE)}, 1, CPU)["a"]
    assert found == pytest.approx(share * SAMPLE)
    start, end = clock.read[-2:]
    assert end - start >= SAMPLE


def test_what_is_set_for_a_measurement_is_set_back():
    before = torch.get_num_threads(), torch.backends.cuda.matmul.allow_tf32
    with pytest.raises(ZeroDivisionError), measuring(before[0] + 1):
        assert torch.get_num_threads() == before[0] + 1
        assert torch.is_inference_mode_enabled()
        assert not torch.backends.cuda.matmul.allow_tf32
        raise ZeroDivisionError
    assert (torch.get_num_threads(), torch.backends.cuda.matmul.allow_tf32) == before
    assert not torch.is_inference_mode_enabled()


@pytest.mark.parametrize(
    ("views", "floats"), [(False, 500 + 2200 + 1), (True, 2000 + 500 + 2200 + 1)]
)
def test_the_peak_of_a_known_pattern(views, floats):
    """What a view keeps counts once; what is deleted does not count any more."""

    def run():
        first, second = torch.ones(1000), torch.ones(2000)
        del first
        third = torch.ones(500)
        kept = (second.view(40, 50), second[::2]) if views else ()
        del second
        fourth = torch.ones(2200)
        result = fourth[:1] + third[:1]
        del kept
        return result

    assert peak_bytes(run, CPU) == 4 * max(3000, floats)


def test_what_an_operation_takes_inside_counts():
    image = torch.ones(1, 8, 20, 20, dtype=torch.float64)
    kernel = torch.ones(8, 8, 5, 5, dtype=torch.float64)
    found = peak_bytes(lambda: torch.nn.functional.conv2d(image, kernel, padding=2), CPU)
    assert found >= 8 * 400 * (8 + 8 * 25)


def test_inputs_and_what_is_kept_between_calls_do_not_count():
    kept: list[torch.Tensor] = []

    def run():
        if not kept:
            kept.append(torch.ones(100_000))
        return kept[0].view(100, 1000)

    assert peak_bytes(run, CPU) == 0
