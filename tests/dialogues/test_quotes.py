"""Quoting in chat: from an inquiry to a quotation in one message or by buttons, and every change of the draft (R118)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from rules.products import Product
from rules.quote import Quote, missing
from storage import quotes
from storage.products import put
from storage.tables.conversations import ConversationRow
from storage.tables.happenings import HappeningRow
from storage.tables.outbox import ButtonRow
from storage.tables.quotes import QuoteRow
from tests.dialogues.desk import Desk
from tests.dialogues.quotations import sends
from tests.dialogues.quotes import content, rate, state

D = Decimal
STRIPS = Product(
    "LED-5050",
    (("en", "LED strip"), ("zh", "LED灯带")),
    synonyms=("LED5050",),
    specification="60 LED/m, 24 V",
    unit="pcs",
    packing="reel in carton",
    price=D("3.20"),
    floor=D("2.90"),
    ceiling=D("3.60"),
    currency="USD",
    tiers=((D(5000), D("3.00")),),
    costs=(("raw_material", D(14)), ("labour", D(3))),
    cost_currency="CNY",
    cost_source="Pia",
    lead_days=30,
    moq=D(500),
)
PUMP = Product(
    "QJ-200", (("en", "Submersible pump"), ("zh", "潜水泵")), unit="sets", price=D(90), currency="CNY", lead_days=45
)
WANTED = (
    "We need 2000 pcs of LED-5050 strips, CIF Hamburg, packed in export cartons, payment 30% T/T deposit, balance against"
    " B/L copy. Target price USD 3.10/pc."
)


@pytest.fixture
def shop(desk: Desk) -> Desk:
    """A department with two products and a rate; Eva wants strips from Ana: 1001."""
    with desk.database.deciding() as session:
        put(desk.work(session), (STRIPS, PUMP))
        session.commit()
    return rate(desk, "7.12").receives(WANTED).forget()


def drafts(desk: Desk) -> int:
    with desk.database.reading() as session:
        return len(list(session.scalars(select(QuoteRow.id))))


def released(shop: Desk) -> None:
    """Sol, the supervisor, has approved D1."""
    shop.hires("Sol", "supervisor").says("Ana", "/submit D1").presses("Sol", "Approve").forget()
    assert state(shop) == "approved"


def figures(quote: Quote) -> list[tuple[str, Decimal | None, Decimal | None]]:
    return [(each.product or each.name(), each.quantity, each.price) for each in quote.lines]


def test_from_an_inquiry_to_a_complete_quotation_takes_two_presses(shop: Desk) -> None:
    shop.presses("Ana", "Quote").hears("D1 · Kunde, Eva Lopez", "Until when is the offer valid?", who="Ana")
    shop.presses("Ana", "30 days")
    quote = content(shop)
    assert missing(quote) == ()
    assert figures(quote) == [("LED-5050", D(2000), D("3.20"))]
    assert (quote.term, quote.place, quote.currency) == ("CIF", "Hamburg", "USD")
    assert quote.payment == "30% T/T deposit, balance against B/L copy"
    assert quote.packaging == "export cartons"
    assert (quote.delivery, quote.delivery_days) == ("30 days after order confirmation", 30)
    assert quote.valid_until == date(2026, 4, 1)
    assert "Submit" in shop.buttons("Ana")


def test_one_message_is_typed_with_fewer_than_eighty_signs_and_is_complete(shop: Desk) -> None:
    typed = "/quote 1001 LED-5050 2000pcs 3.3; FOB Ningbo; 30% TT; valid 30 days"
    assert len(typed) < 80
    shop.says("Ana", typed)
    quote = content(shop)
    assert missing(quote) == ()
    assert figures(quote) == [("LED-5050", D(2000), D("3.3"))]
    assert (quote.term, quote.place, quote.payment) == ("FOB", "Ningbo", "30% TT")
    assert "Submit" in shop.buttons("Ana")


def test_the_card_says_where_each_value_came_from(shop: Desk) -> None:
    shop.set("quote.packaging", "wooden cases").set("quote.term", "FOB Ningbo")
    shop.receives("Please quote LED-5050, 600 pcs.", sender="Ivo <ivo@other.example>", subject="LED-5050").forget()
    shop.says(shop.owner_of(1002), "/quote 1002")
    shop.hears(
        "FOB Ningbo: as usual here",
        "packaging: wooden cases (as usual here)",
        "delivery time: 30 days after order confirmation (from the table of products)",
    )
    shop.says("Ana", "/quote 1001").hears("payment terms: 30% T/T deposit, balance against B/L copy (from the inquiry)")


def test_a_value_that_is_typed_has_no_other_origin(shop: Desk) -> None:
    shop.says("Ana", "/quote 1001\npayment L/C at sight").hears("payment terms: L/C at sight", who="Ana")
    assert "payment" not in dict(content(shop).origins)


def test_what_is_only_guessed_is_marked_as_assumed_until_somebody_says_it(shop: Desk) -> None:
    with shop.database.deciding() as session:
        about = session.get_one(ConversationRow, 1001)
        about.wants = [[*each[:3], each[0] != "quantity", *each[4:]] for each in about.wants or []]
        session.commit()
    shop.says("Ana", "/quote 1001").hears("Only assumed: quantity 2000 pcs", who="Ana")
    shop.forget().says("Ana", "/quote D1 line 1 x 2500")
    assert content(shop).assumptions == ()
    assert "Only assumed" not in shop.chat("Ana")[-1]


def test_terms_of_the_last_quotation_to_this_customer_are_taken_over(shop: Desk) -> None:
    shop.says("Ana", "/quote 1001 LED-5050 x 2000 @ 3.3; EXW Yiwu; payment O/A 60 days; packing drums; valid 9 days")
    released(shop)
    sends(shop)
    shop.receives(
        "Another 900 pcs of LED-5050 please, new project", subject="New project", headers={"Message-ID": "<n@x>"}
    )
    number = shop.numbers()[-1]
    shop.forget().says("Ana", f"/quote {number} new")
    card = shop.chat("Ana")[-1]
    assert "payment terms: O/A 60 days (from the last quotation Q-2026-0001)" in card
    assert "LED-5050 before: USD 3.30 (Q-2026-0001)" in card
    assert "packaging: drums" in card
    assert content(shop, 2).valid_until is None


def test_what_is_missing_is_asked_one_by_one_with_buttons(shop: Desk) -> None:
    shop.receives("Hello, your catalogue please", sender="Ivo <ivo@other.example>", subject="Hello").forget()
    who = shop.owner_of(1002)
    shop.says(who, "/quote 1002").hears("Which product, how many?", who=who)
    shop.says(who, "LED-5050", answers="D1").hears("How many?", who=who)
    shop.presses(who, "500 pcs").hears("Which trade term?", who=who)
    shop.presses(who, "FOB").hears("Which place belongs to the trade term?", who=who)
    shop.presses(who, "Ningbo").hears("How does the customer pay?", who=who)
    shop.presses(who, "L/C at sight").hears("Until when is the offer valid?", who=who)
    shop.presses(who, "60 days")
    quote = content(shop)
    assert missing(quote) == ()
    assert figures(quote) == [("LED-5050", D(500), D("3.20"))]
    assert (quote.term, quote.place, quote.payment) == ("FOB", "Ningbo", "L/C at sight")


def test_bare_words_that_answer_the_card_are_what_it_asks_for(shop: Desk) -> None:
    shop.says("Ana", "/quote 1001 QJ200 x 5 @ 13; valid 9 days; term FOB")
    shop.hears("Which place belongs to the trade term?", who="Ana")
    shop.says("Ana", "Qingdao", answers="D1")
    assert content(shop).place == "Qingdao"


def test_answering_the_inquirys_card_needs_no_number(shop: Desk) -> None:
    shop.says("Ana", "/quote LED-5050 x 2000 @ 3.3", answers="1001 · inquiry").hears("D1 · Kunde", who="Ana")
    assert figures(content(shop)) == [("LED-5050", D(2000), D("3.3"))]


def test_the_open_draft_of_an_inquiry_goes_on_and_another_is_begun_when_told(shop: Desk) -> None:
    shop.says("Ana", "/quote 1001").says("Ana", "/quote 1001 valid 30 days")
    assert drafts(shop) == 1
    shop.says("Ana", "/quote 1001 new LED-5050 x 9 @ 3")
    assert drafts(shop) == 2
    assert figures(content(shop, 2)) == [("LED-5050", D(9), D(3))]


def test_an_unknown_product_is_offered_the_closest_by_button(shop: Desk) -> None:
    shop.says("Ana", "/quote 1001 LD-5050 x 2000 @ 3.3").hears("Which product is it?", who="Ana")
    shop.presses("Ana", "LED-5050 · LED strip")
    (line,) = content(shop).lines
    assert (line.product, line.quantity, line.price) == ("LED-5050", D(2000), D("3.3"))
    assert line.costs == STRIPS.costs


def test_a_product_that_the_table_does_not_have_is_quoted_as_it_was_typed(shop: Desk) -> None:
    shop.says("Ana", "/quote 1001 Teak bench, oiled x 20 @ 85").presses("Ana", "Not in the table: Teak bench, oiled")
    (line,) = content(shop).lines
    assert (line.product, line.name(), line.specification) == ("", "Teak bench, oiled", "Teak bench, oiled")


def test_what_cannot_be_read_is_told_and_the_rest_is_kept(shop: Desk) -> None:
    shop.says("Ana", "/quote 1001 LED-5050 x 0 @ 3\nFOBB Ningbo\nvalid 31 June\npayment T/T\nbla bla\n3 XYZ")
    shop.hears(
        "Not taken: “LED-5050 x 0 @ 3”. 0 is no quantity. Write it like x 2000.",
        "Not taken: “FOBB Ningbo”. I know no trade term FOBB. Do you mean FOB Ningbo?",
        "Not taken: “valid 31 June”. 31 June is no day.",
        "Not taken: “bla bla”. I know no product bla bla, and it says no quantity. Write it like LED-5050 x 2000 @ 3.20.",
        who="Ana",
    )
    assert content(shop).payment == "T/T"
    shop.presses("Ana", "FOB Ningbo")
    assert (content(shop).term, content(shop).place) == ("FOB", "Ningbo")


EDITS = [
    ("line 1 price 3.10", "3.10", None),
    ("1 x 3000", None, 3000),
    ("LED-5050 x 3000 @ 3.05", "3.05", 3000),
    ("price 3.4", "3.4", None),
]


@pytest.mark.parametrize(("typed", "price", "quantity"), EDITS)
def test_a_position_is_changed_in_place(shop: Desk, typed: str, price: str | None, quantity: int | None) -> None:
    shop.says("Ana", "/quote 1001").says("Ana", f"/quote D1 {typed}")
    assert figures(content(shop)) == [("LED-5050", D(quantity or 2000), D(price or "3.20"))]


def test_every_term_is_changed_by_its_name_and_noted_with_before_and_after(shop: Desk) -> None:
    shop.says("Ana", "/quote 1001")
    shop.says(
        "Ana",
        "/quote D1 term DDP Berlin; payment L/C; valid 15 days; contact Eva Braun; language zh; remark hello; reason big;"
        " assume carton; packing drums; delivery 2 weeks; EUR; alternative 1",
    )
    quote = content(shop)
    assert (quote.term, quote.place, quote.payment, quote.contact) == ("DDP", "Berlin", "L/C", "Eva Braun")
    assert (quote.language, quote.remarks, quote.reason, quote.assumptions) == ("zh", "hello", "big", ("carton",))
    assert (quote.packaging, quote.delivery, quote.delivery_days, quote.currency) == ("drums", "2 weeks", 14, "EUR")
    assert quote.lines[0].alternative
    with shop.database.reading() as session:
        noted = session.scalars(select(HappeningRow).where(HappeningRow.verb == "quote")).all()
        assert [each.after["revision"] for each in noted if each.after] == [1, 2]
        assert len(quotes.revisions(session, 1)) == 2


def test_positions_are_added_and_taken_out(shop: Desk) -> None:
    shop.says("Ana", "/quote 1001").says("Ana", "/quote D1 + QJ200 x 5 @ 13; + LED-5050 x 10 @ 3.5 alternative")
    assert [each[0] for each in figures(content(shop))] == ["LED-5050", "QJ-200", "LED-5050"]
    shop.says("Ana", "/quote D1 - 2")
    assert [(each.product, each.alternative) for each in content(shop).lines] == [
        ("LED-5050", False),
        ("LED-5050", True),
    ]


def test_undo_goes_back_step_by_step_and_keeps_every_revision(shop: Desk) -> None:
    shop.says("Ana", "/quote 1001").says("Ana", "/quote D1 price 3.4").says("Ana", "/quote D1 price 3.5")
    shop.says("Ana", "/quote D1 undo").hears("The last change is taken back.", who="Ana")
    assert content(shop).lines[0].price == D("3.4")
    shop.says("Ana", "/quote D1 undo")
    assert content(shop).lines[0].price == D("3.20")
    shop.forget().says("Ana", "/quote D1 undo").hears("There is nothing to take back: this is how it began.")
    with shop.database.reading() as session:
        assert len(quotes.revisions(session, 1)) == 5


def test_somebody_elses_change_is_taken_back_only_knowingly(shop: Desk) -> None:
    shop.says("Ana", "/quote 1001").says("Max", "/quote D1 payment L/C").forget().says("Ana", "/quote D1 undo")
    shop.hears("The last change is Max's:\npayment terms: 30% T/T deposit, balance against B/L copy → L/C", who="Ana")
    assert content(shop).payment == "L/C"
    shop.presses("Ana", "Take it back")
    assert content(shop).payment == "30% T/T deposit, balance against B/L copy"


def test_giving_up_asks_once_more(shop: Desk) -> None:
    shop.says("Ana", "/quote 1001").says("Ana", "/quote D1 drop").presses("Ana", "Keep")
    assert state(shop) == "draft"
    shop.says("Ana", "/quote D1 drop").presses("Ana", "Really").hears("D1 is given up. A new one: /quote 1001")
    assert state(shop) == "dropped"
    shop.says("Ana", "/quote 1001")
    assert drafts(shop) == 2


def test_of_two_at_one_draft_the_second_is_told_and_chooses(shop: Desk) -> None:
    shop.says("Ana", "/quote 1001 + QJ200 x 5 @ 13").says("Max", "/quote D1").says(
        "Ana", "/quote D1 line 1 price 3.10"
    ).forget()
    shop.says("Max", "/quote D1 line 1 price 3.00; payment L/C; line 2 x 7")
    shop.hears(
        "Ana has changed LED-5050, unit price, since you looked: USD 3.20 → USD 3.10. Which holds?\nYou wrote: line 1 price 3.00",
        who="Max",
    )
    assert figures(content(shop)) == [("LED-5050", D(2000), D("3.10")), ("QJ-200", D(7), D(13))]
    assert content(shop).payment == "L/C"
    shop.presses("Max", "Mine: line 1 price 3.00")
    assert content(shop).lines[0].price == D("3.00")


def test_a_number_means_the_position_that_she_saw_under_it(shop: Desk) -> None:
    shop.says("Ana", "/quote 1001 + QJ200 x 5 @ 13").says("Max", "/quote D1").says("Ana", "/quote D1 - 1").forget()
    shop.says("Max", "/quote D1 line 2 price 14")
    assert figures(content(shop)) == [("QJ-200", D(5), D(14))]


def test_what_somebody_else_took_out_is_not_changed_unasked(shop: Desk) -> None:
    shop.says("Ana", "/quote 1001 + QJ200 x 5 @ 13").says("Max", "/quote D1").says("Ana", "/quote D1 - 1").forget()
    shop.says("Max", "/quote D1 line 1 price 3").hears("Ana has taken LED-5050 out since you looked.", who="Max")
    assert figures(content(shop)) == [("QJ-200", D(5), D(13))]


def test_who_types_the_same_is_not_asked(shop: Desk) -> None:
    shop.says("Ana", "/quote 1001").says("Max", "/quote D1").says("Ana", "/quote D1 payment L/C").forget()
    shop.says("Max", "/quote D1 payment L/C; valid 9 days")
    assert "Which holds?" not in "\n".join(shop.chat("Max"))


def test_everybody_who_holds_the_card_sees_it_as_it_stands(shop: Desk) -> None:
    shop.says("Ana", "/quote 1001").says("Max", "/quote D1").says("Max", "/quote D1 payment L/C")
    assert "payment terms: L/C" in shop.chat("Ana")[-1]


def test_a_press_changes_the_card_in_place(shop: Desk) -> None:
    shop.says("Ana", "/quote 1001")
    before = len(shop.chat("Ana"))
    shop.presses("Ana", "15 days")
    assert len(shop.chat("Ana")) == before
    assert "valid until: 17 Mar 2026" in shop.chat("Ana")[-1]


def test_floor_ceiling_margin_and_lead_time_are_marked(shop: Desk) -> None:
    shop.says("Ana", "/quote 1001 LED-5050 x 2000 @ 2.8; EXW Yiwu; delivery 10 days")
    shop.hears(
        "× USD 2.80 = 5,600.00 · ▼ below the floor, margin 14.73 %", "Margin 14.73 %, profit USD 824.72 (CNY 5,872.00)"
    )
    assert "▲ LED-5050 takes 30 days, 10 are promised." in shop.chat("Ana")[-1]
    shop.says("Ana", "/quote D1 price 4").hears("▲ above the ceiling", who="Ana")
    shop.says("Ana", "/quote D1 price 2").hears("LOSS: USD -", who="Ana")


def test_the_tables_price_follows_the_quantity_until_somebody_types_one(shop: Desk) -> None:
    shop.says("Ana", "/quote 1001").says("Ana", "/quote D1 1 x 6000")
    assert content(shop).lines[0].price == D("3.00")
    shop.says("Ana", "/quote D1 price 3.3").says("Ana", "/quote D1 1 x 100")
    assert content(shop).lines[0].price == D("3.3")


def test_a_price_list_in_another_currency_is_converted_by_the_rate_and_never_without(shop: Desk) -> None:
    shop.says("Ana", "/quote 1001 QJ200 x 5")
    assert content(shop).lines[0].price == D("12.65")
    shop.says("Ana", "/quote D1 GBP")
    assert content(shop).lines[0].price is None
    assert "At which price per unit?" in shop.chat("Ana")[-1]


def test_typed_prices_are_not_converted_and_that_is_said(shop: Desk) -> None:
    shop.says("Ana", "/quote 1001 LED-5050 x 2000 @ 3.3").says("Ana", "/quote D1 EUR")
    shop.hears("The currency is EUR now; typed prices were not converted from USD.", who="Ana")
    assert content(shop).lines[0].price == D("3.3")


def test_one_quotation_has_one_currency(shop: Desk) -> None:
    shop.says("Ana", "/quote 1001 LED-5050 x 2000 @ USD 3.3; QJ200 x 5 @ EUR 12")
    shop.hears("Not taken: “QJ200 x 5 @ EUR 12”. A quotation has one currency, and this one is in USD.", who="Ana")


def test_another_unit_than_the_tables_takes_neither_its_price_nor_its_costs(shop: Desk) -> None:
    shop.says("Ana", "/quote 1001 LED-5050 x 10 cartons").hears("the table counts in pcs", who="Ana")
    (line,) = content(shop).lines
    assert (line.unit, line.price, line.costs) == ("cartons", None, ())


def test_a_price_per_dozen_is_no_price_per_piece(shop: Desk) -> None:
    shop.says("Ana", "/quote 1001").says("Ana", "/quote D1 @ 38/dozen")
    shop.hears("The quantity is in pcs, the price per dozen. Write both in one unit.", who="Ana")
    assert content(shop).lines[0].price == D("3.20")


def test_less_than_the_smallest_order_is_told(shop: Desk) -> None:
    shop.says("Ana", "/quote 1001 LED-5050 x 100 @ 3").hears("LED-5050: the smallest order is 500.", who="Ana")


def test_a_long_quotation_is_cut_and_shown_whole_on_demand(shop: Desk) -> None:
    lines = "\n".join(f"Part {number} x {number} @ 1" for number in range(1, 201))
    shop.says("Ana", f"/quote 1001\n{lines}\nPart 201 x 1 @ 1").hears("… 188 more", who="Ana")
    assert "A quotation has at most 200 positions." in shop.chat("Ana")[-1]
    shop.presses("Ana", "All 200 positions")
    assert "200. Part 200 · 200 pcs × USD 1.00 = 200.00" in shop.chat("Ana")[-1]


def test_hostile_words_print_literally(shop: Desk) -> None:
    shop.says("Ana", "/quote 1001 =HYPERLINK(1) {x} <b>y</b> %s x 3 @ 3\nremark {{7*7}} #set page\ncontact \u202eevil")
    card = shop.chat("Ana")[-1]
    assert "=HYPERLINK(1) {x} <b>y<⁄b> %s · 3 pcs" in card
    assert content(shop).remarks == "{{7*7}} #set page"
    assert content(shop).contact == "evil"


def test_chinese_is_understood_and_the_paper_is_chinese(shop: Desk) -> None:
    shop.receives(
        "您好，我们需要 QJ-200 潜水泵 500台，FOB 宁波。", sender="王先生 <wang@cn.example>", subject="询价"
    ).forget()
    who = shop.owner_of(1002)
    shop.says(who, "／quote 1002 单价１２．５美元；付款 30%定金，余款发货前付清 交期 45天 包装 木箱 有效期30天")
    quote = content(shop)
    assert missing(quote) == ()
    assert figures(quote) == [("QJ-200", D(500), D("12.5"))]
    assert (quote.language, quote.place, quote.packaging, quote.delivery_days) == ("zh", "Ningbo", "木箱", 45)
    assert quote.payment == "30%定金，余款发货前付清"


def test_of_a_long_chinese_sentence_only_the_payment_is_taken_over(shop: Desk) -> None:
    shop.receives(
        "我们需要 QJ-200 潜水泵 500台，付款方式 30%定金，目标价 12.5美元。",
        sender="王 <wang@cn.example>",
        subject="询价",
    )
    shop.says(shop.owner_of(1002), "/quote 1002")
    assert content(shop).payment == "30%定金"


def test_the_menu_of_changes_may_be_answered_with_words(shop: Desk) -> None:
    shop.says("Ana", "/quote 1001").says("Ana", "/quote D1 change").says(
        "Ana", "payment O/A 30 days", answers="What shall change in"
    )
    assert content(shop).payment == "O/A 30 days"
    shop.says("Ana", "/quote D1 change 1").says("Ana", "price 3.3", answers="what shall change?")
    assert content(shop).lines[0].price == D("3.3")


def test_what_has_no_number_is_offered_and_the_typed_lines_go_along(shop: Desk) -> None:
    shop.says("Ana", "/quote LED-5050 x 9 @ 3").hears("Which inquiry do you quote?", who="Ana")
    shop.presses("Ana", "1001 · Kunde")
    assert figures(content(shop)) == [("LED-5050", D(9), D(3))]
    shop.says("Ana", "/quote").presses("Ana", "D1 · Kunde").hears("Inquiry 1001", who="Ana")


def test_a_customer_who_has_not_written_is_entered_first(shop: Desk) -> None:
    shop.says("Ana", "/quote Müller GmbH").hears("/inquiry fair Kunde GmbH, Spain: 40 pumps", who="Ana")


def test_what_nobody_has_is_taken_first(shop: Desk) -> None:
    with shop.database.deciding() as session:
        session.get_one(ConversationRow, 1001).owner_id = None
        session.commit()
    shop.says("Dora", "/quote 1001").hears("Nobody has 1001 yet. Take it, then quote.", who="Dora")
    assert drafts(shop) == 0


@pytest.mark.parametrize(
    "said", ["/quote 1001", "/quote D1", "/quote D1 price 1", "/quote D1 undo", "/quote D1 drop yes"]
)
def test_somebody_elses_and_no_quotation_sound_alike(shop: Desk, said: str) -> None:
    shop.says("Ana", "/quote 1001").forget().says("Bob", said)
    heard = shop.chat("Bob")[-1]
    shop.says("Bob", said.replace("1001", "4711").replace("D1", "D99"))
    assert shop.chat("Bob")[-1] == heard.replace("1001", "4711").replace("D1", "D99")
    assert state(shop) == "draft"


def test_a_change_after_approval_makes_it_void_and_says_so(shop: Desk) -> None:
    shop.says("Ana", "/quote 1001 LED-5050 x 2000 @ 3.3; valid 30 days; EXW Yiwu")
    released(shop)
    shop.says("Ana", "/quote D1 price 3.4").hears(
        "It has changed: what was asked for or approved is void. Submit it again."
    )
    assert state(shop) == "draft"


def test_what_the_customer_has_is_not_changed(shop: Desk) -> None:
    shop.says("Ana", "/quote 1001 LED-5050 x 2000 @ 3.3; valid 30 days; EXW Yiwu")
    released(shop)
    sends(shop)
    for words in ("undo", "drop yes", "change"):
        shop.says("Ana", f"/quote D1 {words}").hears(
            "The customer has Q-2026-0001 already. A new version of it: /revise Q-2026-0001"
        )
    assert content(shop).lines[0].price == D("3.3")


def test_words_for_what_the_customer_has_become_a_new_version_by_one_press(shop: Desk) -> None:
    shop.says("Ana", "/quote 1001 LED-5050 x 2000 @ 3.3; valid 30 days; EXW Yiwu")
    released(shop)
    sends(shop)
    shop.says("Ana", "/quote D1 price 3.1").hears(
        "The customer has Q-2026-0001 already. Shall this be a new version of it?", "You wrote: price 3.1"
    )
    assert content(shop).lines[0].price == D("3.3")
    shop.presses("Ana", "New version")
    assert (content(shop).lines[0].price, state(shop)) == (D("3.1"), "draft")


def test_the_word_change_before_a_change_is_no_menu(shop: Desk) -> None:
    shop.says("Ana", "/quote 1001 LED-5050 x 2000 @ 3.3; valid 30 days; EXW Yiwu")
    shop.says("Ana", "/quote D1 change price to 3.4")
    assert content(shop).lines[0].price == D("3.4")


def test_every_button_that_changes_something_is_a_command_that_works(shop: Desk) -> None:
    shop.says("Ana", "/quote 1001").says("Ana", "/quote D1 change").says("Ana", "/quote D1 change 1")
    with shop.database.reading() as session:
        commands = sorted(each for each in session.scalars(select(ButtonRow.command)) if each.startswith("/quote D1"))
    assert len(commands) > 20
    for each in commands:
        if not each.endswith(("undo", "drop", "remove")):
            shop.forget().says("Ana", each)
            heard = "\n".join(shop.chat("Ana")[-1:])
            assert "Not taken" not in heard, each
            assert "I cannot" not in heard, each
