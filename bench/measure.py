"""Alternating measurements, and the figures that come of them."""

import json
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import median

Sample = dict[str, float]
LEAST_QUIET_ROUNDS = 3


@dataclass
class Figure:
    """One line of the report: what was measured, in absolute numbers and as a ratio to the yardstick."""

    scenario: str
    subject: str
    unit: str
    value: float
    yardstick: float | None  # None: a micro-benchmark without a baseline
    ratio: float | None
    ratio_by_cpu: float | None = None  # the ratio of requests per second of the server's own CPU time
    noise: float | None = None  # of the yardstick against itself: median |a/b - 1| over neighbouring runs
    ratio_range: tuple[float, float] | None = None
    difference: float | None = None  # from the yardstick, in `unit`: the median of the rounds
    least: float | None = None  # target: the checked number must be at least this
    most: float | None = None  # target: … at most this
    checks: str = "ratio"  # which member the target is for
    remarks: list[str] = field(default_factory=list)

    @property
    def misses(self) -> bool:
        checked = getattr(self, self.checks)
        return (self.least is not None and checked < self.least) or (self.most is not None and checked > self.most)

    @property
    def target(self) -> str:
        what = {"ratio": "", "value": f" {self.unit}", "difference": f" {self.unit} more"}[self.checks]
        if self.least is not None:
            return f">= {self.least:g}{what}"
        return f"<= {self.most:g}{what}" if self.most is not None else ""


def run_json(command: list[str], timeout: float = 60) -> dict:
    """The one JSON value that the command prints; its own words where it fails."""
    done = subprocess.run(command, capture_output=True, text=True, timeout=timeout, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(command[:6])} …: {done.stderr.strip() or done.returncode}")
    return json.loads(done.stdout)


def is_disturbed(sample: Sample) -> bool:
    """Whether other processes kept the server or the client from running for more than a twentieth of the window."""
    waited = max(sample.get("server_waited_s", 0), sample.get("client_waited_s", 0))
    return waited > sample.get("seconds", 0) / 20


@dataclass
class Round:
    """One run of each subject, between two runs of the yardstick."""

    before: Sample
    subjects: dict[str, Sample]
    after: Sample

    @property
    def is_quiet(self) -> bool:
        return not any(map(is_disturbed, [self.before, *self.subjects.values(), self.after]))

    def yardstick(self, key: str) -> float:
        return (self.before[key] + self.after[key]) / 2


@dataclass
class Alternation:
    """Runs in the order yardstick, subjects, yardstick, subjects, …, yardstick.

    A subject's run is divided by the mean of the two yardstick runs around it, so that what changes slowly (neighbours,
    clock rates) cancels; two neighbouring yardstick runs say how much noise is left. Disturbed rounds are left out as
    long as three others remain.
    """

    rounds: list[Round]

    @property
    def quiet_rounds(self) -> list[Round]:
        return [one for one in self.rounds if one.is_quiet]

    @property
    def used_rounds(self) -> list[Round]:
        return self.quiet_rounds if len(self.quiet_rounds) >= LEAST_QUIET_ROUNDS else self.rounds

    @property
    def remarks(self) -> list[str]:
        quiet = len(self.quiet_rounds)
        if quiet >= LEAST_QUIET_ROUNDS or quiet == len(self.rounds):
            return []
        return [f"only {quiet} of {len(self.rounds)} rounds were undisturbed by other processes; all are counted"]

    def ratios(self, subject: str, key: str) -> list[float]:
        return [one.subjects[subject][key] / one.yardstick(key) for one in self.used_rounds]

    def difference(self, subject: str, key: str) -> float:
        return median(one.subjects[subject][key] - one.yardstick(key) for one in self.used_rounds)

    def ratio_by_cpu(self, subject: str) -> float | None:
        key = "requests_per_cpu_s"
        return median(self.ratios(subject, key)) if key in self.rounds[0].before else None

    def noise(self, key: str) -> float:
        return median(abs(one.before[key] / one.after[key] - 1) for one in self.used_rounds)

    def figure(self, scenario: str, subject: str, unit: str, key: str, **target: float | str) -> Figure:
        ratios = self.ratios(subject, key)
        figure = self.absolute_figure(scenario, subject, unit, key, **target)
        figure.ratio = median(ratios)
        figure.ratio_by_cpu = self.ratio_by_cpu(subject)
        figure.noise = self.noise(key)
        figure.ratio_range = (min(ratios), max(ratios))
        return figure

    def absolute_figure(self, scenario: str, subject: str, unit: str, key: str, **target: float | str) -> Figure:
        """For numbers around zero, of which no ratio can be made."""
        return Figure(
            scenario=scenario,
            subject=subject,
            unit=unit,
            value=median(one.subjects[subject][key] for one in self.used_rounds),
            yardstick=median(one.yardstick(key) for one in self.used_rounds),
            ratio=None,
            difference=self.difference(subject, key),
            remarks=self.remarks,
            **target,
        )


def alternate(rounds: int, yardstick: Callable[[], Sample], subjects: dict[str, Callable[[], Sample]]) -> Alternation:
    """Measures until there are `rounds` undisturbed rounds, but not more than twice that many."""
    result = Alternation([])
    before = yardstick()
    while len(result.quiet_rounds) < rounds and len(result.rounds) < 2 * rounds:
        samples = {name: measure() for name, measure in subjects.items()}
        after = yardstick()
        result.rounds.append(Round(before, samples, after))
        before = after
    return result
