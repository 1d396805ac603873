"""What each letter is (R25), and why."""

from __future__ import annotations

import pytest

from mail.read import read_letter
from rules.letter import Kind
from tests.letters.company import FOLDER, OURS, read

KINDS = (
    ("english_inquiry", Kind.INQUIRY, "says please quote"),
    ("chinese_gb18030_behind_gb2312", Kind.INQUIRY, "says 请报"),
    ("spanish_inquiry", Kind.INQUIRY, "cotizacion"),
    ("html_only", Kind.INQUIRY, "senden sie uns"),
    ("reply_qq", Kind.INQUIRY, "价格"),
    ("no_date_no_subject", Kind.INQUIRY, "do you sell"),
    ("customer_through_google_group", Kind.INQUIRY, "your price"),
    ("notice_alibaba", Kind.INQUIRY, "notice of alibaba.com"),
    ("notice_made_in_china", Kind.INQUIRY, "notice of made-in-china.com"),
    ("web_form_english", Kind.INQUIRY, "web form"),
    ("web_form_chinese", Kind.INQUIRY, "web form"),
    ("colleague_forwards_inline", Kind.INQUIRY, "please quote"),
    ("colleague_forwards_attached", Kind.INQUIRY, "please quote"),
    ("reply_163", Kind.OTHER, "nothing"),
    ("order_attached", Kind.ORDER, "purchase order"),
    ("sample_request", Kind.SAMPLE, "sample"),
    ("payment_slip", Kind.PAYMENT, "水单"),
    ("complaint", Kind.COMPLAINT, "arrived broken"),
    ("supplier_offer", Kind.SUPPLIER, "offers to us"),
    ("freight_offer_chinese", Kind.SUPPLIER, "货代"),
    ("seo_advertising", Kind.ADVERTISING, "seo"),
    ("newsletter", Kind.NEWSLETTER, "bulk mail"),
    ("out_of_office_english", Kind.AUTO_REPLY, "auto-replied"),
    ("out_of_office_chinese", Kind.AUTO_REPLY, "自动回复"),
    ("bounce_dsn", Kind.BOUNCE, "delivery report"),
    ("bounce_qmail", Kind.BOUNCE, "failure notice"),
    ("bounce_chinese", Kind.BOUNCE, "退信"),
    ("calendar_invitation", Kind.CALENDAR, "request"),
    ("verification_code", Kind.VERIFICATION, "verification code"),
    ("colleague_writes", Kind.INTERNAL, "one of ours"),
    ("spam_by_provider", Kind.SPAM, "x-spam-flag"),
    ("empty", Kind.OTHER, "nothing"),
)

MACHINES = {
    "newsletter",
    "out_of_office_english",
    "out_of_office_chinese",
    "bounce_dsn",
    "bounce_qmail",
    "bounce_chinese",
    "verification_code",
}


@pytest.mark.parametrize(("name", "kind", "because"), KINDS)
def test_a_letter_is_what_it_is_and_says_why(name: str, kind: Kind, because: str) -> None:
    letter = read(name)
    assert (letter.kind, because in " ".join(letter.reasons)) == (kind, True), letter.reasons


@pytest.mark.parametrize("name", sorted(each.stem for each in FOLDER.glob("*.eml")))
def test_only_machines_count_as_machines(name: str) -> None:
    assert read(name).automatic is (name in MACHINES)


def test_a_person_in_a_mailing_group_with_an_offer_in_doubt_is_an_inquiry() -> None:
    raw = b"From: eva@kunde.de\nSubject: special offer\n\nSpecial offer? Please quote 500 pcs of your lamps."
    assert read_letter(raw, OURS).kind is Kind.INQUIRY


def test_what_the_filter_calls_spam_stays_an_inquiry_when_somebody_asks_for_a_quote() -> None:
    letter = read_letter(b"From: eva@kunde.de\nX-Spam-Flag: YES\nSubject: RFQ\n\nPlease quote 5 pcs.", OURS)
    assert (letter.kind, letter.spam_verdict) == (Kind.INQUIRY, True)


def test_a_stranger_cannot_say_what_his_letter_is() -> None:
    raw = b"From: eva@kunde.de\nX-Infodesk-Kind: order\nX-Infodesk-Conversation: 1042\nSubject: hi\n\nGood morning."
    bare = b"From: eva@kunde.de\nSubject: hi\n\nGood morning."
    told, plain = read_letter(raw, OURS), read_letter(bare, OURS)
    assert (told.kind, told.reasons, told.customer) == (plain.kind, plain.reasons, plain.customer)


@pytest.mark.parametrize(
    ("name", "recipient", "final", "message_id"),
    [
        ("bounce_dsn", "eva@kunde.example", True, "<ours-77.abc@ours.example>"),
        ("bounce_qmail", "pedro@cliente.example", True, "<ours-78.abc@ours.example>"),
        ("bounce_chinese", "wang@kehu.example", True, ""),
    ],
)
def test_a_bounce_says_who_did_not_get_which_mail(name: str, recipient: str, final: bool, message_id: str) -> None:
    letter = read(name)
    assert (letter.bounce_recipient, letter.bounce_final, letter.bounced_message_id) == (recipient, final, message_id)
    assert letter.customer is None


def test_a_mail_that_is_only_late_has_not_failed_for_good() -> None:
    raw = (
        b"From: MAILER-DAEMON@mx.example\nSubject: Delivery delayed\n"
        b"Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"
        b"--b\n\nStill trying.\n--b\nContent-Type: message/delivery-status\n\n"
        b"Reporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; eva@kunde.de\nAction: delayed\nStatus: 4.4.1\n--b--\n"
    )
    letter = read_letter(raw, OURS)
    assert (letter.kind, letter.bounce_recipient, letter.bounce_final) == (Kind.BOUNCE, "eva@kunde.de", False)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("I am away from 2 March 2026 and back on 16 March 2026.", "2026-03-16"),
        ("I will return on March 9.", "2026-03-09"),
        ("Ich bin bis 20.03.2026 nicht im Haus.", "2026-03-20"),
        ("Estaré fuera hasta el 5 de abril de 2026.", "2026-04-05"),
        ("休假至3月12日，返回后回复。", "2026-03-12"),
        ("I am away.", ""),
    ],
)
def test_an_out_of_office_note_says_when_its_writer_is_back(words: str, day: str) -> None:
    raw = f"From: eva@kunde.de\nSubject: Out of office\nDate: Tue, 3 Mar 2026 10:00:00 +0000\n\n{words}".encode()
    assert read_letter(raw, OURS).returns_on == day


@pytest.mark.parametrize(
    ("part", "status"),
    [
        ("message/disposition-notification", "Disposition: manual-action/MDN-sent-manually; displayed"),
        ("message/delivery-status", "Final-Recipient: rfc822; eva@kunde.example\r\nAction: delivered\r\nStatus: 2.0.0"),
    ],
)
def test_a_read_receipt_or_delivery_report_is_no_letter_of_the_customer(part: str, status: str) -> None:
    raw = (
        "From: Eva <eva@kunde.example>\r\nTo: info@ours.example\r\nSubject: Read: our offer\r\n"
        f'MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=x; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nYour message was displayed.\r\n"
        f"--b\r\nContent-Type: {part}\r\n\r\n{status}\r\n--b--\r\n"
    )
    read = read_letter(raw.encode(), OURS)
    assert read.kind == Kind.AUTO_REPLY
    assert read.automatic


@pytest.mark.parametrize(
    ("subject", "words", "automatic"),
    [
        ("Out of office next week", "I am out of office next week, so please send the proforma for 500 lamps.", False),
        ("On holiday from Monday", "We are on holiday from Monday. Kindly ship the 200 pcs before.", False),
        ("Out of office", "I am out of office. Please send your urgent mail to sales@kunde.example.", True),
        ("Out of office", "Thank you for your mail. For urgent matters please contact sales@kunde.example.", True),
    ],
)
def test_a_person_who_leaves_and_asks_for_something_is_no_machine(subject: str, words: str, automatic: bool) -> None:
    letter = read_letter(f"From: john@kunde.example\nSubject: {subject}\n\n{words}\n".encode(), OURS)
    assert (letter.kind == "auto_reply") is automatic
