"""T20: what a stranger wrote is printed on paper as it is: nothing is run, read or fetched, and no paper dies of it."""

from __future__ import annotations

import io
import re
import socket
import threading
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from documents.company import Company
from documents.paper import plain
from documents.press import PRESS, Drawing, NotDrawn
from documents.printing import as_pdf, as_workbook
from documents.quotation import quotation_paper
from documents.samples import sample_offer
from documents.stationery import Stationery
from rules.quote import QuoteLine
from tests.experiments import Seen

CANARY = "canary-of-t20-7391"


class Listener:
    """Counts who connects."""

    def __init__(self) -> None:
        self.server = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.server.getsockname()[1]}/"
        self.connections = 0
        threading.Thread(target=self._count, daemon=True).start()

    def _count(self) -> None:
        while True:
            try:
                connection, _ = self.server.accept()
            except OSError:
                return
            self.connections += 1
            connection.close()


@pytest.fixture
def listener() -> Iterator[Listener]:
    made = Listener()
    yield made
    made.server.close()


def payloads(secret: Path, url: str) -> list[str]:
    """Sixty: typst, TeX, HTML, templates, links, paths, spreadsheets, control characters."""
    typst = [
        '#read("{p}")', '#image("{p}")', '#include "{p}"', '#import "{p}": *', '#plugin("{p}")', '#csv("{p}")', '#json("{p}")',
        '#eval("1+1")', '#sys.inputs', '#panic("x")', '#while true {{}}', '#let x = 1', '#show: none', '#set page(width: 1pt)',
        '#metadata("x")', '#link("{u}")[x]', '#import "@preview/cetz:0.3.0"', '#context counter(page)', '#bibliography("{p}")',
        '$ sum_(i=0)^oo $', '*bold* _it_', '`raw` ```typ #1```', '= heading', '- list', '+ enum', '/ term: x', '<label> @ref',
        '// comment', '/* comment', '[content]', '#[x]', '\\ \\u{{1F600}}', '~ --- ...',
    ]  # fmt: skip
    others = [
        '\\input{{{p}}}', '\\write18{{id}}', '<img src="{u}a.png">', '<link rel=attachment href="file://{p}">',
        '<script src="{u}">',
        '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY y SYSTEM "file://{p}">]>&y;', '{{{{7*7}}}}', '${{7*7}}', '<%= 7*7 %>', '%s%n',
        'url({u})', '@import url({u})', 'javascript:alert(1)', 'file://{p}', '../../../../{p}', '{p}', '=cmd|calc!A1',
        '=WEBSERVICE("{u}")', '+HYPERLINK("{u}")', '"}}],"tables":[{{"', "\\\\host\\share", '%PDF-1.7', 'stream endstream endobj',
        '(parens) \\) <</JS (x)>>', '\x1b[2J', 'a\x00b', '\u202egnp.exe',
    ]  # fmt: skip
    return [each.format(p=secret, u=url) for each in (*typst, *others)]


@pytest.mark.experiment(
    "T20", "60 payloads in every field of a quotation", "0 fetched, 0 bytes of a file, 0 crashes, 0 links"
)
def test_sixty_payloads_in_every_field_are_only_printed(tmp_path: Path, listener: Listener, seen: Seen) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(CANARY, encoding="utf-8")
    attacks = payloads(secret, listener.url)
    assert len(attacks) == 60
    leaks = links = 0
    for attack in attacks:
        offer = sample_offer("en+zh", lines=1)
        line = QuoteLine(
            attack, (("en", attack), ("zh", attack)), attack, attack, Decimal(3), attack, Decimal(2), attack
        )
        quote = replace(
            offer.quote, lines=(line,), term=attack, place=attack, payment=attack, delivery=attack, packaging=attack,
            contact=attack, company=attack, address=attack, country=attack, remarks=attack,
        )  # fmt: skip
        company = Company(attack, attack, attack, attack, attack, attack, attack, {"": attack})
        paper = quotation_paper(replace(offer, quote=quote, company=company, number=attack[:20], contact=(attack,)))
        pdf = as_pdf("quotation", paper, Stationery(), _none).files[0]
        everything = pdf + b"".join(_inflated(pdf)) + _unzipped(as_workbook(paper, Stationery(), _none).files[0])
        leaks += CANARY.encode() in everything
        links += b"/URI" in everything or b"/JavaScript" in everything or b"/Launch" in everything
    assert (leaks, links, listener.connections) == (0, 0, 0)
    seen(
        f"{len(attacks)} payloads in 20 fields: {listener.connections} fetched, {leaks} bytes, 0 crashes, {links} links"
    )


COMPUTED = [("#(6*7)", "42"), ("#str(6*7)", "42"), ("*x*", "x"), ("$x$", "x"), ("#lower[A]", "a"), ("\\*", "*")]


@pytest.mark.parametrize(("text", "result"), COMPUTED)
def test_what_would_compute_is_drawn_differently_from_its_result(text: str, result: str) -> None:
    def page(remark: str) -> bytes:
        offer = sample_offer("en", lines=1)
        paper = quotation_paper(replace(offer, quote=replace(offer.quote, remarks=remark)))
        sources = Stationery().sources("quotation")
        return PRESS.drawn(Drawing(sources, plain(paper, {}), form="png", ppi=60))[0]

    assert page(text) != page(result)


@pytest.mark.experiment(
    "T20", "a template that reads a file of the machine, or a package", "refused; the paper is ours"
)
def test_a_template_reads_nothing_of_the_machine(tmp_path: Path, seen: Seen) -> None:
    refused = 0
    for attack in (
        '#read("/etc/passwd")',
        '#read("../../../../../etc/passwd")',
        '#image("/etc/passwd")',
        '#plugin("/bin/sh")',
    ):
        with pytest.raises(NotDrawn):
            PRESS.drawn(Drawing({"main.typ": attack}, {}))
        refused += 1
    (tmp_path / "quotation.typ").write_text('#import "@preview/cetz:0.3.0": *', encoding="utf-8")
    printed = as_pdf("quotation", quotation_paper(sample_offer("en")), Stationery(tmp_path), _none)
    assert "packages from the network are never loaded" in printed.broken[0]
    seen(f"{refused} of 4 files refused, 1 of 1 package; drawn with ours")


def _none(sha256: str) -> bytes:
    raise FileNotFoundError(sha256)


def _unzipped(content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return b"".join(archive.read(each) for each in archive.namelist())


def _inflated(content: bytes) -> list[bytes]:
    found = []
    for raw in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.S):
        try:
            found.append(zlib.decompress(raw))
        except zlib.error:
            continue
    return found
