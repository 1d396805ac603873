"""Candidates for the same buyer, with reasons: who only looks alike is told, never taken for certain (R42-R45)."""

from __future__ import annotations

from sqlalchemy import select

from storage.tables.happenings import HappeningRow
from tests.dialogues.desk import Desk

KUNDE = (
    "/customer add Müller Pumpen GmbH, Germany, +49 89 1234567, www.mueller-pumpen.example, info@mueller-pumpen.example"
)


def candidates(desk: Desk, number: int) -> list[dict[str, object]]:
    """The facts of each "looks like" in a conversation's record, in the order told."""
    with desk.database.reading() as session:
        rows = session.scalars(
            select(HappeningRow).where(HappeningRow.conversation_id == number).order_by(HappeningRow.id)
        )
        told = [row.words for row in rows]
    return [dict(facts) for words in told for sentence, facts, *_ in words if sentence.startswith("Looks like")]


def reasons(told: dict[str, object]) -> str:
    return str(told["reasons"])


def test_a_buyer_with_another_address_is_told_with_every_reason(quiet: Desk) -> None:
    quiet.says("Ana", KUNDE)
    quiet.receives(
        "We need 40 pumps.\n\nRegards\nEva Lopez\nMUELLER PUMPEN G.M.B.H.\nTel. 089 / 123 45 67",
        sender="Eva <eva@gmail.com>",
    )
    (told,) = candidates(quiet, 1001)
    assert told["number"] == 1
    assert "the same telephone" in reasons(told)
    assert "the same name" in reasons(told)


def test_a_website_that_is_a_customers_mail_domain_is_a_reason_and_no_proof(quiet: Desk) -> None:
    quiet.says("Ana", KUNDE)
    quiet.receives("We need 40 pumps.\n\nRegards\nJohn\nwww.mueller-pumpen.example", sender="John <john@gmail.com>")
    (told,) = candidates(quiet, 1001)
    assert reasons(told).count("the same website") == 1


def test_the_likeliest_is_told_first_and_another_country_last(quiet: Desk) -> None:
    quiet.says("Ana", "/customer add Ocean Blue, Portugal, a@ocean-pt.example")
    quiet.says("Ana", "/customer add anyway Ocean Blue Ltd, Spain, +34 600 123 456, b@ocean-es.example")
    quiet.receives(
        "We need 40 pumps.\n\nRegards\nEva Lopez\nOcean Blue S.L.\nTel. +34 600 123 456", sender="Eva <eva@gmail.com>"
    )
    first, second = candidates(quiet, 1001)
    assert (first["number"], second["number"]) == (2, 1)
    assert "but another country" in reasons(second)


def test_a_stranger_who_shares_nothing_looks_like_nobody(quiet: Desk) -> None:
    quiet.says("Ana", KUNDE)
    quiet.receives("We need 40 pumps.\n\nRegards\nEva Lopez\nMeyer Pumpen GmbH", sender="Eva <eva@gmail.com>")
    assert candidates(quiet, 1001) == []


def test_who_enters_a_buyer_is_told_why_he_may_be_known(quiet: Desk) -> None:
    quiet.says("Ana", KUNDE).forget()
    quiet.says("Bob", "/customer add Mueller Pumpen, Austria, x@pumpen.example").hears(
        "They may be our customer already", "the same name, but another country", who="Bob"
    )
