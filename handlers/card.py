"""The card of a conversation in a person's chat: who, what, where from, until when, what is missing; edited in place."""

from __future__ import annotations

from collections.abc import Iterable

from handlers.card_wants import wanted_lines
from handlers.grounds import grounds
from handlers.order_mention import mention_lines, mention_rows
from handlers.quote_answers import answer_lines, answer_rows
from handlers.telling import to_colleague
from handlers.vocabulary import CHANNELS, DANGERS, FACTS, KINDS, STATES, said, said_all
from rules.address import PLATFORMS, domain_of, registrable
from rules.inquiry import State
from rules.letter import Attachment
from rules.outgoing import Choice, Choices, EditCard, Outgoing
from rules.permission import DISPATCHERS, SALES, Role, Sight, Viewer, sight
from rules.thread import takes_part
from rules.words import Line, country, line, title, verbatim
from storage.colleagues import everybody, name_of, viewer, with_role
from storage.conversations import conversation as conversation_of
from storage.conversations import standing
from storage.deputies import leave
from storage.letters import letter as letter_of
from storage.letters import newest_from_customer, reading_of
from storage.promises import earliest_due
from storage.spoken import cards_standing
from storage.tables.colleagues import ColleagueRow
from storage.tables.conversations import ConversationRow
from storage.unshown import is_shown
from storage.work import Work

_SHOWN_WORDS = 400
"""Characters of the letter that a card shows."""
_QUOTED = frozenset({"inquiry", "sample", "order"})
_SHOWN_PEOPLE = 4
"""How many colleagues are offered by button."""


def card_name(conversation: int, listener: int) -> str:
    return f"inquiry:{conversation}:{listener}"


def card_lines(work: Work, conversation: ConversationRow, looking: Viewer) -> tuple[Line, ...]:
    """Everything that this person may know at a glance; who may not see the customer gets the stub (R42)."""
    if sight(looking, conversation.owner_id, work.policy) is not Sight.FULL:
        return stub_lines(work, conversation)
    return (
        _head(conversation),
        *_who(conversation),
        *_deadline(work, conversation),
        *_what(work, conversation),
        *_words(work, conversation),
        *_suspicion(conversation),
        *_hints(work, conversation),
        *answer_lines(work, conversation),
        *mention_lines(work, conversation),
        *_standing(work, conversation),
    )


def stub_lines(work: Work, conversation: ConversationRow) -> tuple[Line, ...]:
    """Number, country, owner, deadline: what the whole team may know (R15, R42)."""
    lines = [_head(conversation)]
    if conversation.country:
        lines.append(line("From {country}", country=country(conversation.country)))
    return (*lines, *_deadline(work, conversation), *_standing(work, conversation))


def card_choices(work: Work, conversation: ConversationRow, looking: Viewer) -> Choices:
    """What this person can do now, as buttons."""
    number = conversation.id
    if conversation.merged_into is not None:
        return ((Choice(line("Show {number}", number=conversation.merged_into), f"/show {conversation.merged_into}"),),)
    if conversation.closed_at is not None:
        return ((Choice(line("Open again"), f"/reopen {number}"),),) if looking.has(SALES) else ()
    rows: list[tuple[Choice, ...]] = []
    if conversation.owner_id is None:
        rows += _unowned_rows(work, number, looking)
        rows += _suspected_rows(conversation) if looking.has(DISPATCHERS) else []
    elif sight(looking, conversation.owner_id, work.policy) is Sight.FULL:
        rows += (
            _perhaps_rows(work, conversation, looking)
            + answer_rows(work, conversation)
            + mention_rows(work, conversation)
            + _owned_rows(conversation)
            + _suspected_rows(conversation)
        )
    return tuple(row for row in rows if row)


def card_shown(
    work: Work,
    conversation: ConversationRow,
    person: ColleagueRow,
    because: Line | None = None,
    *,
    by_letter: bool = False,
) -> list[Outgoing]:
    """A new card in her private chat, or its words by mail where she has none; none where they come too fast (F30)."""
    if not is_shown(work, person.id, conversation.id, conversation.customer_id, by_letter):
        return []
    looking = work.once(f"viewer {person.id}", lambda: viewer(work.session, person, work.now, leave(work)))
    lines = card_lines(work, conversation, looking)
    if because is not None:
        lines = (*lines, line("Why here: {because}", because=because))
    return to_colleague(
        work,
        person.id,
        lines,
        card_choices(work, conversation, looking),
        card=card_name(conversation.id, person.id),
        conversation=conversation.id,
        version=conversation.version,
        urgent=conversation.urgent,
        subject=_head(conversation),
    )


def card_refreshed(work: Work, conversation: ConversationRow, but: int | None = None) -> list[Outgoing]:
    """New words for everybody who holds a card of it; buttons of the old version mean nothing any more (T25)."""
    conversation.version += 1
    work.session.flush()
    edits: list[Outgoing] = []
    people = {card_name(conversation.id, each.id): each for each in everybody(work.session) if each.id != but}
    for card in cards_standing(work.session, people.keys()):
        person = people[card]
        looking = viewer(work.session, person, work.now)
        edits.append(
            EditCard(
                card=card,
                lines=card_lines(work, conversation, looking),
                choices=card_choices(work, conversation, looking),
                listener=person.id,
                version=conversation.version,
            )
        )
    return edits


def _head(conversation: ConversationRow) -> Line:
    kind = said(KINDS, conversation.kind)
    if conversation.urgent:
        return title("{number} · {kind} · urgent", number=conversation.id, kind=kind)
    return title("{number} · {kind}", number=conversation.id, kind=kind)


def _who(conversation: ConversationRow) -> list[Line]:
    who = ", ".join(each for each in (conversation.contact_name, conversation.company) if each)
    lines = [line("{who}", who=who or conversation.contact_address or "?")]
    if who and conversation.contact_address:
        lines.append(line("{address}", address=conversation.contact_address))
    if conversation.contact_link:
        lines.append(line("Address undisclosed: answer on the platform, {link}", link=conversation.contact_link))
    where = said(CHANNELS, conversation.channel)
    if conversation.country:
        lines.append(line("{country}, {channel}", country=country(conversation.country), channel=where))
    else:
        lines.append(line("{channel}", channel=where))
    if conversation.subject:
        lines.append(line("Subject: {subject}", subject=conversation.subject))
    return lines


def _deadline(work: Work, conversation: ConversationRow) -> list[Line]:
    due = earliest_due(work.session, conversation.id)
    if due is None:
        return []
    if due < work.now:
        return [line("Overdue since {due}", due=due)]
    return [line("To be answered by {due}", due=due)]


def _what(work: Work, conversation: ConversationRow) -> list[Line]:
    lines = wanted_lines(work, conversation)
    if conversation.missing and conversation.kind in {"inquiry", "sample", "order"}:
        lines.append(line("Missing: {facts}", facts=said_all(FACTS, conversation.missing)))
    return lines


def _words(work: Work, conversation: ConversationRow) -> list[Line]:
    row = newest_from_customer(work.session, conversation.id)
    letter = reading_of(work.session, row.id) if row else None
    if letter is None:
        return []
    text = " ".join((letter.fresh_text or letter.text).split())
    short = text if len(text) <= _SHOWN_WORDS else text[:_SHOWN_WORDS].rstrip() + "…"
    lines = _carried_by(work, conversation, row.sender if row else "")
    lines += [verbatim(f"“{short}”")] if short else []
    if letter.doubt and conversation.kind == letter.kind:
        lines.append(line("In doubt: {reason}", reason=grounds([letter.doubt])))
    if letter.attachments:
        names = ", ".join(each.name for each in letter.attachments[:6])
        lines.append(line("Attachments: {names}", names=names))
    return lines + danger_lines(letter.attachments)


def _carried_by(work: Work, conversation: ConversationRow, carrier: str) -> list[Line]:
    """Who really sent what names the customer inside, as forms do: anybody can write a form in another's name (T04)."""
    named, policy = conversation.contact_address, work.policy
    known = {policy.front_door, *policy.aliases, *policy.form_senders}
    if (
        not carrier
        or not named
        or carrier in known
        or takes_part(carrier, [named])
        or registrable(carrier) in PLATFORMS
    ):
        return []
    if domain_of(carrier) in {domain_of(policy.front_door), *policy.domains}:
        return []
    return [line("The letter itself came from {address}.", address=carrier)]


def danger_lines(attachments: Iterable[Attachment]) -> list[Line]:
    """A warning for each attachment that can do harm; they are never opened or shown here (T35)."""
    bad = [each for each in attachments if each.danger]
    lines = [
        line("Careful, {name} is {danger}.", name=each.name, danger=said(DANGERS, each.danger)) for each in bad[:4]
    ]
    if len(bad) > 4:
        lines.append(line("And {count} more like that.", count=len(bad) - 4))
    if bad:
        lines.append(line("Open it only if you expected it; ask the customer by telephone if in doubt."))
    return lines


def _suspicion(conversation: ConversationRow) -> list[Line]:
    if not is_suspected(conversation):
        return []
    words = ", ".join(conversation.suspicion or [])
    return [line("It looks like what was called spam here before: {words}.", words=words)]


def is_suspected(conversation: ConversationRow) -> bool:
    """Whether it is marked as like spam, and nobody has said otherwise."""
    return bool(conversation.suspicion) and conversation.not_spam_by is None and conversation.closed_at is None


def _suspected_rows(conversation: ConversationRow) -> list[tuple[Choice, ...]]:
    number = conversation.id
    if not is_suspected(conversation):
        return []
    return [(Choice(line("Spam"), f"/spam {number}"), Choice(line("Not spam"), f"/not_spam {number}"))]


def _hints(work: Work, conversation: ConversationRow) -> list[Line]:
    hints = []
    if conversation.possibly is not None:
        hints.append(line("Possibly belongs to {number}.", number=conversation.possibly))
    if conversation.perhaps_new is not None:
        hints.append(_perhaps_new(work, conversation))
    return hints


def _perhaps_new(work: Work, conversation: ConversationRow) -> Line:
    row, newest = letter_of(work.session, conversation.perhaps_new), newest_from_customer(work.session, conversation.id)
    if row is None or newest is None or newest.id == row.id:
        return line("The last letter may be a new inquiry. It is kept here until somebody says so.")
    return line("The letter of {at} may be a new inquiry. It is kept here until somebody says so.", at=row.arrived_at)


def _perhaps_rows(work: Work, conversation: ConversationRow, looking: Viewer) -> list[tuple[Choice, ...]]:
    """One press makes one of two, or two of one; only for who may do it with both."""
    number = conversation.id
    rows: list[tuple[Choice, ...]] = []
    if conversation.perhaps_new is not None:
        split = f"/split {number} {conversation.perhaps_new}"
        rows.append((Choice(line("A new inquiry"), split), Choice(line("No, it goes on"), f"/split {number} no")))
    other = _hinted(work, conversation)
    if other is not None and other.id != number and _is_hers(looking, other) and _is_hers(looking, conversation):
        merge = Choice(line("Part of {number}", number=other.id), f"/merge {number} {other.id}")
        rows.append((merge, Choice(line("No, another matter"), f"/merge {number} no")))
    return rows


def _hinted(work: Work, conversation: ConversationRow) -> ConversationRow | None:
    row = conversation_of(work.session, conversation.possibly)
    return standing(work.session, row) if row is not None else None


def _is_hers(looking: Viewer, conversation: ConversationRow) -> bool:
    return looking.has(DISPATCHERS) or conversation.owner_id in {looking.id, *looking.stands_in_for}


def _standing(work: Work, conversation: ConversationRow) -> list[Line]:
    if conversation.merged_into is not None:
        return [line("It is part of {number} now.", number=conversation.merged_into)]
    state = said(STATES, conversation.state)
    owner = name_of(work.session, conversation.owner_id)
    if owner:
        return [line("With {person}, {state}", person=owner, state=state)]
    if conversation.state == State.TRIAGED:
        return [line("Nobody has it yet.")]
    return [line("{state}", state=state)]


def _unowned_rows(work: Work, number: int, looking: Viewer) -> list[tuple[Choice, ...]]:
    rows: list[tuple[Choice, ...]] = []
    first = [Choice(line("Take"), f"/take {number}")] if looking.has(SALES) else []
    if looking.has(DISPATCHERS):
        people = [each for each in with_role(work.session, Role.SALESPERSON) if each.id != looking.id][:_SHOWN_PEOPLE]
        for start in range(0, len(people), 2):
            rows.append(
                tuple(
                    Choice(line("To {person}", person=each.name), f"/assign {number} {each.name}")
                    for each in people[start : start + 2]
                )
            )
        first.append(Choice(line("Not an inquiry"), f"/not_inquiry {number}"))
    return [tuple(first), *rows]


def _owned_rows(conversation: ConversationRow) -> list[tuple[Choice, ...]]:
    number = conversation.id
    rows: list[tuple[Choice, ...]] = [
        (Choice(line("Reply"), f"/reply {number}"), Choice(line("Answered by phone"), f"/answered {number} phone"))
    ]
    second = [Choice(line("Quote"), f"/quote {number}")] if conversation.kind in _QUOTED else []
    if conversation.kind == "sample":
        second.append(Choice(line("Sample"), f"/sample {number}"))
    if conversation.missing and conversation.contact_address:
        second.append(Choice(line("Ask for what is missing"), f"/ask {number}"))
    rows.append(tuple(second))
    rows.append((Choice(line("Pass on"), f"/pass {number}"), Choice(line("Not an inquiry"), f"/not_inquiry {number}")))
    return rows
