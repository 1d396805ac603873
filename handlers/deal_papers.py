"""Proforma invoice and contract: drafted from the order, shown with what is open, changed, submitted (M4, R157-R165)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from documents.company import company_of
from documents.countries import country_name
from handlers.asked import Asked
from handlers.goods_lines import positions, terms
from handlers.ordering import changed as order_changed
from handlers.ordering import leading, noted, still_open
from handlers.paper_sending import Cover, papers_drawn
from handlers.quote_changing import applied
from handlers.quote_figures import today
from handlers.quote_spoken import unread_lines
from handlers.trade_papers import changed, drafted, name, order_of, submitted, unreleased
from rules.deal import CUSTOMERS_FORM, OWN_FORM, TYPED, checklist, departures, differs, taken_over, with_usual
from rules.outgoing import Choice, Choices, Outgoing
from rules.quote_difference import differences
from rules.quote_typed import read
from rules.refusal import Refused
from rules.trade_paper import FIELD_WORDS, KIND_WORDS, Kind, TradePaper
from rules.trade_paper_moves import CHANGEABLE, STATE_WORDS, UNSIGNED, PaperEvent, PaperState
from rules.words import Line, line, title, verbatim
from storage import orders, tasks, trade_papers
from storage.colleagues import name_of
from storage.tables.orders import OrderRow
from storage.tables.trade_papers import TradePaperRow
from storage.work import Work

DEALS = (Kind.PROFORMA, Kind.CONTRACT)
COVER = Cover("deal_cover")
LANGUAGES: Mapping[str, str] = {
    "en": "en", "english": "en", "英文": "en", "英语": "en", "zh": "zh", "chinese": "zh", "中文": "zh", "汉语": "zh",
    "en+zh": "en+zh", "zh+en": "en+zh", "both": "en+zh", "bilingual": "en+zh", "双语": "en+zh", "中英文": "en+zh",
}  # fmt: skip
_SHORT = 160
"""Characters of a clause that a card shows."""


def begun(work: Work, asked: Asked, order: OrderRow, kind: Kind) -> list[Outgoing]:
    """Drafts it from the order; the one that there is already is shown instead."""
    leading(work, asked.viewer, still_open(order))
    known = next(iter(trade_papers.of_order(work.session, order.id, kind)), None)
    if known is not None:
        hint = () if known.state in UNSIGNED else (_amendable(known),)
        return [asked.say((*hint, *card_lines(work, known)), card_choices(work, known))]
    if not orders.content(order).goods.lines:
        raise Refused("Order {number} has no goods yet, so there is nothing to write down.", number=order.id)
    row = drafted(work, asked.me.id, paper_of_order(work, order, kind), order=order)
    words = line(
        "{paper}: the {document} of order {number} is drafted.",
        paper=name(row),
        document=KIND_WORDS[kind],
        number=orders.called(order),
    )
    return [asked.say((words, *card_lines(work, row)), card_choices(work, row))]


def paper_of_order(work: Work, order: OrderRow, kind: Kind) -> TradePaper:
    """What the order says, the usual clauses, and the bank details of its currency, frozen as they are now."""
    told = orders.content(order)
    country = country_name(told.goods.country, "en") if told.goods.country else ""
    if kind is Kind.CONTRACT:
        told = with_usual(told, work.policy, country)
    form = CUSTOMERS_FORM if told.customer_form and kind is Kind.CONTRACT else OWN_FORM
    paper = TradePaper(kind=kind, order=told).with_field("template_kind", form if kind is Kind.CONTRACT else "")
    return with_bank(work, paper)


def with_bank(work: Work, paper: TradePaper) -> TradePaper:
    """The bank details of its currency as they stand in the settings now; nobody types them (fraud)."""
    banks = company_of(work.policy).banks
    currency = paper.order.goods.currency
    return paper.with_field("bank_details", (banks.get(currency) or banks.get("") or "").strip())


def card_lines(work: Work, row: TradePaperRow) -> tuple[Line, ...]:
    """How it stands, what is open, what departs from the company's form, what its way has brought so far."""
    told, kind = trade_papers.content(row), Kind(row.kind)
    head = title("{document} {number}", document=KIND_WORDS[kind], number=trade_papers.called(row))
    lines = [head, line("It is {state}.", state=STATE_WORDS[PaperState(row.state)])]
    if row.reason and row.state in CHANGEABLE:
        lines.append(line("It came back: {reason}", reason=verbatim(row.reason[:_SHORT])))
    if row.state in {*CHANGEABLE, PaperState.PENDING}:
        lines += open_lines(told)
        lines += departure_lines(work, told)
        order = order_of(work.session, row)
        if order is not None and not amends(work, row) and differs(told, orders.content(order)):
            lines.append(line("The order has changed since it was drafted."))
    if told.told("template_kind") == CUSTOMERS_FORM:
        lines.append(line("It is the customer's own form."))
        lines.append(_opinion(work, row))
    return (*lines, *_way(work, row))


def open_lines(told: TradePaper) -> list[Line]:
    """The checklist of what a paper of its kind settles: what is missing, what is left open (R161)."""
    items = checklist(told)
    empty = [each for each in items if not each.text]
    settled = line("Settled: {count} of {all}", count=len(items) - len(empty), all=len(items))
    must = tuple(_word(each.name) for each in empty if each.is_mandatory)
    may = tuple(_word(each.name) for each in empty if not each.is_mandatory)
    lines = [settled]
    lines += [line("Missing: {fields}", fields=must)] if must else []
    lines += [line("Left open: {fields}", fields=may)] if may else []
    return lines


def departure_lines(work: Work, told: TradePaper) -> list[Line]:
    """Where a contract is not worded as the company's form is (R164)."""
    return [
        line(
            "Not our usual clause, {field}: “{text}” instead of “{usual}”",
            field=_word(each.name),
            text=each.text[:_SHORT] or "-",
            usual=each.usual[:_SHORT],
        )
        for each in departures(told, work.policy)
    ]


def card_choices(work: Work, row: TradePaperRow) -> Choices:
    """What can be done with it now."""
    paper = name(row)
    show = Choice(line("Look at it"), f"/paper {paper}")
    state = PaperState(row.state)
    if state in CHANGEABLE:
        return (
            (Choice(line("Submit"), f"/deal {paper} submit {row.content_hash[:8]}"), show),
            (
                Choice(line("Take over the order"), f"/deal {paper} renew"),
                Choice(line("Give up"), f"/deal {paper} drop"),
            ),
        )
    acts: Mapping[PaperState, tuple[Choice, ...]] = {
        PaperState.PENDING: (Choice(line("Take it back"), f"/deal {paper} withdraw"),),
        PaperState.APPROVED: (Choice(line("Send"), f"/deal {paper} send"),),
        PaperState.SENT: (
            Choice(line("Signed copy"), f"/signed {paper}"),
            Choice(line("Remind"), f"/deal {paper} remind"),
            Choice(line("Send again"), f"/deal {paper} send again"),
        ),
        PaperState.RECHECKED: (Choice(line("We have signed"), f"/deal {paper} company"),),
        PaperState.COMPANY_SIGNED: (
            Choice(line("Send the copy"), f"/deal {paper} copy"),
            Choice(line("Copy delivered"), f"/deal {paper} delivered"),
        ),
        PaperState.COPY_DELIVERED: (Choice(line("Archive"), f"/deal {paper} archive"),),
    }
    more = (
        (Choice(line("Original is here"), f"/signed {paper} original"),)
        if row.signed_at and not row.original_at and work.policy.signature_kind == "both"
        else ()
    )
    return ((*acts.get(state, ()), *more), (show,)) if acts.get(state) or more else ((show,),)


def clause_set(work: Work, asked: Asked, row: TradePaperRow, clause: str, text: str) -> list[Outgoing]:
    """Another wording of a clause; `-` leaves it open."""
    told = trade_papers.content(row)
    wanted = "" if text in {"-", "—"} else text
    words = line("{field}: {text}", field=_word(clause), text=verbatim(wanted[:_SHORT] or "-"))
    return changed_and_shown(work, asked, row, replace(told, order=told.order.with_clause(clause, wanted)), words)


def language_set(work: Work, asked: Asked, row: TradePaperRow, text: str) -> list[Outgoing]:
    """en, zh, en+zh."""
    language = LANGUAGES.get(text.casefold().replace(" ", ""))
    if language is None:
        raise Refused(
            "Papers are written in {languages}: {example}",
            languages="en, zh, en+zh",
            example="/deal P12 language en+zh",
        )
    if row.state not in CHANGEABLE:
        raise Refused("{number} is {state}: its language stays.", number=trade_papers.called(row), state=_state(row))
    row.language = language
    work.session.flush()
    return [asked.say(card_lines(work, row), card_choices(work, row))]


def marks_set(work: Work, asked: Asked, row: TradePaperRow, text: str) -> list[Outgoing]:
    """The shipping marks, in the order, too, for every other paper has them from there."""
    order, told = order_of(work.session, row), trade_papers.content(row)
    words = line("shipping marks: {text}", text=verbatim(text[:_SHORT]))
    if order is not None:
        order_changed(work, order, replace(orders.content(order), marks=text), asked.me.id, (words,))
    return changed_and_shown(work, asked, row, replace(told, order=replace(told.order, marks=text)), words)


def renewed(work: Work, asked: Asked, row: TradePaperRow) -> list[Outgoing]:
    """It says what the order says now, with the bank details of now; its clauses stay."""
    order = order_of(work.session, row)
    if order is None:
        raise Refused("{number} belongs to no order.", number=trade_papers.called(row))
    told = with_bank(work, taken_over(trade_papers.content(row), orders.content(order)))
    if told == trade_papers.content(row):
        return [asked.say((line("It says what the order says."), *card_lines(work, row)), card_choices(work, row))]
    words = line("what the order says now is taken over")
    return changed_and_shown(work, asked, row, told, words)


def changed_and_shown(work: Work, asked: Asked, row: TradePaperRow, told: TradePaper, words: Line) -> list[Outgoing]:
    """The draft says this now; the customer's own form goes to the lawyer anew, for its text is another one (R163)."""
    said = changed(work, asked, row, told, (words,))
    if told.told("template_kind") == CUSTOMERS_FORM and row.state == PaperState.DRAFT:
        row.legal_opinion, row.legal_by = "", None
        trade_papers.moved(work, row, PaperEvent.TO_LAWYER)
    return [*said, asked.say((words, *card_lines(work, row)), card_choices(work, row))]


def put(work: Work, asked: Asked, row: TradePaperRow, seal: str = "") -> list[Outgoing]:
    """To the supervisor, with the checklist and every departure from the company's form (R161, R164, R165)."""
    told, number = trade_papers.content(row), trade_papers.called(row)
    if seal and not row.content_hash.startswith(seal):
        hint = line("It has changed since you saw it. Please look once more.")
        return [asked.say((hint, *card_lines(work, row)), card_choices(work, row))]
    order = order_of(work.session, row)
    if row.state in CHANGEABLE and order and not amends(work, row) and differs(told, orders.content(order)):
        words = line("{number} does not say what the order says now. Take over the order first.", number=number)
        return [asked.say((words,), ((Choice(line("Take over the order"), f"/deal {name(row)} renew"),),))]
    if row.state in CHANGEABLE and told.told("template_kind") == CUSTOMERS_FORM and not row.legal_opinion:
        words = line(
            "It is the customer's own form: a lawyer reads it first. Then: {example}",
            example=f"/deal {name(row)} legal ok Wang: clause 7 is fair",
        )
        return [asked.say((words,))]
    goods = told.order.goods
    details = [*positions(goods), *terms(goods), *open_lines(told), *departure_lines(work, told)]
    if row.legal_opinion:
        details.append(_opinion(work, row))
    if row.replaces_id is not None:
        details.append(line("It amends what was agreed before."))
    said = submitted(work, asked, row, details)
    if row.state in CHANGEABLE and order is not None:
        return [*said, asked.say(tuple(_how_to_fill(row, order, told)))]
    return said


def drawn(work: Work, row: TradePaperRow) -> list[Outgoing]:
    """The hook: whoever wanted to send it sees the mail."""
    return papers_drawn(work, row, COVER)


def dropped(work: Work, asked: Asked, row: TradePaperRow, sure: bool) -> list[Outgoing]:
    """Given up when she has said so twice; what it was to amend stands again."""
    number, paper = trade_papers.called(row), name(row)
    if not sure:
        buttons = ((Choice(line("Really"), f"/deal {paper} drop yes"), Choice(line("Keep"), f"/deal {paper}")),)
        return [asked.say((line("Give {number} up? It is kept in the log.", number=number),), buttons)]
    said = unreleased(work, row, asked.me.id, line("the paper was given up"))
    trade_papers.moved(work, row, PaperEvent.DROPPED)
    tasks.done(work, "paper", row.id, outcome="cancelled")
    words = line("{person} has given {number} up", person=asked.me.name, number=number)
    _noted(work, row, words, asked.me.id)
    before = trade_papers.paper(work.session, row.replaces_id)
    if before is not None and before.state == PaperState.AMENDING:
        trade_papers.moved(work, before, stands_as(before))
        stands = line("{number} is given up; {other} stands again.", number=number, other=trade_papers.called(before))
        return [*said, asked.say((stands,))]
    return [*said, asked.say((line("{number} is given up.", number=number),))]


def amended(work: Work, asked: Asked, row: TradePaperRow) -> list[Outgoing]:
    """A new version as a draft, with what the order says now; the one before holds until that is signed (R172)."""
    order = order_of(work.session, row)
    if order is None or row.sent_at is None:
        raise Refused(
            "{number} is {state}: it can still be changed itself. {example}",
            number=trade_papers.called(row),
            state=_state(row),
            example=f"/deal {name(row)}",
        )
    newer = next((each for each in trade_papers.of_order(work.session, order.id) if each.replaces_id == row.id), None)
    if newer is not None:
        return [asked.say(card_lines(work, newer), card_choices(work, newer))]
    trade_papers.moved(work, row, PaperEvent.AMENDED)
    tasks.done(work, "paper", row.id, outcome="cancelled")
    told = with_bank(work, taken_over(trade_papers.content(row), orders.content(order)))
    words = line("{person} amends {number}", person=asked.me.name, number=trade_papers.called(row))
    new = drafted(work, asked.me.id, told, (words,), order=order, language=row.language, replaces=row)
    hints = [line("{number} holds until the new version is signed.", number=trade_papers.called(row))]
    if amends(work, new):
        hints.append(line("Type what changes: {example}", example=f"/deal {name(new)} line 1 qty 300 price 3.10"))
    return [asked.say((*hints, *card_lines(work, new)), card_choices(work, new))]


def amends(work: Work, row: TradePaperRow) -> bool:
    """Whether it is to replace something signed: it says what will be agreed, and the order follows once it is signed."""
    before = trade_papers.paper(work.session, row.replaces_id)
    return before is not None and before.signed_at is not None


def goods_set(work: Work, asked: Asked, row: TradePaperRow, words: str) -> list[Outgoing]:
    """`line 1 qty 300`, `price 3.10`, `payment ...` in an amendment; the order says it once both sides have signed (R172)."""
    told = trade_papers.content(row)
    parts = read(words, today(work), len(told.order.goods.lines))
    draft = applied(work, told.order.goods, parts, asked.me.language)
    goods = replace(draft.quote, origins=())
    lines = differences(told.order.goods, goods)
    hints = [*unread_lines(draft.unread), *draft.hints]
    if not lines:
        return [asked.say(hints or (line("That changes nothing in {number}.", number=trade_papers.called(row)),))]
    said = changed(work, asked, row, replace(told, order=replace(told.order, goods=goods)), lines)
    return [*said, asked.say((*lines, *hints, *card_lines(work, row)), card_choices(work, row))]


def stands_as(row: TradePaperRow) -> PaperEvent:
    """Where a paper stands whose amendment was given up: where its facts say that it stood."""
    facts = (
        (row.archived_at, PaperEvent.ARCHIVED),
        (row.copy_delivered_at, PaperEvent.COPY_DELIVERED),
        (row.company_signed_at, PaperEvent.COMPANY_SIGNED),
        (row.rechecked_at, PaperEvent.RECHECKED),
        (row.signed_at, PaperEvent.SIGNED),
    )
    return next((event for at, event in facts if at is not None), PaperEvent.SENT)


def form_set(work: Work, asked: Asked, row: TradePaperRow, text: str) -> list[Outgoing]:
    """`customer`: the customer's own form, which a lawyer reads; `ours`: the company's (R163, R164)."""
    forms = {"customer": CUSTOMERS_FORM, "theirs": CUSTOMERS_FORM, "客户": CUSTOMERS_FORM, "客户合同": CUSTOMERS_FORM,
             "ours": OWN_FORM, "standard": OWN_FORM, "company": OWN_FORM, "我方": OWN_FORM, "公司": OWN_FORM}  # fmt: skip
    form = forms.get(text.casefold().strip())
    if form is None or row.kind != Kind.CONTRACT:
        raise Refused("Whose form is the contract? {example}", example=f"/deal {name(row)} form customer")
    told = trade_papers.content(row)
    order = replace(told.order, customer_form=form == CUSTOMERS_FORM)
    words = line("It is the customer's own form.") if order.customer_form else line("It is our own form.")
    said = changed_and_shown(work, asked, row, replace(told, order=order).with_field("template_kind", form), words)
    ask = line("A lawyer reads it clause by clause. Then: {example}", example=f"/deal {name(row)} legal ok")
    return [*said, asked.say((ask,))] if order.customer_form else said


def opinion_given(work: Work, asked: Asked, row: TradePaperRow, text: str) -> list[Outgoing]:
    """`ok words`: what the lawyer says of the customer's form. Words that do not begin with ok leave it with the lawyer."""
    first = text.strip().partition(" ")[0]
    if row.state != PaperState.LEGAL_REVIEW:
        raise Refused("{number} is {state}, not with a lawyer.", number=trade_papers.called(row), state=_state(row))
    if not text.strip():
        raise Refused(
            "What does the lawyer say? {example}", example=f"/deal {name(row)} legal ok Wang: clause 7 is fair"
        )
    is_ok = first.casefold().strip(":,，：") in {"ok", "yes", "fine", "可以", "同意", "通过", "没问题"}
    row.legal_opinion, row.legal_by = (text.strip()[:2000], asked.me.id) if is_ok else ("", None)
    work.session.flush()
    words = line(
        "The lawyer on {number}: {text}", number=trade_papers.called(row), text=verbatim(text.strip()[:_SHORT])
    )
    _noted(work, row, words, asked.me.id)
    if is_ok:
        return [asked.say((words, *card_lines(work, row)), card_choices(work, row))]
    again = line("It stays with the lawyer. When it is settled: {example}", example=f"/deal {name(row)} legal ok")
    return [asked.say((words, again))]


def _how_to_fill(row: TradePaperRow, order: OrderRow, told: TradePaper) -> list[Line]:
    """What to type for what is missing."""
    empty = {each.name for each in checklist(told) if each.is_mandatory and not each.text}
    typed = {field: short for short, field in reversed(list(TYPED.items())) if short.isascii()}
    lines = [
        line("{field}: {example}", field=_word(each), example=f"/deal {name(row)} {typed[each]} ...")
        for each in sorted(empty & set(typed))
    ]
    if "bank_details" in empty:
        currency = told.order.goods.currency
        lines.append(
            line(
                "The bank details come from the settings: {example}",
                example=f"/settings company.bank_{currency.lower() or 'usd'}",
            )
        )
    if empty & {"shipping_marks"}:
        lines.append(
            line(
                "{field}: {example}", field=_word("shipping_marks"), example=f"/deal {name(row)} marks KUNDE / HAMBURG"
            )
        )
    if empty - set(typed) - {"bank_details", "shipping_marks"}:
        lines.append(line("The rest stands in the order: {example}", example=f"/order {order.id}"))
    return lines


def _way(work: Work, row: TradePaperRow) -> list[Line]:
    """What its way has brought so far."""
    lines = []
    if row.sent_at is not None:
        lines.append(line("Sent: {at}", at=row.sent_at))
    if row.signed_at is not None:
        lines.append(line("Signed copy: {at}", at=row.signed_at))
    if row.rechecked_at is not None:
        person = name_of(work.session, row.rechecked_by)
        lines.append(line("Found genuine and complete by {person}, {at}", person=person, at=row.rechecked_at))
    if row.company_signed_at is not None:
        lines.append(line("Signed by us: {at}", at=row.company_signed_at))
    if row.copy_delivered_at is not None:
        lines.append(line("Copy delivered: {at}", at=row.copy_delivered_at))
    if row.original_at is not None:
        lines.append(line("The original on paper is here: {at}", at=row.original_at))
    if row.archive_ref:
        lines.append(line("In the archive: {place}", place=row.archive_ref))
    return lines


def _opinion(work: Work, row: TradePaperRow) -> Line:
    if not row.legal_opinion:
        return line("No lawyer has said anything of it yet.")
    return line(
        "The lawyer's opinion, noted by {person}: {text}",
        person=name_of(work.session, row.legal_by) or "?",
        text=verbatim(row.legal_opinion[:_SHORT]),
    )


def _amendable(row: TradePaperRow) -> Line:
    return line("It is there already. To change it: {example}", example=f"/deal {name(row)} amend")


def _state(row: TradePaperRow) -> Line:
    return STATE_WORDS[PaperState(row.state)]


def _word(field: str) -> Line:
    return FIELD_WORDS.get(field) or verbatim(field)


def _noted(work: Work, row: TradePaperRow, words: Line, by: int) -> None:
    order = order_of(work.session, row)
    if order is not None:
        noted(work, order, "paper", words, by, after={"paper": row.id, "state": row.state})
