"""Mixed letters as an export department gets them: seeded, generated, median 3 kB, 15 % with attachments up to 1 MB."""

from __future__ import annotations

import base64
import random
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

SEED = 20261128
BEGINS = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
DOOR = "info@firm.example"
SHARE_WITH_FILES = 0.15
LARGEST = 740_000
"""Octets of a file before base64, which makes 1 MB of them."""
_EDGE = b"=-edge-of-a-part"

_PRODUCTS = (
    "LED strip LED-5050 24 V",
    "centrifugal pump CP-200",
    "ball valve DN50",
    "solar panel 450 W",
    "bearing 6204-2RS",
)
_PLACES = (
    ("Spain", "Valencia", "es"),
    ("Germany", "Hamburg", "de"),
    ("Brazil", "Santos", "br"),
    ("Poland", "Gdansk", "pl"),
    ("Chile", "Valparaiso", "cl"),
)
_NAMES = ("Eva Lopez", "Jan Kowalski", "Maria Souza", "Hans Weber", "Olga Petrova", "Ahmed Hassan", "Lucía Fernández")
_ENGLISH = (
    "Dear Sirs,\n\nwe saw your company at the fair and need {count} pcs of {product}.\nPlease quote CIF {port} with "
    "payment 30% deposit, balance against copy of B/L,\ndelivery within 45 days. Packing: export cartons on pallets.\n"
    "Our target price is USD {price}.\n\nWhich certificates do you have? Please send the data sheet, too.\n"
)
_SPANISH = (
    "Estimados señores:\n\nNecesitamos {count} unidades de {product}. Les ruego nos envíen su mejor precio CIF {port},\n"
    "plazo de entrega y condiciones de pago. Precio objetivo: USD {price}.\n\nQuedamos a la espera de su respuesta.\n"
)
_CHINESE = (
    "您好，\n\n我们需要 {count} 件 {product}，请报 CIF {port} 价格，目标价 {price} 美元，\n交货期 45 天。\n"
    "请附上产品规格书和认证。谢谢！\n"
)
_WORDS = (
    "the goods in question were shipped from our warehouse last month and the documents will follow by courier ".split()
)


def mixed(count: int, seed: int = SEED, files: bool = True) -> Iterator[bytes]:
    """That many letters; equal for an equal seed. Without `files` none has an attachment."""
    dice = random.Random(seed)
    random.seed(seed)  # the library draws its boundaries from there
    for number in range(count):
        kind = _kind(dice)
        letter = kind(dice, number, seed)
        raw = letter.as_bytes(policy=SMTP)
        yield _with_file(raw, dice) if files and dice.random() < SHARE_WITH_FILES else raw


def inquiry(number: int, seed: int = SEED) -> bytes:
    """One plain inquiry from a buyer whom nobody has heard of, with its number in the subject."""
    letter = _inquiry(random.Random(seed + number), number, seed)
    return letter.as_bytes(policy=SMTP)


def _kind(dice: random.Random) -> Callable[[random.Random, int, int], EmailMessage]:
    weights = [weight for _, weight in _KINDS]
    return dice.choices([each for each, _ in _KINDS], weights)[0]


def _inquiry(dice: random.Random, number: int, seed: int) -> EmailMessage:
    country, port, top = dice.choice(_PLACES)
    domain = f"buyer{number:05}-{seed % 1000}-{top}.example"
    name = dice.choice(_NAMES)
    words = dice.choice((_ENGLISH, _ENGLISH, _SPANISH, _CHINESE))
    product = dice.choice(_PRODUCTS)
    text = words.format(count=dice.randrange(50, 9000, 50), product=product, port=port, price=dice.randint(2, 90))
    text += f"\nBest regards\n{name}\nCompany {number} Trading, {country}\nTel. +34 {dice.randint(10**8, 10**9)}\n"
    letter = _letter(number, f"{name} <purchase@{domain}>", f"Inquiry {number}: {product}", seed)
    letter.set_content(_padded(text, dice, 900))
    letter.add_alternative(_as_html(text), subtype="html")
    return letter


def _reply(dice: random.Random, number: int, seed: int) -> EmailMessage:
    """A customer who answers what we wrote, with everything quoted below."""
    letter = _inquiry(dice, number, seed)
    quoted = "\n".join(f"> {' '.join(dice.choices(_WORDS, k=11))}" for _ in range(24))
    text = f"Thank you, please go on with it.\n\nOn Mon, 2 Mar 2026 at 10:11, Info <{DOOR}> wrote:\n{quoted}\n"
    letter.clear_content()
    letter.set_content(text)
    letter.replace_header("Subject", f"Re: Inquiry {number}")
    letter["In-Reply-To"] = f"<{number}.nobody@{DOOR.partition('@')[2]}>"
    return letter


def _newsletter(dice: random.Random, number: int, seed: int) -> EmailMessage:
    letter = _letter(number, f"Market News <news@market{number % 17}.example>", "The market this week", seed)
    letter["List-Unsubscribe"] = "<https://market.example/out>"
    letter["Precedence"] = "bulk"
    text = "\n\n".join(" ".join(dice.choices(_WORDS, k=70)) for _ in range(5))
    letter.set_content(text)
    letter.add_alternative(_as_html(text), subtype="html")
    return letter


def _automatic(dice: random.Random, number: int, seed: int) -> EmailMessage:
    letter = _letter(number, f"away{number}@customer{number % 40}.example", "Automatic reply: your offer", seed)
    letter["Auto-Submitted"] = "auto-replied"
    letter.set_content("I am out of the office until Monday and will answer then.\n")
    return letter


def _notice(dice: random.Random, number: int, seed: int) -> EmailMessage:
    """A platform that tells of an inquiry; the buyer stands inside."""
    letter = _letter(number, "Made-in-China.com <noreply@made-in-china.com>", "You have a new inquiry", seed)
    letter.set_content(
        f"Dear supplier,\n\nName: {dice.choice(_NAMES)}\nEmail: buyer@shop{number}.example\nCompany: Shop {number} Ltd\n"
        f"Country: Chile\nMessage: We want to buy {dice.randrange(100, 5000)} pcs of {dice.choice(_PRODUCTS)}.\n"
    )
    return letter


def _offer(dice: random.Random, number: int, seed: int) -> EmailMessage:
    letter = _letter(number, f"Sales <sales@freight{number % 23}.example>", "Best freight rates for you", seed)
    letter.set_content(
        _padded("We are a freight forwarder and offer our best rates from Ningbo to the world.\n", dice, 1500)
    )
    return letter


_KINDS = ((_inquiry, 62), (_reply, 10), (_newsletter, 9), (_offer, 8), (_automatic, 6), (_notice, 5))


def _letter(number: int, sender: str, subject: str, seed: int) -> EmailMessage:
    letter = EmailMessage()
    letter["Received"] = f"from mx{number % 7}.example by mx.firm.example; {format_datetime(BEGINS)}"
    letter["From"], letter["Subject"] = sender, subject
    letter["To"] = Address("Info", addr_spec=DOOR)
    letter["Date"] = format_datetime(BEGINS + timedelta(seconds=number))
    letter["Message-ID"] = f"<{number}.{seed}@mail.example>"
    return letter


def _padded(text: str, dice: random.Random, octets: int) -> str:
    rows = [text]
    while octets > 0:
        rows.append(" ".join(dice.choices(_WORDS, k=12)))
        octets -= len(rows[-1])
    return "\n".join(rows) + "\n"


def _as_html(text: str) -> str:
    rows = "".join(f'<p class="MsoNormal" style="margin:0cm">{row or "&nbsp;"}</p>\n' for row in text.splitlines())
    return f"<html><head><style>p {{ font-family: Calibri }}</style></head><body>{rows}</body></html>"


def _with_file(raw: bytes, dice: random.Random) -> bytes:
    """The letter with a file beside its text. Put together by hand: the library takes a tenth of a second for it."""
    head, _, body = raw.partition(b"\r\n\r\n")
    rows = head.split(b"\r\n")
    start = next(place for place, row in enumerate(rows) if row.startswith((b"Content-", b"MIME-")))
    inner = [row for row in rows[start:] if not row.startswith(b"MIME-Version")]
    size = dice.randrange(15_000, LARGEST)
    coded = base64.encodebytes(dice.randbytes(size)).replace(b"\n", b"\r\n")
    name = b"drawing %d.pdf" % (size % 100)
    return b"\r\n".join((
        *rows[:start], b"MIME-Version: 1.0", b'Content-Type: multipart/mixed; boundary="%b"' % _EDGE, b"",
        b"--" + _EDGE, *inner, b"", body,
        b"--" + _EDGE, b'Content-Type: application/pdf; name="%b"' % name, b"Content-Transfer-Encoding: base64",
        b'Content-Disposition: attachment; filename="%b"' % name, b"", coded,
        b"--" + _EDGE + b"--", b"",
    ))  # fmt: skip
