"""Enrolment by one-time link: a stranger with a good link waits until an administrator has confirmed her (T23, R334)."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.orm import Session

from handlers.telling import to_roles
from rules.enrolment import LINK_LIVES, role_words
from rules.event import Heard, Place
from rules.outgoing import Choice, Outgoing, Say
from rules.permission import Role
from rules.refusal import Refused
from rules.words import Line, line, title
from storage import facts, invites, staff
from storage.colleagues import by_account, colleague, name_of
from storage.happenings import note
from storage.tables.colleagues import ColleagueRow, InviteRow
from storage.work import Work

UNTIL_THE_FIRST_RUN = timedelta(days=90)
"""How long the first link may lie about before `infodesk run` begins to count."""
FIRST_LINK_COUNTS = "first_link_counts"
TELEGRAM_NAME = "front:telegram:name"


def link_lines(session: Session, token: str) -> tuple[Line, ...]:
    """The ways to use a link: an address for Telegram, if its bot is known, and the words for any chat."""
    bot = facts.fact(session, TELEGRAM_NAME)
    address = (line("{link}", link=f"https://t.me/{bot}?start={token}"),) if bot else ()
    return (*address, line("In any chat with me: {command}", command=f"/start {token}"))


def started(work: Work, heard: Heard, token: str) -> list[Outgoing]:
    """A stranger says /start TOKEN, in private and in her own words. Silence, unless the link is good; then she waits."""
    is_own_word = heard.place.private and not heard.borrowed and heard.pressed is None and bool(heard.account)
    if not is_own_word or by_account(work.session, heard.place.front, heard.account) is not None:
        return []
    used = invites.used(work, token, heard)
    if used is None:
        return []
    person = work.session.get_one(ColleagueRow, used.colleague_id)
    claim = line(
        "Somebody who calls herself {speaker} (account {account}, {front}) has used {name}'s link.",
        speaker=used.speaker_name or "-",
        account=used.account,
        front=used.front,
        name=person.name,
    )
    note(work, "invited", claim, after=_binding(used))
    waits = line(
        "Thank you. An administrator has to confirm that you are {name}; I answer here then.", name=person.name
    )
    said: list[Outgoing] = [Say(place=heard.place, lines=(waits,), listener=person.id)]
    return said if used.made_by is None else [*said, *_asked(work, used, claim)]


def confirmed(work: Work, number: int, by: ColleagueRow) -> list[Outgoing]:
    """An administrator says that it is she. The account is bound and she is welcomed. Refuses what is settled already."""
    waiting = invites.invite(work.session, number)
    if waiting is None or waiting.made_by is None:
        raise Refused("I know no link {number} that waits. /invite lists them.", number=number)
    return confirm(work, waiting, by.id)


def refused(work: Work, number: int, by: ColleagueRow) -> list[Outgoing]:
    """An administrator says that it is not she. The stranger hears nothing."""
    waiting = invites.invite(work.session, number)
    if waiting is None or waiting.made_by is None:
        raise Refused("I know no link {number} that waits. /invite lists them.", number=number)
    return refuse(work, waiting, by.id)


def confirm(work: Work, waiting: InviteRow, by: int | None = None) -> list[Outgoing]:
    """Binds the account of a used link to its colleague. `by` is None at the terminal (the first administrator)."""
    session = work.session
    holder = by_account(session, waiting.front, waiting.account)
    if holder is not None and holder.id != waiting.colleague_id:
        raise Refused("That account is {name}'s already. An account belongs to one person.", name=holder.name)
    if not invites.settled(work, waiting.id, "confirmed", by):
        raise Refused("That has been settled already.")
    person = session.get_one(ColleagueRow, waiting.colleague_id)
    person.dismissed_at = None
    replaced = staff.bound(work, person.id, waiting.front, waiting.account, waiting.place)
    note(
        work,
        "enrolled",
        line(
            "{name} is enrolled with account {account} ({front}).",
            name=person.name,
            account=waiting.account,
            front=waiting.front,
        ),
        actor=by,
        before={"accounts": replaced},
        after=_binding(waiting),
    )
    return [_welcome(person, Place(waiting.front, waiting.place))]


def refuse(work: Work, waiting: InviteRow, by: int | None = None) -> list[Outgoing]:
    """The used link binds nobody. Refuses what is settled already."""
    if not invites.settled(work, waiting.id, "refused", by):
        raise Refused("That has been settled already.")
    name = name_of(work.session, waiting.colleague_id)
    note(
        work,
        "invited",
        line(
            "Account {account} ({front}) was refused: it is not {name}'s.",
            account=waiting.account,
            front=waiting.front,
            name=name,
        ),
        actor=by,
        before=_binding(waiting),
    )
    return []


def first_link(work: Work, name: str, *, language: str = "en", address: str = "") -> str:
    """The first administrator, who is manager, too, and the token of her link; it counts from the first run.

    Called again it makes a new link for the same name; the former one ends.
    """
    roles = [Role.ADMINISTRATOR, Role.MANAGER]
    person = staff.anybody_named(work.session, name) or staff.joined(work, name, roles, language)
    if address and staff.owner_of_address(work.session, address) is None:
        staff.has_address(work, person.id, address)
    facts.remember(work.session, FIRST_LINK_COUNTS, False, work.now)
    note(work, "invited", line("The first link was made, for {name}.", name=person.name))
    return invites.invited(work, person.id, None, work.now + UNTIL_THE_FIRST_RUN)


def first_run(work: Work) -> bool:
    """Called at every start: at the first, the first administrator's link begins to count. True if it does now."""
    if facts.fact(work.session, FIRST_LINK_COUNTS) is not False:
        return False
    facts.remember(work.session, FIRST_LINK_COUNTS, True, work.now)
    return invites.counted_from(work, work.now + LINK_LIVES)


def pending_first(session: Session) -> InviteRow | None:
    """The first administrator's link, used in a chat and to be confirmed at the terminal; None while there is none."""
    return invites.waiting_at_the_terminal(session)


def question_at_the_terminal(session: Session, waiting: InviteRow) -> Line:
    """What the terminal asks before `confirm` or `refuse`."""
    return line(
        "{speaker} (account {account}, {front}) has used the first link. Is that {name}, administrator and manager?",
        speaker=waiting.speaker_name or "-",
        account=waiting.account,
        front=waiting.front,
        name=name_of(session, waiting.colleague_id),
    )


def asked_again(work: Work, waiting: InviteRow) -> tuple[Line, tuple[tuple[Choice, ...], ...]]:
    """The words and buttons about a link that waits for an administrator."""
    person = colleague(work.session, waiting.colleague_id)
    words = line(
        "{speaker} (account {account}, {front}) has used {name}'s link and waits.",
        speaker=waiting.speaker_name or "-",
        account=waiting.account,
        front=waiting.front,
        name=person.name if person else "-",
    )
    return words, _buttons(waiting)


def _asked(work: Work, used: InviteRow, claim: Line) -> list[Outgoing]:
    return to_roles(
        work,
        [Role.ADMINISTRATOR],
        (claim, line("Confirm only if she tells you so herself.")),
        _buttons(used),
        urgent=True,
        at_once=True,
    )


def _buttons(used: InviteRow) -> tuple[tuple[Choice, ...], ...]:
    return (
        (
            Choice(line("Confirm"), f"/invite confirm {used.id}"),
            Choice(line("Refuse"), f"/invite refuse {used.id}"),
        ),
    )


def _welcome(person: ColleagueRow, place: Place) -> Say:
    return Say(
        place=place,
        lines=(
            title("Welcome, {name}.", name=person.name),
            line("You are enrolled as {roles}.", roles=role_words(person.roles)),
            line("/help shows what you may do, /language sets the language you read me in."),
            line("What you ask me here stays here. In a room I say numbers and countries only."),
        ),
        listener=person.id,
    )


def _binding(row: InviteRow) -> dict[str, str]:
    return {"front": row.front, "account": row.account, "speaker": row.speaker_name}
