"""Changes of a customer's owner, grade or credit wait for a release where the table of approvals says so (R103, C22)."""

from __future__ import annotations

from handlers.approving import overtaken, wanted
from handlers.customer_alike import left_with_others
from handlers.customer_fields import changed, checked
from handlers.customer_merging import merged
from handlers.customer_owner import given
from handlers.telling import to_colleague
from handlers.vocabulary import FACTS, said
from rules.approval_table import THINGS
from rules.outgoing import Outgoing
from rules.words import Line, line, verbatim, word
from storage.colleagues import colleague, name_of
from storage.customer_files import exactly
from storage.customers import customer
from storage.tables.approvals import ApprovalRow
from storage.tables.colleagues import ColleagueRow
from storage.tables.customers import CustomerRow
from storage.work import Work

OWNER = "customer.owner"


def field_changed(
    work: Work, row: CustomerRow, field: str, text: str, me: ColleagueRow
) -> tuple[ApprovalRow | None, list[Outgoing]]:
    """Writes the field, or asks for approval of it; a change that needs nobody makes what waited for it void."""
    thing, subject = f"customer.{field}", subject_of(row)
    if thing not in THINGS:
        changed(work, row, field, text, me.id)
        return None, []
    before, after = getattr(row, field), checked(row, field, text)
    if before == after:
        changed(work, row, field, text, me.id)
        return None, []
    content = {"customer": row.id, "field": field, "before": before, "after": after}
    words = (
        line("{number} · {name}", number=row.id, name=row.name),
        line("{field}: {before} → {after}", field=said(FACTS, field), before=before or "–", after=after or "–"),
    )
    asked = wanted(work, me, thing, subject, content, words, facts={"changed": bool(before)}, customer=row.id)
    if asked is not None:
        return asked
    changed(work, row, field, text, me.id)
    return None, overtaken(work, thing, subject, me.id)


def owner_changed(
    work: Work, row: CustomerRow, to: ColleagueRow, reason: str, me: ColleagueRow
) -> tuple[ApprovalRow | None, list[Outgoing]]:
    """Gives the customer to somebody else, or asks for approval of it. The first owner needs nobody by default."""
    content = {"customer": row.id, "before": row.owner_id, "after": to.id, "because": reason}
    words = (
        line("{number} · {name}", number=row.id, name=row.name),
        line(
            "Owner: {before} → {after}, because {reason}",
            before=verbatim(name_of(work.session, row.owner_id)) if row.owner_id else word("nobody"),
            after=to.name,
            reason=reason,
        ),
    )
    facts = {"changed": row.owner_id is not None}
    asked = wanted(work, me, OWNER, subject_of(row), content, words, facts=facts, customer=row.id)
    if asked is not None:
        return asked
    moved = given(work, row, to, by=me.id, because=verbatim(reason))
    return None, [*moved, *overtaken(work, OWNER, subject_of(row), me.id)]


def cards_merged(
    work: Work, row: CustomerRow, other: CustomerRow, me: ColleagueRow
) -> tuple[ApprovalRow | None, list[Outgoing]]:
    """Merges two cards; where one of two owners loses a customer by it, that is a change of owner."""
    before, after = name_of(work.session, other.owner_id), name_of(work.session, row.owner_id)
    content = {"merge": [other.id, row.id], "owners": [other.owner_id, row.owner_id]}
    words = (
        line("Card {other} ({name}) becomes part of {number}.", other=other.id, name=other.name, number=row.id),
        line("Owner: {before} → {after}", before=before or word("nobody"), after=after or word("nobody")),
    )
    facts = {"changed": other.owner_id is not None and other.owner_id != row.owner_id}
    asked = wanted(work, me, OWNER, subject_of(other), content, words, facts=facts, customer=other.id)
    if asked is not None:
        return asked
    said = merged(work, row, other, me.id)
    return None, [*said, *overtaken(work, OWNER, subject_of(other), me.id)]


def carry_merge(work: Work, row: ApprovalRow) -> list[Outgoing] | None:
    """Merges as approved; None if one of them is part of another by now, or an owner has changed."""
    other, card = (exactly(work.session, each) for each in row.content["merge"])
    if other is None or card is None or other.merged_into is not None or card.merged_into is not None:
        return None
    if [other.owner_id, card.owner_id] != row.content["owners"]:
        return None
    said = merged(work, card, other, row.asked_by)
    left = left_with_others(work, card)
    return [*said, *to_colleague(work, row.asked_by, left)] if left else said


def carry_field(work: Work, row: ApprovalRow) -> list[Outgoing] | None:
    """Writes what was approved; None if the card is another one by now."""
    card, content = customer(work.session, row.content["customer"]), row.content
    if card is None or card.id != content["customer"] or getattr(card, content["field"]) != content["before"]:
        return None
    changed(work, card, content["field"], content["after"] or "-", row.asked_by)
    return []


def carry_owner(work: Work, row: ApprovalRow) -> list[Outgoing] | None:
    """Gives the customer as approved; None if the owner is another one by now, or who was to get him has left."""
    card, content = customer(work.session, row.content["customer"]), row.content
    to = colleague(work.session, content["after"])
    if card is None or card.id != content["customer"] or card.owner_id != content["before"]:
        return None
    if to is None or to.dismissed_at is not None:
        return None
    return given(work, card, to, by=row.asked_by, because=verbatim(content["because"]))


def waits(row: ApprovalRow) -> Line:
    """What whoever typed the change is told."""
    return line("It waits for approval {number}. Until then everything stays as it is.", number=row.id)


def subject_of(row: CustomerRow) -> str:
    return f"customer:{row.id}"
