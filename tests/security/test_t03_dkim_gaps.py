"""T03: a signature that verifies says less than it seems: DKIM libraries called all of these valid.

An extra Subject or From above the signed one verifies while the reader shows the extra one; with l= a stranger's text may be
appended; a second address in From is nobody's. Here a verdict is a badge only, and such letters do not get it.
"""

from __future__ import annotations

import pytest

from mail.read import read_letter
from rules.letter import Letter, Ours
from tests.experiments import Seen

OURS = Ours(front_doors=frozenset({"info@firm.example"}), authserv_ids=frozenset({"mx.firm.example"}))
SIGNED = "DKIM-Signature: v=1; a=rsa-sha256; d=kunde.example; s=a; h=from:subject; bh=x; b=y"
VERDICT = (
    "Authentication-Results: mx.firm.example; dkim=pass header.d=kunde.example; dmarc=pass header.from=kunde.example"
)
HEAD = (
    "From: Eva <eva@kunde.example>\r\nTo: info@firm.example\r\nSubject: Order 7\r\nDate: Mon, 2 Mar 2026 09:00:00 +0800"
)

GAPS: dict[str, str] = {
    "a second Subject above the signed one": f"{VERDICT}\r\nSubject: New bank account\r\n{SIGNED}\r\n{HEAD}",
    "a second From above the signed one": f"{VERDICT}\r\nFrom: Boss <boss@evil.example>\r\n{SIGNED}\r\n{HEAD}",
    "two addresses in From": f"{VERDICT}\r\n{SIGNED}\r\n" + HEAD.replace("example>", "example>, x@evil.example", 1),
    "a second Date": f"{VERDICT}\r\nDate: Tue, 3 Mar 2026 09:00:00 +0800\r\n{SIGNED}\r\n{HEAD}",
    "a second To": f"{VERDICT}\r\nTo: all@firm.example\r\n{SIGNED}\r\n{HEAD}",
    "a signature of the first octets only": f"{VERDICT}\r\n{SIGNED}; l=12\r\n{HEAD}",
    "the same, folded": f"{VERDICT}\r\n{SIGNED};\r\n\tl = 0\r\n{HEAD}",
}


def read(head: str) -> Letter:
    return read_letter(f"{head}\r\n\r\nPlease send 5 pumps.\r\n".encode(), OURS)


@pytest.mark.experiment(
    "T03", "doubled fields, two senders, l= under a passing verdict", "every one unverified, and it is said"
)
def test_a_letter_with_a_gap_in_its_signature_is_unverified(seen: Seen) -> None:
    letters = {name: read(head) for name, head in GAPS.items()}
    assert [name for name, letter in letters.items() if letter.dmarc_pass] == []
    assert [name for name, letter in letters.items() if not letter.notes] == []
    seen(f"{len(letters)} of {len(letters)} unverified")


def test_the_same_letter_without_a_gap_has_the_badge() -> None:
    assert read(f"{VERDICT}\r\n{SIGNED}\r\n{HEAD}").dmarc_pass


def test_a_tag_that_only_contains_an_l_is_no_limit() -> None:
    assert read(f"{VERDICT}\r\n{SIGNED}; il=12; b=l=x\r\n{HEAD}").dmarc_pass
