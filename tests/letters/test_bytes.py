"""Charsets that lie, malformed encoded-words, names of files, addresses, dates, HTML: what a reader would see all the same."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from mail.charset import decoded
from mail.dates import instant
from mail.encoded_words import words_decoded
from mail.html import sanitised, shown, tidied
from mail.parameters import parameters_of
from mail.read_heads import addresses
from mail.transfer import transferred
from mail.uuencode import taken_out


@pytest.mark.parametrize(
    ("text", "written", "label"),
    [
        ("你好，请报价水泵一百台", "gb18030", ""),
        ("你好，请报价水泵", "gb18030", "iso-8859-1"),
        ("您好，請報價", "big5hkscs", "gb2312"),
        ("안녕하세요 가격을 알려주세요", "cp949", ""),
        ("Привет, пришлите цену", "koi8-r", ""),
        ("Привет, пришлите цену на насосы", "cp1251", "iso-8859-1"),
        ("Müller", "latin-1", "utf-8"),
        ("“quoted” – €", "cp1252", "iso-8859-15"),
        ("今日は、見積もり", "cp932", "iso-2022-jp"),
        ("今日は、見積もりをお願いします", "iso2022_jp", "us-ascii"),
        ("Héllo", "utf-16-le", "utf-16"),
        ("hi", "ascii", "utf-16"),
        ("你好", "hz", "gb2312"),
        ("Teklif için teşekkürler, şu ürün", "cp1254", ""),
        ("CAFÉ… É”", "utf-8", "utf-8"),
        ("Größe", "latin-1", "x-invented"),
    ],
)
def test_a_lying_charset_is_seen_through(text: str, written: str, label: str) -> None:
    assert decoded(text.encode(written), label)[0] == text


def test_text_encoded_twice_is_read_once_and_said() -> None:
    assert decoded("Müller, Köln".encode().decode("cp1252").encode()) == ("Müller, Köln", "encoded in UTF-8 twice")


def test_iso_2022_cn_is_read_though_no_codec_knows_it() -> None:
    assert decoded(b"\x1b$)A\x0e" + bytes(each & 0x7F for each in "你好".encode("gb2312")) + b"\x0f ok", "iso-2022-cn")[
        0
    ] == ("你好 ok")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (b"=?utf-8?Q?How are you??=", "How are you?"),
        (b"=?utf-8?Q?Gr=C3=BC=C3=9Fe", "Grüße"),
        (b"=?utf-8?Q?Gr=C3=BC? rest", "Grü rest"),
        (b"=?utf-8 ?Q?=C3=BC?=", "ü"),
        (b"=?utf-8?B?5L2g5a?= =?utf-8?B?W9?=", "你好"),
        (b"=?iso-8859-1*de?Q?=FC?=", "ü"),
        (b"=?utf-8?Q?a?==?utf-8?Q?b?=", "ab"),
        (b"=?utf-8?Q?a?= b =?utf-8?Q?c?=", "a b c"),
        (b"1 + 1 =? 2", "1 + 1 =? 2"),
    ],
)
def test_malformed_encoded_words_say_what_they_can(written: bytes, meant: str) -> None:
    assert words_decoded(written) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (b"text/plain charset=utf-8", {"charset": "utf-8"}),
        (b'a; name="x "y" z.pdf"', {"name": 'x "y" z.pdf'}),
        (b"a; filename*1=b.pdf; filename*0=a", {"filename": "ab.pdf"}),
        (b"a; filename=\"UTF-8''%E4%BD%A0.pdf\"", {"filename": "你.pdf"}),
        (b'a; boundary="x" charset=utf-8', {"boundary": "x", "charset": "utf-8"}),
    ],
)
def test_parameters_are_read_as_they_were_meant(written: bytes, meant: dict[str, str]) -> None:
    assert parameters_of(written) == meant


@pytest.mark.parametrize(
    ("written", "name", "address"),
    [
        ("Klein, Eva <eva@k.example>", "Klein, Eva", "eva@k.example"),
        ("Firma: Sales <e@k.example>", "Firma: Sales", "e@k.example"),
        ("Mail Delivery <MAILER-DAEMON>", "Mail Delivery", "MAILER-DAEMON"),
        ("eva @ kunde . example", "", "eva@kunde.example"),
        ("<@relay.example:eva@k.example>", "", "eva@k.example"),
        ('"eva b"@k.example', "", '"eva b"@k.example'),
        ("Eva [eva@k.example]", "Eva", "eva@k.example"),
        ("Pete(A nice \\) chap) <pete(his account)@silly.test>", "Pete", "pete@silly.test"),
        ("a@[127.0.0.1]", "", "a@[127.0.0.1]"),
        ("Eva <eva@k.example", "Eva", "eva@k.example"),
        ("josé@müller.example", "", "josé@müller.example"),
    ],
)
def test_odd_addresses_are_read(written: str, name: str, address: str) -> None:
    ((found,), _) = addresses([written.encode()])
    assert (found.name, found.address) == (name, address)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Tue Mar  3 10:00:00 2026", (2026, 3, 3, 10)),
        ("mar, 03 nov 2026 09:00:00 +0000", (2026, 11, 3, 9)),
        ("Di, 3 Mär 2026 10:00:00 +0100", (2026, 3, 3, 9)),
        ("вт, 3 мар 2026 10:00:00 +0300 (MSK)", (2026, 3, 3, 7)),
        ("2026年3月3日 下午3:00", (2026, 3, 3, 15)),
        ("3/4/2026 10:00 PM", (2026, 3, 4, 22)),
        ("03.04.2026 10:00", (2026, 4, 3, 10)),
        ("Tue, 3 Mar 2026 10:00:00 GMT+8", (2026, 3, 3, 2)),
        ("Tue, 3 Mar 2026 10:00 (CET)", (2026, 3, 3, 9)),
        ("Mon, 6 Dec 99 10:00:00 -0500", (1999, 12, 6, 15)),
        ("Fri, 21 Nov 1997 09(comment):   55  :  06 -0600", (1997, 11, 21, 15)),
    ],
)
def test_dates_in_many_dresses_are_instants(written: str, meant: tuple[int, int, int, int]) -> None:
    found = instant(written.encode())
    assert found is not None
    assert found.astimezone(UTC).replace(minute=0, second=0) == datetime(*meant, tzinfo=UTC)


@pytest.mark.parametrize(
    ("source", "meant"),
    [
        ("<div>a</div><div><br></div><div>b</div>", "a\n\nb"),
        ("<table><tr><td><p>X-1</p></td><td><p>500 pcs</p></td></tr></table>", "X-1\t500 pcs"),
        ("<ol start=3><li>x<li><p>y</p></ol>", "3. x\n4. y"),
        ('click <a href="https://k.example/c">here</a>', "click here <https://k.example/c>"),
        ('<a href="http://www.k.example/">www.k.example</a>', "www.k.example"),
        ('<div style="display:none">no</div>yes', "yes"),
        ('<div style="display:none">all of it', "all of it"),
        ('<img alt="a > b">text <eva@k.example>', "text <eva@k.example>"),
        ("<head><style>p{}</style><body>b", "b"),
        ("<!--[if mso]>no<![endif]--><![if !mso]>yes<![endif]>", "yes"),
    ],
)
def test_html_is_read_as_it_is_seen(source: str, meant: str) -> None:
    assert tidied(shown(source).text) == meant


def test_only_pictures_of_the_letter_itself_are_shown() -> None:
    clean, _ = sanitised('<img src="cid:logo@x"><img src="http://e.example/x.png"><img src="cid:a b">')
    assert clean == '<img src="cid:logo@x">'


@pytest.mark.parametrize(
    ("raw", "encoding", "meant"),
    [
        (b"SGVsbG8", b"base64", b"Hello"),
        (b"SGVs\n\nbG8=", b'"BASE64"', b"Hello"),
        (b"Plain words, not base64 at all.", b"base64", b"Plain words, not base64 at all."),
        (b"a= \nb=3Dc", b"Quoted-Printable (x)", b"ab=c"),
        (b"as it is", b"x-nobody-knows", b"as it is"),
    ],
)
def test_transfer_encodings_are_undone_as_far_as_they_were_done(raw: bytes, encoding: bytes, meant: bytes) -> None:
    assert transferred(raw, encoding) == meant


def test_uuencoded_files_are_taken_out_of_a_text() -> None:
    text, (first, second) = taken_out(
        b"Hi\nbegin 644 a b.txt\n%:&5L;&\\\n`\nend\nbegin now\nbegin 755 c\n!80``\nend\nBye"
    )
    assert (text, first.name, first.content, second.name) == (b"Hi\n\nbegin now\n\nBye", b"a b.txt", b"hello", b"c")
