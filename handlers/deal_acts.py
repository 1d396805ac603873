"""What is done with a proforma invoice or contract by words and buttons: `/deal P12 submit`, `P12 copy` (M4)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from handlers.answering import CHANNELS
from handlers.approving import voided, wanted
from handlers.asked import Asked
from handlers.asking import question_card
from handlers.deal_papers import (
    COVER,
    amended,
    amends,
    card_choices,
    card_lines,
    clause_set,
    dropped,
    form_set,
    goods_set,
    language_set,
    marks_set,
    opinion_given,
    put,
    renewed,
)
from handlers.drafts import shown, shown_to, stored
from handlers.order_sight import acts_for
from handlers.paper_carrying import paper_sent_elsewhere
from handlers.paper_sending import Cover, covered, mail_begun, matter_of, signature_awaited, writing_in
from handlers.signatures import (
    RECHECKERS,
    archived,
    checked_files,
    company_signed,
    copy_delivered,
    received,
    stored_copies,
)
from handlers.telling import to_colleague
from handlers.trade_papers import THING, files_of_paper, name, noted, order_of, subject_of
from rules.deal import TYPED
from rules.outgoing import Choice, Outgoing
from rules.refusal import Refused
from rules.trade_paper import KIND_WORDS, Kind
from rules.trade_paper_moves import CHANGEABLE, HOLDS, STATE_WORDS, UNSIGNED, PaperEvent, PaperState
from rules.words import Line, line, title, verbatim
from storage import tasks, trade_papers
from storage.approvals import pending
from storage.colleagues import colleague, name_of
from storage.drafts import open_draft
from storage.tables.aftersales import TaskRow
from storage.tables.approvals import ApprovalRow
from storage.tables.conversations import ConversationRow, DraftRow
from storage.tables.trade_papers import TradePaperRow
from storage.work import Work

COPY = "paper_copy"
"""Purpose of the mail by which the customer gets what both sides have signed (R167)."""
REMINDER = "paper_reminder"
CANCEL = "order.cancel"
"""How the table of approvals calls the cancellation of what was agreed."""
COPY_COVER = Cover("deal_copy")
REMINDER_COVER = Cover(
    "deal_reminder",
    lambda work, row, matter: {"sent_on": work.calendar.day_of(row.sent_at or work.now)},
)
VERBS: Mapping[str, str] = {
    "show": "show", "submit": "submit", "提交": "submit", "送审": "submit", "审批": "submit", "withdraw": "withdraw",
    "撤回": "withdraw", "drop": "drop", "放弃": "drop", "language": "language", "语言": "language", "form": "form",
    "格式": "form", "范本": "form", "legal": "legal", "lawyer": "legal", "法务": "legal", "律师": "legal",
    "renew": "renew", "refresh": "renew", "更新": "renew", "marks": "marks", "唛头": "marks", "send": "send",
    "发送": "send", "sent": "sent", "已发": "sent", "remind": "remind", "提醒": "remind", "催": "remind",
    "催签": "remind", "amend": "amend", "amendment": "amend", "修改": "amend", "修订": "amend", "变更": "amend",
    "cancel": "cancel", "取消": "cancel", "作废": "cancel", "company": "company", "公司签署": "company",
    "我方已签": "company", "copy": "copy", "副本": "copy", "delivered": "delivered", "送达": "delivered",
    "archive": "archive", "归档": "archive", "received": "received", "收到": "received",
    "bank": "bank", "银行": "bank",
}  # fmt: skip
"""Words that stand first behind the paper's name."""
FOR_ALL = frozenset({"show", "received"})
"""What everybody may do who sees the paper; all else is for who leads its order."""
_YES = frozenset({"yes", "y", "really", "是"})
_AGAIN = frozenset({"again", "再发", "重发"})


def act(work: Work, asked: Asked, row: TradePaperRow, first: str, rest: str) -> list[Outgoing]:
    """Does what the words say. Refuses words that mean nothing, with those that do."""
    verb = VERBS.get(first.casefold().strip(":,，：")) if first else "show"
    clause = TYPED.get(first.casefold().strip(":,，："))
    if verb is None and clause is None and row.state in CHANGEABLE and amends(work, row):
        _leading(work, asked, row, "")
        return goods_set(work, asked, row, f"{first} {rest}".strip())
    if verb is None and clause is None:
        raise Refused(
            "I do not know what {words} is to mean for {number}. Examples: {example}",
            words=first[:40],
            number=trade_papers.called(row),
            example=f"/deal {name(row)} submit, /deal {name(row)} breach 0.5% a week",
        )
    if verb not in FOR_ALL:
        _leading(work, asked, row, verb or "")
    if clause is not None and verb is None:
        if not rest.strip():
            return [_asked_for(asked, row, first)]
        return clause_set(work, asked, row, clause, rest.strip())
    return _ACTS[verb or "show"](work, asked, row, rest.strip())


def _leading(work: Work, asked: Asked, row: TradePaperRow, verb: str) -> None:
    order = order_of(work.session, row)
    if order is not None and acts_for(asked.viewer, order):
        return
    if verb == "company" and asked.viewer.has(RECHECKERS):
        return
    person = name_of(work.session, order.owner_id if order else row.made_by)
    raise Refused("{number} is {person}'s. Only {person} does that.", number=trade_papers.called(row), person=person)


def _asked_for(asked: Asked, row: TradePaperRow, word: str) -> Outgoing:
    command = f"/deal {name(row)} {word}"
    return asked.say((line("Answer this message with the words of the clause."),), card=question_card(command))


def _show(work: Work, asked: Asked, row: TradePaperRow, rest: str) -> list[Outgoing]:
    order = order_of(work.session, row)
    leads = order is not None and acts_for(asked.viewer, order)
    look = ((Choice(line("Look at it"), f"/paper {name(row)}"),),)
    return [asked.say(card_lines(work, row), card_choices(work, row) if leads else look)]


def _submit(work: Work, asked: Asked, row: TradePaperRow, rest: str) -> list[Outgoing]:
    return put(work, asked, row, rest if len(rest) == 8 else "")


def _withdraw(work: Work, asked: Asked, row: TradePaperRow, rest: str) -> list[Outgoing]:
    """Back from the supervisor."""
    waiting = pending(work.session, THING, subject_of(row))
    if row.state != PaperState.PENDING or waiting is None:
        raise Refused("{number} is {state}: nobody is asked.", number=trade_papers.called(row), state=_state(row))
    said = voided(work, waiting, asked.me.id, line("taken back"))
    trade_papers.moved(work, row, PaperEvent.VOIDED)
    noted(
        work, row, "paper", line("{person} has taken it back", person=asked.me.name), asked.me.id, {"state": row.state}
    )
    return [*said, asked.say(card_lines(work, row), card_choices(work, row))]


def _drop(work: Work, asked: Asked, row: TradePaperRow, rest: str) -> list[Outgoing]:
    if row.state not in UNSIGNED - {PaperState.SENT}:
        raise Refused(
            "{number} is {state}: it is cancelled, with a reason. {example}",
            number=trade_papers.called(row),
            state=_state(row),
            example=f"/deal {name(row)} cancel the customer withdrew",
        )
    return dropped(work, asked, row, rest.casefold() in _YES)


def _language(work: Work, asked: Asked, row: TradePaperRow, rest: str) -> list[Outgoing]:
    if not rest:
        buttons = tuple(Choice(verbatim(each), f"/deal {name(row)} language {each}") for each in ("en", "zh", "en+zh"))
        return [asked.say((line("In which language is the paper?"),), (buttons,))]
    return language_set(work, asked, row, rest)


def _marks(work: Work, asked: Asked, row: TradePaperRow, rest: str) -> list[Outgoing]:
    if not rest:
        words = line("Answer this message with the shipping marks, a line each.")
        return [asked.say((words,), card=question_card(f"/deal {name(row)} marks"))]
    return marks_set(work, asked, row, "\n".join(each.strip() for each in rest.replace(" / ", "\n").split("\n")))


def _bank(work: Work, asked: Asked, row: TradePaperRow, rest: str) -> list[Outgoing]:
    """Bank details are never typed into a paper: they come from the settings, which a manager changes."""
    currency = trade_papers.content(row).order.goods.currency.lower() or "usd"
    raise Refused(
        "The bank details come from the settings: {example}. Then: {again}",
        example=f"/settings company.bank_{currency}",
        again=f"/deal {name(row)} renew",
    )


def _send(work: Work, asked: Asked, row: TradePaperRow, rest: str) -> list[Outgoing]:
    return covered(work, asked, row, COVER, again=rest.casefold() in _AGAIN)


def _sent(work: Work, asked: Asked, row: TradePaperRow, rest: str) -> list[Outgoing]:
    """`by whatsapp`: it went another way."""
    words = rest.casefold().removeprefix("by ").removeprefix("via ").removeprefix("用").split()
    way = words[0].strip(".,。，") if words else ""
    way = {"hand": "visit", "courier": "visit", "快递": "visit"}.get(way, way)
    if way not in CHANNELS and way not in CHANNELS.values():
        raise Refused("How has it gone? {example}", example=f"/deal {name(row)} sent by whatsapp")
    return paper_sent_elsewhere(work, asked, row, CHANNELS.get(way, way))


def _remind(work: Work, asked: Asked, row: TradePaperRow, rest: str) -> list[Outgoing]:
    """The mail that asks for the signature, as a draft (R159)."""
    if row.state != PaperState.SENT:
        raise Refused(
            "{number} is {state}: no signature is awaited.", number=trade_papers.called(row), state=_state(row)
        )
    matter = writing_in(work, asked, row)
    made, set_aside = mail_begun(work, asked.me, row, matter, REMINDER_COVER, REMINDER, files_of_paper(row)[:1])
    hints = (line("Your earlier draft is set aside."),) if set_aside else ()
    signature_awaited(work, row)
    return [shown(work, asked, made, matter, hints)]


def signature_due(work: Work, task: TaskRow) -> list[Outgoing] | None:
    """The signed copy has not come: its owner sees the reminder as a draft, if she is not writing another (R159)."""
    row = trade_papers.paper(work.session, task.subject)
    order = order_of(work.session, row) if row is not None else None
    if row is None or row.state != PaperState.SENT:
        return None
    person = colleague(
        work.session, order.owner_id if order and not row.partner_address else row.sent_by or row.made_by
    )
    if person is None or person.dismissed_at is not None:
        return None
    signature_awaited(work, row)
    day = work.calendar.day_of(row.sent_at or work.now)
    words = line("{number} went on {day} and has not come back signed.", number=trade_papers.called(row), day=day)
    noted(work, row, "reminded", words, None, {"person": person.id})
    if row.kind == Kind.PURCHASE:
        again = Choice(line("Send again"), f"/po {name(row)} send again")
        return to_colleague(work, person.id, (words,), ((again, Choice(line("Signed back"), f"/signed {name(row)}")),))
    matter = matter_of(work, row, person.id)
    is_free = matter.closed_at is None and matter.contact_address
    if not is_free or open_draft(work.session, matter.id, person.id) is not None:
        ask = (
            (Choice(line("Remind"), f"/deal {name(row)} remind"), Choice(line("Signed copy"), f"/signed {name(row)}")),
        )
        return to_colleague(work, person.id, (words,), ask, conversation=matter.id)
    made, _ = mail_begun(work, person, row, matter, REMINDER_COVER, REMINDER, files_of_paper(row)[:1])
    return shown_to(work, person, made, matter, (words,))


def _amend(work: Work, asked: Asked, row: TradePaperRow, rest: str) -> list[Outgoing]:
    return amended(work, asked, row)


def _cancel(work: Work, asked: Asked, row: TradePaperRow, rest: str) -> list[Outgoing]:
    """What was sent or signed is cancelled by approval, with a reason (R172)."""
    number = trade_papers.called(row)
    if row.state in {*CHANGEABLE, PaperState.PENDING, PaperState.APPROVED}:
        return dropped(work, asked, row, False)
    if row.state not in {PaperState.SENT, *HOLDS}:
        raise Refused("{number} is {state}.", number=number, state=_state(row))
    if not any(each.isalnum() for each in rest):
        command = f"/deal {name(row)} cancel"
        return [
            asked.say(
                (line("Why is {number} cancelled? Answer this message.", number=number),), card=question_card(command)
            )
        ]
    order = order_of(work.session, row)
    content = {"paper": row.id, "hash": row.content_hash, "reason": rest[:500]}
    words = (
        title("Cancel {document} {number}", document=KIND_WORDS[Kind(row.kind)], number=number),
        line("Why: {reason}", reason=verbatim(rest[:500])),
    )
    asked_for = wanted(
        work, asked.me, CANCEL, subject_of(row), content, words, facts={"kind": row.kind},
        customer=order.customer_id if order else None, conversation=order.conversation_id if order else None,
    )  # fmt: skip
    if asked_for is None:
        return [asked.say((_cancelled(work, row, rest, asked.me.id),))]
    approval, said = asked_for
    told = line("The cancellation of {number} waits for approval {approval}.", number=number, approval=approval.id)
    return [asked.say((told,)), *said]


def is_cancellation(row: ApprovalRow) -> bool:
    """Whether the approval is about the cancellation of a paper, not of an order."""
    return row.thing == CANCEL and row.subject.startswith("trade-paper:")


def carry_cancellation(work: Work, row: ApprovalRow) -> list[Outgoing] | None:
    """It is cancelled. None where it has changed or ended meanwhile."""
    paper = trade_papers.paper(work.session, int(row.subject.partition(":")[2]))
    if paper is None or paper.state not in {PaperState.SENT, *HOLDS} or paper.content_hash != row.content["hash"]:
        return None
    words = _cancelled(work, paper, str(row.content["reason"]), row.decided_by)
    order = order_of(work.session, paper)
    return to_colleague(work, order.owner_id if order else paper.made_by, (words,))


def _cancelled(work: Work, row: TradePaperRow, reason: str, by: int | None) -> Line:
    trade_papers.moved(work, row, PaperEvent.CANCELLED, reason[:500])
    tasks.done(work, "paper", row.id, outcome="cancelled")
    words = line("{number} is cancelled: {reason}", number=trade_papers.called(row), reason=verbatim(reason[:300]))
    noted(work, row, "paper", words, by, {"state": row.state})
    return words


def _company(work: Work, asked: Asked, row: TradePaperRow, rest: str) -> list[Outgoing]:
    files = checked_files(stored(asked.files), next((each.danger for each in asked.files if each.danger), ""))
    return company_signed(work, asked, row, files)


def _copy(work: Work, asked: Asked, row: TradePaperRow, rest: str) -> list[Outgoing]:
    """The mail with what both sides have signed (R167)."""
    if row.state != PaperState.COMPANY_SIGNED:
        raise Refused("{number} is {state}: that comes later.", number=trade_papers.called(row), state=_state(row))
    files = stored_copies(work, row, only_ours=True)
    matter = writing_in(work, asked, row)
    made, set_aside = mail_begun(work, asked.me, row, matter, COPY_COVER, COPY, files)
    row.draft_id = made.id
    work.session.flush()
    hints = (line("Your earlier draft is set aside."),) if set_aside else ()
    return [shown(work, asked, made, matter, hints)]


def copy_may_leave(work: Work, asked: Asked, matter: ConversationRow, row: DraftRow) -> list[Outgoing]:
    """Only what both sides have signed is delivered."""
    paper = trade_papers.of_draft(work.session, row.id)
    if paper is None or paper.state != PaperState.COMPANY_SIGNED:
        raise Refused("This mail belongs to no paper any more. Begin it anew: {example}", example="/deal 88")
    return []


def copy_has_left(work: Work, asked: Asked, matter: ConversationRow, row: DraftRow) -> list[Outgoing]:
    """The customer has his copy: it is archived."""
    paper = trade_papers.of_draft(work.session, row.id)
    return copy_delivered(work, asked, paper) if paper is not None else []


def _delivered(work: Work, asked: Asked, row: TradePaperRow, rest: str) -> list[Outgoing]:
    return copy_delivered(work, asked, row)


def _archive(work: Work, asked: Asked, row: TradePaperRow, rest: str) -> list[Outgoing]:
    if row.state != PaperState.COPY_DELIVERED:
        raise Refused("{number} is {state}: that comes later.", number=trade_papers.called(row), state=_state(row))
    said = archived(work, row, asked.me.id)
    words = line("{number} is archived: {place}", number=trade_papers.called(row), place=row.archive_ref)
    return [asked.say((words,)), *said]


def _state(row: TradePaperRow) -> Line:
    return STATE_WORDS[PaperState(row.state)]


_ACTS: Mapping[str, Callable[[Work, Asked, TradePaperRow, str], list[Outgoing]]] = {
    "show": _show,
    "submit": _submit,
    "withdraw": _withdraw,
    "drop": _drop,
    "language": _language,
    "form": form_set,
    "legal": opinion_given,
    "renew": lambda work, asked, row, rest: renewed(work, asked, row),
    "marks": _marks,
    "bank": _bank,
    "send": _send,
    "sent": _sent,
    "remind": _remind,
    "amend": _amend,
    "cancel": _cancel,
    "company": _company,
    "copy": _copy,
    "delivered": _delivered,
    "archive": _archive,
    "received": lambda work, asked, row, rest: received(work, asked, row),
}
