"""/health: how the desk is: what waits, when the mailbox was last looked through, alarms, backup, quarantine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from handlers.asked import Asked, Command
from handlers.reconciling import result_line
from rules.learned import ENOUGH
from rules.outgoing import Choice, Choices, Outgoing
from rules.permission import DISPATCHERS, OVERSEERS
from rules.waits import SWEEP_MAY_WAIT
from rules.words import Line, from_plain, line, title, word
from storage import pulse
from storage.approvals import all_pending
from storage.doubts import held_since, unsure_mails
from storage.learning import lessons_counted, newest_lesson
from storage.outbox import counts
from storage.quarantine import counted
from storage.tables.machine import AlarmRow
from storage.updates import failed
from storage.work import Work

ALARMS_SHOWN, ADVICE_SHOWN = 6, 3
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
    lines += _alarms(alarms)
    lines += [
        *_outbox(work),
        *_sweeps(work),
        result_line(work.session),
        _backup(work),
        _learnt(work),
        *_set_apart(work),
    ]
    return [asked.say(lines, _choices(work, held is not None))]


def _alarms(alarms: Sequence[AlarmRow]) -> list[Line]:
    """The oldest first, each with what to do while there is room on the screen of a telephone."""
    lines: list[Line] = []
    for number, each in enumerate(alarms[:ALARMS_SHOWN]):
        words = from_plain(each.words)
        lines.append(line("Since {since}: {alarm}", since=each.since, alarm=words[0]))
        lines += words[1:2] if number < ADVICE_SHOWN else ()
    if len(alarms) > ALARMS_SHOWN:
        lines.append(line("and {count} more alarms", count=len(alarms) - ALARMS_SHOWN))
    return lines


def _outbox(work: Work) -> list[Line]:
    found = counts(work.session)
    pieces = tuple(
        line("{state}: {count}", state=words, count=found[state]) for state, words in STATES.items() if found.get(state)
    )
    return [line("Messages: {counts}", counts=pieces)] if pieces else [line("Messages: none yet")]


def _sweeps(work: Work) -> list[Line]:
    """One line for an account whose folders are all fine; each folder that is not has its own."""
    rows = pulse.folders(work.session)
    fine = [each for each in rows if each.swept_at and work.now - each.swept_at < SWEEP_MAY_WAIT]
    lines = [
        line("{account} {folder}: looked through {at}", account=each.account, folder=each.folder, at=each.swept_at)
        if each.swept_at
        else line("{account} {folder}: not looked through yet", account=each.account, folder=each.folder)
        for each in rows
        if each not in fine
    ]
    for account in dict.fromkeys(each.account for each in fine):
        times = [each.swept_at for each in fine if each.account == account and each.swept_at]
        oldest = min(times)
        lines.append(
            line("{account}: {count} folders looked through {at}", account=account, count=len(times), at=oldest)
        )
    return lines


def _backup(work: Work) -> Line:
    at = pulse.last_backup(work.session)
    if at is None:
        return line("There has been no backup yet: infodesk backup FILE")
    size = f"{pulse.backup_size(work.session) / 1e6:.1f}"
    return line("Last backup: {at}, {size} MB, checked", at=at, size=size)


def _learnt(work: Work) -> Line:
    """Whether letters are marked that look like spam, and from how many that was learnt (R25)."""
    if not work.policy.learns_spam:
        return line("Marking what looks like spam: off. /settings mail.learns_spam yes")
    spam, wanted = lessons_counted(work.session)
    newest = newest_lesson(work.session)
    if newest is not None and newest.model is not None:
        return line(
            "Marking what looks like spam: on, learnt {at} from {spam} of spam and {wanted} others; of 100 marked {right} "
            "are spam, of 100 of spam {found} are marked",
            at=newest.at,
            spam=newest.spam,
            wanted=newest.wanted,
            right=newest.right,
            found=newest.found,
        )
    if min(spam, wanted) >= ENOUGH:
        return line(
            "Marking what looks like spam: not sure enough yet; {spam} of spam and {wanted} others are known",
            spam=spam,
            wanted=wanted,
        )
    return line(
        "Marking what looks like spam: begins at {enough} of each; {spam} of spam and {wanted} others are known",
        enough=ENOUGH,
        spam=spam,
        wanted=wanted,
    )


def _set_apart(work: Work) -> list[Line]:
    letters, messages = counted(work.session)
    unsure, unheard = len(unsure_mails(work.session, 100)), failed(work.session)
    lines = []
    if letters or messages:
        lines.append(line("In quarantine: {count}. /quarantine", count=letters + messages))
    if unheard:
        lines.append(line("Said to me and not understood: {count}. The log tells why.", count=unheard))
    if waiting := len(all_pending(work.session)):
        lines.append(line("Waiting for approval: {count}. /approvals", count=waiting))
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
