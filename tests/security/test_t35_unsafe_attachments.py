"""T35: a file that runs when it is opened, sent to the one address that opens everything strangers send.

Help desks forwarded such files to staff by their names alone; "invoice.pdf.exe", macros and locked zips are how offices
are broken into. Here the bytes decide, people are warned, and no program of ours or of theirs opens one by itself.
"""

from __future__ import annotations

import io
import zipfile

import pytest

from mail.read import read_letter
from rules.letter import Ours
from rules.unsafe import Danger, danger_of
from tests.dialogues.desk import Desk
from tests.experiments import Seen

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def zipped(*names: str, locked: bool = False) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for each in names:
            archive.writestr(each, b"x" * 40)
    raw = buffer.getvalue()
    return _locked(raw) if locked else raw


def _locked(raw: bytes) -> bytes:
    """The flag that says so, in local heads and in the table of contents."""
    told = bytearray(raw)
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = raw.find(mark)
        while at >= 0:
            told[at + place] |= 1
            at = raw.find(mark, at + 4)
    return bytes(told)


PROGRAM = b"MZ" + bytes(200)
SVG = b'<?xml version="1.0"?>\n<!-- x -->\n<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'
WORD = ("[Content_Types].xml", "word/document.xml")
BAD = [
    ("invoice.exe", PROGRAM, Danger.PROGRAM), ("invoice.pdf.exe", b"anything", Danger.PROGRAM),
    ("invoice.pdf", PROGRAM, Danger.PROGRAM), ("photo.jpg", b"\x7fELF\x02" + bytes(99), Danger.PROGRAM),
    ("INVOICE.SCR", b"x", Danger.PROGRAM), ("setup.msi", OLE, Danger.PROGRAM), ("x.apk", zipped("a"), Danger.PROGRAM),
    ("invoice.exe. .", b"x", Danger.PROGRAM), ("list\u202exslx.exe", b"x", Danger.PROGRAM),
    ("a.jar", zipped("a"), Danger.PROGRAM),
    ("order.zip", zipped("order.pdf.exe"), Danger.PROGRAM), ("order.js", b"var x", Danger.SCRIPT),
    ("order.pdf.vbs", b"x", Danger.SCRIPT), ("order.hta", b"x", Danger.SCRIPT), ("order.ps1", b"x", Danger.SCRIPT),
    ("order.bat", b"x", Danger.SCRIPT), ("order", b"#!/bin/sh\nrm", Danger.SCRIPT), ("help.chm", b"x", Danger.SCRIPT),
    ("order.zip", zipped("a/order.wsf"), Danger.SCRIPT), ("order.lnk", b"x", Danger.SHORTCUT),
    ("order.pdf", b"L\x00\x00\x00\x01\x14\x02\x00" + bytes(60), Danger.SHORTCUT), ("site.url", b"x", Danger.SHORTCUT),
    ("note.txt", b"[InternetShortcut]\r\nURL=file://x", Danger.SHORTCUT), ("notes.one", b"x", Danger.SHORTCUT),
    ("order.docm", zipped(*WORD), Danger.MACROS), ("order.docx", zipped(*WORD, "word/vbaProject.bin"), Danger.MACROS),
    ("price.xlsm", zipped("xl/workbook.xml"), Danger.MACROS),
    ("price.xls", OLE + bytes(600) + "_VBA_PROJECT".encode("utf-16-le"), Danger.MACROS),
    ("login.html", b"<html>", Danger.PAGE), ("login.HTM", b"x", Danger.PAGE), ("logo.svg", SVG, Danger.PAGE),
    ("logo.png", SVG, Danger.PAGE), ("offer.pdf", b"<!DOCTYPE html><body>", Danger.PAGE), ("page.mht", b"x", Danger.PAGE),
    ("order.shtml", b"x", Danger.PAGE), ("disk.iso", b"x", Danger.IMAGE), ("disk.img", b"x", Danger.IMAGE),
    ("disk.dat", bytes(0x8001) + b"CD001", Danger.IMAGE), ("disk.vhd", b"x", Danger.IMAGE), ("a.cab", b"MSCF", Danger.IMAGE),
    ("order.zip", zipped("order.pdf", locked=True), Danger.LOCKED),
    ("order.xlsx", OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"), Danger.LOCKED),
    ("offer.pdf", b"PK\x03\x04 not a pdf", Danger.DISGUISED), ("photo.jpg", b"%PDF-1.4", Danger.DISGUISED),
]  # fmt: skip
GOOD = [
    ("offer.pdf", b"%PDF-1.7\n"), ("photo.jpg", b"\xff\xd8\xff\xe0"), ("p.PNG", b"\x89PNG\r\n"), ("list.docx", zipped(*WORD)),
    ("price.xlsx", zipped("[Content_Types].xml", "xl/workbook.xml")), ("old.doc", OLE + bytes(600)), ("rtf.doc", b"{\\rtf1"),
    ("drawings.zip", zipped("a.dwg", "b.pdf")), ("plan.dwg", b"AC1032"), ("plan.step", b"ISO-10303-21;"), ("list.csv", b"a;b"),
    ("readme.txt", b"MZ means nothing in a short text"), ("letter.eml", b"From: x"),
    ("empty.pdf", b""), ("cal.ics", b"BEGIN:VCALENDAR"),
    ("invoice.xml", b"<?xml version='1.0'?><invoice/>"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "content", "danger"), BAD, ids=[f"{name}-{danger}" for name, _, danger in BAD])
def test_each_is_recognised_by_its_bytes_or_its_name(name: str, content: bytes, danger: Danger) -> None:
    assert danger_of(name, content) == danger


@pytest.mark.parametrize(("name", "content"), GOOD, ids=[name for name, _ in GOOD])
def test_what_customers_send_every_day_is_let_alone(name: str, content: bytes) -> None:
    assert danger_of(name, content) is None


@pytest.mark.experiment("T35", "44 harmful files by mail to the department", "each warned of, 0 inline, 0 opened")
def test_people_are_warned_and_nothing_opens_by_itself(desk: Desk, seen: Seen) -> None:
    """Four to a letter: on the card, in the mail that is sent on, and where the files are asked for."""
    inline = warned = 0
    desk.set("routing.order", "existing_owner")
    for start in range(0, len(BAD), 4):
        some = BAD[start : start + 4]
        desk.forget().receives(
            f"Our order {start}, see attached.",
            sender=f"Eva <eva@kunde{start}.example>",
            files=[(name.replace("\u202e", ""), content) for name, content, _ in some],
        )
        card = next(each for each in desk.chat("Dora")[::-1] if "Attachments:" in each)
        warned += card.count("Careful, ")
        number = desk.numbers()[-1]
        desk.says("Dora", f"/assign {number} Ana")
        (mail,) = desk.mails_to("ana@firm.example")
        for part in mail.iter_attachments():
            if part.get_content_type() != "message/rfc822":
                inline += part.get_content_disposition() != "attachment"
                inline += part.get_content_type() != "application/octet-stream"
        desk.says("Ana", f"/show {number} files")
        inline += sum(file.is_picture for _, saying in desk.ears.said for file in saying.files)
        assert "Careful, " in desk.chat("Ana")[-1]
    seen(f"{len(BAD)} files, warned of {warned}, inline {inline}")
    assert (warned, inline) == (len(BAD), 0)


def test_the_reader_never_raises_for_a_broken_zip() -> None:
    whole = zipped("a.exe", "b.pdf", locked=True)
    for end in range(0, len(whole), 3):
        danger_of("x.zip", whole[:end])
        danger_of("x.docx", whole[end:])
    letter = read_letter(
        b'Content-Type: application/zip; name="x.zip"\nContent-Transfer-Encoding: base64\n\nUEsBAg==', Ours()
    )
    assert not letter.error
