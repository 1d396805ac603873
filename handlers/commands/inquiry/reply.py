"""/reply, /edit, /release, /cancel: a mail to the customer is drafted, shown exactly as it will leave, and sent once."""

from __future__ import annotations

from collections.abc import Iterable

from handlers.asked import Asked, Command
from handlers.asking import divided, meant, named_in, offered, open_one
from handlers.card import card_refreshed
from handlers.drafts import (
    draft_card,
    drafted,
    hers,
    mail_of,
    revised,
    seal_of,
    shown,
    signed,
    still_open,
    stored,
    written,
)
from handlers.leaving import LEAVING, NOTHING
from handlers.price_watch import reported_draft
from handlers.promise import kept
from handlers.telling import to_colleague
from handlers.viewing import looked_at
from rules.inquiry import MOVES, State
from rules.outgoing import Choice, EditCard, Outgoing
from rules.permission import SALES, Role
from rules.refusal import Refused
from rules.words import Line, line, title, word
from storage.conversations import seen
from storage.drafts import end, files_of, open_draft, open_drafts, rewrite
from storage.happenings import note
from storage.letters import newest_from_customer
from storage.tables.conversations import ConversationRow, DraftRow
from storage.work import Work

EXAMPLE = "/reply 1042 Thank you, the offer follows tomorrow."


def reply(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """`1042 words`: drafts the mail. Without words: her open draft, or a message to be answered with the words."""
    if not named_in(asked)[0] and not asked.rest:
        return offered(work, asked, line("Which customer do you answer?"), EXAMPLE)
    conversation, words = meant(work, asked, EXAMPLE)
    open_one(conversation)
    elsewhere = _answered_elsewhere(asked, conversation)
    if elsewhere:
        return elsewhere
    if conversation.owner_id is None:
        return [_taken_first(asked, conversation)]
    if words or asked.files:
        return _with_words(work, asked, conversation, words)
    known = open_draft(work.session, conversation.id, asked.me.id)
    if known is not None:
        looked_at(work, asked, [conversation])
        return [shown(work, asked, known, conversation)]
    question = line(
        "Answer this message with your words for {number}; I show them before they leave.", number=conversation.id
    )
    return [asked.say((question,), conversation=conversation.id)]


def edit(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """`12 words`: other words, or more files, in draft 12; `12 -` takes the files off. Shown anew."""
    number, words = divided(asked.rest)
    if not number:
        return _drafts(work, asked)
    row = still_open(hers(work, asked, number))
    conversation = seen(work, asked.viewer, str(row.conversation_id))
    if words == "-":
        rewrite(work, row, row.text, ())
    elif words or asked.files:
        revised(work, row, words or None, (*files_of(row), *stored(asked.files)), asked.me.name)
    else:
        question = line("Answer this message with the new words, all of them, or with a file to be attached.")
        return [asked.say((question,), card=draft_card(row), conversation=conversation.id)]
    note(
        work,
        "draft",
        line("{person} has changed the draft", person=asked.me.name),
        actor=asked.me.id,
        conversation=conversation.id,
        after={"draft": row.id, "version": row.version},
    )
    return [shown(work, asked, row, conversation)]


def release(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """`12 SEAL`, the Send button: sends what was shown, once. Anything else is shown again, and nothing leaves (T25)."""
    number, seal = divided(asked.rest)
    row = still_open(hers(work, asked, number))
    conversation = open_one(seen(work, asked.viewer, str(row.conversation_id)))
    mail = mail_of(work, row, conversation, asked.me)
    if seal != seal_of(mail):
        return [
            shown(work, asked, row, conversation, (line("Please look at it once more; this is how it stands now."),))
        ]
    if _has_written_again(work, conversation, row):
        row.made_at = work.now
        hint = line("The customer has written again since you wrote this: /show {number}", number=conversation.id)
        return [shown(work, asked, row, conversation, (hint,))]
    kept_here = LEAVING.get(row.purpose, NOTHING).may(work, asked, conversation, row)
    if kept_here:
        return kept_here
    if not end(work, row, "sent"):
        raise Refused("It has gone already.")
    note(
        work,
        "sent",
        line("{person} wrote to {address}", person=asked.me.name, address=row.to_address),
        actor=asked.me.id,
        conversation=conversation.id,
        customer=conversation.customer_id,
        after={"draft": row.id, "version": row.version, "seal": seal, "purpose": row.purpose},
    )
    said = reported_draft(work, conversation, row.text, asked.me.id)
    return [mail, *_after_sending(work, asked, conversation, row), *said]


def cancel(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """`12`: the draft never leaves; its words stay in the log."""
    row = still_open(hers(work, asked, divided(asked.rest)[0])) if asked.rest else None
    if row is None:
        return _drafts(work, asked)
    if not end(work, row, "cancelled"):
        raise Refused("It has gone already.")
    note(
        work,
        "draft",
        line("{person} has cancelled the draft", person=asked.me.name),
        actor=asked.me.id,
        conversation=row.conversation_id,
        after={"draft": row.id},
    )
    words = line("Cancelled. Nothing has left.")
    return [_settled(asked, row, words), asked.say((words,))]


def _with_words(work: Work, asked: Asked, conversation: ConversationRow, words: str) -> list[Outgoing]:
    """Files without words join the draft that is open."""
    known = open_draft(work.session, conversation.id, asked.me.id)
    if not words and known is not None:
        revised(work, known, None, (*files_of(known), *stored(asked.files)), asked.me.name)
        return [shown(work, asked, known, conversation)]
    if not words:
        raise Refused(
            "Which words go with the file? Send it with a caption, or write first: {example}", example=EXAMPLE
        )
    if known is not None and _same_again(work, known, words, asked):
        return [shown(work, asked, known, conversation)]
    return drafted(work, asked, conversation, "reply", words, stored(asked.files))


def _same_again(work: Work, known: DraftRow, words: str, asked: Asked) -> bool:
    """The same words said twice make no second draft."""
    if asked.files or known.files or known.purpose != "reply":
        return False
    return known.text == signed(work, written(words), asked.me.name)


def _answered_elsewhere(asked: Asked, conversation: ConversationRow) -> list[Outgoing]:
    """A platform hides the address: it is answered there, and the clock is told so."""
    if conversation.contact_address or not conversation.contact_link:
        return []
    number = conversation.id
    lines = (
        line("The platform hides this customer's address. Answer there: {link}", link=conversation.contact_link),
        line("Then tell me, so that the clock stops."),
    )
    platform = conversation.channel if conversation.channel.isidentifier() else "platform"
    done = Choice(line("Answered there"), f"/answered {number} {platform}")
    return [asked.say(lines, ((done,),), conversation=number, version=conversation.version)]


def _taken_first(asked: Asked, conversation: ConversationRow) -> Outgoing:
    take = Choice(line("Take"), f"/take {conversation.id}")
    words = line("Nobody has {number} yet. Take it, then answer.", number=conversation.id)
    return asked.say((words,), ((take,),), conversation=conversation.id, version=conversation.version)


def _drafts(work: Work, asked: Asked) -> list[Outgoing]:
    rows = open_drafts(work.session, asked.me.id)
    if not rows:
        return [asked.tell("You have no draft. Begin one: {example}", example=EXAMPLE)]
    choices = tuple(
        (
            Choice(
                line("{number} · {subject}", number=each.conversation_id, subject=each.subject[:30]),
                f"{asked.command} {each.id}",
            ),
        )
        for each in rows
    )
    return [asked.say((line("Which draft?"),), choices)]


def _has_written_again(work: Work, conversation: ConversationRow, row: DraftRow) -> bool:
    newest = newest_from_customer(work.session, conversation.id)
    return newest is not None and newest.sorted_at is not None and newest.sorted_at > row.made_at


def _after_sending(work: Work, asked: Asked, conversation: ConversationRow, row: DraftRow) -> list[Outgoing]:
    said = kept(work, conversation, at=work.now, by=asked.me.id, how="infodesk")
    before = conversation.state
    if row.purpose == "ask" and (State(conversation.state), State.WAITING) in MOVES:
        conversation.state = State.WAITING
    more = LEAVING.get(row.purpose, NOTHING).done(work, asked, conversation, row)
    if conversation.state != before:
        said = [*(each for each in said if not isinstance(each, EditCard)), *card_refreshed(work, conversation)]
    said += more
    words = line("Sent to {address}. {number} is answered.", address=row.to_address, number=conversation.id)
    if conversation.owner_id not in {None, asked.me.id}:
        told = line("{person} has answered {number} for you.", person=asked.me.name, number=conversation.id)
        said += to_colleague(work, conversation.owner_id or 0, (told,), conversation=conversation.id)
    return [*said, _settled(asked, row, words), asked.say((words,), conversation=conversation.id)]


def _settled(asked: Asked, row: DraftRow, words: Line) -> EditCard:
    """The preview loses its buttons and says what became of it."""
    return EditCard(
        card=draft_card(row),
        lines=(title("{subject}", subject=row.subject), words),
        listener=asked.me.id,
    )


WRITERS = SALES | {Role.PURCHASING, Role.MERCHANDISER}
"""Who may have a draft: purchasing and merchandiser write to suppliers with purchase orders (R191); each has her own only."""

COMMANDS = (
    Command("/reply", word("write to the customer; you see it before it leaves"), reply, roles=SALES, example=EXAMPLE),
    Command("/edit", word("change a draft"), edit, roles=WRITERS, example="/edit 12 Dear Eva, ...", listed=False),
    Command(
        "/release", word("send a draft that you have seen"), release, roles=WRITERS, example="/release 12", listed=False
    ),
    Command("/cancel", word("drop a draft"), cancel, roles=WRITERS, example="/cancel 12", listed=False),
)
