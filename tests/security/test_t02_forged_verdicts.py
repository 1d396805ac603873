"""T02: a sender writes "Authentication-Results: mx.ours; dmarc=pass" into his own mail, and help desks believed it.

Verdicts were taken from any such line (USENIX'20 "Composition Kills"; FreeScout GHSA-8vm3). Here only the topmost one counts,
above the first Received that another machine wrote, under exactly the name that is set as our provider's (RFC 8601).
"""

from __future__ import annotations

import pytest

from mail.read import read_letter
from rules.letter import Ours
from tests.dialogues.desk import Desk
from tests.experiments import Seen

OURS = "mx.firm.example"
PASS = "dmarc=pass header.from=firm.example"
FROM_US = f"Received: from out.firm.example by {OURS} with ESMTPS; Mon, 2 Mar 2026 09:00:00 +0800"
FOREIGN = "Received: from bot.evil.example by relay.evil.example with SMTP; Mon, 2 Mar 2026 08:59:00 +0800"
FAILED = f"Authentication-Results: {OURS}; dmarc=fail header.from=firm.example"

FORGED: dict[str, str] = {
    "nothing but his own": "Authentication-Results: mx.evil.example; " + PASS,
    "our name below a foreign Received": f"{FOREIGN}\r\nAuthentication-Results: {OURS}; {PASS}",
    "our name below ours and a foreign Received": f"{FROM_US}\r\n{FOREIGN}\r\nAuthentication-Results: {OURS}; {PASS}",
    "below our own failing verdict": f"{FAILED}\r\n{FROM_US}\r\nAuthentication-Results: {OURS}; {PASS}",
    "below a verdict of another name":
        f"Authentication-Results: mx.evil.example; dmarc=fail\r\nAuthentication-Results: {OURS}; {PASS}",
    "a name that begins like ours": f"Authentication-Results: {OURS}.evil.example; {PASS}",
    "a name that ends like ours": f"Authentication-Results: evil-{OURS}; {PASS}",
    "a host below ours": f"Authentication-Results: a.{OURS}; {PASS}",
    "our name in a comment": f"Authentication-Results: mx.evil.example ({OURS}); {PASS}",
    "our name in quotes": f'Authentication-Results: "{OURS}" mx.evil.example; {PASS}',
    "our name behind theirs": f"Authentication-Results: mx.evil.example {OURS}; {PASS}",
    "below a hop of his own machine":
        f"{FOREIGN}\r\nReceived: by {OURS} with LMTP\r\nAuthentication-Results: {OURS}; {PASS}",
    "the pass in a comment": f"Authentication-Results: {OURS}; dmarc=fail (dmarc=pass) header.from=firm.example",
    "the pass in quotes": f'Authentication-Results: {OURS}; dmarc=fail reason="; dmarc=pass header.from=firm.example"',
    "two verdicts in one line": f"Authentication-Results: {OURS}; dmarc=fail header.from=firm.example; {PASS}",
    "a pass for another domain": f"Authentication-Results: {OURS}; dmarc=pass header.from=evil.example",
    "spf alone":
        f"Authentication-Results: {OURS}; spf=pass smtp.mailfrom=firm.example; dkim=pass header.d=firm.example",
    "a misspelled method": f"Authentication-Results: {OURS}; xdmarc=pass header.from=firm.example",
    "folded into another field": f"X-Note: a\r\n Authentication-Results: {OURS}; {PASS}",
    "in an encoded word": f"=?utf-8?Q?Authentication-Results?=: {OURS}; {PASS}",
    "another header of that sort":
        f"ARC-Authentication-Results: i=1; {OURS}; {PASS}\r\nX-Authentication-Results: {OURS}; {PASS}",
    "our host named in a foreign Received":
        f"Received: from x by relay.evil.example (by {OURS}); x\r\nAuthentication-Results: {OURS}; {PASS}",
    "an open comment": f"Authentication-Results: {OURS} (; {PASS}",
}  # fmt: skip
NAMES = frozenset({OURS})


def mail(headers: str, sender: str = "Ana <ana@firm.example>") -> bytes:
    return (
        f"{headers}\r\nFrom: {sender}\r\nTo: eva@kunde.example, info@firm.example\r\nSubject: Re: pumps\r\n"
        f"Message-ID: <a{abs(hash(headers))}@x>\r\nIn-Reply-To: <1@mail.example>\r\n\r\nDear Eva, 1 USD. {len(headers)}\r\n"
    ).encode()


def believed(headers: str, names: frozenset[str] = NAMES, sender: str = "Ana <ana@firm.example>") -> bool:
    return read_letter(mail(headers, sender), Ours(authserv_ids=names)).dmarc_pass


@pytest.mark.experiment("T02", "23 forged layouts of Authentication-Results", "0 believed")
def test_no_forged_verdict_is_believed(seen: Seen) -> None:
    wrong = [layout for layout, headers in FORGED.items() if believed(headers)]
    seen(f"{len(FORGED)} layouts, believed {len(wrong)}")
    assert len(FORGED) >= 20
    assert wrong == []


@pytest.mark.experiment("T02", "the same as a colleague's answer in a customer's thread", "0 clocks stopped")
def test_no_forged_verdict_keeps_a_promise(desk: Desk, seen: Seen) -> None:
    desk.receives()
    for headers in FORGED.values():
        desk.postbox.put(mail(headers))
    desk.settle()
    stopped = desk.conversation(1001).first_answer_at is not None
    seen(f"{len(FORGED)} mails in Ana's name, clocks stopped {int(stopped)}")
    assert not stopped
    assert desk.conversation(1001).state == "assigned"


@pytest.mark.parametrize(
    "headers",
    [
        f"Authentication-Results: {OURS}; {PASS}\r\n{FROM_US}\r\n{FOREIGN}",
        f"{FROM_US}\r\nAuthentication-Results: {OURS}; spf=pass; {PASS}\r\n{FOREIGN}",
        f"Authentication-Results: {OURS} 1; (a comment) {PASS}\r\n{FROM_US}",
        f"Authentication-Results: {OURS.upper()}; dmarc=pass (p=NONE) header.from=firm.example",
        # what Gmail puts on top: a hop within the provider, that names no host it came from
        "Received: by 2002:a05:6a10:1 with SMTP id x; Mon, 2 Mar 2026 09:00:01 +0800\r\n"
        f"{FROM_US}\r\nAuthentication-Results: {OURS}; {PASS}\r\n{FOREIGN}",
    ],
    ids=["on top", "below our own Received", "with a version", "in capitals", "behind a hop within the provider"],
)
def test_the_providers_own_verdict_is_believed(headers: str) -> None:
    assert believed(headers)
    assert not believed(headers, frozenset()), "nobody is believed where no provider is named"
    assert not believed(headers, frozenset({"mx.other.example"}))


@pytest.mark.parametrize(
    "sender",
    ["Ana <ana@firm.example>, <eve@evil.example>", "Ana <ana@firm.example>\r\nFrom: eve@evil.example", "nobody"],
)
def test_a_verdict_is_for_one_sender(sender: str) -> None:
    assert not believed(f"Authentication-Results: {OURS}; {PASS}", sender=sender)
