"""What filters on the way say of a letter, each in its own field."""

from __future__ import annotations

import pytest

from mail.mime import head_of
from mail.read import read_letter
from mail.spam import spam_verdict
from rules.letter import Kind
from tests.letters.company import OURS

SPAM = (
    ("X-Spam-Flag: YES", "x-spam-flag"),
    ("X-Spam-Status: Yes, score=9.1 required=5.0", "x-spam-status"),
    ("X-Spam-Level: *********", "x-spam-level"),
    ("X-Spamd-Result: default: True [16.20 / 15.00];\n BAYES_SPAM(5.10)[99.9%]", "x-spamd-result"),
    ("X-Rspamd-Action: add header", "x-rspamd-action"),
    ("X-MS-Exchange-Organization-SCL: 9", "level 9"),
    ("X-Forefront-Antispam-Report: CIP:1.2.3.4;CTRY:NG;SCL:5;SFV:SPM;CAT:SPM;", "level 5"),
    ("X-Forefront-Antispam-Report: CIP:1.2.3.4;SCL:1;SFV:NSPM;CAT:PHSH;", "PHSH"),
    ("X-Barracuda-Spam-Status: Yes, SCORE=6.10", "x-barracuda"),
    ("X-Proofpoint-Spam-Details: rule=spam policy=default score=99", "x-proofpoint"),
    ("X-Mimecast-Spam-Score: 12", "x-mimecast"),
    ("X-PMX-Spam: Gauge=XXXXXXXX, Probability=82%, Report=X", "x-pmx"),
    ("X-YahooFilteredBulk: 41.203.72.5", "x-yahoo"),
    ("X-QQ-SPAM: true", "x-qq-spam"),
    ("X-Amavis-Alert: INFECTED, message contains virus: Eicar", "x-amavis"),
    ("X-KLMS-AntiSpam-Status: probable_spam", "x-klms"),
    ("X-Bogosity: Spam, tests=bogofilter, spamicity=0.999", "x-bogosity"),
    ("X-DSPAM-Result: Spam", "x-dspam"),
    ("X-ACME-MailScanner-SpamCheck: spam, SpamAssassin (score=8)", "mailscanner"),
    ("X-VR-SPAMSTATE: SPAM", "x-vr-spamstate"),
    ("Subject: ***SPAM*** cheap", "***SPAM***"),
    ("Subject: [Suspected Spam] cheap", "[Suspected Spam]"),
    ("Subject: 【垃圾邮件】便宜", "【垃圾邮件】"),
)
NO_SPAM = (
    "X-Spam-Flag: NO",
    "X-Spam-Status: No, score=4.9 required=5.0",
    "X-Spam-Level: ****",
    "X-Spam-Status: No, score=8.0 required=12.0\nX-Spam-Level: ********",
    "X-Spamd-Result: default: False [3.00 / 15.00]",
    "X-Rspamd-Action: no action",
    "X-MS-Exchange-Organization-SCL: -1",
    "X-Forefront-Antispam-Report: CIP:1.2.3.4;SCL:1;SFV:NSPM;CAT:NONE;",
    "X-Mimecast-Spam-Score: 2",
    "X-PMX-Spam: Gauge=IIIIIIII, Probability=8%",
    "X-Bogosity: Ham, tests=bogofilter",
    "X-ACME-MailScanner-SpamCheck: not spam, SpamAssassin (score=-2)",
    "X-Coremail-Antispam: 1U5529EdanIXcx71UUUUU7vcSsGvfC2KfnxnUU==",
    "Subject: Spam filter for kitchens",
    "Subject: [Special] lamps",
)


def verdict(field: str) -> str:
    raw = f"From: a@b.example\n{field}\n\nhello".encode()
    head, _, _ = head_of(raw)
    return spam_verdict(head, head.text("subject"))


@pytest.mark.parametrize(("field", "says"), SPAM)
def test_each_filter_is_understood_and_named(field: str, says: str) -> None:
    assert says.casefold() in verdict(field).casefold()


@pytest.mark.parametrize("field", NO_SPAM)
def test_a_field_that_says_no_or_says_nothing_speaks_against_nobody(field: str) -> None:
    assert verdict(field) == ""


def test_the_topmost_verdict_counts() -> None:
    assert verdict("X-Spam-Flag: NO\nX-Spam-Flag: YES") == ""


@pytest.mark.parametrize(
    ("extra", "text"),
    [("", "Please quote 40 pumps."), ("In-Reply-To: <7@ours.example>\n", "It arrived well."), ("", "多少钱？请报价")],
)
def test_a_verdict_hides_nobody_who_asks_or_answers(extra: str, text: str) -> None:
    raw = f"From: k@kunde.de\nX-Spam-Flag: YES\n{extra}Content-Type: text/plain; charset=utf-8\n\n{text}".encode()
    read = read_letter(raw, OURS)
    assert read.spam_verdict
    assert read.kind is not Kind.SPAM
