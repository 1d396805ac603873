"""The steps of a complaint: who is responsible, cause, measure, the result told, prevention; and opening it again (R245, M7)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from documents.letters import quote_letter
from handlers.asked import Asked
from handlers.asking import in_rows, question_card
from handlers.complaints import E, S, case_lines, choices, clock, matter_of_case, noted, owner_of
from handlers.drafts import begun, shown
from handlers.salutation import language_of, person_of, signed_by
from handlers.telling import to_colleague, to_roles
from rules.outgoing import Choice, Outgoing
from rules.permission import DISPATCHERS, Role
from rules.refusal import Refused
from rules.words import Line, line, verbatim
from storage import complaints, orders
from storage.colleagues import colleague, named, with_role
from storage.facts import fact, remember
from storage.tables.aftersales import ComplaintRow
from storage.tables.conversations import ConversationRow, DraftRow
from storage.work import Work

PURPOSE = "complaint_result"
"""Of the mail that tells the customer the result."""
_ME = frozenset({"me", "i", "我", "自己"})
_HOW = frozenset({"phone", "call", "电话", "visit", "拜访", "chat", "微信"})
"""Ways of telling him that are no mail."""
_SHORTEST = 3
_LONGEST = 2000


def act(work: Work, asked: Asked, row: ComplaintRow, verb: str, rest: str) -> list[Outgoing]:
    """Takes the step that the verb names. Refuses one that does not follow, with what does."""
    if row.kind == "opinion":
        raise Refused("{number} is an opinion; nothing is owed for it.", number=complaints.called(row))
    return _ACTS[verb](work, asked, row, " ".join(rest.split())[:_LONGEST])


def _responsible(work: Work, asked: Asked, row: ComplaintRow, rest: str) -> list[Outgoing]:
    name = complaints.called(row)
    if not rest:
        people = with_role(work.session, Role.SALESPERSON, Role.MERCHANDISER, Role.PRODUCTION, Role.SUPERVISOR)
        buttons = [Choice(verbatim(each.name), f"/complaint {name} responsible {each.name}") for each in people[:8]]
        return [asked.say((line("Who is responsible for {number}?", number=name),), in_rows(buttons))]
    person = asked.me if rest.casefold() in _ME else named(work.session, rest)
    if person is None:
        raise Refused("I know no colleague {name}. /staff lists them.", name=rest[:40])
    if row.responsible_id == person.id and row.state == S.INVESTIGATING:
        raise Refused("{person} is responsible for {number} already.", person=person.name, number=name)
    complaints.moved(work, row, E.NAMED)
    row.responsible_id = person.id
    words = line("{person} is responsible for {number}", person=person.name, number=name)
    said = _stepped(work, asked, row, words)
    if person.id != asked.me.id:
        said += to_colleague(
            work, person.id, case_lines(work, row), choices(work, row), conversation=row.conversation_id
        )
    return said


def _cause(work: Work, asked: Asked, row: ComplaintRow, rest: str) -> list[Outgoing]:
    if not _is_told(rest):
        return _asked_for(asked, row, "cause", line("What is the cause? Answer this message."))
    complaints.moved(work, row, E.CAUSE)
    row.cause = rest
    return _stepped(work, asked, row, line("{person} names the cause of {number}", **_who(asked, row)), verbatim(rest))


def _measure(work: Work, asked: Asked, row: ComplaintRow, rest: str) -> list[Outgoing]:
    if not _is_told(rest):
        return _asked_for(asked, row, "measure", line("What was done? Answer this message."))
    complaints.moved(work, row, E.MEASURE)
    row.measure = rest
    return _stepped(
        work, asked, row, line("{person} names the measure for {number}", **_who(asked, row)), verbatim(rest)
    )


def _told(work: Work, asked: Asked, row: ComplaintRow, rest: str) -> list[Outgoing]:
    """By mail as a draft that she releases; or another way, with a word."""
    first, _, more = rest.partition(" ")
    if first.casefold() in _HOW:
        complaints.moved(work, row, E.TOLD)
        row.told_at, row.result = work.now, more or row.result or row.measure
        words = line("{person} has told the customer the result of {number}", **_who(asked, row))
        return _stepped(work, asked, row, words)
    if row.state != S.MEASURE_TAKEN:
        complaints.moved(work, row, E.TOLD)  # refuses, in a sentence, what does not follow
    row.result = rest or row.result
    return _mail(work, asked, row)


def _mail(work: Work, asked: Asked, row: ComplaintRow) -> list[Outgoing]:
    matter = matter_of_case(work, row)
    language = language_of(work, matter)
    order = orders.order(work.session, row.order_id)
    text = quote_letter(
        PURPOSE, language, person=person_of(matter), cause=row.cause, measure=row.measure, result=row.result,
        order=(order.customer_number or str(order.id)) if order else "",
    )  # fmt: skip
    made, set_aside = begun(work, asked.me, matter, PURPOSE, signed_by(work, text, asked.me, language))
    remember(work.session, _key(made.id), row.id, work.now)
    hints = (line("Your earlier draft is set aside."),) if set_aside else ()
    return [shown(work, asked, made, matter, hints)]


def has_told(work: Work, asked: Asked, matter: ConversationRow, draft: DraftRow) -> list[Outgoing]:
    """The mail was released: the customer knows the result (M7)."""
    row = complaints.complaint(work.session, fact(work.session, _key(draft.id)))
    if row is None or row.state != S.MEASURE_TAKEN:
        return []
    complaints.moved(work, row, E.TOLD)
    row.told_at = work.now
    words = line("{person} has told the customer the result of {number}", **_who(asked, row))
    return _stepped(work, asked, row, words)


def _prevention(work: Work, asked: Asked, row: ComplaintRow, rest: str) -> list[Outgoing]:
    if not _is_told(rest):
        return _asked_for(asked, row, "prevention", line("How is it prevented from now on? Answer this message."))
    complaints.moved(work, row, E.CLOSED)
    row.prevention = rest
    said = _stepped(work, asked, row, line("{person} closes {number}", **_who(asked, row)), verbatim(rest))
    return [*said, *to_roles(work, (Role.SUPERVISOR, Role.MANAGER), case_lines(work, row), but=(asked.me.id,))]


def _reopen(work: Work, asked: Asked, row: ComplaintRow, rest: str) -> list[Outgoing]:
    if not _is_told(rest):
        return _asked_for(asked, row, "reopen", line("Why is it opened again? Answer this message."))
    complaints.moved(work, row, E.REOPENED)
    row.told_at = None
    said = _stepped(work, asked, row, line("{person} opens {number} again", **_who(asked, row)), verbatim(rest))
    return [*said, *to_roles(work, (Role.MANAGER,), case_lines(work, row), choices(work, row), but=(asked.me.id,))]


def _withdraw(work: Work, asked: Asked, row: ComplaintRow, rest: str) -> list[Outgoing]:
    """A letter only looked like a complaint: its owner or a manager says so, with a reason that those above hear."""
    mine = {asked.viewer.id, *asked.viewer.stands_in_for}
    if owner_of(work, row) not in mine and not asked.viewer.has(frozenset({Role.SUPERVISOR, *DISPATCHERS})):
        raise Refused("Only its owner or a manager says that {number} is none.", number=complaints.called(row))
    if not _is_told(rest):
        return _asked_for(asked, row, "withdraw", line("Why is it no complaint? Answer this message."))
    complaints.moved(work, row, E.DISMISSED)
    row.result = rest
    words = line("{person} says that {number} is no complaint", **_who(asked, row))
    said = _stepped(work, asked, row, words, verbatim(rest))
    return [*said, *to_roles(work, (Role.SUPERVISOR, Role.MANAGER), (words, verbatim(rest)), but=(asked.me.id,))]


def _order(work: Work, asked: Asked, row: ComplaintRow, rest: str) -> list[Outgoing]:
    """Says which order it is about."""
    about = [each for each in orders.meant(work.session, rest) if each.customer_id == row.customer_id]
    if len(about) != 1:
        raise Refused("I know no order {number} of this customer.", number=rest[:30] or "?")
    row.order_id, row.owner_id = about[0].id, about[0].owner_id
    words = line("{number} is about order {order}", number=complaints.called(row), order=orders.called(about[0]))
    noted(work, row, words, asked.me.id)
    return [asked.say(case_lines(work, row), choices(work, row), conversation=row.conversation_id)]


def _stepped(work: Work, asked: Asked, row: ComplaintRow, *words: Line) -> list[Outgoing]:
    """Notes the step, starts the clock of the next one, tells the owner, shows how it stands."""
    clock(work, row)
    noted(work, row, words, asked.me.id)
    said: list[Outgoing] = []
    owner = colleague(work.session, owner_of(work, row))
    if owner is not None and owner.id != asked.me.id:
        said += to_colleague(work, owner.id, (*words,), conversation=row.conversation_id)
    return [*said, asked.say(case_lines(work, row), choices(work, row), conversation=row.conversation_id)]


def _asked_for(asked: Asked, row: ComplaintRow, verb: str, question: Line) -> list[Outgoing]:
    card = question_card(f"/complaint {complaints.called(row)} {verb}")
    return [asked.say((question,), card=card, conversation=row.conversation_id)]


def _is_told(text: str) -> bool:
    return sum(each.isalnum() for each in text) >= (2 if any(ord(each) > 0x2E80 for each in text) else _SHORTEST)


def _who(asked: Asked, row: ComplaintRow) -> dict[str, str]:
    return {"person": asked.me.name, "number": complaints.called(row)}


def _key(draft: int) -> str:
    return f"complaint_draft:{draft}"


_ACTS: Mapping[str, Callable[[Work, Asked, ComplaintRow, str], list[Outgoing]]] = {
    "responsible": _responsible,
    "cause": _cause,
    "measure": _measure,
    "told": _told,
    "prevention": _prevention,
    "reopen": _reopen,
    "withdraw": _withdraw,
    "order": _order,
}
