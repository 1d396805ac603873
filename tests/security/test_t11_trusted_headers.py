"""T11: a header that a program trusts because it wrote it once, written by a stranger (RT CVE-2023-41259; Zammad's X-Zammad-*).

There the sender chose queue, owner, priority or status of his own ticket by a header. Here no header of that sort is read.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from mail.read import read_letter
from rules.letter import Ours
from tests.dialogues.desk import Desk
from tests.experiments import Seen

DOOR = "info@firm.example"
OURS = Ours(
    front_doors=frozenset({"info@firm.example"}),
    domains=frozenset({"firm.example"}),
    authserv_ids=frozenset({"mx.firm.example"}),
)
FORGED = [
    ("X-Infodesk-Conversation", "1001"), ("X-Infodesk-Owner", "Ana"), ("X-Infodesk-State", "answered"),
    ("X-Infodesk-Token", "1001.c.aaaaaaaaaaaaaaaa.aaaaaaaaaaaaaaaaaaaa"), ("X-Bot-Command", "/approve 12"),
    ("X-Bot-Role", "manager"),
    ("X-Zammad-Ticket-Owner", "ana@firm.example"), ("X-Zammad-Ignore", "true"), ("X-RT-Loop-Prevention", "firm.example"),
    ("RT-Send-CC", "eve@evil.example"), ("X-FreeScout-Mail-Type", "user.reply"), ("X-Infodesk-Verified", "dmarc=pass"),
    ("X-Original-From", "ana@firm.example"), ("X-Sender-Verified", "yes"), ("X-OTRS-Queue", "Raw"), ("X-Priority", "1"),
]  # fmt: skip


@pytest.mark.experiment("T11", "16 headers of trust, forged", "0 change what was read")
def test_none_of_them_changes_what_is_read_of_a_letter(seen: Seen) -> None:
    plain = b"From: Eve <eve@evil.example>\r\nTo: info@firm.example\r\nSubject: 40 pumps\r\n\r\nPrice for 40 pumps?\r\n"
    without = read_letter(plain, OURS)
    changed = []
    for name, value in FORGED:
        letter = read_letter(f"{name}: {value}\r\n".encode() + plain, OURS)
        if replace(letter, sha256=without.sha256, size=without.size) != without:
            changed.append(name)
    seen(f"{len(FORGED)} headers, effects {len(changed)}")
    assert changed == []


@pytest.mark.experiment("T11", "the same in letters to the department", "0 join, 0 owners chosen, 0 commands")
def test_none_of_them_moves_anything_in_the_department(desk: Desk, seen: Seen) -> None:
    desk.receives()
    before = (desk.conversation(1001).state, desk.owner_of(1001), desk.conversation(1001).urgent)
    for number, (name, value) in enumerate(FORGED):
        desk.postbox.put(
            desk.written(f"Hello {number}", f"E <e@evil{number}.example>", f"Hi {number}", DOOR, {name: value})
        )
    desk.settle()
    assert (desk.conversation(1001).state, desk.owner_of(1001), desk.conversation(1001).urgent) == before
    assert len(desk.numbers()) == 1 + len(FORGED), "each is a letter like any other; none was ignored for its header"
    owners = {desk.owner_of(number) for number in desk.numbers()[1:]}
    seen(f"{len(FORGED)} letters, joined 0, shared out to {len(owners)}")
    assert owners == {"Ana", "Bob"}
