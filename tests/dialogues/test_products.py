"""Products: brought in from a table, found in chat, and recognised in what customers write."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from time import process_time

import pytest
from sqlalchemy import select

from app.importing import import_of
from documents.sheets import write_table
from handlers.matching import indexed, matched
from rules.products import Product, folded_number, numbers_in
from rules.refusal import Refused
from storage.database import Database
from storage.products import all_products, put
from storage.tables.happenings import HappeningRow
from tests.dialogues.desk import Desk

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
LATER = datetime(2026, 3, 3, 1, 0, tzinfo=UTC)
HEADS = ("Number", "Name", "中文名称", "Synonyms", "Unit", "HS code", "MOQ", "Lead time (days)")
BEARING = ("6204-2RS", "Deep groove ball bearing", "深沟球轴承", "6204RS; SKF 6204", "pcs", "8482.10", "1,000", "30")
PUMP = ("QJ-200", "Submersible pump", "潜水泵", "deep well pump", "sets", "841370", "5", "45")


def table(folder: Path, *rows: Sequence[str], form: str = "csv") -> Path:
    file = folder / f"products-{len(list(folder.iterdir()))}.{form}"
    write_table(file, form, ["Export 1 of infodesk"], HEADS, rows, "UTC", NOW)
    return file


def brought(
    database: Database, folder: Path, file: Path | None, *, yes: bool = True, undo: bool = False, now: datetime = NOW
) -> list[str]:
    return list(import_of(database, folder / "store", "products", file, now, yes=yes, undo=undo))


def known(database: Database) -> list[Product]:
    with database.reading() as session:
        return all_products(session)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_an_import_is_shown_first_and_done_only_when_told(database: Database, tmp_path: Path, form: str) -> None:
    file = table(tmp_path, BEARING, PUMP, form=form)
    said = brought(database, tmp_path, file, yes=False)
    assert said[0] == "2 new, 0 changed, 0 as they were, 0 lines that cannot be taken"
    assert "New: QJ-200, Submersible pump" in said
    assert known(database) == []
    assert (
        brought(database, tmp_path, file)[-1] == "Done: import 1. infodesk import products --undo --yes takes it back."
    )
    bearing, pump = known(database)
    assert (bearing.number, bearing.moq, bearing.lead_days, bearing.hs_code) == (
        "6204-2RS",
        Decimal(1000),
        30,
        "848210",
    )
    assert bearing.synonyms == ("6204RS", "SKF 6204")
    assert (pump.name("zh"), pump.name("fr")) == ("潜水泵", "Submersible pump")


def test_every_wrong_line_is_named_with_its_reason_and_the_others_are_taken(database: Database, tmp_path: Path) -> None:
    wrong = [
        ("", "No number"),
        ("A1", ""),
        ("B1", "Lamp", "", "", "", "84-x"),
        ("C1", "Lamp", "", "", "", "", "many"),
        BEARING[:2],
        ("D1", "Fan", "", "", "", "", "", "soon"),
    ]
    rows = [tuple(each) + ("",) * (8 - len(each)) for each in wrong]
    said = brought(database, tmp_path, table(tmp_path, BEARING, *rows))
    assert said[0] == "1 new, 0 changed, 0 as they were, 6 lines that cannot be taken"
    assert said[1:7] == [
        "Line 4: there is no number",
        "Line 5: A1 has no name",
        "Line 6, HS code: 84-x is no HS code: 4 to 12 digits, like 8413.70",
        "Line 7, MOQ: many is no quantity: a number, like 500",
        "Line 8: number 6204-2RS stands in the file twice",
        "Line 9, Lead time (days): soon is no lead time: whole days, like 30",
    ]
    assert [each.number for each in known(database)] == ["6204-2RS"]


def test_what_changes_is_told_and_the_last_import_can_be_taken_back(database: Database, tmp_path: Path) -> None:
    brought(database, tmp_path, table(tmp_path, BEARING))
    before = known(database)
    changed = (*BEARING[:6], "500", "30")
    said = brought(database, tmp_path, table(tmp_path, changed, PUMP), now=LATER)
    assert said[0] == "1 new, 1 changed, 0 as they were, 0 lines that cannot be taken"
    assert "Changed: 6204-2RS, moq: 1000 -> 500" in said
    shown = brought(database, tmp_path, None, yes=False, undo=True, now=LATER)
    assert shown[-1] == "Nothing is changed yet. Say it again with --yes to do it."
    assert brought(database, tmp_path, None, undo=True, now=LATER)[-1] == "Import 2 is taken back."
    assert known(database) == before
    with database.reading() as session:
        assert session.scalars(select(HappeningRow.verb).order_by(HappeningRow.id)).all() == [
            "imported",
            "imported",
            "undone",
        ]
    brought(database, tmp_path, None, undo=True, now=LATER)
    assert known(database) == []
    with pytest.raises(Refused, match="no import of products"):
        brought(database, tmp_path, None, undo=True, now=LATER)


def test_the_same_table_again_changes_nothing(database: Database, tmp_path: Path) -> None:
    brought(database, tmp_path, table(tmp_path, BEARING, PUMP))
    assert brought(database, tmp_path, table(tmp_path, BEARING, PUMP), now=LATER)[-1] == "Nothing is to be changed."


def test_what_is_no_product_table_is_refused_in_a_sentence(sqlite_url: str, tmp_path: Path) -> None:
    for database in opened_at(sqlite_url):
        note = tmp_path / "note.csv"
        note.write_text("hello\nworld\n", encoding="utf-8")
        for file, says in (
            (note, "no row that names the columns"),
            (tmp_path / "gone.csv", "no file"),
            (tmp_path / "x.pdf", "ends in"),
        ):
            with pytest.raises(Refused, match=says):
                brought(database, tmp_path, file)
        (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04 no workbook")
        with pytest.raises(Refused, match="cannot be read as xlsx"):
            brought(database, tmp_path, tmp_path / "broken.xlsx")
        with pytest.raises(Refused, match="I import products"):
            list(import_of(database, tmp_path, "recipes", note, NOW, yes=False, undo=False))


def opened_at(url: str) -> Iterator[Database]:
    from storage.database import opened

    database = opened(url)
    yield database
    database.close()


PRODUCTS = (
    Product("6204-2RS", (("en", "Deep groove ball bearing 6204"), ("zh", "深沟球轴承")), ("SKF 6204 2RS1",)),
    Product("6004-ZZ", (("en", "Deep groove ball bearing 6004"),)),
    Product(
        "QJ-200",
        (("en", "Submersible pump"), ("es", "bomba sumergible"), ("ru", "погружной насос"), ("zh", "潜水泵")),
        ("deep well pump",),
    ),
    Product("WQ-15", (("en", "Sewage pump"),)),
    Product("LED-5050", (("en", "LED strip light"),)),
)


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("6204-2RS", "6204-2RS"),
        ("bearing 6204 2rs", "6204-2RS"),
        ("qj200 pump", "QJ-200"),
        ("QJ 200", "QJ-200"),
        ("submersible pump", "QJ-200"),
        ("submersable pumps", "QJ-200"),
        ("bomba sumerjible", "QJ-200"),
        ("погружной насос", "QJ-200"),
        ("潜水泵", "QJ-200"),
        ("deep well pump", "QJ-200"),
        ("led strip lights", "LED-5050"),
    ],
)
def test_a_product_is_recognised_by_number_name_and_synonym_however_it_is_spelled(words: str, number: str) -> None:
    found = matched(indexed(PRODUCTS), words)
    assert [(each.number, each.sure) for each in found] == [(number, True)]


def sold(desk: Desk) -> Desk:
    """The department sells these."""
    with desk.database.deciding() as session:
        put(desk.work(session), PRODUCTS)
        session.commit()
    return desk


def test_the_card_says_what_is_wanted_what_is_guessed_and_which_products_of_ours_it_is(desk: Desk) -> None:
    sold(desk).receives(
        "Please quote 500 pcs of QJ-200 pumps and 20 sets of deep groove ball bearings, CIF Valencia. Last price was USD 120.",
        sender="Eva Lopez <eva@bombas.example>",
    )
    desk.hears(
        "1. QJ-200 pumps, 500 pcs",
        "2. deep groove ball bearings, 20 sets",
        "trade term: CIF Valencia",
        "target price: USD 120 (guessed)",
        "Ours: QJ-200, Submersible pump",
        "Ours? deep groove ball bearings: 6004-ZZ Deep groove ball bearing 6004; 6204-2RS Deep groove ball bearing 6204",
    )


def test_without_a_product_table_the_card_says_nothing_of_ours(desk: Desk) -> None:
    desk.receives("We need 40 pcs of submersible pumps, CIF Valencia", sender="Eva Lopez <eva@bombas.example>")
    assert not any("Ours" in each for each in (*desk.chat("Ana"), *desk.chat("Bob"), *desk.chat("Dora")))


def test_a_product_is_found_in_chat(desk: Desk) -> None:
    desk.says("Ana", "/product pump").hears("There are no products yet")
    sold(desk).says("Ana", "/product").hears("5 products. Say a number or words: /product 6204-2RS")
    desk.says("Ana", "/product qj-200").hears(
        "QJ-200 · Submersible pump", "also called: bomba sumergible; погружной насос; 潜水泵; deep well pump"
    )
    desk.says("Ana", "/product submersable pump").hears("QJ-200 · Submersible pump")
    desk.says("Ana", "/product ball bearing").hears("Which one is it?").presses(
        "Ana", "6004-ZZ · Deep groove ball bearing 6004"
    ).hears("6004-ZZ · Deep groove ball bearing 6004")
    desk.says("Ana", "/product olive oil").hears("I know no product like olive oil.")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("您好，我們要採購500個水泵，請報價。", ("您好：", "煩請補充以下資訊", "1. 規格或型號", "順頌商祺")),
        ("您好，我们要采购500个水泵，请报价。", ("烦请补充以下信息", "1. 规格或型号", "顺祝商祺")),
        (
            "نحتاج ٥٠٠ قطعة من مضخات المياه، يرجى إرسال عرض السعر",
            ("تحية طيبة وبعد", "1. المواصفات أو الموديل", "مع أطيب التحيات"),
        ),
        (
            "Merhaba, 500 adet pompa için fiyat teklifi rica ederiz. Teşekkürler, bu bizim için acil.",
            ("Sayın Eva Lopez,", "Saygılarımızla,"),
        ),
    ],
)
def test_what_is_missing_is_asked_in_the_customers_language(desk: Desk, words: str, says: tuple[str, ...]) -> None:
    desk.receives(words, sender="Eva Lopez <eva@bombas.example>").says("Dora", "/assign 1001 Ana").forget()
    desk.says("Ana", "/ask 1001").hears(*says, who="Ana")


def test_another_number_is_another_product_however_much_alike_the_names_are() -> None:
    index = indexed(PRODUCTS)
    assert "6204-2RS" not in {each.number for each in matched(index, "6004-ZZ")}
    assert not any(each.sure for each in matched(index, "deep groove ball bearing 6304-2RS"))
    assert [(each.number, each.sure) for each in matched(index, "deep groove ball bearing")] == [
        ("6204-2RS", False),
        ("6004-ZZ", False),
    ]
    assert matched(index, "olive oil") == ()
    assert matched(indexed(()), "pump") == ()


def test_a_number_may_be_written_apart() -> None:
    assert folded_number("qj-200 / a") == folded_number("QJ200A")
    assert {"QJ200", "200AB"} <= set(numbers_in("QJ 200 AB"))
    assert numbers_in("no number here") == ()


def test_five_thousand_products_are_asked_in_less_than_ten_milliseconds() -> None:
    kinds = ("bearing", "pump", "valve", "lamp", "motor", "hose", "filter", "drill")
    many = [
        Product(
            f"K{each}-{each % 97}", (("en", f"{kinds[each % 8]} {kinds[each % 7]} type {each}"), ("zh", f"产品{each}"))
        )
        for each in range(4800)
    ]
    index = indexed(many)
    asked = ["pump bering type", "K77-77", "submersible pump for wells", "产品样本"] * 5
    begun = process_time()
    for each in asked:
        matched(index, each)
    assert (process_time() - begun) / len(asked) < 0.010
