"""Runs the micro-benchmarks that are built: Google Benchmark programs, each with its own baseline where it has one."""

import pathlib
from dataclasses import dataclass, field

from measure import Figure, run_json
from servers import pinned


@dataclass
class Program:
    name: str
    counter: str  # which of the program's numbers is the figure
    scale: float
    unit: str
    baseline: str | None = None  # the benchmark that the others are a ratio to
    targets: dict[str, float] = field(default_factory=dict)  # benchmark: least, in `unit`
    least_ratios: dict[str, float] = field(default_factory=dict)  # benchmark: least ratio to the baseline


PROGRAMS = [
    Program("sse_parser_bench", "bytes_per_second", 1e9, "GB/s", "bare_scan", {"sse_parser": 3.0}),
    Program("http_request_bench", "bytes_per_second", 1e9, "GB/s"),
    Program(
        "match_bench",
        "items_per_second",
        1e3,
        "k requests/s",
        "agent_model",
        least_ratios={"agent_last_message": 1 / 1.1},
    ),
    Program(
        "openai_chat_decode_bench",
        "items_per_second",
        1e6,
        "M events/s",
        "minimal_scan_and_simdjson",
        {"wiretape_events_to_deltas": 4.0},
    ),
    Program("redact_bench", "bytes_per_second", 1e9, "GB/s", "quote_scan", {"redact_events": 1.0, "redact_request": 1.0}),
    Program("ws_message_bench", "bytes_per_second", 1e9, "GB/s", "bare_copy", {"ws_ascii": 6.0, "ws_mixed": 2.0}),
]


def medians(program: Program, path: pathlib.Path, core: int, quick: bool) -> dict[str, float]:
    """Of each benchmark, in `unit`; run in random order, so that a noisy moment doesn't hit one of them only."""
    repetitions, least_time = (3, 0.05) if quick else (7, 0.15)
    options = [
        "--benchmark_format=json",
        "--benchmark_enable_random_interleaving=true",
        "--benchmark_report_aggregates_only=true",
        f"--benchmark_repetitions={repetitions}",
        f"--benchmark_min_time={least_time}",
    ]
    runs = run_json(pinned(core, [str(path), *options]))["benchmarks"]
    values = {run["run_name"]: run[program.counter] for run in runs if run["aggregate_name"] == "median"}
    missing = {program.baseline, *program.targets, *program.least_ratios} - {None, *values}
    if missing:
        raise RuntimeError(f"{program.name} has no benchmark {', '.join(sorted(missing))}")
    return {name: value / program.scale for name, value in sorted(values.items())}


def program_figures(program: Program, path: pathlib.Path, core: int, quick: bool) -> list[Figure]:
    values = medians(program, path, core, quick)
    yardstick = values.pop(program.baseline) if program.baseline else None
    return [
        Figure(
            scenario=program.name,
            subject=name,
            unit=program.unit,
            value=value,
            yardstick=yardstick,
            ratio=value / yardstick if yardstick else None,
            least=program.targets.get(name, program.least_ratios.get(name)),
            checks="ratio" if name in program.least_ratios else "value",
        )
        for name, value in values.items()
    ]


def micro_figures(folder: pathlib.Path, core: int, quick: bool) -> list[Figure]:
    """The figures of every program that is there; says which are not."""
    figures = []
    for program in PROGRAMS:
        path = folder / program.name
        if path.exists():
            figures += program_figures(program, path, core, quick)
        else:
            print(f"skipped: {program.name} isn't built")
    return figures
