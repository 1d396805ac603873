"""The company's own stationery: logo, stamp, templates and fonts stand in for ours; what is broken never stops a paper."""

from __future__ import annotations

import struct
import zlib
from dataclasses import replace
from pathlib import Path

import pytest

from app.check_papers import papers_found
from app.previews import listed, previewed
from documents.catalogue import BY_NAME, template_fault
from documents.paper import Paper
from documents.pictures import NoPicture, kind_of
from documents.printing import as_pdf, as_workbook
from documents.quotation import quotation_paper
from documents.samples import SAMPLE_COMPANY, sample_offer
from documents.stationery import OURS, Stationery
from rules.refusal import Refused

QUOTATION = BY_NAME["quotation"]
PAPER = quotation_paper(sample_offer("en"))
OWN = '#import "paper.typ": *\n#show: paper\nOur own: #facts.number\n'


def png(width: int, height: int, claimed: tuple[int, int] | None = None) -> bytes:
    def part(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    rows = b"".join(b"\0" + b"\xd0\x20\x20" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", *(claimed or (width, height)), 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", zlib.compress(rows)) + part(b"IEND", b"")


def nothing(sha256: str) -> bytes:
    raise FileNotFoundError(sha256)


def pdf(stationery: Stationery, paper: Paper = PAPER) -> bytes:
    return as_pdf("quotation", paper, stationery, nothing).files[0]


def with_picture(sha256: str) -> Paper:
    offer = sample_offer("en", lines=2)
    lines = (replace(offer.quote.lines[0], picture=sha256), *offer.quote.lines[1:])
    return quotation_paper(replace(offer, quote=replace(offer.quote, lines=lines, pictures=True)))


def test_logo_and_stamp_are_printed_the_stamp_never_on_a_draft(tmp_path: Path) -> None:
    plain, own = pdf(Stationery()), Stationery(tmp_path)
    assert pdf(own) == plain, "an empty folder changes nothing"
    (tmp_path / "logo.png").write_bytes(png(40, 20))
    with_logo = pdf(own)
    assert with_logo != plain
    (tmp_path / "stamp.png").write_bytes(png(30, 30))
    assert pdf(own) != with_logo
    draft = quotation_paper(replace(sample_offer("en"), is_draft=True))
    with_stamp = pdf(own, draft)
    (tmp_path / "stamp.png").unlink()
    assert pdf(own, draft) == with_stamp


def test_the_workbook_has_the_logo_too(tmp_path: Path) -> None:
    plain = as_workbook(PAPER, Stationery(tmp_path), nothing).files[0]
    (tmp_path / "logo.png").write_bytes(png(40, 20))
    assert as_workbook(PAPER, Stationery(tmp_path), nothing).files[0] != plain


def test_a_broken_logo_costs_only_itself(tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(b"no picture")
    printed = as_pdf("quotation", PAPER, Stationery(tmp_path), nothing)
    assert printed.files[0] == pdf(Stationery())
    assert "logo or the stamp" in printed.remarks[0].sentence
    assert as_workbook(PAPER, Stationery(tmp_path), nothing).files[0].startswith(b"PK")


def test_an_own_template_is_used(tmp_path: Path) -> None:
    (tmp_path / "quotation.typ").write_text(OWN, encoding="utf-8")
    assert template_fault(QUOTATION, Stationery(tmp_path)) == ""
    assert pdf(Stationery(tmp_path)) != pdf(Stationery())
    quotation, *others = listed(Stationery(tmp_path))
    assert quotation == f"quotation: the quotation for a customer; your own template in {tmp_path}"
    assert len(others) == 10
    assert all(each.endswith("our template") for each in others)


def test_an_own_look_for_all_papers_is_used(tmp_path: Path) -> None:
    look = (OURS / "paper.typ").read_text("utf-8").replace("#1f4e79", "#7a1f1f")
    (tmp_path / "paper.typ").write_text(look, encoding="utf-8")
    assert template_fault(QUOTATION, Stationery(tmp_path)) == ""
    assert pdf(Stationery(tmp_path)) != pdf(Stationery())


BROKEN = [
    ("#import \"paper.typ\": *\n#show: paper\n#nonsense()\n", "quotation.typ:3:1: unknown variable: nonsense"),
    ("#let x = (\n", "quotation.typ:1:9: unclosed delimiter"),
    ('#import "missing.typ": *\n', "missing.typ: there is no file missing.typ beside it"),
    ('#import "@preview/cetz:0.3.0": *\n', "quotation.typ:1: packages from the network are never loaded"),
    ("#import \"paper.typ\": *\n#facts.no_such_thing\n", "quotation.typ:2:"),
    ("#read(\"/etc/passwd\")\n", "quotation.typ:1:6"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "says"), BROKEN)
def test_a_broken_template_is_refused_with_file_line_and_reason_and_ours_is_used(
    tmp_path: Path, text: str, says: str
) -> None:
    (tmp_path / "quotation.typ").write_text(text, encoding="utf-8")
    stationery = Stationery(tmp_path)
    assert says in template_fault(QUOTATION, stationery)
    printed = as_pdf("quotation", PAPER, stationery, nothing)
    assert printed.files[0] == pdf(Stationery())
    assert says in printed.broken[0]
    with pytest.raises(Refused, match="nothing was written"):
        previewed("quotation", tmp_path / "out", "en", stationery, SAMPLE_COMPANY)
    assert not (tmp_path / "out").exists()


def test_check_says_whether_papers_can_be_drawn_and_what_is_wrong_with_a_template(tmp_path: Path) -> None:
    assert [each.well for each in papers_found(Stationery())] == [True] * 12
    (tmp_path / "quotation.typ").write_text("#nonsense", encoding="utf-8")
    scripts, quotation, *others = papers_found(Stationery(tmp_path))
    assert scripts.well
    assert all(each.well for each in others)
    assert not quotation.well
    assert "quotation.typ:1:1: unknown variable: nonsense" in quotation.says


def test_a_template_that_is_no_text_is_refused_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "quotation.typ").write_bytes("fine\n报价".encode("gbk"))
    assert "quotation.typ:2: it is no text in UTF-8" in template_fault(QUOTATION, Stationery(tmp_path))


def test_ours_taken_for_the_companys_own_are_ours() -> None:
    assert not Stationery(OURS).is_own("quotation")
    assert Stationery(OURS).stamps() == ()


@pytest.mark.parametrize("language", ["en", "zh", "en+zh"])
def test_a_preview_writes_pdf_pictures_and_workbook(tmp_path: Path, language: str) -> None:
    written = previewed("quotation", tmp_path / "out", language, Stationery(), SAMPLE_COMPANY)
    names = [each.name for each in written]
    assert names[0] == "quotation.pdf"
    assert "quotation-1.png" in names
    assert names[-1] == "quotation.xlsx"
    assert (tmp_path / "out" / "quotation-1.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(("name", "language"), [("invoice", "en"), ("quotation", "fr"), ("../x", "en")])
def test_a_preview_of_what_there_is_not_is_refused_with_what_there_is(tmp_path: Path, name: str, language: str) -> None:
    with pytest.raises(Refused, match="quotation"):
        previewed(name, tmp_path, language, Stationery(), SAMPLE_COMPANY)


def test_pictures_of_products_are_printed_and_a_hostile_one_costs_only_itself() -> None:
    shelf = {"a" * 64: png(300, 200), "b" * 64: b"<html>", "c" * 64: png(2, 2, claimed=(60_000, 60_000))}
    good = as_pdf("quotation", with_picture("a" * 64), Stationery(), shelf.__getitem__)
    assert good.remarks == ()
    assert b"/Image" in good.files[0]
    for each in ("b" * 64, "c" * 64):
        printed = as_pdf("quotation", with_picture(each), Stationery(), shelf.__getitem__)
        assert "picture cannot be shown" in printed.remarks[0].sentence
        assert printed.files[0].startswith(b"%PDF")
    book = as_workbook(with_picture("a" * 64), Stationery(), shelf.__getitem__).files[0]
    assert book != as_workbook(with_picture("b" * 64), Stationery(), shelf.__getitem__).files[0]


KINDS = [(png(3, 3), "png"), (b"GIF89a\x01\x00\x01\x00", "gif"), (b"RIFF\0\0\0\0WEBPVP8 ", "webp")]


@pytest.mark.parametrize(("content", "kind"), KINDS)
def test_a_picture_is_known_by_what_it_is(content: bytes, kind: str) -> None:
    assert kind_of(content) == kind


NONE = [
    b"",
    b"MZ",
    b"%PDF-1.7",
    png(1, 1, claimed=(0, 9)),
    png(1, 1, claimed=(9_000, 9_000)),
    b"\xff\xd8\xff\xe0" + b"\0" * 4,
]


@pytest.mark.parametrize("content", NONE, ids=range(len(NONE)))
def test_what_is_no_picture_or_too_large_is_refused(content: bytes) -> None:
    with pytest.raises(NoPicture):
        kind_of(content)
