"""/resume after a restore, and /unknown for mails that may have gone: nothing is repeated without a named person's word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from handlers.asked import Asked, Command
from handlers.card import card_refreshed
from handlers.promise import owed_again
from rules.outgoing import Choice, Choices, Outgoing
from rules.permission import OVERSEERS, SALES, Sight, sight
from rules.refusal import Refused
from rules.words import Line, line, title, word
from storage.conversations import conversation
from storage.doubts import (
    decided,
    held_since,
    mails_waiting_before,
    resumed,
    unsure_mail,
    unsure_mails,
    waiting_before,
)
from storage.happenings import note
from storage.tables.outbox import MessageRow
from storage.work import Work

KINDS: Mapping[str, Line] = {
    "say": word("chat messages"),
    "edit": word("changed cards"),
    "mail": word("mails"),
    "copy": word("copies for the Sent folder"),
}
DECISIONS: Mapping[str, tuple[str, Line]] = {
    "again": ("waiting", word("is sent again")),
    "arrived": ("sent", word("counts as sent")),
    "drop": ("cancelled", word("is dropped")),
}
SHOWN = 10
_DECIDE_ALL: Choices = (
    (
        Choice(line("Send all again"), "/unknown again all"),
        Choice(line("All arrived"), "/unknown arrived all"),
        Choice(line("Drop all"), "/unknown drop all"),
    ),
)


def resume(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """Lists what is in doubt, then `go` or `drop` ends the hold. Mails to customers are decided one by one either way."""
    held = held_since(work.session)
    if held is None:
        raise Refused("Nothing is held back. Everything goes its way.")
    wanted = asked.rest.casefold()
    if wanted not in ("go", "drop"):
        return [asked.say(*_in_doubt(work, held))]
    count = len(mails_waiting_before(work.session, held, 1000))
    resumed(work, held, drop=wanted == "drop")
    words = line("{person} let the desk go on.", person=asked.me.name)
    note(work, "resumed", words, actor=asked.me.id, before={"held_since": held.isoformat()}, after={"older": wanted})
    lines = [title("It goes on. Everything decided from now on goes out.")]
    if count:
        lines.append(
            line("Mails to customers that may have gone before: {count}. /unknown decides on each.", count=count)
        )
    return [asked.say(lines)]


def _in_doubt(work: Work, since: datetime) -> tuple[list[Line], Choices]:
    found = waiting_before(work.session, since)
    lines = [
        title("Held back since {since}: a backup was restored.", since=since),
        line("What was decided before may have gone out already after the backup was made."),
    ]
    lines += [line("{kind}: {count}", kind=KINDS[kind], count=count) for kind, count in found.items() if kind in KINDS]
    lines += [_mail(each) for each in mails_waiting_before(work.session, since)]
    lines.append(line("Mails to customers wait for a word about each, whatever you choose here."))
    choices = (
        (Choice(line("Go on, send the older ones"), "/resume go"),),
        (Choice(line("Go on, drop the older ones"), "/resume drop"),),
    )
    return lines, choices


def unknown(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """Lists the mails of hers that may have gone; `again N`, `arrived N` or `drop N` decides on one, `drop all` on all."""
    what, _, number = asked.rest.partition(" ")
    if not asked.rest:
        return _unsure(work, asked)
    if what in DECISIONS and number.strip().casefold() == "all":
        return _all(work, asked, what)
    if what not in DECISIONS or not number.strip().isdecimal() or len(number) > 9:
        raise Refused("That I do not understand. Examples: /unknown again 7, /unknown arrived 7, /unknown drop 7")
    row = unsure_mail(work.session, int(number))
    if row is None or not _is_hers(work, asked, row):
        raise Refused("I know no mail {number} that waits for your word. /unknown lists them.", number=int(number))
    lines, more = _decided(work, asked, row, what)
    if not lines:
        raise Refused("That has been decided already.")
    return [asked.say(lines), *more]


def _all(work: Work, asked: Asked, what: str) -> Iterable[Outgoing]:
    """One word for all of hers. Each is written into the record for itself."""
    lines: list[Line] = []
    more: list[Outgoing] = []
    for row in _hers(work, asked):
        said, cards = _decided(work, asked, row, what)
        lines += said
        more += cards
    if not lines:
        return [asked.tell("There is no mail of yours of which I am not sure.")]
    return [asked.say(lines), *more]


def _decided(work: Work, asked: Asked, row: MessageRow, what: str) -> tuple[list[Line], list[Outgoing]]:
    """What there is to say about it, and the cards that change; nothing where somebody was faster."""
    state, words = DECISIONS[what]
    if not decided(work, row, state):
        return [], []
    said = line("The mail {subject} {decision}.", subject=f"“{row.body.get('subject', '')}”", decision=words)
    note(
        work,
        "decided",
        said,
        actor=asked.me.id,
        conversation=row.conversation_id,
        before={"message": row.id, "state": "unknown"},
        after={"state": state},
    )
    owed = owed_again(work, row.conversation_id, row.decided_at) if what == "drop" else []
    again = [line("The clock of {number} runs again.", number=each.id) for each in owed]
    return [said, *again], [edit for each in owed for edit in card_refreshed(work, each)]


def _hers(work: Work, asked: Asked) -> list[MessageRow]:
    return [each for each in unsure_mails(work.session, 200) if _is_hers(work, asked, each)]


def _unsure(work: Work, asked: Asked) -> Iterable[Outgoing]:
    hers = _hers(work, asked)
    if not hers:
        return [asked.tell("There is no mail of yours of which I am not sure.")]
    found = [
        asked.say(
            [_mail(each), line("Nobody can know whether it has gone. Ask the customer, or look into Sent.")],
            _decide(each),
        )
        for each in hers[:SHOWN]
    ]
    if len(hers) > 1:
        found.append(asked.say([line("Or one word for all {count}:", count=len(hers))], _DECIDE_ALL))
    return found


def _is_hers(work: Work, asked: Asked, row: MessageRow) -> bool:
    about = conversation(work.session, row.conversation_id)
    return sight(asked.viewer, about.owner_id if about else None, work.policy) is Sight.FULL


def _mail(row: MessageRow) -> Line:
    recipients = ", ".join(row.body.get("recipients", ()))
    subject = str(row.body.get("subject", ""))
    if row.conversation_id is None:
        return line(
            "To {recipients}, decided {at}: {subject}", recipients=recipients, at=row.decided_at, subject=subject
        )
    return line(
        "{number}, to {recipients}, decided {at}: {subject}",
        number=row.conversation_id,
        recipients=recipients,
        at=row.decided_at,
        subject=subject,
    )


def _decide(row: MessageRow) -> Choices:
    return (
        (
            Choice(line("Send again"), f"/unknown again {row.id}"),
            Choice(line("It arrived"), f"/unknown arrived {row.id}"),
            Choice(line("Drop"), f"/unknown drop {row.id}"),
        ),
    )


COMMANDS = (
    Command(
        "/resume",
        word("go on after a restore"),
        resume,
        roles=OVERSEERS,
        example="/resume",
        family="desk",
    ),
    Command(
        "/unknown",
        word("mails that may or may not have gone"),
        unknown,
        roles=SALES,
        example="/unknown again 7",
        family="desk",
    ),
)
