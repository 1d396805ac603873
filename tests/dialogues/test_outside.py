"""Whether business leaves the company: exports, and what was won and never became an order; for the manager (R342)."""

from __future__ import annotations

from storage.tables.conversations import ConversationRow
from tests.dialogues.desk import Desk


def won(desk: Desk, number: int) -> None:
    with desk.database.deciding() as session:
        session.get_one(ConversationRow, number).state = "won"
        session.commit()


def test_exports_and_wins_without_an_order_are_listed(quiet: Desk) -> None:
    quiet.says("Ana", "/customer add Kunde GmbH, Spain, eva@kunde.example, Eva Lopez").receives()
    quiet.says("Ada", "/export customers").says("Max", "/approve 1")
    won(quiet, 1001)
    quiet.forget().says("Max", "/audit outside").hears(
        "exported in 90 days: 1", "customers as xlsx, 1 rows, for Ada", "no order came: 1", "1001 · Kunde", "with Ana"
    )


def test_a_win_after_which_an_order_came_is_none_of_them(quiet: Desk) -> None:
    quiet.says("Ana", "/customer add Kunde GmbH, Spain, eva@kunde.example, Eva Lopez").receives().jumps(hours=1)
    quiet.receives("We need 10 valves.", subject="Valves")
    won(quiet, 1001)
    with quiet.database.deciding() as session:
        session.get_one(ConversationRow, 1002).kind = "order"
        session.commit()
    quiet.forget().says("Max", "/audit outside").hears("no order came: 0")


def test_a_win_that_has_become_an_order_is_none_of_them(quiet: Desk) -> None:
    quiet.receives().says("Ana", "/take 1001").says("Ana", "/order new 1001 LED-5050 x 5 @ 3 USD")
    assert quiet.conversation(1001).state == "won"
    quiet.forget().says("Max", "/audit outside").hears("no order came: 0")


def test_who_sells_does_not_see_it(quiet: Desk) -> None:
    quiet.says("Ana", "/audit outside").hears("/audit is for")
