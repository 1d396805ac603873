"""Product tables as trading companies draw them: real xlsx and csv files, read, shown, checked line by line, taken back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal as D
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from app.importing import example_of, import_of
from documents.sheets import read_table
from rules.cells import Uncomputed
from rules.products import Product
from rules.refusal import Refused
from rules.table_heads import Heads, heads_of
from storage.database import Database
from storage.products import all_products, price_history

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
LATER = datetime(2026, 3, 3, 1, 0, tzinfo=UTC)


def brought(
    database: Database, file: Path | None, *, yes: bool = True, undo: bool = False, now: datetime = NOW
) -> list[str]:
    folder = file.parent if file else Path()
    return list(import_of(database, folder / "store", "products", file, now, yes=yes, undo=undo))


def known(database: Database) -> dict[str, Product]:
    with database.reading() as session:
        return {each.number: each for each in all_products(session)}


def csv_file(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    file = folder / f"list-{len(list(folder.iterdir()))}.csv"
    file.write_bytes(text.encode(encoding))
    return file


def book(folder: Path, rows: Sequence[Sequence[Any]], merged: Sequence[str] = ()) -> Path:
    """A workbook as a person draws it, by another program than the one that reads it."""
    file = folder / f"list-{len(list(folder.iterdir()))}.xlsx"
    with xlsxwriter.Workbook(str(file)) as made:
        sheet = made.add_worksheet("报价单")
        percent, day = made.add_format({"num_format": "0%"}), made.add_format({"num_format": "yyyy/m/d"})
        for across in merged:
            sheet.merge_range(across, "")
        for place, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, tuple):
                    sheet.write_number(place, column, cell[0], percent)
                elif isinstance(cell, date):
                    sheet.write_datetime(place, column, cell, day)
                elif cell is not None:
                    sheet.write(place, column, cell)
    return file


CHINESE = (
    "产品编号,型号,品名,单价,币种,装箱数,外箱尺寸,毛重,净重,起订量,交期,上浮,下浮,原材料,人工,阶梯价\n"
    '6204,6204-2RS,深沟球轴承,"1,200.50",美元,100,50x40x30,12.5,11.8,500,30天,8%,５％,2.10,0.60,"1000: 1,100; 5000: 950"\n'
    "\n"
    "6004,,轴承,３.２０,USD,,,,,,,,,,,\n"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_chinese_table_is_read_in_the_encodings_that_spreadsheets_write(
    fresh_database: Database, tmp_path: Path, encoding: str
) -> None:
    said = brought(fresh_database, csv_file(tmp_path, CHINESE, encoding))
    assert said[:2] == [
        "2 new, 0 changed, 0 as they were, 0 lines that cannot be taken",
        "The costs are taken to be in the currency of the price: no column names theirs.",
    ]
    bearing, plain = known(fresh_database)["6204"], known(fresh_database)["6004"]
    assert bearing == Product(
        "6204",
        (("zh", "深沟球轴承"),),
        ("6204-2RS",),
        moq=D(500),
        lead_days=30,
        per_carton=D(100),
        carton_length=D(50),
        carton_width=D(40),
        carton_height=D(30),
        carton_gross=D("12.5"),
        carton_net=D("11.8"),
        price=D("1200.5"),
        floor=D("1140.475"),
        ceiling=D("1296.54"),
        float_down=D(5),
        float_up=D(8),
        currency="USD",
        tiers=((D(1000), D(1100)), (D(5000), D(950))),
        costs=(("raw_material", D("2.1")), ("labour", D("0.6"))),
        cost_currency="USD",
        cost_source=next(tmp_path.glob("*.csv")).name,
        cost_on=date(2026, 3, 2),
    )
    assert (plain.price, plain.currency, plain.floor) == (D("3.2"), "USD", None)


def test_a_workbook_with_a_letterhead_merged_heads_and_blank_lines_is_read(
    fresh_database: Database, tmp_path: Path
) -> None:
    file = book(
        tmp_path,
        [
            ["宁波流明照明有限公司 报价单"],
            [],
            [
                "产品编号 Item No.",
                "产品名称",
                "单价(USD)",
                "外箱",
                None,
                None,
                None,
                "成本(元)",
                None,
                "生效日期",
                "上浮",
                "备注",
            ],
            [None, None, None, "长(mm)", "宽(mm)", "高(mm)", "毛重(kg)", "原材料", "包装", None, None, None],
            [6204, "深沟球轴承", 3.2, 500, 400, 300, 12.5, 8.5, 0.3, date(2026, 3, 1), (0.08,), "x"],
            [],
            ["LED-1", "灯带", 0.1 + 0.2, None, None, None, None, None, None, 46082, "5%", None],
        ],
        merged=("A1:L1", "D3:G3", "H3:I3", "A3:A4", "B3:B4"),
    )
    said = brought(fresh_database, file)
    assert said[:2] == [
        "2 new, 0 changed, 0 as they were, 0 lines that cannot be taken",
        "Columns that I do not know and leave out: 备注",
    ]
    bearing, lamp = known(fresh_database)["6204"], known(fresh_database)["LED-1"]
    assert (bearing.carton_length, bearing.carton_width, bearing.carton_height) == (D(50), D(40), D(30))
    assert (bearing.carton_gross, bearing.costs, bearing.cost_currency) == (
        D("12.5"),
        (("raw_material", D("8.5")), ("packaging_cost", D("0.3"))),
        "CNY",
    )
    assert (bearing.price, bearing.currency, bearing.ceiling) == (D("3.2"), "USD", D("3.456"))
    assert bearing.valid_from == lamp.valid_from == date(2026, 3, 1)
    assert (lamp.price, lamp.ceiling) == (D("0.3"), D("0.315"))


def test_tiers_stand_in_columns_of_their_own_too(fresh_database: Database, tmp_path: Path) -> None:
    file = book(
        tmp_path,
        [["SKU", "Name", "Price (USD)", "1000+", "≥5,000 pcs"], ["A-1", "Lamp", 3.2, 3.1, 2.95], ["A-2", "Fan", 5]],
    )
    brought(fresh_database, file)
    assert known(fresh_database)["A-1"].tiers == ((D(1000), D("3.1")), (D(5000), D("2.95")))
    assert known(fresh_database)["A-2"].tiers == ()


def test_a_formula_is_read_by_its_result_and_one_without_is_named(fresh_database: Database, tmp_path: Path) -> None:
    file = tmp_path / "formulas.xlsx"
    with xlsxwriter.Workbook(str(file)) as made:
        sheet = made.add_worksheet()
        sheet.write_row(0, 0, ["Number", "Name", "Price", "Currency"])
        sheet.write_row(1, 0, ["A-1", "Lamp", None, "USD"])
        sheet.write_formula(1, 2, "=1.6*2", value=3.2)
    brought(fresh_database, file)
    assert known(fresh_database)["A-1"].price == D("3.2")
    uncomputed = openpyxl.load_workbook(file)
    uncomputed.worksheets[0]["C2"] = "=1.6*2"
    uncomputed.save(file)
    assert isinstance(list(read_table(file, "xlsx"))[1][2], Uncomputed)
    said = brought(fresh_database, file, now=LATER)
    assert said[1].startswith("Line 2, Price: price is a formula without its result: open the file in a spreadsheet")
    assert known(fresh_database)["A-1"].price == D("3.2")


def test_a_column_that_is_not_in_the_file_leaves_what_stands_and_an_empty_cell_takes_it_away(
    fresh_database: Database, tmp_path: Path
) -> None:
    brought(fresh_database, csv_file(tmp_path, CHINESE))
    before = known(fresh_database)
    said = brought(fresh_database, csv_file(tmp_path, "sku;moq\n6204;800\n"), now=LATER)
    assert "Changed: 6204, moq: 500 -> 800" in said
    after = known(fresh_database)["6204"]
    assert (after.moq, after.price, after.names) == (D(800), before["6204"].price, before["6204"].names)
    said = brought(fresh_database, csv_file(tmp_path, "SKU\tMOQ\tLead time\n6204\t\t30\n"), now=LATER)
    assert said[1] == "1 facts that stand there now would be emptied, for their cells are empty."
    assert known(fresh_database)["6204"].moq is None
    brought(fresh_database, None, undo=True, now=LATER)
    brought(fresh_database, None, undo=True, now=LATER)
    assert known(fresh_database) == before


def test_a_new_price_is_noted_in_the_history_and_the_import_taken_back(
    fresh_database: Database, tmp_path: Path
) -> None:
    brought(fresh_database, csv_file(tmp_path, "sku,name,price\nA-1,Lamp,3.20 USD\n"))
    file = csv_file(tmp_path, "sku,price,floor\na-1,$3.40,3.10\n")
    assert "Changed: A-1, price: 3.2 -> 3.4; floor: - -> 3.1; valid_from: - -> 2026-03-03" in brought(
        fresh_database, file, now=LATER
    )
    with fresh_database.reading() as session:
        rows = price_history(session, "A-1")
        assert [(each.price, each.floor, each.source) for each in rows] == [
            ("3.4", "3.1", file.name),
            ("3.2", "", rows[1].source),
        ]
    brought(fresh_database, None, undo=True, now=LATER)
    assert (known(fresh_database)["A-1"].price, known(fresh_database)["A-1"].floor) == (D("3.2"), None)


@pytest.mark.parametrize(
    ("head", "cell", "says"),
    [
        ("底价", "4.00", "Line 2: the floor 4 is above the price 3.2"),
        ("最高价", "1", "Line 2: the ceiling 1 is below the price 3.2"),
        ("Currency", "dollarz", "Line 2, Currency: I know no currency"),
        ("外箱尺寸", "big", "Line 2, 外箱尺寸: big is no carton size: length x width x height in cm, like 50x40x30"),
        ("毛重", "-3", "Line 2, 毛重: -3 is no weight in kg, like 12.5"),
        ("MOQ", "-5", "Line 2, MOQ: -5 is no quantity"),
        ("原材料", "-1", "Line 2, 原材料: -1 is negative"),
        ("上浮", "0.08", "Line 2, 上浮: 0.08 may mean 8% or 0.08%: write the per cent sign"),
        ("生效", "tomorrow", "Line 2, 生效: tomorrow is no day: write it like 2026-04-01"),
        ("阶梯价", "1000: 3.1; 2000: 3.3", "Line 2, 阶梯价: from 2000 on a piece costs more than below"),
        ("规格", "#N/A", "Line 2, 规格: specification holds the error #N/A of the spreadsheet"),
        ("人工", "1.20", "Line 2: the costs have no currency"),
    ],
)
def test_a_line_that_cannot_be_is_named_with_its_column_and_nothing_of_it_is_taken(
    fresh_database: Database, tmp_path: Path, head: str, cell: str, says: str
) -> None:
    text = f'number,name,price,{head}\nA-1,Lamp,3.20 USD,"{cell}"\nA-2,Fan,4.00 USD,\n'
    said = brought(fresh_database, csv_file(tmp_path, text))
    assert any(each.startswith(says) for each in said), said
    assert list(known(fresh_database)) == ["A-2"]


def test_a_price_of_a_later_day_is_brought_in_and_waits(fresh_database: Database, tmp_path: Path) -> None:
    brought(fresh_database, csv_file(tmp_path, "sku,name,price\nA-1,Lamp,3.20 USD\n"))
    brought(fresh_database, csv_file(tmp_path, "sku,price,生效\nA-1,3.40 USD,2026-04-01\n"), now=LATER)
    lamp = known(fresh_database)["A-1"]
    assert (lamp.price, lamp.coming and lamp.coming.price) == (D("3.2"), D("3.4"))


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_the_example_that_it_writes_can_be_brought_in_whole(
    fresh_database: Database, tmp_path: Path, form: str
) -> None:
    file = tmp_path / f"empty.{form}"
    assert example_of("products", file, NOW) == f"Written. Fill it in, then: infodesk import products {file}"
    said = brought(fresh_database, file)
    assert said[0] == "1 new, 0 changed, 0 as they were, 0 lines that cannot be taken"
    bearing = known(fresh_database)["6204-2RS"]
    assert bearing.coming is not None
    assert (bearing.coming.price, bearing.coming.float_down, len(bearing.costs), bearing.cost_currency) == (
        D("0.85"), D(5), 8, "CNY",
    )  # fmt: skip
    assert brought(fresh_database, file, now=LATER)[-1] == "Nothing is to be changed."
    with pytest.raises(Refused, match="I write over nothing"):
        example_of("products", file, NOW)
    with pytest.raises(Refused, match="no example of rates"):
        example_of("rates", tmp_path / "r.csv", NOW)


def test_what_no_eye_sees_is_not_kept_and_a_head_says_what_its_numbers_count(
    fresh_database: Database, tmp_path: Path
) -> None:
    brought(fresh_database, csv_file(tmp_path, "sku,name,交期(周)\nC\x001,La\u202emp\u200b,4\nC2,Fan,10天\n"))
    assert {each.number: (each.name(), each.lead_days) for each in known(fresh_database).values()} == {
        "C1": ("Lamp", 28),
        "C2": ("Fan", 10),
    }


def names(heads: Heads | None) -> list[str]:
    assert heads is not None
    return [each.name for each in heads.columns]


def test_of_two_columns_that_may_be_the_number_the_surer_one_is_taken() -> None:
    assert names(heads_of([["No.", "Item No.", "Model", "Name", "Unit price", "FOB price"]])) == [
        "", "number", "model", "name_en", "price", "",
    ]  # fmt: skip
    assert names(heads_of([["型号", "名称 / Name", "单价（美元）"]])) == ["number", "name_zh", "price"]
    assert heads_of([["A", "B"], ["1", "2"]]) is None


def test_a_separator_is_found_though_others_stand_in_cells(fresh_database: Database, tmp_path: Path) -> None:
    text = "Export, of somebody\nsku;name;synonyms\nA-1;Lamp, large;L1 | L2\nA-2;Fan, small;F1\n"
    brought(fresh_database, csv_file(tmp_path, text))
    assert known(fresh_database)["A-1"].synonyms == ("L1", "L2")


def test_ten_thousand_lines_say_how_far_they_are(fresh_database: Database, tmp_path: Path) -> None:
    lines = [f"K{each},Thing {each},{each % 90 + 1}.50 USD,{each}" for each in range(10_000)]
    said = brought(fresh_database, csv_file(tmp_path, "\n".join(["sku,name,price,moq", *lines, ""])))
    assert said[:5] == [f"Read: {count} lines" for count in range(2000, 10_001, 2000)]
    assert said[6] == "9999 new, 0 changed, 0 as they were, 1 lines that cannot be taken"
    assert said[7] == "Line 2, moq: 0 is no quantity: a number, like 500"
    assert "Writing 9999 ..." in said
    assert len(known(fresh_database)) == 9999
