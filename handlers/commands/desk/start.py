"""/start from somebody who is known: a greeting. From a stranger it is handlers.enrolment that listens."""

from __future__ import annotations

from collections.abc import Iterable

from handlers.asked import Asked, Command
from rules.enrolment import role_words
from rules.outgoing import Choice, Outgoing
from rules.permission import EVERYBODY
from rules.words import line, title, word
from storage.work import Work


def greeted(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """Says who she is to us. A link that she brings is not used up: her account is bound already."""
    lines = [
        title("Hello, {name}.", name=asked.me.name),
        line("You are enrolled as {roles}.", roles=role_words(asked.me.roles)),
    ]
    if asked.rest:
        lines.append(line("You need no link: this account is yours already."))
    choices = (
        (Choice(line("What may I do?"), "/help"), Choice(line("My inquiries"), "/mine")),
        (Choice(line("English"), "/language en"), Choice(line("Chinese"), "/language zh")),
    )
    return [asked.say(lines, choices)]


COMMANDS = (
    Command("/start", word("say hello"), greeted, roles=EVERYBODY, example="/start", family="desk", listed=False),
)
