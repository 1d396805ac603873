"""Bounces by their words alone, and what looks like one: the formats that no standard "
"describes (RFC 3464 came late)."""

from __future__ import annotations

import time

import pytest

from mail.read import read_letter
from rules.letter import Kind, Letter
from tests.letters.company import OURS

NOTICES = (
    ("Undeliverable message", "Unknown user: eva@kunde.example\n\nRCPT TO generated following response:\n550 unknown"),
    ("Returned mail", "Your mail to eva@kunde.example could not be delivered: mailbox unavailable"),
    ("Delivery failure", "Delivery failed 20 attempts: eva@kunde.example\n\nOriginal message follows."),
    ("Undeliverable Mail", "Invalid final delivery userid: eva@kunde.example\n\nOriginal message follows."),
    (
        "Mail delivery error",
        "   -----Transcript of session follows -----\n\neva@kunde.example\nThe user's email name is not found.\n",
    ),
    (
        "Nachricht unzustellbar",
        "Folgende Adresse ist nicht erreichbar:\n\n  eva@kunde.example\n\nGrund: Benutzer unbekannt",
    ),
    ("Courrier non distribuable", "Le message n'a pas pu être remis au destinataire eva@kunde.example : boîte pleine"),
    ("Mensagem devolvida", "Sua mensagem para <eva@kunde.example> não foi entregue porque a caixa postal está cheia."),
    ("退信", "很抱歉，您发往 eva@kunde.example 的邮件无法送达，对方邮箱不存在。请联系 help@mx.example"),
    ("系统退信", "收件人邮件地址（eva@kunde.example）不存在，邮件无法送达。"),
    ("Undelivered mail", "<<< 550 5.1.1 <eva@kunde.example>... User unknown\n554 5.0.0 Service unavailable"),
    (
        "failure notice",
        "Sorry. Your message could not be delivered to:\n\neva,KUNDE (The name was not found at the remote "
        "site)\neva@kunde.example\n",
    ),
    (
        "Returned mail: Service unavailable",
        "550 5.7.1 Message to (eva@kunde.example) refused by the policy of the firm",
    ),
    (
        "Undeliverable: offer",
        "Recipient: [eva@kunde.example], Error: 550 mailbox not found. Contact admin@mx.example for help.",
    ),
    (
        "Mail System Error - Returned Mail",
        "The following destination addresses were unknown (please check\nthe addresses and re-mail the "
        "message):\n\nSMTP <eva@kunde.example>\n\nPlease reply to Postmaster@mx.example\nif you feel this "
        "message to be in error.",
    ),
    ("Delivery Notification", "Failed recipients:\n\t* eva@kunde.example - no such user\n\nFrom: info@ours.example"),
    ("Message delivery failed", "To: eva@kunde.example\nFrom: info@ours.example\nError: user over quota (552)"),
    (
        "mail failed, returning to sender",
        "|------------------------- Failed addresses follow: ---------------------|\n <eva@kunde.example> ... "
        "unknown host\n|------------------------- Message text follows: ------------------------|",
    ),
    (
        "Undelivered",
        "Message from mx.example.\nThe mail server could not deliver mail to eva@kunde.example.  The account "
        "or domain may not exist, they may be blacklisted, or missing the proper dns entries.",
    ),
    (
        "Returned mail",
        "------Transcript of session follows -------\neva@kunde.example\nThe user's mailbox is full.\nMailbox "
        "quota exceeded.",
    ),
    (
        "Mail delivery failure",
        "Your message was not delivered because the return address was refused.\n\nThe return address "
        "was '<info@ours.example>'\n\nRecipient: eva@kunde.example",
    ),
    ("Sorry, mail could not be delivered", "This user's mailbox has exceeded the limit: eva@kunde.example (#5.2.2)"),
    (
        "Notification d'état de remise (échec)",
        "Échec de la remise aux destinataires suivants :\n\n       eva@kunde.example\n",
    ),
    (
        "Notifica dello stato di recapito (errore)",
        "Impossibile recapitare il messaggio ai seguenti destinatari:\n  eva@kunde.example",
    ),
    ("Onbestelbaar: offerte", "Uw bericht is niet bezorgd bij de volgende geadresseerde: eva@kunde.example"),
    ("Сообщение не доставлено", "Письмо для получателя eva@kunde.example не может быть доставлено: адрес не найден."),
    (
        "メール送信エラー",
        "以下の宛先へのメールは送信できませんでした。\n<eva@kunde.example>\n理由: ユーザーが見つかりません",
    ),
    ("배달 실패", "다음 수신인에게 메일이 전달되지 못했습니다: eva@kunde.example 사유: 없는 사용자"),
    ("Không gửi được thư", "Thư của bạn không thể gửi đến eva@kunde.example vì địa chỉ không tồn tại."),
    ("تعذر التسليم", "تعذر تسليم رسالتك إلى eva@kunde.example لأن العنوان غير موجود."),
    (
        "Delivery Status Notification (Failure)",
        "Message rejected. See https://support.mx.example/550 for more information.\nThe address "
        "eva@kunde.example was not found.",
    ),
    (
        "Mail Delivery Failed: returned",
        "Reason: 550-Verification failed for <eva@kunde.example>\n550 Sender verify for <info@ours.example> ok",
    ),
    (
        "Undeliverable",
        "The e-mail to the address <a href> eva@kunde.example could not be sent as the domain has no MX.",
    ),
    (
        "Returned mail: Host unknown",
        "   ----- The following addresses had delivery problems -----\n<eva@kunde.example>  (unrecoverable error)\n",
    ),
    (
        "Warning: could not send message for past 4 hours",
        "    **********************************************\n"
        "    **      THIS IS A WARNING MESSAGE ONLY      **\n"
        "    **********************************************\n\n   ----- The following addresses had transient "
        "non-fatal errors -----\n<eva@kunde.example>\n",
    ),
    (
        "Message blocked",
        "Your message to: eva@kunde.example was blocked by our Spam Firewall. The email you sent with the "
        "following subject has NOT BEEN DELIVERED",
    ),
    (
        "Rejected: offer",
        "Your message has been rejected by the recipient's system.\n\n  Recipient(s): eva@kunde.example\n"
        "  Reason: 554 5.7.1 content policy",
    ),
    ("NDN: offer", "Sorry. Your message could not be delivered to:\n\neva@kunde.example (The name was not found.)"),
    ("Mail could not be delivered", "Sent >>> RCPT TO: <eva@kunde.example>\nReceived <<< 550 5.1.1 no such user"),
    (
        "Undeliverable Mail",
        "Could not deliver message to <eva@kunde.example>\nfrom <info@ours.example> via <192.0.2.9>: 550",
    ),
    ("Zwrot poczty", "Wiadomość do adresata eva@kunde.example nie została dostarczona, skrzynka nie istnieje."),
    ("Kézbesíthetetlen: ajánlat", "A levelet nem sikerült kézbesíteni a következő címzettnek: eva@kunde.example"),
    ("Teslim edilemedi", "İletiniz şu alıcıya iletilemedi: eva@kunde.example - kullanıcı bulunamadı"),
    (
        "No se pudo entregar el mensaje",
        "No se pudo entregar el mensaje a: 'eva@kunde.example'. Motivo: usuario desconocido.",
    ),
)
"""Subject and words of a notice about eva@kunde.example, as mail systems of the last 25 years put them."""


def notice(
    subject: str, text: str, sender: str = "Mail Delivery System <MAILER-DAEMON@mx.example>", more: str = ""
) -> Letter:
    head = f"From: {sender}\nTo: info@ours.example\nSubject: {subject}\nDate: Tue, 3 Mar 2026 10:00:00 +0000\n{more}"
    return read_letter(f"{head}Content-Type: text/plain; charset=utf-8\n\n{text}\n".encode(), OURS)


@pytest.mark.parametrize(("subject", "text"), NOTICES)
def test_a_mail_system_names_the_recipient_in_whatever_words(subject: str, text: str) -> None:
    read = notice(subject, text)
    assert (read.kind, read.bounce_recipient) == (Kind.BOUNCE, "eva@kunde.example"), read.reasons


@pytest.mark.parametrize(("subject", "text"), NOTICES)
def test_the_same_words_in_a_persons_reply_are_no_bounce(subject: str, text: str) -> None:
    quoted = "\n".join(f"> {each}" for each in text.splitlines())
    more = "In-Reply-To: <77@ours.example>\n"
    read = notice(f"Re: {subject}", f"What does this mean?\n\n{quoted}", "Jo Ward <jo@ward.example>", more)
    assert read.kind is not Kind.BOUNCE, read.reasons


GOODS = (
    ("Undelivered parcels", "Three cartons could not be delivered to our store, the courier returned them to sender."),
    ("Delivery failure PO 4471", "Your delivery failed again: 550 pieces are missing. Who is responsible?"),
    (
        "Mailbox full set, 5.1.1 channel",
        "We want mailbox locks and a 5.1.1 amplifier, 500 pcs. The user manual in German, please.",
    ),
    (
        "Returned message holders",
        "We need 450 message boards, returned goods not accepted. Address of our store below.",
    ),
    (
        "Failed delivery attempt",
        "DHL writes: the recipient was unknown, address not found. Please send the samples again.",
    ),
    (
        "Delivery notification for your shipment",
        "The goods were not delivered yet, delivery has been delayed by 3 days. Please check.",
    ),
    ("Mail delivery of catalogue", "Please send your catalogue by mail, the last was undeliverable because we moved."),
)


@pytest.mark.parametrize(("subject", "text"), GOODS)
@pytest.mark.parametrize(
    "sender", ["Jo Ward <jo@ward.example>", "Ward <mail@ward.example>", "Ward Ltd <info@ward.example>"]
)
def test_a_customer_who_writes_about_goods_that_did_not_arrive_is_a_customer(
    subject: str, text: str, sender: str
) -> None:
    read = notice(subject, text, sender)
    assert read.kind not in (Kind.BOUNCE, Kind.AUTO_REPLY), read.reasons
    assert not read.automatic


@pytest.mark.parametrize(
    ("field", "address"),
    [
        ("rfc822; eva@kunde.example", "eva@kunde.example"),
        ("rfc822;<eva@kunde.example>", "eva@kunde.example"),
        ("RFC822; eva@kunde.example (Eva Braun)", "eva@kunde.example"),
        ("rfc822; eva+40kunde.example", "eva@kunde.example"),
        ("utf-8; \\x{fc}nal@kunde.example", "ünal@kunde.example"),
        ("eva@kunde.example", "eva@kunde.example"),
        ("unknown; eva@kunde.example", "eva@kunde.example"),
        ("SMTP;eva@kunde.example", "eva@kunde.example"),
        ("rfc822; IMCEASMTP-eva+40kunde+2Eexample@exchange.example", "eva@kunde.example"),
        ("X400; /c=de/s=braun/", "pedro@cliente.example"),
    ],
)
def test_a_report_names_its_recipient_in_many_ways(field: str, address: str) -> None:
    raw = (
        "From: MAILER-DAEMON@mx.example\nTo: info@ours.example\nSubject: Returned mail\n"
        "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n\nIt failed.\n"
        f"--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\nFinal-Recipient: {field}\n"
        "Action: failed\nStatus: 5.1.1\n\n--b\nContent-Type: message/rfc822\n\nTo: pedro@cliente.example\n\n"
        "Hola\n--b--\n"
    )
    assert read_letter(raw.encode(), OURS).bounce_recipient == address


def test_of_several_recipients_the_first_that_failed_is_named_and_the_others_are_noted() -> None:
    groups = "\n\n".join(
        f"Final-Recipient: rfc822; {each}@kunde.example\nAction: {action}\nStatus: {status}"
        for each, action, status in (
            ("ann", "relayed", "2.1.0"),
            ("ben", "delayed", "4.4.1"),
            ("cy", "failed", "5.1.1"),
        )
    )
    head = "From: MAILER-DAEMON@mx.example\nSubject: Report\nContent-Type: message/delivery-status\n\n"
    raw = f"{head}Reporting-MTA: dns; mx\n\n{groups}\n"
    read = read_letter(raw.encode(), OURS)
    assert (read.bounce_recipient, read.bounce_final) == ("cy@kunde.example", True)
    assert "came back from ben@kunde.example as well" in read.notes


@pytest.mark.parametrize(
    "text",
    ["eva@" * 5_000, "a" * 9_000 + "@b", "To: <" * 4_000, "following:\n" * 2_000, "@" * 20_000, "a.b@c.de " * 2_000,
     "From: x\nTo: y\nReceived: z\n" * 700, "5.1.1 550 " * 2_000, "recipient " * 2_000 + "a@b.de"],
)  # fmt: skip
def test_hostile_notices_are_read_at_once(text: str) -> None:
    began = time.process_time()
    assert notice("Undelivered Mail Returned to Sender", text).kind is Kind.BOUNCE
    assert time.process_time() - began < 1.0
