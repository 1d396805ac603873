"""/sample: a sample from the customer's wish to his answer, and the supplier's sample before bulk production (M3, M3b)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from handlers import (
    sample_acts,
    sample_asking,
    sample_mails,
    sample_making,
    sample_outcome,
    sample_paper,
    sample_sending,
    sample_suppliers,
)
from handlers.asked import Asked, Command
from handlers.asking import divided, hers_by_deadline, in_rows, short
from handlers.order_sight import OrderSight, order_sight
from handlers.ordering import short as order_short
from handlers.sample_label import label_asked
from handlers.sample_sight import USERS, found
from handlers.samples import listed, shown
from rules.outgoing import Choice, Outgoing
from rules.permission import SALES, Sight, sight
from rules.refusal import Refused
from rules.sample_moves import SampleState
from rules.sample_typed import begins_with_count
from rules.words import line, word
from storage import orders, samples
from storage.conversations import conversation, number_in, seen
from storage.tables.conversations import ConversationRow
from storage.tables.orders import OrderRow
from storage.tables.samples import SampleRow
from storage.work import Work

EXAMPLE = sample_asking.EXAMPLE
_LONGEST = 6_000
_OFFERED = 6
_MADE = re.compile(r"^(?:打样|样品|样办|打版|new|sample)[\s:：,，]+", re.IGNORECASE)
_ORDER = re.compile(r"^(?:order\s*|订单\s*)#?(?=\w)", re.IGNORECASE)
_WORDS: Mapping[str, str] = {
    "ask": "ask", "set": "set", "submit": "submit confirm 提交 送审", "got": "got copy 收到样办单 已收表",
    "form": "form pdf 样办单",
    "contact": "contact 技术",
    "promise": "promise promised 承诺 预计", "begun": "begun begin start started 开始 开工 开始打样",
    "ready": "ready done finished 好了 完成 做好了 打好了",
    "reviewed": "reviewed review 已审", "keep": "keep kept retain 留样 存放",
    "label": "label 标识", "sent": "sent send shipped 寄出 已寄 寄了 发出",
    "tracking": "tracking 单号 运单号", "notice": "notice tell 通知", "delivered": "delivered arrived signed 签收 已签收 送达",
    "notyet": "notyet 未到", "question": "question feedback 反馈 询问", "approved": "approved approve 确认 通过 客户确认 认可",
    "change": "change changes modify 修改 更改 改", "rejected": "rejected reject 拒绝 不接受 否决",
    "order": "order 订单", "drop": "drop cancel 放弃 取消", "received": "received came 收到 到了",
    "ok": "ok good right checked 合格 没问题 无误", "wrong": "wrong not bad 不对 不合格 有问题", "waive": "waive 免 免样 豁免",
    "release": "release 放行 大货",
}  # fmt: skip
_ALSO_DETAILS = frozenset({"ok", "wrong", "form", "got", "notice", "reviewed", "begun", "ready", "question", "order"})
"""Verbs with which a detail of the customer's wish may begin, too: "good heat sink", "not too bright"."""
VERBS: Mapping[str, str] = {each: verb for verb, words in _WORDS.items() for each in words.split()}
"""What is typed behind a sample's number, in English and in Chinese."""


def sample(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """`1042 LED-5050 3 pcs; …`: a new one. `S12 [verb words]`: its card, or its next step. Without anything: hers."""
    if len(asked.rest) > _LONGEST:
        raise Refused("That is too much for one message: send the rest in another.")
    rest = _MADE.sub("", asked.rest.strip(), count=1)
    first, words = divided(rest)
    first = first.strip(":：,，。")
    if _is_name(first):
        return _of(work, asked, found(work, asked.viewer, first), words.strip())
    if not asked.viewer.has(SALES) and rest:
        raise Refused("Sales asks for samples. Yours: {example}", example="/sample")
    if begins_with_count(rest) and not rest.startswith(("#", "＃")):
        if asked.about is not None:
            return sample_asking.begun(work, asked, seen(work, asked.viewer, str(asked.about)), rest)
        return _offered(work, asked, rest)
    if rest and (told := _begun(work, asked, rest)) is not None:
        return told
    if asked.about is not None:
        return sample_asking.begun(work, asked, seen(work, asked.viewer, str(asked.about)), rest)
    return _offered(work, asked, rest) if rest else listed(work, asked)


def _is_name(word_: str) -> bool:
    return samples.is_name(word_.partition(".")[0])


def _begun(work: Work, asked: Asked, rest: str) -> list[Outgoing] | None:
    """Out of an inquiry or an order by its number; None where the first word names neither."""
    is_order = _ORDER.match(rest)
    first, words = divided(_ORDER.sub("", rest, count=1) if is_order else rest)
    number = number_in(first)
    about = conversation(work.session, number) if number is not None and not is_order else None
    if number is not None or is_order or any(each.isdigit() for each in first):
        meant = (
            orders.meant(work.session, first) if number is not None or is_order else _by_customer_number(work, first)
        )
        theirs = [each for each in meant if order_sight(work, asked.viewer, each) is OrderSight.FULL]
        sees = about is not None and sight(asked.viewer, about.owner_id, work.policy) is Sight.FULL
        if len(theirs) == 1 and sees and about is not None:
            buttons = (
                (Choice(line("Inquiry {number}", number=about.id), f"/sample {about.id} {words}".strip()),),
                (
                    Choice(
                        line("Order {number}", number=order_short(theirs[0])),
                        f"/sample order {theirs[0].id} {words}".strip(),
                    ),
                ),
            )
            if not is_order and theirs[0].conversation_id != about.id and asked.heard.pressed is None:
                return [asked.say((line("Which one do you mean?"),), buttons)]
        if len(theirs) == 1 and not sees:
            return sample_asking.begun(work, asked, _matter(work, theirs[0].conversation_id), words, theirs[0])
        if is_order:
            raise Refused("I know no order {number} of yours. /orders lists them.", number=first[:30])
    if number is not None:
        return sample_asking.begun(work, asked, seen(work, asked.viewer, first), words)
    return None


def _by_customer_number(work: Work, text: str) -> list[OrderRow]:
    """By the customer's own number and no other way: a product's number is no order's."""
    return [each for each in orders.meant(work.session, text) if each.customer_key == orders.key_of(text)]


def _matter(work: Work, number: int) -> ConversationRow:
    about = conversation(work.session, number)
    assert about is not None  # a foreign key
    return about


def _of(work: Work, asked: Asked, row: SampleRow, words: str) -> list[Outgoing]:
    verb, rest = divided(words)
    known = VERBS.get(verb.casefold().strip(":：,，。.!！"))
    if not words:
        return [shown(work, asked, row)]
    if known == "wrong" and verb.casefold() in {"not", "bad"}:
        rest = re.sub(r"^(?:right|ok|good)\b[\s:,]*", "", rest, flags=re.IGNORECASE)
    if known == "notyet" or words.casefold() in {"not yet", "还没到", "没到"}:
        return sample_sending.not_yet(work, asked, row)
    if known == "label" and rest:
        known = None  # the label that the customer wants on it
    if known in _ALSO_DETAILS and rest and not _is_confirmed(row):
        known = None
    if known is None:
        return sample_asking.typed(work, asked, row, words)
    return _STEPS[known](work, asked, row, rest.strip())


def _is_confirmed(row: SampleRow) -> bool:
    return row.state not in {SampleState.REQUESTED, SampleState.PENDING}


def _change(work: Work, asked: Asked, row: SampleRow, words: str) -> list[Outgoing]:
    """Before its form is confirmed the request changes; once the customer has it, he wants another version."""
    if row.state not in {SampleState.REQUESTED, SampleState.PENDING}:
        return sample_outcome.changed(work, asked, row, words)
    if words:
        return sample_asking.typed(work, asked, row, words)
    return sample_asking.offered_changes(work, asked, row)


def _contact(work: Work, asked: Asked, row: SampleRow, words: str) -> list[Outgoing]:
    if not words:
        return sample_asking.question(work, asked, row, "contact")
    return sample_asking.answered(work, asked, row, f"contact {words}")


def _submit(work: Work, asked: Asked, row: SampleRow, _: str) -> list[Outgoing]:
    return sample_paper.put_forward(work, asked, row)


Step = Callable[[Work, Asked, SampleRow, str], "list[Outgoing]"]


def _bare(step: Callable[[Work, Asked, SampleRow], list[Outgoing]]) -> Step:
    return lambda work, asked, row, _: step(work, asked, row)


_STEPS: Mapping[str, Step] = {
    "ask": sample_asking.question,
    "set": sample_asking.answered,
    "submit": _submit,
    "got": _bare(sample_paper.received),
    "form": _bare(sample_paper.form_wished),
    "contact": _contact,
    "promise": sample_acts.promised,
    "begun": _bare(sample_making.begun),
    "ready": _bare(sample_making.ready),
    "reviewed": _bare(sample_making.reviewed),
    "keep": sample_making.kept,
    "label": _bare(label_asked),
    "sent": sample_sending.sent,
    "tracking": sample_sending.tracked,
    "notice": _bare(sample_mails.notified),
    "delivered": sample_sending.delivered,
    "question": _bare(sample_mails.questioned),
    "approved": sample_outcome.approved,
    "change": _change,
    "rejected": sample_outcome.rejected,
    "order": sample_outcome.for_order,
    "drop": sample_acts.dropped,
    "received": _bare(sample_suppliers.received),
    "ok": _bare(sample_suppliers.checked),
    "wrong": sample_suppliers.not_right,
    "waive": sample_suppliers.waived,
    "release": _bare(sample_suppliers.released),
}


def _offered(work: Work, asked: Asked, rest: str) -> list[Outgoing]:
    """Nothing says whose sample it is: her open inquiries as buttons; what she has typed goes with the button."""
    rows = hers_by_deadline(work, asked.viewer)[:_OFFERED]
    buttons = [Choice(short(each), f"/sample {each.id} {rest}") for each in rows]
    words = line("For which inquiry is the sample? {example}", example=EXAMPLE)
    if not buttons:
        return [asked.say((words, line("You have nothing open.")))]
    return [asked.say((words,), in_rows(buttons, 1))]


COMMANDS = (
    Command(
        "/sample", word("samples: ask for one, make it, send it"), sample, roles=USERS, example=EXAMPLE, family="order"
    ),
)
