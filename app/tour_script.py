"""The tour's script: from Thursday to Wednesday over Qingming, a customer at a time, in English, Chinese and Spanish."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from app.stage import FRONT_DOOR, ZONE
from app.tour import Tour
from app.tour_order import an_order
from rules.letter import Buyer
from storage.customers import opened
from storage.policy import add_route, policy_at
from storage.work import Work

BEGINS = datetime(2026, 4, 2, 7, 50, tzinfo=ZoneInfo(ZONE))
"""Thursday before Qingming: Saturday to Monday are free."""

EVA = "Eva López <eva@bombas.example.es>"
WANG = "王建国 <wang@huadong.example.cn>"
JOHN = "John Smith <john@smithvalves.example.uk>"
ROSA = "Rosa Keller <rosa@keller.example.de>"
OMAR = "Omar Haddad <omar@haddad.example.ae>"


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 4, day, hour, minute, tzinfo=ZoneInfo(ZONE))


async def play(tour: Tour) -> None:
    await _set_up(tour)
    await _thursday_morning(tour)
    await _thursday_noon(tour)
    await _thursday_afternoon(tour)
    await _friday(tour)
    await _the_long_weekend(tour)
    await an_order(tour)


async def _set_up(tour: Tour) -> None:
    tour.tells("The department: Ana has Spain, Chen speaks Chinese and is away until Tuesday, Bob stands in for him.")
    tour.stage.set("mail.size_limit", "200000")
    tour.stage.set("company.bank_eur", "Bank: Bank of Example; Account: 1234; SWIFT: EXAMCNBJ")
    with tour.stage.database.deciding() as session:
        now = tour.stage.clock()
        work = Work(session, now, policy_at(session, now), "tour", b"")
        add_route(work, "country", "ES", tour.stage.numbers["Ana"], None)
        add_route(work, "language", "zh", tour.stage.numbers["Chen"], None)
        opened(
            work,
            Buyer(name="Rosa Keller", address="rosa@keller.example.de", company="Keller GmbH", country="DE"),
            owner_id=tour.stage.numbers["Bob"],
            source="fair",
        )
        session.commit()
    await tour.says("Chen", "/away 2026-04-02 2026-04-06 Bob")


async def _thursday_morning(tour: Tour) -> None:
    await tour.until(at(2, 8, 10))
    tour.tells("A letter from Spain, in Spanish.")
    await tour.customer(
        EVA,
        "Consulta bombas centrífugas",
        "Buenos días:\n\nNecesitamos 40 bombas centrífugas modelo CP-200, CIF Valencia.\n¿Plazo de entrega y precio?\n\n"
        "Saludos,\nEva López\nBombas del Turia S.L.\nTel. +34 600 123 456",
    )
    tour.tells("A letter from China, in a GB18030 that calls itself GB2312. Chen is away.")
    await tour.raw(_in_chinese(tour), "wang@huadong.example.cn", f"{WANG} → {FRONT_DOOR}")
    tour.tells("A letter from Britain; no rule names anybody, so the lightest load decides.")
    await tour.customer(
        JOHN,
        "Quotation for gate valves",
        "Dear Sir or Madam,\n\nplease quote for 500 pcs gate valves DN50, FOB Shanghai, payment T/T 30/70.\n\n"
        "Best regards,\nJohn Smith\nSmith Valves Ltd\nPhone +44 20 7946 0018",
    )
    tour.tells("The same letter comes once more.")
    await tour.customer(
        JOHN,
        "Quotation for gate valves",
        "Dear Sir or Madam,\n\nplease quote for 500 pcs gate valves DN50, FOB Shanghai, payment T/T 30/70.\n\n"
        "Best regards,\nJohn Smith\nSmith Valves Ltd\nPhone +44 20 7946 0018",
    )
    tour.tells("A newsletter: logged, and nobody is chased for it.")
    await tour.customer(
        "Valve World <news@valveworld.example.org>",
        "Valve World weekly: five trends",
        "This week in valves. You get this newsletter because you subscribed. Unsubscribe here.",
        List_Unsubscribe="<mailto:leave@valveworld.example.org>",
        List_Id="<weekly.valveworld.example.org>",
        Precedence="bulk",
    )


async def _thursday_noon(tour: Tour) -> None:
    await tour.until(at(2, 10, 0))
    tour.tells("Ana answers Eva by chat. She sees the mail exactly as it will leave, then sends it.")
    await tour.says(
        "Ana", "/reply 1001 Buenos días Eva, el precio es de 310 EUR por bomba CIF Valencia, entrega en 30 días."
    )
    await tour.presses("Ana", "Send")
    tour.tells("Eva's mail program answers by itself; that changes nothing.")
    sent = tour.newest_to("eva@bombas.example.es")
    await tour.customer(
        EVA,
        "Respuesta automática: Consulta bombas centrífugas",
        "Estoy fuera de la oficina hasta el 7 de abril.",
        In_Reply_To=sent["Message-ID"],
        References=sent["Message-ID"],
        Auto_Submitted="auto-replied",
    )
    tour.tells("Later she answers herself, in the thread.")
    await tour.customer(
        EVA,
        "Re: Consulta bombas centrífugas",
        "Gracias Ana. ¿Puede ser 290 EUR por 60 bombas?\n\n"
        "El jue, 2 abr 2026, Ana escribió:\n> Buenos días Eva, el precio es de 310 EUR",
        In_Reply_To=sent["Message-ID"],
        References=sent["Message-ID"],
    )
    tour.tells("A notice of a market place; the buyer's own address is inside.")
    await tour.customer(
        "Made-in-China.com <noreply@made-in-china.com>",
        "New inquiry from Kenya: solar water pump",
        "You have received a new inquiry.\n\nFrom: Grace Wanjiru\nEmail: grace@wanjiru.example.ke\nCompany: Wanjiru Farms\n"
        "Country: Kenya\n\nMessage:\nPlease send price for 20 solar water pumps to Mombasa.\n",
    )


async def _thursday_afternoon(tour: Tour) -> None:
    await tour.until(at(2, 14, 0))
    tour.tells("A known customer writes: she is Bob's.")
    await tour.customer(
        ROSA,
        "Order for spare parts",
        "Hello,\n\nwe would like to order 12 sets of seals for the CP-100, to Hamburg.\n\nRosa Keller\nKeller GmbH",
    )
    tour.tells("A letter with a drawing that is too large to be sent on.")
    await tour.customer(
        OMAR,
        "Inquiry: pump skid as per drawing",
        "Dear all,\n\nplease offer 2 pump skids as per attached drawing, CFR Jebel Ali.\n\n"
        "Omar Haddad\nHaddad Trading LLC\nDubai, UAE",
        files=(("skid.pdf", b"%PDF-1.4\n" + bytes(range(256)) * 1200),),
    )
    tour.tells(
        "A buyer at a free mail address looks like Eva's company: two must not answer one buyer, so a person decides."
    )
    await tour.customer(
        "Marta Ruiz <marta.turia@gmail.example>",
        "Precio bombas",
        "Hola, quisiera precio de 10 bombas CP-200.\n\nMarta Ruiz\nBombas del Turia S.L.\nTel. +34 600 123 456",
    )
    tour.tells("The team's room sees number, country and deadline; Ana takes it.")
    await tour.says("Ana", "/take 1007")
    tour.tells("Bob answers from his own mailbox, with the shared mailbox in copy: the clock stops.")
    await tour.replies_from_own_mailbox("Bob", "Dear customer,\n\nthank you, you will have our offer tomorrow.\n\nBob")
    tour.tells("Ana has too much on her desk: she passes one on, the dispatcher gives it to Bob.")
    await tour.says("Ana", "/pass 1001 I am at the fair tomorrow")
    await tour.says("Dora", "/assign 1001 Bob while Ana is at the fair")
    tour.tells("A freight forwarder offers his services; a mail of ours comes back.")
    await tour.customer(
        "Best Cargo <sales@bestcargo.example.com>",
        "Best freight rates from Shanghai to Europe",
        "Dear Manager,\n\nwe are a freight forwarder in Shenzhen and offer you the best ocean freight rates.\n"
        "Shall we send our rate list?",
    )
    seller = tour.owner_of(1003)
    await tour.says(seller, "/reply 1003 Dear Mr Smith, please find our price: 18.20 USD per piece FOB Shanghai.")
    await tour.presses(seller, "Send")
    await tour.raw(_bounce_of(tour, "john@smithvalves.example.uk"), "", "Mail Delivery System → info@")


async def _friday(tour: Tour) -> None:
    await tour.until(at(2, 16, 0))
    tour.tells("Before closing, everybody answers what is left: by chat, by telephone, by asking for what is missing.")
    for number in (1001, 1004, 1007):
        person = tour.owner_of(number)
        await tour.says(person, f"/reply {number} Thank you for your letter. You will have our offer tomorrow.")
        await tour.presses(person, "Send")
    await tour.says(tour.owner_of(1002), "/answered 1002 phone talked with Mr Wang, he needs flanges, too")
    person = tour.owner_of(1006)
    await tour.says(person, "/ask 1006")
    await tour.presses(person, "Send")
    await tour.until(at(3, 8, 40))
    await tour.says("Dora", "/inbox")
    await tour.until(at(3, 15, 0))
    tour.tells("Friday afternoon; Qingming begins tomorrow. Nobody will answer this one in time.")
    await tour.customer(
        "Paula Souza <paula@souza.example.br>",
        "Cotação de válvulas",
        "Prezados,\n\nprecisamos de 300 válvulas de esfera DN25, FOB Ningbo.\n\nPaula Souza\nSouza Comércio Ltda\nBrasil",
    )


async def _the_long_weekend(tour: Tour) -> None:
    tour.tells("The weekend and the holiday: the clock stands still, nobody is disturbed.")
    await tour.until(at(7, 8, 45))
    tour.tells("Tuesday: the digest has come; half, most, all of the time has gone; then the manager hears.")
    await tour.until(at(7, 16, 0))
    await tour.says("Max", "/why 1008")
    await tour.until(at(8, 9, 0))
    await tour.says("Max", "/reconcile")


def _in_chinese(tour: Tour) -> bytes:
    text = (
        "您好，\n\n我司需要采购200台离心泵，型号CP-100，请报FOB上海价格及交货期。\n\n"
        "王建国\n华东机电有限公司\n电话：+86 21 5888 1234\n"
    )
    head = (
        "From: =?gb2312?B?zfW9qLn6?= <wang@huadong.example.cn>\r\n"
        f"To: {FRONT_DOOR}\r\nSubject: =?gb2312?B?0a+826O6wOvQxLHD?=\r\n"
        "Message-ID: <w1@huadong.example.cn>\r\nDate: Thu, 2 Apr 2026 08:20:00 +0800\r\nMIME-Version: 1.0\r\n"
        "Content-Type: text/plain; charset=gb2312\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    )
    return head.encode() + text.encode("gb18030").replace(b"\n", b"\r\n")


def _bounce_of(tour: Tour, recipient: str) -> bytes:
    """What the customer's server writes when the mailbox is full (RFC 3464)."""
    lost = tour.newest_to(recipient)
    return (
        f"From: Mail Delivery System <mailer-daemon@smithvalves.example.uk>\r\nTo: {FRONT_DOOR}\r\n"
        "Subject: Undelivered Mail Returned to Sender\r\nAuto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nThe mailbox is full.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.smithvalves.example.uk\r\n\r\n"
        f"Final-Recipient: rfc822; {recipient}\r\nAction: failed\r\nStatus: 5.2.2\r\n"
        "--b\r\nContent-Type: text/rfc822-headers\r\n\r\n"
        f"From: {lost['From']}\r\nTo: {recipient}\r\nSubject: {lost['Subject']}\r\nMessage-ID: {lost['Message-ID']}\r\n\r\n"
        "--b--\r\n"
    ).encode()
