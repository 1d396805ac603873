"""Headers, texts and attachments of letters as customers really send them."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

import pytest

from mail.read import part_bytes, read_letter
from rules.letter import Address, Letter
from tests.letters.company import FOLDER, OURS, raw, read


@pytest.mark.parametrize(
    ("name", "sender", "subject"),
    [
        ("english_inquiry", Address("John Miller", "john.miller@millerpumps.co.uk"), "Inquiry - submersible pumps"),
        ("chinese_gb18030_behind_gb2312", Address("王小明", "wang@mingliang.example"), "询价：LED灯（䶮）"),
        ("spanish_inquiry", Address("José Muñoz", "jose@riegos-munoz.es"), "Solicitud de cotización: bombas"),
        ("html_only", Address("René Müller", "rene@mueller.ch"), "Angebot für Ventile"),
        ("raw_8bit_headers", Address("王小明", "wang@kehu.example"), "询价：水泵"),
        ("no_date_no_subject", Address("", "eva@kunde.de"), ""),
        ("no_sender", None, "price"),
    ],
)
def test_a_letter_says_who_writes_about_what(name: str, sender: Address | None, subject: str) -> None:
    letter = read(name)
    assert (letter.sender, letter.subject, letter.error) == (sender, subject, "")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("chinese_gb18030_behind_gb2312", "䶮字樣的產品目錄"),
        ("spanish_inquiry", "¿Cuál es el plazo de entrega?"),
        ("html_only", "wir benötigen 20 Stück Ventile.\nBitte senden"),
        ("raw_8bit_headers", "请报价水泵100台。"),
        ("utf8_labelled_latin1", "Preis für 50 Stück Kölner Lampen?"),
        ("no_charset_gbk", "这款水泵的价格是多少"),
        ("broken_multipart", "Please quote 7 pcs."),
        ("multipart_without_boundary", "Please quote 8 pcs."),
        ("order_attached", "send the proforma invoice."),
    ],
)
def test_the_words_arrive_as_they_were_written(name: str, words: str) -> None:
    assert words in read(name).text


@pytest.mark.parametrize(
    ("name", "fresh", "quoted"),
    [
        ("reply_gmail", "Thank you. Is the price for 2000 pcs the same?\n\nEva", "our price is USD 3.20"),
        ("reply_qq", "你好，价格可以，请问交货期多长？需要1000个。", "您好，附件是报价单"),
        ("reply_163", "好的，样品收到，很满意。", "韩小姐，样品已寄出"),
        (
            "reply_outlook_german",
            "Guten Tag,\n\nkönnen Sie die Lieferzeit für 300 Stück bestätigen?",
            "anbei unser Angebot",
        ),
        ("colleague_forwards_inline", "Please log this one.", "bearings 6204-2RS"),
        ("colleague_forwards_inline_chinese", "", "price list for 50 sets"),
    ],
)
def test_history_is_told_from_fresh_words(name: str, fresh: str, quoted: str) -> None:
    letter = read(name)
    assert letter.fresh_text == fresh
    assert quoted in letter.quoted_text


def test_a_letter_of_quotations_only_loses_no_word() -> None:
    assert read_letter(b"From: a@b.de\n\n> yes\n> agreed\n", OURS).fresh_text == "> yes\n> agreed"


def test_words_below_the_quotation_are_kept() -> None:
    text = b"On Tue, 3 Mar 2026 at 10:00, Info <info@ours.example> wrote:\n> price is 3\n\nToo high, 2.80 please.\n"
    letter = read_letter(b"From: a@b.de\n\n" + text, OURS)
    assert (letter.fresh_text, "price is 3" in letter.quoted_text) == ("Too high, 2.80 please.", True)


def test_a_postscript_below_the_signature_is_kept() -> None:
    letter = read_letter(b"From: a@b.de\n\nWe take it.\n\nBest regards\nEva\n\nPS: 20 pcs more, please.\n", OURS)
    assert "PS: 20 pcs more" in letter.fresh_text


def test_attachments_keep_name_size_hash_and_are_found_again() -> None:
    order, logo = read("order_attached").attachments
    assert (order.name, order.content_type, order.size, order.inline) == (
        "Bestellung Müller.pdf",
        "application/pdf",
        14,
        False,
    )
    assert (logo.name, logo.inline, logo.content_id) == ("logo.png", True, "logo@kunde.de")
    assert part_bytes(raw("order_attached"), order.part) == b"%PDF-1.4 order"


@pytest.mark.parametrize("name", sorted(each.stem for each in FOLDER.glob("*.eml")))
def test_every_attachment_is_found_again_by_its_number(name: str) -> None:
    for each in read(name).attachments:
        content = part_bytes(raw(name), each.part)
        assert (hashlib.sha256(content).hexdigest(), len(content)) == (each.sha256, each.size)


def test_a_nested_letter_is_one_attachment_and_keeps_its_bytes() -> None:
    (attached,) = read("colleague_forwards_attached").attachments
    assert (attached.name, attached.content_type) == ("mail.eml", "message/rfc822")
    assert part_bytes(raw("colleague_forwards_attached"), attached.part).startswith(b"From: Ahmed Hassan")


def test_winmail_dat_is_at_least_kept() -> None:
    assert [each.name for each in read("winmail_dat").attachments] == ["winmail.dat"]


def test_html_that_is_shown_does_nothing() -> None:
    html = read("html_only").html
    assert "Guten Tag" in html
    assert not any(each in html for each in ("script", "onload", "<img", "tracker.example", "alert"))


def test_two_senders_are_noted_and_vouched_for_by_nobody() -> None:
    letter = read("two_senders")
    assert "more than one sender" in letter.notes
    assert "the field from stands twice" in letter.notes
    assert not letter.dmarc_pass


def test_a_letter_without_date_or_sender_is_read_all_the_same() -> None:
    assert (read("no_date_no_subject").date, "no date" in read("no_date_no_subject").notes) == (None, True)
    assert "Please quote 5 pcs." in read("no_sender").text


def test_an_empty_letter_says_that_it_is_empty() -> None:
    assert read("empty").error == "the letter is empty"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Tue, 3 Mar 2026 10:00:00 +0100", datetime(2026, 3, 3, 9, tzinfo=UTC)),
        ("3 Mar 26 10:00 GMT", datetime(2026, 3, 3, 10, tzinfo=UTC)),
        ("Tue, 03 Mar 2026 10:00:00 -0000", datetime(2026, 3, 3, 10, tzinfo=UTC)),
        ("2026-03-03T10:00:00+08:00", datetime(2026, 3, 3, 2, tzinfo=UTC)),
        ("yesterday", None),
        ("Tue, 3 Mar 99999999 10:00:00 +9999999", None),
    ],
)
def test_dates_are_instants_or_nothing(written: str, meant: datetime | None) -> None:
    assert read_letter(f"From: a@b.de\nDate: {written}\n\nx".encode(), OURS).date == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ('"Klein, Eva" <eva@kunde.de>', [Address("Klein, Eva", "eva@kunde.de")]),
        ("eva@kunde.de (Eva Klein)", [Address("Eva Klein", "eva@kunde.de")]),
        ("boss@ours.example <eve@x.example>", [Address("boss@ours.example", "eve@x.example")]),
        (
            "Team: a@b.de, Bob <c@d.de>;, e@f.de",
            [Address("", "a@b.de"), Address("Bob", "c@d.de"), Address("", "e@f.de")],
        ),
        ("undisclosed-recipients:;", []),
        ("=?utf-8?Q?Eva=2C_Klein?= <eva@kunde.de>", [Address("Eva, Klein", "eva@kunde.de")]),
        ("'Eva' <eva@kunde.de>", [Address("Eva", "eva@kunde.de")]),
        ("eva@kunde.de; bob@kunde.de", [Address("", "eva@kunde.de"), Address("", "bob@kunde.de")]),
        ("=?UTF-8?Q?x=0D=0ABcc:_v@o.example?= <eva@kunde.de>", [Address("x Bcc: v@o.example", "eva@kunde.de")]),
    ],
)
def test_addresses_are_the_ones_in_the_brackets(written: str, meant: list[Address]) -> None:
    assert list(read_letter(f"From: a@b.de\nTo: {written}\n\nx".encode(), OURS).to) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("filename*=gb18030''%D1%AF%BC%DB.xls", "询价.xls"),
        ('filename="=?gb2312?B?0a+82y54bHM=?="', "询价.xls"),
        ("filename=plain name.xls", "plain name.xls"),
        ('filename="../../etc/passwd"', "_.._etc_passwd"),
        ('filename="a\u202egnp.exe"', "agnp.exe"),
        ('filename="CON.txt"', "_CON.txt"),
    ],
)
def test_names_of_files_are_read_and_harmless(written: str, meant: str) -> None:
    raw = f"From: a@b.de\nContent-Type: application/x-thing\nContent-Disposition: attachment; {written}\n\nx".encode()
    assert [each.name for each in read_letter(raw, OURS).attachments] == [meant]


def test_a_character_cut_between_two_encoded_words_is_whole_again() -> None:
    raw = b"From: a@b.de\nSubject: =?utf-8?B?5L2g5aW9?= =?utf-8?B?5A==?=\n =?utf-8?B?uJY=?= ok\n\nx"
    assert read_letter(raw, OURS).subject == "你好世 ok"


def test_texts_carry_no_character_that_lies() -> None:
    text = "a\x00b\x07c\u202ed\u2066e\x85f\r\ng\rh\ti"
    letter = read_letter(f"From: a@b.de\nContent-Type: text/plain; charset=utf-8\n\n{text}".encode(), OURS)
    assert letter.text == "abcde\nf\ng\nh\ti"


def test_own_addresses_tell_by_which_door_a_letter_came() -> None:
    raw = (
        b"Delivered-To: info+1042.k3j@ours.example\nX-Original-To: info@ours.example\n"
        b"To: eva@kunde.de\nCc: ana@ours.example\nFrom: a@b.de\n\nx"
    )
    assert read_letter(raw, OURS).delivered_to == ("info@ours.example", "ana@ours.example")


def vouched(*above: str) -> Letter:
    return read_letter(("\n".join([*above, "From: Ana <ana@ours.example>", "", "x"])).encode(), OURS)


VERDICT = "Authentication-Results: mx.ours.example; dmarc=pass header.from=ours.example"


@pytest.mark.parametrize(
    "above",
    [
        (VERDICT,),
        ("Received: from a by mx.ours.example; now", VERDICT),
        (VERDICT, "Received: from a by elsewhere.example; now"),
    ],
)
def test_the_providers_own_verdict_is_believed(above: tuple[str, ...]) -> None:
    assert vouched(*above).dmarc_pass


@pytest.mark.parametrize(
    "above",
    [
        ("Authentication-Results: mx.evil.example; dmarc=pass header.from=ours.example",),
        ("Authentication-Results: mx.ours.example.evil.example; dmarc=pass",),
        ("Authentication-Results: xmx.ours.example; dmarc=pass",),
        ("Received: from a by elsewhere.example; now", VERDICT),
        ("Authentication-Results: mx.ours.example; dmarc=fail header.from=ours.example", VERDICT),
        ("Authentication-Results: mx.ours.example; spf=pass", VERDICT),
        ("Authentication-Results: mx.evil.example; dmarc=pass", VERDICT),
        ("Authentication-Results: mx.ours.example; dmarc=pass header.from=evil.example",),
        ("Authentication-Results: mx.ours.example; dmarc=fail (dmarc=pass)",),
        ("Authentication-Results: mx.ours.example; spf=pass (a (b) ; dmarc=pass ;) smtp.mailfrom=x",),
        ('Authentication-Results: mx.ours.example; spf=fail smtp.mailfrom="a;dmarc=pass;b"@x',),
        ("Authentication-Results: mx.ours.example; dmarc=none; dmarc=pass",),
        ("Authentication-Results: mx.ours.example; xdmarc=pass",),
        ("Authentication-Results: mx.ours.example; dmarc=passable",),
        ("X-Authentication-Results: mx.ours.example; dmarc=pass",),
        ("ARC-Authentication-Results: i=1; mx.ours.example; dmarc=pass",),
        ("Authentication-Results: (mx.ours.example) evil.example; dmarc=pass",),
        (VERDICT, "From: Eve <eve@evil.example>"),
        (VERDICT, "From: ana@ours.example, eve@evil.example"),
        (),
    ],
)
def test_a_forged_verdict_is_not_believed(above: tuple[str, ...]) -> None:
    assert not vouched(*above).dmarc_pass
