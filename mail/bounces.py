"""Mail of ours that came back: who did not get it, whether for good and why, and which mail it was."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass

from mail.bounce_addresses import CERTAIN, named_only, verp_recipient, weighed
from mail.bounce_causes import cause_of, given_up, says_a_failure
from mail.bounce_reports import Report, complaint, delivery_report, misplaced_report
from mail.bounce_returned import Returned, divided, inner_leaves, returned_mail, texts_beside
from mail.machine_senders import is_daemon, is_mailer_daemon, is_system, is_systems_name
from mail.mime import Head, Part
from mail.read_heads import addresses
from mail.words.automatic import AWAY_TITLES, LOOSE_TITLES, READ_TITLES
from mail.words.bounces import FAILED_SUBJECTS, OPENINGS, STRONG_OPENINGS
from mail.words.failures import COMPLAINT, REFUSED
from rules.address import normalised
from rules.letter import Ours

_LONGEST = 20_000
_ANSWERS = re.compile(
    r"(?i)^\s*(?:re|aw|sv|vs|antw|res|ref|rif|fw|fwd|wg|tr|rv|enc|i|r|doorst|答复|回复|回覆|答覆|返信|转发|轉寄|轉發)"
    r"(?:\[\d{1,3}\])?\s*[:：]"
)
_LETTERS = ("message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers")


@dataclass(frozen=True, slots=True)
class Bounce:
    """reason: why it counts as a bounce; cause: why the mail came back, of mail.words.failures; others: further recipients."""

    reason: str
    recipient: str = ""
    final: bool = False
    message_id: str = ""
    cause: str = ""
    others: tuple[str, ...] = ()
    reply_to: str = ""

    @property
    def notes(self) -> tuple[str, ...]:
        """Who else did not get it, for people."""
        return (f"came back from {', '.join(self.others[:10])} as well",) if self.others else ()


@dataclass(frozen=True, slots=True)
class _Notice:
    """A letter that may be a bounce, taken apart."""

    head: Head
    sender: str
    name: str
    subject: str
    text: str
    leaves: list[Part]
    ours: Ours


def bounce_of(
    head: Head, sender: str, name: str, subject: str, text: str, leaves: list[Part], ours: Ours
) -> Bounce | None:
    """What came back, by its report, its headers, or the words in which mail systems say so; None for any other letter.

    A report of success (RFC 3464) or of having been read (RFC 8098) is none; a complaint (RFC 5965) is one, never final.
    """
    notice = _Notice(head, sender, name, subject, text[:_LONGEST], leaves, ours)
    told = complaint(leaves)
    if told is not None:
        return _complained(notice, *told)
    report = delivery_report(leaves)
    if report is None and _is_machine(notice):
        report = misplaced_report(leaves)
    if report is not None and not report.failed:
        return None
    if report is not None:
        return _reported(notice, report)
    if failed := [each.address for each in addresses(head.all("x-failed-recipients"))[0] if "@" in each.address]:
        return _told_in(notice, "header X-Failed-Recipients", failed)
    reason = _said(notice)
    return _told_in(notice, reason, []) if reason else None


def _complained(notice: _Notice, kind: str, recipient: str) -> Bounce:
    returned = returned_mail(notice.leaves, "", "")
    named = recipient if "@" in recipient else returned.sure
    refused = kind == "auth-failure"
    cause = REFUSED if refused else COMPLAINT
    return Bounce(f"feedback report: {kind[:40]}", named, refused, returned.message_id, cause, (), returned.reply_to)


def _reported(notice: _Notice, report: Report) -> Bounce:
    above, below = divided(notice.text)
    returned = returned_mail(notice.leaves, below, notice.text)
    first = report.failed[0]
    whole = [each.address for each in report.failed if "@" in each.address]
    recipient = next(iter(whole), "") or _local(first.address, returned) or _named(notice, above, below, returned)
    if not recipient and first.address and report.host:
        recipient = f"{first.address}@{report.host}"
    return Bounce(
        f"delivery report: {first.action}",
        recipient,
        first.action == "failed",
        returned.message_id,
        cause_of(first.status, first.diagnostic, above),
        tuple(dict.fromkeys(each for each in whole if each != recipient)),
        returned.reply_to,
    )


def _told_in(notice: _Notice, reason: str, failed: list[str]) -> Bounce:
    above, below = divided(notice.text)
    returned = returned_mail(notice.leaves, below, notice.text)
    recipient = failed[0] if failed else _named(notice, above, below, returned)
    final = given_up(notice.subject, above or notice.text)
    cause = cause_of("", "", above or notice.text)
    return Bounce(reason, recipient, final, returned.message_id, cause, tuple(failed[1:]), returned.reply_to)


def _is_machine(notice: _Notice) -> bool:
    """Nobody is behind the sender: a mail system's address or name, no envelope sender, or none at all."""
    return (
        is_daemon(notice.sender)
        or is_systems_name(notice.name)
        or _has_no_way_back(notice)
        or (not notice.sender and not _ANSWERS.match(notice.subject))
        or _mbox_sender(notice).startswith(b"mailer-daemon")
        or bool(notice.head.raw("x-failed-recipients"))
        or b"delivery-status" in notice.head.raw("content-type").lower()
    )


def _has_no_way_back(notice: _Notice) -> bool:
    """The envelope names no sender to whom a bounce could go, as RFC 5321 wants it of bounces."""
    path = notice.head.raw("return-path").strip().lower()
    return path in (b"<>", b"<<>>") or path.startswith((b"<mailer-daemon", b"mailer-daemon", b"<postmaster"))


def _said(notice: _Notice) -> str:
    """Why the words show a bounce; empty where they do not. A person may write each of them: two things must agree."""
    title = notice.subject.lower()
    titled = next((each for each in FAILED_SUBJECTS if each in title), "")
    machine, system = _is_machine(notice), is_system(notice.sender)
    automatic = notice.head.text("auto-submitted").lower().startswith("auto")
    if not (machine or titled or system) or _is_other_machine(title):
        return ""
    said, strong = _fails(notice, OPENINGS), _fails(notice, STRONG_OPENINGS)
    if _ANSWERS.match(notice.subject) and not (machine and strong):
        return ""
    nobody = is_mailer_daemon(notice.sender or notice.name)
    nobody = nobody or (bool(said) and is_systems_name(notice.name) and _has_no_way_back(notice))
    if machine and nobody and (said or "@" in notice.text):
        return f"a mail system says {titled or said}" if titled or said else "written by a mail system"
    above, below = divided(notice.text)
    coded, holds = says_a_failure(above), bool(below) or _holds_a_letter(notice)
    if machine and titled and (said or coded or holds or is_daemon(notice.sender) or _has_no_way_back(notice)):
        return f"a mail system says {titled}"
    stranger = not notice.head.raw("in-reply-to") and not _is_ours(notice)
    if machine and (strong or (said and (coded or holds))):
        return f"a mail system says {strong or said}"
    if titled and strong and stranger and (automatic or system or coded or holds):
        return f"a mail system says {strong}"
    if titled and said and ((automatic and (coded or holds)) or (system and coded)):
        return f"a mail system says {titled}"
    return ""


def _is_ours(notice: _Notice) -> bool:
    """One of ours wrote it: he tells of a bounce."""
    return normalised(notice.sender) in notice.ours.colleagues | notice.ours.front_doors


def _is_other_machine(title: str) -> bool:
    """An absence note or a receipt, whose title goes on with that of the mail it answers."""
    told = title.lstrip()
    return told.startswith(READ_TITLES) or any(each in told for each in AWAY_TITLES if each not in LOOSE_TITLES)


def _fails(notice: _Notice, words: tuple[str, ...]) -> str:
    told = " ".join(notice.text[:6_000].lower().replace("’", "'").split())
    return next((each for each in words if each in told), "")


def _holds_a_letter(notice: _Notice) -> bool:
    return any(each.content_type in _LETTERS for each in notice.leaves)


def _mbox_sender(notice: _Notice) -> bytes:
    raw = notice.leaves[0].raw[:80] if notice.leaves else b""
    return raw[5:].lower() if raw.startswith(b"From ") else b""


def _named(notice: _Notice, above: str, below: str, returned: Returned) -> str:
    """The recipient by the words of the notice, else by the mail that it returns, else by the address it came to."""
    known = _no_recipients(notice, returned)
    meant = [each for each in returned.recipients if normalised(each) not in known]
    found = weighed(f"{above}\n{texts_beside(notice.leaves)}\n{notice.subject}", known, meant)
    if found and found[0][0] >= CERTAIN:
        return found[0][1]
    if len(meant) == 1:
        return meant[0]
    return (
        next((each for weight, each in found if weight > 10), "")
        or named_only(above, "", meant)
        or next(iter(meant), "")
        or _by_flufl(notice, known)
        or next((each for weight, each in found if weight > 0), "")
        or next((each for weight, each in weighed(below, known, ()) if weight > 0), "")
        or _in_envelope(notice.head)
        or named_only(above, _host(notice), ())
        or _deeper(notice)
    )


def _no_recipients(notice: _Notice, returned: Returned) -> frozenset[str]:
    """Who stands in a notice and is not meant by it: ourselves, the mail's sender, the mail system."""
    named = [each.address for each in addresses([*notice.head.all("to"), *notice.head.all("delivered-to")])[0][:20]]
    others = {normalised(each) for each in (notice.sender, *named, *returned.senders)} - {""}
    return frozenset(notice.ours.front_doors | notice.ours.colleagues | others)


def _local(local: str, returned: Returned) -> str:
    """A recipient whom a report names by its local part alone, as it stands in the mail itself."""
    wanted = local.lower()
    found = [each for each in returned.recipients if wanted and each.rpartition("@")[0].lower() == wanted]
    return found[0] if found else ""


def _in_envelope(head: Head) -> str:
    """The recipient that a mailing program has written into the address to which bounces go (VERP)."""
    for name in ("to", "x-original-to", "delivered-to", "envelope-to"):
        for each in addresses(head.all(name))[0][:5]:
            if told := verp_recipient(each.address):
                return told
    return ""


def _host(notice: _Notice) -> str:
    return notice.sender.rpartition("@")[2].lower() if is_system(notice.sender) else ""


def _deeper(notice: _Notice) -> str:
    """A gateway may wrap the whole notice into another letter."""
    report = delivery_report(inner_leaves(notice.leaves))
    return next((each.address for each in report.failed if "@" in each.address), "") if report else ""


def _by_flufl(notice: _Notice, known: frozenset[str]) -> str:
    """The patterns of flufl.bounce, behind our gate: it raises on ordinary letters."""
    from email.message import Message

    from flufl.bounce import scan_message

    logging.getLogger("flufl.bounce").setLevel(
        logging.CRITICAL
    )  # it writes a page whenever it stumbles over a stranger's letter
    message = Message()
    for name, value in notice.head.fields[:60]:
        message[name] = value.decode("latin-1").replace("\n", " ")
    message.set_payload(notice.text)
    try:
        found = sorted(each.decode("ascii", "replace") for each in scan_message(message))
    except Exception:  # whatever it stumbles over: the address is then looked for elsewhere
        return ""
    return next((each for each in found if "@" in each and normalised(each) not in known and not is_daemon(each)), "")
