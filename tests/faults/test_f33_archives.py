"""F33: archives that would fill a disk when somebody unpacks them. Nothing here does: they are kept as they came."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.dialogues.desk import Desk
from tests.experiments import Seen

INSIDE = 64 * 1024 * 1024
"""Octets that each archive would become."""


def zipped(name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return out.getvalue()


def tarred(content: bytes) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        member = tarfile.TarInfo("zeros")
        member.size = len(content)
        archive.addfile(member, io.BytesIO(content))
    return out.getvalue()


def archives() -> dict[str, bytes]:
    zeros = bytes(INSIDE)
    inner = zipped("zeros", zeros)
    many = io.BytesIO()
    with zipfile.ZipFile(many, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(40):
            archive.writestr(f"{number}.zip", inner)
    sheet = zipped("xl/worksheets/sheet1.xml", b"<c>" + zeros)
    return {
        "zeros.zip": inner,
        "zips.zip": many.getvalue(),
        "zeros.tar.gz": tarred(zeros),
        "zeros.gz": gzip.compress(zeros),
        "prices.xlsx": zipped("xl/embeddings/inner.xlsx", sheet),
    }


def stored(folder: Path) -> int:
    return sum(each.stat().st_size for each in folder.rglob("*") if each.is_file())


@pytest.mark.experiment(
    "F33", "zip in zip, tar, gz and xlsx that unpack to gigabytes", "never unpacked, kept as they came"
)
def test_an_archive_is_never_unpacked(quiet: Desk, seen: Seen) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"] = "Eva Klein <eva@kunde.example>", "info@firm.example"
    mail["Subject"], mail["Message-ID"] = "Inquiry", "<bomb@kunde.example>"
    mail.set_content("Please quote 40 pumps, the drawings are attached.")
    sent = archives()
    for name, content in sent.items():
        mail.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    raw = mail.as_bytes()
    before = stored(quiet.blobs.folder)
    quiet.receives(raw=raw)
    grown = stored(quiet.blobs.folder) - before
    assert quiet.numbers() == [1001]
    shown = "\n".join(quiet.says("Ana", "/show 1001 files").chat("Ana"))
    assert all(name in shown for name in sent)
    assert grown < 4 * len(raw), "the letter, its forward and its files, and no more"
    seen(f"letter {len(raw):,}, on disk {grown:,} octets, inside {INSIDE * 44:,}")
