"""R336: who has seen which customer's file stands in the record, the owner, too; made from all commands that show it.

Suffered: in most help desks only changes are logged. Whoever reads every customer before leaving leaves no trace.
"""

from __future__ import annotations

import pytest

from rules.permission import SALES, Role
from storage.audit import about_customer
from tests.dialogues.desk import Desk
from tests.experiments import Seen
from tests.security.permissions import OVERSIGHT, Sees
from tests.security.staff_desk import OTHERS, Effect, effect
from tests.security.test_t26_reading_anothers_customer import ANAS, desk, forms, leaked, said

__all__ = ["desk"]


def traced(heard: Effect, actor: int, verbs: tuple[str, ...]) -> bool:
    """Whether the record would name her and Ana's customer or conversation. Who acts on it is named by the act."""
    return any(
        each["verb"] in verbs
        and each["actor"] == actor
        and (each["customer_id"] == 1 or each["conversation_id"] == 1001)
        for each in heard.happenings
    )


def number_of(desk: Desk, who: str) -> int:
    from storage.colleagues import by_account

    with desk.database.reading() as session:
        row = by_account(session, "console", who.lower())
        assert row is not None
        return row.id


@pytest.mark.experiment("R336", "each command that shows a customer's facts, each who may", "a trace of each look")
def test_whoever_hears_a_customers_facts_stands_in_the_record(desk: Desk, seen: Seen) -> None:
    looks = 0
    for command, form in forms():
        for who, role in (("Ana", Role.SALESPERSON), *((OTHERS[each], each) for each in sorted(command.roles))):
            if role not in command.roles:
                continue
            asked = said(desk, "Ana" if "{o}" in form.text else who, form, ANAS)
            heard = effect(desk, who.lower(), asked)
            if not leaked(heard, who, asked) or "{d}" in form.text:
                continue
            acted = form.trace if form.shows else heard.verbs
            assert form.shows or acted, f"state in permissions.py that {form.text} shows a customer's facts"
            assert traced(heard, number_of(desk, who), acted), (who, asked, heard.verbs)
            looks += 1
    seen(f"{looks} looks, {looks} traces")
    assert looks > 20, "all this would hold where nothing is shown"


def test_what_is_said_to_show_facts_shows_them(desk: Desk) -> None:
    """The statement is no wish: each such command does show them to who has the customer, or to oversight."""
    for command, form in forms():
        if form.shows and form.others is not Sees.PUBLIC:
            who = "Ana" if command.roles & SALES - OVERSIGHT else OTHERS[Role.MANAGER]
            asked = said(desk, who, form, ANAS)
            heard = effect(desk, who.lower(), asked)
            assert leaked(heard, who, asked) or traced(heard, number_of(desk, who), form.trace), asked


def test_a_stub_leaves_no_trace(desk: Desk) -> None:
    assert effect(desk, OTHERS[Role.SALESPERSON].lower(), "/show 1001").verbs == ()
    assert effect(desk, OTHERS[Role.SALESPERSON].lower(), "/customer 1").verbs == ()


def test_the_manager_reads_who_saw_it(desk: Desk) -> None:
    manager = OTHERS[Role.MANAGER]
    desk.forget().says(OTHERS[Role.DISPATCHER], "/customer 1 file")
    with desk.database.reading() as session:
        rows = about_customer(session, 1)
    assert [each.verb for each in rows][-1] == "viewed"
    desk.says(manager, "/audit customer 1").hears(f"{OTHERS[Role.DISPATCHER]} read the file.", who=manager)
