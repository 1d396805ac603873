"""Hearing: who speaks, what it means, whether they may; the one door through which words become commands (T23-T28)."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping

from handlers.asked import Asked, Command
from handlers.asking import completed_by
from handlers.contents import COMMANDS
from handlers.enrolment import started
from handlers.refusing import too_late
from handlers.saving import passed_by
from handlers.signed_offering import caption_choices
from handlers.telling import to_roles
from rules.event import Heard
from rules.guessing import CHAT, NOT_YOURS
from rules.order_named import command_meant
from rules.outgoing import Choice, Outgoing, Say
from rules.permission import ADMINISTRATORS, EVERYBODY
from rules.words import Line, line
from storage.buttons import Pressed, pressed, was_shown, withdrawn_command
from storage.colleagues import by_account, came_back, rooms, viewer
from storage.conversations import conversation, number_in, owned, standing
from storage.guesses import slowed, to_be_told, wrong
from storage.happenings import note
from storage.spoken import spoken_message
from storage.strangers import wrote
from storage.tables.colleagues import ColleagueRow
from storage.tables.outbox import SpokenRow
from storage.work import Work

BY_NAME: Mapping[str, Command] = {each.name: each for each in COMMANDS}
_LONGEST_COMMAND = 64
STALE = line("That has changed meanwhile. The card shows how it stands now.")
SPENT = line("This button is not valid any more.")
SLOWED = line("That was too often a wrong number or button. I listen to you once a minute, for an hour.")
IN_PRIVATE = line("I say that only in private. Write to me in our own chat.")


def hear(work: Work, heard: Heard) -> Iterable[Outgoing]:
    """Answers a colleague; strangers hear nothing, except that a one-time link lets them knock (T23)."""
    me = by_account(work.session, heard.place.front, heard.account)
    if me is None:
        return _stranger(work, heard)
    if heard.place.private and came_back(work.session, heard.place, heard.account):
        return [*_reachable_again(work, me), *_heard(work, heard, me)]
    return _heard(work, heard, me)


def _heard(work: Work, heard: Heard, me: ColleagueRow) -> Iterable[Outgoing]:
    if not heard.place.private and not _is_our_room(work, heard):
        return _unknown_room(work, heard, me)
    if slowed(work, CHAT, _account(heard)):
        return (_say(heard, me, SLOWED),) if to_be_told(work, CHAT, _account(heard)) else ()
    if heard.pressed is not None:
        return _pressed(work, heard, me)
    missing = [each.name for each in heard.files if not each.sha256]
    if missing:
        return (_say(heard, me, _not_fetched(missing)),)
    if heard.borrowed:
        return _borrowed(work, heard, me)
    if heard.text.startswith(("/", "／")):  # a Chinese keyboard writes the wide one
        name = "/" + heard.text.split(maxsplit=1)[0][1:]
        return _commanded(work, heard, me, name, heard.text[len(name) :].strip())
    if not heard.place.private:
        return ()
    return _spoken(work, heard, me)


def _reachable_again(work: Work, me: ColleagueRow) -> list[Outgoing]:
    """Her chat was given up, and she speaks there: what is to be told goes there again (F19)."""
    note(work, "noted", line("{person} can be reached in chat again.", person=me.name), actor=me.id)
    words = line("{person} can be reached in chat again.", person=me.name)
    return to_roles(work, ADMINISTRATORS, (words,), but=(me.id,))


def _not_fetched(names: list[str]) -> Line:
    return line(
        "I could not get {files}: a chat gives me files of up to 20 MB. Nothing was done with it; send it as a mail.",
        files=", ".join(names),
    )


def refused(work: Work, heard: Heard, words: Line) -> Iterable[Outgoing]:
    """The sentence of a refusal, to who asked; a stranger hears none."""
    me = by_account(work.session, heard.place.front, heard.account)
    if me is None:
        return ()
    if words.sentence in NOT_YOURS:
        wrong(work, CHAT, _account(heard))
    return (_say(heard, me, words),)


def went_wrong(work: Work, heard: Heard) -> Iterable[Outgoing]:
    """What a person hears when our own program failed."""
    return refused(work, heard, line("That went wrong, and it is my fault. It is noted; nothing was changed."))


def _stranger(work: Work, heard: Heard) -> Iterable[Outgoing]:
    name, _, token = heard.text.partition(" ")
    if heard.place.private and not heard.borrowed and heard.pressed is None and name == "/start" and token.strip():
        return _knocked(work, heard, token.strip())
    if heard.place.private:
        wrote(work, heard)
    return ()


def _knocked(work: Work, heard: Heard, token: str) -> Iterable[Outgoing]:
    """Silence for a wrong link, and for every link from who has tried too many (T31)."""
    if slowed(work, CHAT, _account(heard)):
        return ()
    said = started(work, heard, token)
    if not said:
        wrong(work, CHAT, _account(heard))
        wrote(work, heard)
    return said


def _account(heard: Heard) -> str:
    return f"{heard.place.front}:{heard.account}"


def _is_our_room(work: Work, heard: Heard) -> bool:
    return any((each.front, each.address) == (heard.place.front, heard.place.address) for each in rooms(work.session))


def _unknown_room(work: Work, heard: Heard, me: ColleagueRow) -> Iterable[Outgoing]:
    """In a group that nobody has confirmed only /room is heard (R333)."""
    name, _, rest = heard.text.partition(" ")
    if name == "/room" and not heard.borrowed and heard.pressed is None:
        return BY_NAME["/room"].answer(work, _asked(work, heard, me, name, rest.strip()))
    return ()


def _pressed(work: Work, heard: Heard, me: ColleagueRow) -> Iterable[Outgoing]:
    button = pressed(work, heard.pressed or "", me.id, heard.place)
    if button is None:
        return (_spent(work, heard, me),)
    if _is_stale(work, button):
        return (_say(heard, me, STALE),)
    name, _, rest = button.command.partition(" ")
    return _commanded(work, heard, me, name, rest.strip())


def _spent(work: Work, heard: Heard, me: ColleagueRow) -> Outgoing:
    """A guess counts as one; a release or a sending that is not to be any more is told why, and stays on record (T25, T27)."""
    if not was_shown(work, heard.pressed or "", me.id, heard.place):
        wrong(work, CHAT, _account(heard))
        return _say(heard, me, SPENT)
    name, _, rest = withdrawn_command(work, heard.pressed or "").partition(" ")
    why = too_late(work, me, name, rest)
    return Say(heard.place, (SPENT, *why), listener=me.id, answers=heard.answer_id)


def _is_stale(work: Work, button: Pressed) -> bool:
    """Whether the conversation that the button acts on has changed since it was shown (T25)."""
    words = button.command.split()
    if button.version == 0 or len(words) < 2:
        return False
    row = conversation(work.session, number_in(words[1]))
    return row is not None and standing(work.session, row).version != button.version


def _borrowed(work: Work, heard: Heard, me: ColleagueRow) -> Iterable[Outgoing]:
    """Not her own typed words: never a command. A file with a caption goes where she answers; a forward can be saved."""
    if not heard.place.private:
        return ()
    about = _answered(work, heard)
    if heard.files and not heard.forwarded_from and about is not None:
        return _about(work, heard, me, about, heard.text)
    if not heard.files and not heard.forwarded_from:
        return ()  # an edited message: what was said counts as it was said first
    passed_by(work, heard, me.id)
    open_ones = owned(work.session, me.id, limit=4)
    rest = heard.key
    if heard.files and not heard.forwarded_from:
        question, yes = caption_choices(work, viewer(work.session, me, work.now), heard)
        if question is not None:
            return (Say(heard.place, (question,), yes, listener=me.id),)
    choices = tuple((Choice(line("To {number}", number=each.id), f"/save {each.id} {rest}"),) for each in open_ones)
    words = (
        line("Shall I file this with one of your customers?")
        if choices
        else line("You have nothing open to file this with.")
    )
    return (Say(heard.place, (words,), choices, listener=me.id),)


def _spoken(work: Work, heard: Heard, me: ColleagueRow) -> Iterable[Outgoing]:
    about = _answered(work, heard)
    if about is not None:
        return _about(work, heard, me, about, heard.text)
    if not heard.files and (named := command_meant(heard.text)):
        name, _, rest = named.partition(" ")
        return _commanded(work, heard, me, name, rest)
    if heard.files:
        return (_say(heard, me, line("Answer a card with the file, and I put it into the reply.")),)
    return (
        _say(
            heard, me, line("I did not understand that. Answer a card to write to its customer; /help shows the rest.")
        ),
    )


def _answered(work: Work, heard: Heard) -> SpokenRow | None:
    return spoken_message(work.session, heard.place, heard.replies_to) if heard.replies_to else None


def _about(work: Work, heard: Heard, me: ColleagueRow, about: SpokenRow, text: str) -> Iterable[Outgoing]:
    """Words that answer a draft's preview change the draft; words that answer a card write to its customer."""
    if about.card and about.card.startswith("draft:"):
        return _commanded(work, heard, me, "/edit", f"{about.card.partition(':')[2]} {text}".strip())
    if about.card and (command := completed_by(about.card)):
        name, _, rest = command.partition(" ")
        return _commanded(work, heard, me, name, f"{rest} {text}".strip())
    if about.conversation_id is not None:
        return _commanded(work, heard, me, "/reply", f"{about.conversation_id} {text}".strip())
    return (_say(heard, me, line("That message belongs to no customer. /help shows what you can do.")),)


def _commanded(work: Work, heard: Heard, me: ColleagueRow, name: str, rest: str) -> Iterable[Outgoing]:
    command = BY_NAME.get(name.lower())
    if command is None and not name.isascii() and (meant := command_meant(f"{name[1:]} {rest}")):
        name, _, rest = meant.partition(" ")
        command = BY_NAME.get(name)
    if command is None:
        return (_unknown_command(heard, me, name),)
    if not heard.place.private and not command.in_rooms:
        return (_say(heard, me, IN_PRIVATE),)
    if not _may(me, command):
        roles = ", ".join(sorted(str(each) for each in command.roles))
        return (_say(heard, me, line("{command} is for: {roles}.", command=command.name, roles=roles)),)
    return command.answer(work, _asked(work, heard, me, command.name, rest))


def _unknown_command(heard: Heard, me: ColleagueRow, name: str) -> Outgoing:
    said = name[:_LONGEST_COMMAND]
    mine = [each for each, command in BY_NAME.items() if command.listed and _may(me, command)]
    near = difflib.get_close_matches(said.lower(), mine, n=1)
    if near:
        example = BY_NAME[near[0]].example or near[0]
        return _say(heard, me, line("I know no {command}. Did you mean {example}?", command=said, example=example))
    return _say(heard, me, line("I know no {command}. /help shows what you can do.", command=said))


def _may(me: ColleagueRow, command: Command) -> bool:
    return command.roles == EVERYBODY or bool(set(me.roles) & command.roles)


def _asked(work: Work, heard: Heard, me: ColleagueRow, name: str, rest: str) -> Asked:
    about = _answered(work, heard)
    return Asked(
        heard=heard,
        me=me,
        viewer=viewer(work.session, me, work.now),
        command=name,
        rest=rest,
        about=about.conversation_id if about else None,
    )


def _say(heard: Heard, me: ColleagueRow, words: Line) -> Say:
    return Say(heard.place, (words,), listener=me.id, answers=heard.answer_id)
