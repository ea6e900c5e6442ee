#!/usr/bin/env python3
"""Measures `wiretape serve` beside a bare epoll writer of the same bytes, in one run, server and client on a core each,
and reports every figure as a ratio to that writer. bench/README.md says what the figures mean."""

import argparse
import dataclasses
import json
import os
import pathlib
import sys
import tempfile

import make_tapes
from measure import Figure
from micro import micro_figures
from record_scenario import record
from scenarios import SCENARIOS as OF_SERVE
from scenarios import Setting

SCENARIOS = OF_SERVE | {"record": record}

HEADINGS = ("scenario", "subject", "value", "yardstick", "ratio", "by CPU", "range", "noise", "target", "")


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--programs", type=pathlib.Path, required=True, help="folder of bench_bare_writer and the rest")
    parser.add_argument("--wiretape", help="path of the command; without it the bare writer is compared with itself")
    parser.add_argument("--only", choices=[*SCENARIOS, "micro"], action="append", help="one scenario; may be repeated")
    parser.add_argument("--quick", action="store_true", help="fewer and shorter rounds: under half a minute")
    parser.add_argument("--rounds", type=int, help="rounds of each load scenario")
    parser.add_argument("--json", type=pathlib.Path, help="write the figures to this file too")
    parser.add_argument("--check", action="store_true", help="exit with status 1 where a target is missed")
    return parser.parse_args()


def make_setting(arguments: argparse.Namespace, folder: pathlib.Path) -> Setting:
    cores = sorted(os.sched_getaffinity(0))
    return Setting(
        programs=arguments.programs.resolve(),
        wiretape=str(pathlib.Path(arguments.wiretape).resolve()) if arguments.wiretape else None,
        folder=folder,
        server_core=cores[0],
        client_core=cores[-1],
        rounds=arguments.rounds or (5 if arguments.quick else 9),
        window_ms=250 if arguments.quick else 1000,
        streams=10_000,
        timed_rounds=arguments.rounds or (3 if arguments.quick else 7),
        starts=20 if arguments.quick else 40,
    )


def number(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}" if value >= 1000 else f"{value:.3g}"


def row(figure: Figure) -> tuple[str, ...]:
    return (
        figure.scenario,
        figure.subject,
        f"{number(figure.value)} {figure.unit}",
        number(figure.yardstick),
        f"{figure.ratio:.2f}" if figure.ratio is not None else "",
        f"{figure.ratio_by_cpu:.2f}" if figure.ratio_by_cpu is not None else "",
        "{:.2f}-{:.2f}".format(*figure.ratio_range) if figure.ratio_range else "",
        f"{figure.noise:.1%}" if figure.noise is not None else "",
        figure.target,
        "MISS" if figure.misses else "met" if figure.target else "",
    )


def print_table(figures: list[Figure]) -> None:
    rows = [HEADINGS, *map(row, figures)]
    widths = [max(len(cells[column]) for cells in rows) for column in range(len(HEADINGS))]
    for cells in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(cells, widths)).rstrip())
    for figure in figures:
        for remark in figure.remarks:
            print(f"note: {figure.scenario}, {figure.subject}: {remark}")
        if figure.misses:
            checked = getattr(figure, figure.checks)
            print(f"MISS: {figure.scenario}, {figure.subject}: {checked:.3g}, target {figure.target}")


def main() -> int:
    arguments = parse_arguments()
    wanted = arguments.only or [*SCENARIOS, "micro"]
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory(prefix="wiretape-bench-") as name:
        setting = make_setting(arguments, pathlib.Path(name))
        if setting.server_core == setting.client_core:
            print("note: one core only: server and client share it, the figures say little")
        make_tapes.write_tapes(setting.folder)
        for scenario, measure in SCENARIOS.items():
            if scenario in wanted:
                figures += measure(setting)
        if "micro" in wanted:
            figures += micro_figures(setting.programs, setting.server_core, arguments.quick)
    print_table(figures)
    if arguments.json:
        report = [dataclasses.asdict(figure) | {"misses": figure.misses} for figure in figures]
        arguments.json.write_text(json.dumps({"figures": report}, indent=2) + "\n")
    return 1 if arguments.check and any(figure.misses for figure in figures) else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (RuntimeError, OSError) as error:
        print(f"run_bench: {error}", file=sys.stderr)
        sys.exit(2)
