"""`make bench`: everything in one run of some minutes; `python -m bench intake reaction` for some of it, `long` for more."""

from __future__ import annotations

import os
import platform
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench import command, intake, memory, order_file, orders, papers, products, reaction, reading, submit
from bench.baselines import missing
from bench.reading import JOBS
from bench.servers import MailServer, mail_server

Rows = list[tuple[str, ...]]


def intake_rows(server: MailServer, folder: Path) -> Rows:
    found = intake.measured(server, folder)
    ratio = intake.ratios(found)
    return [
        *intake.table(found),
        ("letters/s against the stdlib line", f"{ratio['of_stdlib']:.2f}", "aim 1.00", _met(ratio["of_stdlib"] >= 1)),
        ("letters/s against the cut line", f"{ratio['of_cut']:.2f}", "aim 0.50", _met(ratio["of_cut"] >= 0.5)),
        (
            "CPU per letter, full log against empty",
            f"{ratio['cpu_full']:.2f}",
            "aim 1.05",
            _met(ratio["cpu_full"] <= 1.05),
        ),
    ]


def reaction_rows(server: MailServer, folder: Path) -> Rows:
    found = reaction.measured(server, folder)
    rows: Rows = [(f"ms beside a bare IDLE client, {found['letters']:.0f} letters", "median", "p99")]
    for what, name in (("card", "card at the chat's API"), ("forward", "forward at the SMTP server")):
        median, late = found[f"{what}_median"], found[f"{what}_p99"]
        rows.append((name, f"{median:.1f}", f"{late:.1f}", "aim 30 / 100", _met(median <= 30 and late <= 100)))
    return rows


def command_rows(server: MailServer, folder: Path) -> Rows:
    found = command.measured(server, folder)
    return [
        (f"ms from word to answer, {found['commands']:.0f} commands", "median", "p99", "longest"),
        (
            f"{intake.LOGGED:,} letters, {intake.INQUIRIES:,} inquiries in the log",
            *(f"{found[each]:.1f}" for each in ("median", "p99", "longest")),
            "aim p99 50",
            _met(found["p99"] <= 50),
        ),
    ]


def memory_rows(server: MailServer, folder: Path, letters: int = memory.LETTERS) -> Rows:
    found = memory.measured(server, folder, letters)
    return [
        ("memory, MB", "service", "peak", "its readers"),
        ("at the start", f"{found['start_mb']:.0f}"),
        (
            f"after {found['letters']:.0f} letters",
            *(f"{found[each]:.0f}" for each in ("after_mb", "peak_mb", "readers_mb")),
            "aim 200 in all",
            _met(found["after_mb"] + found["readers_mb"] <= 200),
        ),
        ("start to ready, s", f"{found['ready']:.2f}", "aim 2", _met(found["ready"] <= 2)),
    ]


def papers_rows(_server: MailServer, _folder: Path) -> Rows:
    found = papers.measured()
    warm, long = papers.middle(found.warm), papers.middle(found.long)
    return [
        ("ms for a bilingual quotation", "median", "p95", "bare typst"),
        (f"PDF, {papers.LINES} lines, cold", f"{found.cold:.0f}", "", "", "aim 1500", _met(found.cold < 1500)),
        (
            f"PDF, {papers.LINES} lines, warm",
            *(f"{each:.0f}" for each in (warm, papers.worst(found.warm), papers.middle(found.bare))),
            "aim 150",
            _met(warm < 150),
        ),
        (
            f"PDF, {papers.MANY} lines",
            *(f"{each:.0f}" for each in (long, papers.worst(found.long), papers.middle(found.bare_long))),
            "aim 1000",
            _met(long < 1000),
        ),
        (f"workbook, {papers.LINES} lines", f"{papers.middle(found.book):.0f}", f"{papers.worst(found.book):.0f}"),
        ("octets of the PDF", f"{found.octets:,}", f"{found.octets_long:,}"),
    ]


def reading_rows(_server: MailServer, _folder: Path) -> Rows:
    specimens = reading.corpus()
    parsed, cut, returned = reading.parsed(specimens), reading.cut(specimens), reading.returned(specimens)
    ours, back = parsed[reading.OURSELVES], returned[reading.OURSELVES]
    rows: Rows = [(f"{len(specimens)} letters, % right", *parsed)]
    rows += [
        (f"{job}, of {ours.score(job).asked}", *(f"{each.score(job)}" for each in parsed.values())) for job in JOBS
    ]
    rows.append(("crashes and hangs", *(str(each.crashes) for each in parsed.values())))
    rows.append(("letters per second of CPU", *(f"{each.a_second:.0f}" for each in parsed.values())))
    rows += [("", *cut), (f"fresh text, of {cut[reading.OURSELVES].asked}", *map(str, cut.values())), ("", *returned)]
    rows += [
        (f"bounces: {job}, of {back.score(job).asked}", *(f"{each.score(job)}" for each in returned.values()))
        for job in ("found", "recipient", "false alarm")
    ]
    rows += [(f"{job}, of {score.asked}", str(score)) for job, score in reading.meant(specimens).items()]
    if absent := missing():
        rows.append((f"not installed: pip install {' '.join(absent)}",))
    return rows


def product_rows(_server: MailServer, folder: Path) -> Rows:
    found = products.measured(folder)
    return [
        (f"s for {found['products']:,.0f} products of 33 columns", "whole", "first word", "bare reading", "ratio"),
        (
            "into an empty table",
            f"{found['first']:.1f}",
            f"{found['first_word']:.1f}",
            f"{found['bare']:.1f}",
            f"{found['ratio']:.2f}",
            "aim 10",
            _met(found["first"] <= 10),
        ),
        ("again, a tenth of the prices changed", f"{found['again']:.1f}", f"{found['again_word']:.1f}"),
    ]


def submit_rows(server: MailServer, folder: Path) -> Rows:
    found = submit.measured(server, folder)
    return [
        (f"ms from /submit to the approver's card, {found['cards']:.0f} cards", "median", "p99", "longest"),
        (
            f"{submit.QUOTES:,} quotations of {submit.LINES} lines",
            *(f"{found[each]:.1f}" for each in ("median", "p99", "longest")),
            "aim p99 100",
            _met(found["p99"] <= 100),
        ),
    ]


def orders_rows(_server: MailServer, folder: Path) -> Rows:
    found = orders.measured(folder)
    return [
        (f"ms from /order to its words, {found['orders']:,.0f} orders", "median", "p99", "longest"),
        (
            "by number, by the customer's number, by name",
            *(f"{found[each]:.1f}" for each in ("median", "p99", "longest")),
            "aim p99 50",
            _met(found["p99"] <= 50),
        ),
        (
            f"s for the morning digests of {found['people']:.0f} people",
            f"{found['digests']:.1f}",
            "",
            "",
            "aim 5",
            _met(found["digests"] <= 5),
        ),
    ]


def order_file_rows(_server: MailServer, folder: Path) -> Rows:
    found = order_file.measured(folder)
    return [
        (f"s for an order's file of {found['documents']:.0f} documents", "made", "octets", "with what is to be drawn"),
        (
            "zip with an index",
            f"{found['seconds']:.2f}",
            f"{found['octets']:,.0f}",
            f"{found['whole']:.2f}",
            "aim 5",
            _met(found["seconds"] <= 5),
        ),
    ]


PARTS: dict[str, Callable[[MailServer, Path], Rows]] = {
    "intake": intake_rows,
    "reaction": reaction_rows,
    "command": command_rows,
    "memory": memory_rows,
    "reading": reading_rows,
    "papers": papers_rows,
    "products": product_rows,
    "submit": submit_rows,
    "order-file": order_file_rows,
    "orders": orders_rows,
}


EXTRA: dict[str, Callable[[MailServer, Path], Rows]] = {
    "long": lambda server, folder: memory_rows(server, folder, memory.MANY),
}
"""Measured only when it is named: it takes longer than all the rest."""


def main(wanted: list[str]) -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the servers end with us
    began = time.monotonic()
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="infodesk-bench-") as folder, mail_server() as server:
        print(
            f"{server.name}; {os.cpu_count()} cores, load {load:.1f} at the start; Python {platform.python_version()}"
        )
        if load > 1:
            print("Something else keeps this machine busy: trust the ratios, not the times.")
        for name in wanted or PARTS:
            print(f"\n{name}", flush=True)
            _print((PARTS | EXTRA)[name](server, Path(folder)))
    print(f"\nbench: {time.monotonic() - began:.0f} s")
    return 0


def _print(rows: Rows) -> None:
    for row in rows:
        print(f"  {row[0]:<48}" + "".join(f" {each:>15}" for each in row[1:]), flush=True)


def _met(is_met: bool) -> str:
    return "met" if is_met else "MISSED"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
