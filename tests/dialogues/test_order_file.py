"""An order is packed, its packing list goes out after the inspection, and its whole file comes as one zip (R174, R213)."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from documents.order_file import Document, OrderFile, archived, safe_name
from rules.order_moves import Stage
from rules.products import Product
from rules.trade_paper import Kind
from storage import orders, payments, products, trade_papers
from storage.colleagues import named
from tests.dialogues.desk import Desk
from tests.dialogues.ordered import AGREED
from tests.dialogues.works import expects_money, has_order_at

BOX = Product(
    "QJ-40", (("en", "pump"),), unit="pcs", per_carton=Decimal(1), carton_gross=Decimal("12.5"), carton_net=Decimal(11),
    carton_length=Decimal(60), carton_width=Decimal(40), carton_height=Decimal(30),
)  # fmt: skip
LINE = replace(AGREED.goods.lines[0], product="QJ-40", quantity=Decimal(40))
ORDER = replace(AGREED, goods=replace(AGREED.goods, lines=(LINE, replace(LINE, product="", quantity=Decimal(120)))))


@pytest.fixture
def firm(desk: Desk) -> Desk:
    """Ana has Kunde's order 1 of 40 pumps that the table knows, and of 120 that it does not."""
    desk.hires("Pia", "production").hires("Sam", "supervisor").hires("Acc", "accounting")
    desk.receives().says("Ana", "/take 1001")
    has_order_at(desk, Stage.INSPECTED, told=ORDER)
    with desk.database.deciding() as session:
        products.put(desk.work(session), [BOX])
        session.commit()
    return desk.settle().forget()


def inspected(desk: Desk) -> None:
    with desk.database.deciding() as session:
        row, ana = orders.order(session, 1), named(session, "Ana")
        assert row is not None
        assert ana is not None
        orders.recorded(desk.work(session), row, "inspection", {}, ana.id, sort="final", result="passed")
        session.commit()


def packed(desk: Desk) -> list[tuple[str, str | None, int]]:
    with desk.database.reading() as session:
        return [(each.state, each.number, each.version) for each in trade_papers.of_order(session, 1, Kind.PACKING)]


def test_what_the_table_does_not_know_is_said_and_typed_by_hand(firm: Desk) -> None:
    firm.says("Ana", "/pack 1").hears(
        "1. QJ-40, 40 pcs: 40 cartons (1-40); N.W. 440.00 kg, G.W. 500.00 kg, 2.880 m³",
        "120 pcs: no cartons known",
        "Line 2 lacks how many go into a carton",
        "/pack 1 2 50/ctn 12.5kg net 11kg 60x40x30",
        who="Ana",
    )
    firm.says("Ana", "/pack 1 send").hears("once the final inspection has passed", who="Ana")
    firm.says("Ana", "/pack 1 3 50/ctn").hears("2 lines, and no line 3", who="Ana")
    firm.says("Ana", "/pack 1 2 blue").hears("I do not understand “blue” as a carton", who="Ana")
    firm.says("Ana", "/pack 1 paper").hears("is not complete. Missing:", who="Ana")
    firm.says("Pia", "/pack 1 2 50/ctn 毛重12.5kg 净重11kg 60x40x30").hears(
        "120 pcs: 3 cartons (41-43), the last one with 20; N.W. 26.40 kg, G.W. 30.90 kg, 0.216 m³",
        "Total: 43 cartons; N.W. 466.40 kg, G.W. 530.90 kg, 3.096 m³",
        "Container: LCL",
        who="Pia",
    )
    assert "Kunde" not in firm.chat("Pia")[-1], "production does not learn who the customer is"


def test_the_packing_list_is_drawn_and_goes_after_the_inspection(firm: Desk) -> None:
    firm.says("Ana", "/pack 1 2 50/ctn 12.5kg net 11kg 60x40x30")
    inspected(firm)
    firm.says("Ana", "/pack 1 paper").hears("Packing list PL-2026-0001 of order 1", who="Ana")
    assert packed(firm) == [("approved", "PL-2026-0001", 1)]
    firm.says("Ana", "/pack 1 send").settle().hears("PL-2026-0001", who="Ana")
    firm.says("Ana", "/pack 1 2 60/ctn").says("Ana", "/pack 1 paper")
    assert packed(firm) == [("approved", "PL-2026-0001", 1)], "it says the new figures under its own number"
    firm.says("Ana", "/pack 1 send").settle().presses("Ana", "Send").settle()
    assert packed(firm) == [("sent", "PL-2026-0001", 1)]
    firm.says("Ana", "/pack 1 2 40/ctn").says("Ana", "/pack 1 paper")
    assert packed(firm) == [("approved", "PL-2026-0001 v2", 2)], "what the customer has is replaced by a second version"


def test_the_whole_file_comes_as_a_zip_with_an_index(firm: Desk) -> None:
    firm.says("Ana", "/pack 1 2 50/ctn 12.5kg net 11kg 60x40x30").says("Ana", "/pack 1 paper").settle()
    content = b"signed, with love"
    with firm.database.deciding() as session:
        row, work = orders.order(session, 1), firm.work(session)
        assert row is not None
        sha256 = firm.blobs.keep(content)
        for _ in range(2):
            orders.filed(work, row, "signed", name="../../etc/pass\u202ewd.pdf", sha256=sha256, size=len(content))
        orders.filed(work, row, "bill_of_lading", number="EGLV123")
        session.commit()
    firm.forget().says("Ana", "/file 1").settle()
    (name, archive) = zipped(firm, "Ana")
    assert name == "order-1.zip"
    assert {"5-shipment/Packing-List-PL-2026-0001.pdf", "5-shipment/Packing-List-PL-2026-0001.xlsx"} <= set(archive)
    signed = [each for each in archive if each.startswith("2-contract/")]
    assert len(signed) == 2
    assert all(".." not in each.split("/") and each.count("/") <= 1 for each in archive)
    assert any(each.startswith("7-letters/") and each.endswith(".eml") for each in archive)
    index = archive["index.txt"].decode()
    assert "EGLV123" in index
    assert "Missing:" in index
    assert "index.xlsx" in archive
    firm.forget().says("Pia", "/file 1").hears("/file", who="Pia")
    firm.forget().says("Acc", "/file 1").settle()
    _, seen = zipped(firm, "Acc")
    assert not [each for each in seen if each.startswith("7-letters/")], "accounting reads no letters"
    assert "5-shipment/Packing-List-PL-2026-0001.pdf" in seen


def zipped(desk: Desk, person: str) -> tuple[str, dict[str, bytes]]:
    """The name of the archive that she got, and what is in it."""
    told = [saying for _, saying in desk.ears.said if saying.place.address == person.lower()]
    file = [each for saying in told for each in saying.files if each.name.endswith(".zip")][-1]
    content = file.path.read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return file.name, {each: archive.read(each) for each in archive.namelist()}


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "_.._etc_passwd"),
        ("C:\\Windows\\x.exe", "C_Windows_x.exe"),
        ("CON.pdf", "_CON.pdf"),
        ("a\x00b\nc.pdf", "ab c.pdf"),
        ("", "document-1"),
        ("...", "document-1"),
        ("合同 签字版.pdf", "合同 签字版.pdf"),
    ],
)
def test_a_strangers_file_name_is_no_path(name: str, safe: str) -> None:
    assert safe_name(name, "document-1") == safe


def test_long_names_keep_their_ending_and_stay_short() -> None:
    for name in ("字" * 300 + ".pdf", "W" * 300 + ".pdf"):
        safe = safe_name(name, "x")
        assert safe.endswith(".pdf")
        assert len(safe.encode()) < 200


def test_what_is_too_large_for_a_chat_comes_in_parts_the_same_bytes_each_time(tmp_path: Path) -> None:
    documents = tuple(Document("8-other", "other", f"{each}", None, "a.bin", f"{each}" * 64, 400) for each in range(5))
    told = OrderFile("order-9", documents, ("File of order 9",), ("No.", "document", "number", "date", "file"))
    made = []
    for run in ("one", "two"):
        folder = tmp_path / run
        folder.mkdir()
        paths = archived(told, lambda sha256: sha256[:1].encode() * 400, folder, largest=1000)
        assert [each.name for each in paths] == [f"order-9-{number}-of-3.zip" for number in (1, 2, 3)]
        made.append([each.read_bytes() for each in paths])
    assert made[0] == made[1]
    with zipfile.ZipFile(io.BytesIO(made[0][0])) as archive:
        assert archive.namelist() == ["8-other/a.bin", "8-other/a-2.bin", "index.txt", "index.xlsx"]


def test_a_file_that_is_lost_stands_in_the_index_and_keeps_no_other_from_being_there(tmp_path: Path) -> None:
    def load(sha256: str) -> bytes:
        if sha256[:1] == "a":
            raise FileNotFoundError(sha256)
        return b"here"

    documents = tuple(Document("8-other", "x", each, None, f"{each}.bin", each * 64, 4) for each in ("a", "b"))
    told = OrderFile("order-9", documents, (), ("No.", "document", "number", "date", "file"), not_there="(no file)")
    (path,) = archived(told, load, tmp_path)
    with zipfile.ZipFile(path) as archive:
        assert archive.namelist() == ["8-other/b.bin", "index.txt", "index.xlsx"]
        assert "(no file)" in archive.read("index.txt").decode()


def test_with_the_packing_list_the_balance_is_asked_for(firm: Desk) -> None:
    expects_money(firm, "balance", "before_shipment", "700")
    firm.says("Ana", "/pack 1 2 50/ctn 12.5kg net 11kg 60x40x30")
    inspected(firm)
    firm.says("Ana", "/pack 1 send").settle().presses("Ana", "Send").settle()
    with firm.database.reading() as session:
        assert [each.state for each in payments.parts(session, 1)] == ["due"]
