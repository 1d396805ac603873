"""/health: how the desk is: what waits, when the mailbox was last looked through, alarms, backup, quarantine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from handlers.asked import Asked, Command
from rules.outgoing import Choice, Choices, Outgoing
from rules.permission import DISPATCHERS, OVERSEERS
from rules.words import Line, from_plain, line, title, word
from storage import pulse
from storage.doubts import held_since, unsure_mails
from storage.outbox import counts
from storage.quarantine import counted
from storage.work import Work

STATES: Mapping[str, Line] = {
    "waiting": word("waiting"),
    "sending": word("on the way"),
    "sent": word("sent"),
    "unknown": word("unknown whether sent"),
    "dead": word("refused for good"),
    "cancelled": word("dropped"),
}


def health(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """One screen that says whether all is well, and what to do where it is not."""
    alarms = pulse.open_alarms(work.session)
    held = held_since(work.session)
    head = title("All is well.") if not alarms and held is None else title("Something is wrong.")
    lines = [head]
    if held is not None:
        lines.append(line("Nothing goes out since {since}, after a restore: /resume", since=held))
    for each in alarms:
        lines += [line("Since {since}: {alarm}", since=each.since, alarm=from_plain(each.words)[0])]
    lines += [*_outbox(work), *_sweeps(work), _backup(work), *_set_apart(work)]
    return [asked.say(lines, _choices(work, held is not None))]


def _outbox(work: Work) -> list[Line]:
    found = counts(work.session)
    pieces = tuple(
        line("{state}: {count}", state=words, count=found[state]) for state, words in STATES.items() if found.get(state)
    )
    return [line("Messages: {counts}", counts=pieces)] if pieces else [line("Messages: none yet")]


def _sweeps(work: Work) -> list[Line]:
    return [
        line("{account} {folder}: looked through {at}", account=each.account, folder=each.folder, at=each.swept_at)
        if each.swept_at
        else line("{account} {folder}: not looked through yet", account=each.account, folder=each.folder)
        for each in pulse.folders(work.session)
    ]


def _backup(work: Work) -> Line:
    at = pulse.last_backup(work.session)
    return line("Last backup: {at}", at=at) if at else line("There has been no backup yet: infodesk backup FILE")


def _set_apart(work: Work) -> list[Line]:
    letters, messages = counted(work.session)
    unsure = len(unsure_mails(work.session, 100))
    lines = []
    if letters or messages:
        lines.append(line("In quarantine: {count}. /quarantine", count=letters + messages))
    if unsure:
        lines.append(line("Mails to customers that may or may not have gone: {count}. /unknown", count=unsure))
    return lines


def _choices(work: Work, held: bool) -> Choices:
    letters, messages = counted(work.session)
    row = [Choice(line("Count mailbox and log"), "/reconcile")]
    if letters or messages:
        row.append(Choice(line("Quarantine"), "/quarantine"))
    if held:
        row.append(Choice(line("Resume"), "/resume"))
    return (tuple(row),)


COMMANDS = (
    Command(
        "/health",
        word("how the desk is"),
        health,
        roles=OVERSEERS | DISPATCHERS,
        example="/health",
        family="desk",
    ),
)
