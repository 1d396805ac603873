"""The second cost analysis of an order: changed, checked, and released where it is below the threshold (R121, R122)."""

from __future__ import annotations

from handlers.approving import card_name, wanted
from handlers.asked import Asked
from handlers.asking import question_card
from handlers.cost_lines import CHARGE_NAMES, COSTS
from handlers.order_confirming import is_confirmed
from handlers.order_consequences import COST, recheck_open, subject_of
from handlers.order_cost_sheet import seal_of, second_of, sheet_lines, standing
from handlers.order_gates import hard, lacks
from handlers.order_sight import sees_order_costs
from handlers.order_stages import reached
from handlers.ordering import leading, noted, still_open
from handlers.quote_figures import figured, today
from handlers.telling import to_colleague
from rules.approval import content_hash
from rules.approval_table import ALWAYS, DEFAULT_TABLE, Facts, Needed, Table, needed
from rules.cost_sheet import with_change
from rules.cost_words import named_alone, read_costs
from rules.money import plain
from rules.order import from_plain as order_from_plain
from rules.order_costs import priced, without
from rules.order_moves import Stage
from rules.outgoing import Choice, Choices, Outgoing
from rules.quote import Earned, Quote, earned
from rules.quote_approval import is_below
from rules.quote_plain import to_plain
from rules.refusal import Refused
from rules.words import Line, line
from storage import approvals, orders
from storage.colleagues import name_of
from storage.tables.approvals import ApprovalRow
from storage.tables.orders import OrderRow
from storage.work import Work

_CHECKED = frozenset({"checked", "ok", "核对完成", "核算完成", "已核算", "已核对"})
_TODAY = frozenset({"today", "table", "now", "renew", "今日", "更新"})
_MOST_FAULTS = 5


def cost(work: Work, asked: Asked, row: OrderRow, words: str) -> list[Outgoing]:
    """Both analyses; `1 raw_material 210 CNY`: a cost of today; `today`: table and rates; `checked SEAL`: she stands by it."""
    _may(work, asked, row)
    first, _, rest = words.strip().partition(" ")
    if first.casefold() in _CHECKED:
        return _checked(work, asked, row, rest.strip())
    if first.casefold() in _TODAY and not rest:
        return _anew(work, asked, row)
    if not words.strip():
        noted(
            work,
            row,
            "viewed",
            line("{person} looked at the costs of order {number}", person=asked.me.name, number=row.id),
            asked.me.id,
        )
        return [_sheet(work, asked, row)]
    if (alone := named_alone(words)) is not None:
        position, name = alone
        told = f"{position} {name}" if position else name
        question = line(
            "{cost}: answer this message with the amount, like {example}",
            cost=COSTS.get(name) or CHARGE_NAMES[name],
            example="1.20 CNY",
        )
        return [asked.say((question,), card=question_card(f"/order {row.id} cost {told}"))]
    return _changed(work, asked, row, words)


def carry_cost(work: Work, approval: ApprovalRow) -> list[Outgoing] | None:
    """It is released below the threshold. None where the order or its costs have changed meanwhile."""
    number = approval.subject.partition(":")[2]
    row = orders.order(work.session, int(number)) if number.isdigit() else None
    if (
        row is None
        or row.recheck is None
        or row.recheck_at is None
        or content_hash(row.recheck) != approval.content_hash
    ):
        return None
    row.recheck_ok, row.recheck_approval_id = True, approval.id
    work.session.flush()
    names = ", ".join(name_of(work.session, each.given_by) for each in approvals.releases(work.session, approval.id))
    words = line(
        "the second cost analysis of order {number} is released by {people}", number=orders.called(row), people=names
    )
    noted(work, row, "order", words, approval.decided_by, after={"approval": approval.id})
    if row.owner_id == approval.asked_by:
        return to_colleague(work, row.owner_id, (words,), _onward(row), conversation=row.conversation_id)
    return to_colleague(work, row.owner_id, (words,), conversation=row.conversation_id)


def _may(work: Work, asked: Asked, row: OrderRow) -> None:
    leading(work, asked.viewer, row)
    if not sees_order_costs(asked.viewer, row):
        raise Refused("The costs of order {number} are for its owner, supervisor and manager.", number=row.id)


def _anew(work: Work, asked: Asked, row: OrderRow) -> list[Outgoing]:
    """What was typed for the second analysis is let go."""
    still_open(row)
    said = recheck_open(work, row, asked.me.id)
    row.recheck = None
    work.session.flush()
    return [*said, _sheet(work, asked, row, (line("The costs are those of the table of products and today's rates."),))]


def _changed(work: Work, asked: Asked, row: OrderRow, words: str) -> list[Outgoing]:
    still_open(row)
    quote = second_of(work, row)
    read, faults = read_costs(words, [each.product for each in quote.lines])
    changes = 0
    for each in read:
        try:
            with_rates = figured(work, quote, more=(each.currency,)) if each.currency else quote
            quote = with_change(with_rates, each, work.policy.currency, asked.me.name, today(work))
            changes += 1
        except Refused as refusal:
            faults.append(refusal)
    wrong = [each.words for each in faults[:_MOST_FAULTS]]
    if not changes:
        return [asked.say([*wrong, line("Nothing was changed.")])]
    said = recheck_open(work, row, asked.me.id)
    row.recheck, row.recheck_by = to_plain(quote), asked.me.id
    words_of = line(
        "{person} changes the second cost analysis of order {number}", person=asked.me.name, number=orders.called(row)
    )
    noted(work, row, "order", words_of, asked.me.id, after={"recheck": content_hash(row.recheck)})
    return [*said, _sheet(work, asked, row, wrong)]


def _checked(work: Work, asked: Asked, row: OrderRow, seal: str) -> list[Outgoing]:
    """She stands by what she was shown; below the threshold somebody else has to release it (R122)."""
    still_open(row)
    quote = second_of(work, row)
    if row.recheck_ok:
        return [
            asked.say(
                (line("The second cost analysis of order {number} is checked already.", number=row.id),), _onward(row)
            )
        ]
    if row.recheck_at is not None and (waits := approvals.pending(work.session, COST, subject_of(row))) is not None:
        raise Refused("It waits for its release: /approvals {number} shows it.", number=waits.id)
    if bare := without(quote):
        raise Refused(
            "Nobody has told the costs of: {products}. Estimates are enough: {example}",
            products=", ".join(bare)[:200],
            example=f"/order {row.id} cost 1 purchase_price 1.20",
        )
    if seal != seal_of(quote):
        hint = (line("Something has changed meanwhile. Look at it again:"),) if seal else ()
        return [_sheet(work, asked, row, hint)]
    earns = earned(quote, work.policy.margin_base)
    editor = row.recheck_by
    row.recheck, row.recheck_by, row.recheck_at = to_plain(quote), asked.me.id, work.now
    row.recheck_margin = "" if earns.margin is None else f"{earns.margin:f}"
    words = line(
        "{person} has made the second cost analysis of order {number}", person=asked.me.name, number=orders.called(row)
    )
    noted(work, row, "order", words, asked.me.id, after={"recheck": content_hash(row.recheck)})
    if is_below(earns, work.policy.margin_threshold):
        return _asked_for(work, asked, row, quote, earns, editor)
    return _kept(work, asked, row)


def _kept(work: Work, asked: Asked, row: OrderRow) -> list[Outgoing]:
    """It may go on; where the five items are confirmed, too, the stage is reached by that."""
    row.recheck_ok = True
    work.session.flush()
    words = line("☑ The second cost analysis of order {number} is checked.", number=row.id)
    if row.stage == Stage.CONFIRMED and is_confirmed(row) and not hard(lacks(work, row, Stage.COST_RECHECKED)):
        return [asked.say((words,), conversation=row.conversation_id), *reached(work, asked, row, Stage.COST_RECHECKED)]
    return [asked.say((words,), _onward(row), conversation=row.conversation_id)]


def _asked_for(
    work: Work, asked: Asked, row: OrderRow, quote: Quote, earns: Earned, editor: int | None
) -> list[Outgoing]:
    authors = _authors(work, row, editor)
    facts: Facts = {} if earns.margin is None else {"margin": earns.margin * 100}
    made = wanted(
        work,
        asked.me,
        COST,
        subject_of(row),
        row.recheck,
        (
            line(
                "Second cost analysis of order {number} for {customer}",
                number=orders.called(row),
                customer=quote.company or "–",
            ),
        ),
        facts=facts,
        customer=row.customer_id,
        conversation=row.conversation_id,
        details=sheet_lines(work, row),
        authors=authors,
        rows=_rows(work, asked, facts),
    )
    if made is None:
        return _kept(work, asked, row)
    approval, said = made
    told = line(
        "The margin is below {threshold} %: it waits for a release (approval {approval}).",
        threshold=plain(work.policy.margin_threshold),
        approval=approval.id,
    )
    back = ((Choice(line("Take it back"), f"/approvals withdraw {approval.id}"),),)
    return [asked.say((told,), back, card=card_name(approval.id, asked.me.id), conversation=row.conversation_id), *said]


def _authors(work: Work, row: OrderRow, editor: int | None) -> set[int]:
    """Who typed its costs, or changed prices and quantities of the order: they release it as little as who asks (T27)."""
    found = {editor} if editor is not None else set()
    before: Quote | None = None
    for each in orders.revisions(work.session, row.id):
        now = priced(order_from_plain(each.content).goods)
        if before is not None and now != before:
            found.add(each.by)
        before = now
    return found


def _rows(work: Work, asked: Asked, facts: Facts) -> Table:
    """Who consents: whom margin.approver names, unless the table of approvals has a row of its own (C5)."""
    roles = frozenset(asked.me.roles)
    rows = needed(work.policy.approvals, COST, facts, roles)
    usual = [each for each in DEFAULT_TABLE if each.thing == COST]
    is_usual = [each for each in work.policy.approvals if each.thing == COST] in ([], usual)
    return (Needed(COST, ALWAYS, (work.policy.margin_approver,)),) if is_usual else rows


def _sheet(work: Work, asked: Asked, row: OrderRow, hints: list[Line] | tuple[Line, ...] = ()) -> Outgoing:
    return asked.say(
        [*hints, *sheet_lines(work, row), *standing(work, row)], _choices(work, row), conversation=row.conversation_id
    )


def _choices(work: Work, row: OrderRow) -> Choices:
    show = Choice(line("Show"), f"/order {row.id}")
    if row.recheck_ok:
        return (*_onward(row),)
    name = f"/order {row.id} cost"
    checked = Choice(line("Checked"), f"{name} checked {seal_of(second_of(work, row))}")
    return ((checked,), (Choice(line("Costs of today"), f"{name} today"), show))


def _onward(row: OrderRow) -> Choices:
    show = Choice(line("Show"), f"/order {row.id}")
    if row.stage != Stage.CONFIRMED:
        return ((show,),)
    if not is_confirmed(row):
        return ((Choice(line("The five items"), f"/order {row.id} items"), show),)
    return ((Choice(line("Cost rechecked"), f"/done {row.id} {Stage.COST_RECHECKED}"), show),)
