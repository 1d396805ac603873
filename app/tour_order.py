"""The tour's last act: Rosa's order from the quotation to the balance, by five people, on the same real lines."""

from __future__ import annotations

from app.tour import Tour

ROSA = "Rosa Keller <rosa@keller.example.de>"


async def an_order(tour: Tour) -> None:
    """Quoted, released, won, confirmed by proforma invoice, made, paid, shipped."""
    seller = tour.owner_of(1005)
    await _quoted(tour, seller)
    await _confirmed(tour, seller)
    await _made(tour, seller)
    await _shipped(tour, seller)


async def _quoted(tour: Tour, seller: str) -> None:
    tour.tells("Rosa's seals: the quotation in one line, the supervisor releases it, the customer says yes.")
    await tour.says(
        seller,
        "/quote 1005 SEAL-100 seal set for CP-100 12 sets 48 EUR; EXW Hangzhou; 30% T/T deposit, 70% before shipment;"
        " delivery 20 days; packing cartons; valid 30 days",
    )
    await tour.says(seller, "/quote D1 line 1 spec DIN 24960")
    await tour.says(seller, "/cost D1 1 purchase_price 30 EUR")
    await tour.says(seller, "/confirm D1 all")
    await tour.says(seller, "/submit D1")
    await tour.presses("Sue", "Approve")
    await tour.says(seller, "/send D1")
    await tour.presses(seller, "Send")
    sent = tour.newest_to("rosa@keller.example.de")
    await tour.customer(
        ROSA,
        f"Re: {sent['Subject']}",
        "Dear all,\n\nwe accept your quotation, our order number is K-88.\n\nRosa Keller",
        In_Reply_To=sent["Message-ID"],
        References=sent["Message-ID"],
    )
    await tour.says(seller, "/won Q-2026-0001 PO K-88")
    await tour.presses(seller, "Confirm")


async def _confirmed(tour: Tour, seller: str) -> None:
    tour.tells("The second cost analysis, the meeting, the proforma invoice; Rosa signs it and sends it back.")
    await tour.says(seller, "/order 1 cost")
    await tour.presses(seller, "Checked")
    await tour.says(
        seller, "/order 1 marks KELLER / HAMBURG / 1-UP; quality DIN 24960; requirements in pairs; mode produce"
    )
    await tour.says(seller, "/meeting 1 Lee, Wang; plan seals by 20 April; date 2026-04-28; tech Lee; quality Wang")
    await tour.says(seller, "/done 1 coordinated")
    await tour.says(seller, "/deal 1 pi")
    await tour.says(seller, "/deal P1 submit")
    await tour.presses("Sue", "Approve")
    await tour.says(seller, "/deal P1 send")
    await tour.presses(seller, "Send")
    sent = tour.newest_to("rosa@keller.example.de")
    await tour.customer(
        ROSA,
        f"Re: {sent['Subject']}",
        "Please find the signed proforma invoice attached.\n\nRosa Keller",
        files=(("PI-2026-0001 signed.pdf", b"%PDF-1.4\n% signed by Rosa Keller\n" + bytes(range(32, 127)) * 20),),
        In_Reply_To=sent["Message-ID"],
        References=sent["Message-ID"],
    )
    await tour.presses(seller, "Yes")


async def _made(tour: Tour, seller: str) -> None:
    tour.tells("Production gets its order, accounting the deposit; Paul moves his own stages.")
    await tour.says(seller, "/production 1 submit")
    await tour.presses("Sue", "Approve")
    await tour.says("Sue", "/production 1 waive we made the same seals in March")
    await tour.says("Amy", "/paid 1 172.80 EUR")
    await tour.says(seller, "/done 1 released")
    await tour.says("Paul", "/done 1 material")
    await tour.says("Paul", "/done 1 in production")
    await tour.presses("Paul", "知情继续")
    await tour.says(seller, "/order K-88")


async def _shipped(tour: Tour, seller: str) -> None:
    tour.tells("Inspected, packed, the balance; then the ship.")
    await tour.says(seller, "/inspect 1 final passed sample 3 findings none")
    await tour.says(seller, "/done 1 inspected")
    await tour.says(seller, "/pack 1 1 12/ctn 6kg net 5kg 30x20x20")
    await tour.says(seller, "/pack 1 send")
    await tour.presses(seller, "Send")
    await tour.says(seller, "/done 1 packed")
    await tour.says("Amy", "/paid 1 403.20 EUR")
    await tour.says(
        seller, "/ship 1 forwarder Hapag; vessel AL ZUBARA 014W; B/L HLCU88; ETD 2026-04-28; ETA 2026-05-30"
    )
    await tour.says(seller, "/done 1 shipped")
    await tour.says("Max", "/order 1")
