"""What trying a mail account shows: one finding a thing, and what to do about those that are not good."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from mail.login import Login
from mail.mailbox import LoginRefused
from mail.providers import at_host, guessed
from mail.smtp_answers import LoginNotTaken
from rules.words import Line, line

SKEW = timedelta(minutes=2)
"""How far a server's clock and ours may be apart before we say so."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was tried. `mend` says what to do, or what is good to know; only a finding that works may have none."""

    works: bool
    what: Line
    mend: Line | None = None


def no_way_in(login: Login, fault: Exception, smtp: bool) -> Finding:
    """Why the account cannot be used, with what its provider wants or what to look at."""
    reason = str(fault) or type(fault).__name__
    if isinstance(fault, LoginRefused | LoginNotTaken):
        what = line("{host} refuses {username}: {reason}", host=login.host, username=login.username, reason=reason)
        return Finding(False, what, (at_host(login.host) or guessed(login.username)).wants)
    what = line("{host} cannot be used at port {port}: {reason}", host=login.host, port=login.port, reason=reason)
    return Finding(False, what, _mended(reason, smtp))


def clock_is_off(told: datetime, at: datetime) -> Finding | None:
    """A finding where a server's clock and ours are more than two minutes apart; None where they agree."""
    if abs(told - at) <= SKEW:
        return None
    return Finding(
        False,
        line("The server's clock and that of this machine are {apart} apart.", apart=abs(told - at)),
        _SET_THE_CLOCK,
    )


def _mended(reason: str, smtp: bool) -> Line:
    """What to do about a line that did not come to be; the first row that fits."""
    for pattern, mend in _MENDS:
        if re.search(pattern, reason, re.IGNORECASE):
            return mend
    if smtp:
        return line("Check host, port and security: 465 is tls, 587 is starttls.")
    return line("Check host, port and security: 993 is tls, 143 is starttls.")


_MENDS: tuple[tuple[str, Line], ...] = (
    (r"token command|token_file",
     line("No access token came: run the token command by hand and see what it says.")),
    (r"self.signed|unable to get (local )?issuer",
     line("The certificate is signed by nobody known here: name the authority's file as ca_file in the settings.")),
    (r"hostname mismatch|not valid for|doesn't match",
     line("The certificate belongs to another name: use the host name that your provider documents.")),
    (r"certificate", line("The server's certificate is not good: ask your host. It is never ignored.")),
    (r"wrong.version.number|record.layer|not offer.*starttls|no starttls|starttls",
     line("Port and security do not fit together: 993 and 465 are tls, 143 and 587 are starttls.")),
    (r"name or service|getaddrinfo|nodename|name resolution",
     line("There is no host of that name: check its spelling, and whether this machine reaches the network.")),
    (r"refused|connect call failed",
     line("Nobody listens there: check the port, and whether IMAP and SMTP are turned on for the mailbox.")),
    (r"timed? ?out|too long", line("Nobody answers: a firewall may hold it up. Try it from another network.")),
)  # fmt: skip

_SET_THE_CLOCK = line("Set this machine's clock: timedatectl set-ntp true. If it is right, tell your mail host.")
