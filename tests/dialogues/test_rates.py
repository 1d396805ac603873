"""Exchange rates in chat: shown with their days, entered in an unmistakable direction, asked after where they jump (R142)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal as D
from pathlib import Path

import pytest

from app.importing import import_of
from rules.exchange import rate_between
from rules.refusal import Refused
from storage.rates import told_rates
from tests.dialogues.desk import Desk

TODAY = date(2026, 3, 2)
DAILY = (
    "<?xml version='1.0'?><gesmes:Envelope xmlns:gesmes='x'><Cube><Cube time='2026-02-27'>"
    "<Cube currency='USD' rate='1.0823'/><Cube currency='CNY' rate='7.8123'/><Cube currency='SEK' rate='11.1'/>"
    "</Cube></Cube></gesmes:Envelope>"
)


@pytest.fixture
def bank(desk: Desk) -> Desk:
    return desk.hires("Amy", "accounting").hires("Mia", "manager").hires("Sue", "supervisor").forget()


def value(desk: Desk, source: str, target: str, on: date = TODAY) -> D:
    with desk.database.reading() as session:
        return rate_between(told_rates(session, on), source, target, on).value


@pytest.mark.parametrize(
    ("words", "says", "pair", "rate"),
    [
        ("USD 7.12", "1 USD = 7.12 CNY, of 2 Mar 2026", ("USD", "CNY"), "7.12"),
        ("1 EUR = 7.85 CNY", "1 EUR = 7.85 CNY", ("EUR", "CNY"), "7.85"),
        ("100 JPY = 4.9 CNY", "100 JPY = 4.9 CNY", ("JPY", "CNY"), "0.049"),
        ("100日元=4.9人民币", "100 JPY = 4.9 CNY", ("JPY", "CNY"), "0.049"),
        ("usd=７.１２", "1 USD = 7.12 CNY", ("USD", "CNY"), "7.12"),
        ("EUR/USD 1.0823", "1 EUR = 1.0823 USD", ("EUR", "USD"), "1.0823"),
        ("USD 7.12 CNY", "1 USD = 7.12 CNY", ("USD", "CNY"), "7.12"),
        ("1 美元兑7.12元", "1 USD = 7.12 CNY", ("USD", "CNY"), "7.12"),
        ("1 USD = 7.10 CNY 2026-02-27", "1 USD = 7.1 CNY, of 27 Feb 2026", ("USD", "CNY"), "7.10"),
        ("1 CNY = 0.1404 USD", "1 CNY", ("CNY", "USD"), "0.1404"),
    ],
)
def test_a_rate_is_entered_as_people_say_it_and_its_direction_is_said_back(
    bank: Desk, words: str, says: str, pair: tuple[str, str], rate: str
) -> None:
    bank.says("Amy", f"/rates {words}").hears("The other way round: ", who="Amy")
    assert value(bank, *pair) == D(rate)
    if says != "1 CNY":
        assert says in bank.chat("Amy")[-1]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("CNY 0.14", "CNY is the company's own currency."),
        ("USD", "There is no exchange rate between USD and CNY."),
        ("7.12", "I cannot read that as an exchange rate. Write it like /rates 1 USD = 7.12 CNY."),
        ("USD seven", "I know no currency"),
        ("XYZ 3", "I know no currency XYZ."),
        ("USD 0", "is no exchange rate"),
        ("USD -7", "is negative"),
        ("USD USD 2", "between two currencies"),
        ("USD 7.12 2026-03-03", "is still to come"),
        ("USD 7.12 2026-02-30", "is no day"),
        ("USD 1e9", "I know no currency|cannot read"),
        ("1 USD = 7.12 CNY = 3 EUR", "cannot read"),
    ],
)
def test_what_is_no_rate_is_refused_with_an_example(bank: Desk, words: str, says: str) -> None:
    bank.says("Amy", f"/rates {words}")
    assert any(each in bank.chat("Amy")[-1] for each in says.split("|")), bank.chat("Amy")[-1]


def test_who_may_enter_rates_and_everybody_sees_them(bank: Desk) -> None:
    for who in ("Ana", "Dora"):
        bank.says(who, "/rates USD 7.12").hears(
            "exchange rate is changed by: manager, supervisor, accounting.", who=who
        )
    for who, rate in (("Amy", "7.12"), ("Mia", "7.13"), ("Sue", "7.14")):
        bank.says(who, f"/rates USD {rate}").hears(f"1 USD = {rate} CNY", who=who)
    bank.says("Ana", "/rates").hears("Exchange rates, 2 Mar 2026", "1 USD = 7.14 CNY · 2 Mar 2026, Sue", who="Ana")


def test_a_rate_that_jumps_does_not_count_before_the_button_is_pressed(bank: Desk) -> None:
    bank.says("Amy", "/rates USD 7.12").says("Amy", "/rates USD 8.2").hears(
        "Is that right? 1 USD = 8.2 CNY", "yours is +15.2 % off. It does not count yet.", who="Amy"
    )
    assert value(bank, "USD", "CNY") == D("7.12")
    bank.presses("Amy", "Yes, enter it").hears("1 USD = 8.2 CNY", "Before: 1 USD = 7.12 CNY", who="Amy")
    assert value(bank, "USD", "CNY") == D("8.2")


def test_a_rate_the_wrong_way_round_is_offered_the_right_way_round(bank: Desk) -> None:
    bank.says("Amy", "/rates USD 7.12").says("Amy", "/rates 1 USD = 0.1404 CNY").hears("Is that right?", who="Amy")
    bank.presses("Amy", "I meant 1 CNY = 0.1404 USD").hears("1 CNY = 0.1404 USD, of 2 Mar 2026", who="Amy")
    assert value(bank, "USD", "CNY") == 1 / D("0.1404")


def test_a_rate_is_taken_back_and_the_one_before_counts_again(bank: Desk) -> None:
    bank.says("Amy", "/rates USD 7.12").says("Amy", "/rates USD 7.20").presses("Amy", "Take it back").hears(
        "Taken back"
    )
    assert value(bank, "USD", "CNY") == D("7.12")
    bank.says("Amy", "/rates USD 7.12").hears("It stands so already.", who="Amy")
    bank.says("Amy", "/undo")
    with pytest.raises(Refused):
        value(bank, "USD", "CNY")


def test_an_old_rate_says_that_it_is_not_used_any_more(bank: Desk) -> None:
    bank.says("Amy", "/rates USD 7.12").jumps(days=8).says("Ana", "/rates").hears(
        "1 USD = 7.12 CNY · 2 Mar 2026, Amy - older than 7 days, not used any more", who="Ana"
    )


def test_the_rates_of_the_european_central_bank_are_brought_in_shown_crossed_and_taken_back(
    bank: Desk, tmp_path: Path
) -> None:
    file = tmp_path / "eurofxref-daily.xml"
    file.write_text(DAILY, encoding="utf-8")

    def brought(undo: bool = False, yes: bool = True) -> list[str]:
        bank.now += timedelta(minutes=1)
        return list(import_of(bank.database, tmp_path, "rates", None if undo else file, bank.now, yes=yes, undo=undo))

    said = brought(yes=False)
    assert said[:2] == [
        "3 new, 0 changed, 0 as they were, 0 lines that cannot be taken",
        "New: 27 Feb 2026, 1 EUR = 1.0823 USD ...",
    ]
    assert brought()[-1] == "Done: import 1. infodesk import rates --undo --yes takes it back."
    assert brought()[-1] == "Nothing is to be changed."
    assert value(bank, "USD", "CNY") == D("7.8123") / D("1.0823")
    bank.says("Ana", "/rates").hears(
        "1 USD = 7.21824 CNY · 27 Feb 2026, European Central Bank",
        "The European Central Bank's are of 27 Feb 2026. One of them: /rates SEK",
        who="Ana",
    )
    bank.says("Ana", "/rates SEK").hears("It follows from: 1 EUR = 11.1 SEK, 1 EUR = 7.8123 CNY", who="Ana")
    assert brought(undo=True)[-1] == "Import 1 is taken back."
    with pytest.raises(Refused):
        value(bank, "USD", "CNY")
    file.write_text(DAILY.replace("1.0823", "1.09"), encoding="utf-8")
    brought()
    file.write_text(DAILY, encoding="utf-8")
    assert brought()[:2] == [
        "0 new, 1 changed, 2 as they were, 0 lines that cannot be taken",
        "Changed: 27 Feb 2026, 1 EUR = 1.09 -> 1.0823 USD",
    ]


def test_a_long_history_is_cut_to_the_days_that_may_count(bank: Desk, tmp_path: Path) -> None:
    rows = (
        ["Date,USD,CNY,"]
        + [f"{2010 + year}-02-27,1.{year:02},7.{year:02}," for year in range(17)]
        + ["2026-12-01,1,7,"]
    )
    (tmp_path / "eurofxref-hist.csv").write_text("\n".join(rows), encoding="utf-8")
    said = list(
        import_of(bank.database, tmp_path, "rates", tmp_path / "eurofxref-hist.csv", bank.now, yes=True, undo=False)
    )
    assert said[:3] == [
        "4 new, 0 changed, 0 as they were, 0 lines that cannot be taken",
        "15 days are older than 400 days and left out",
        "1 days are still to come and left out",
    ]


def test_another_company_reckons_in_its_own_currency(bank: Desk) -> None:
    bank.set("company.currency", "EUR").says("Amy", "/rates USD 0.92").hears("1 USD = 0.92 EUR", who="Amy")
    bank.says("Ana", "/rates").hears("1 USD = 0.92 EUR · 2 Mar 2026, Amy", who="Ana")
