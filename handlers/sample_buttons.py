"""The next steps of a sample as buttons, by state and by who looks (M3, M3b)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from handlers.asking import in_rows
from handlers.sample_sight import leads, works_on
from rules.outgoing import Choice, Choices
from rules.permission import Viewer
from rules.sample_form import FORM_WORDS, from_plain, missing
from rules.sample_moves import SampleState as S
from rules.words import Line, line
from storage import approvals
from storage.tables.samples import SampleRow
from storage.work import Work

SENDING = "sample.send"
"""How the table of approvals calls the review before a sample leaves (R149)."""


def name(row: SampleRow) -> str:
    """As buttons name it: the version with it, so that an old button moves nothing of a new one."""
    return f"S{row.id}.{row.version}"


def subject_of(row: SampleRow) -> str:
    return f"sample:{row.id}"


def choices(work: Work, row: SampleRow, viewer: Viewer) -> Choices:
    """What she may do with it now."""
    told: list[tuple[Line, str]] = []
    if works_on(viewer, row):
        told += [
            each for each in _WORKS.get(S(row.state), ()) if not (each[1] == "ready" and is_reviewed_now(work, row))
        ]
    if leads(viewer, row):
        told += _LEADS[S(row.state)](row) if S(row.state) in _LEADS else []
    return in_rows([Choice(label, f"/sample {name(row)} {verb}") for label, verb in told], 3)


def is_reviewed_now(work: Work, row: SampleRow) -> bool:
    """Whether production has said that it is ready, and it waits for the manager."""
    return approvals.pending(work.session, SENDING, subject_of(row)) is not None


def _asked_for(row: SampleRow) -> list[tuple[Line, str]]:
    lacks = missing(from_plain(row.content))
    told: list[tuple[Line, str]] = [] if lacks else [(line("Submit"), "submit")]
    told += [(FORM_WORDS[each], f"ask {each}") for each in lacks]
    return [*told, (line("Technical contact"), "ask contact"), (line("Change"), "change"), (line("Give up"), "drop")]


def _out(row: SampleRow) -> list[tuple[Line, str]]:
    told = [(line("Delivered"), "delivered")] if row.state == S.SENT else []
    told += [(line("Tell the customer"), "notice")] if row.state == S.SENT else [(line("Ask the customer"), "question")]
    return [*told, (line("He approves it"), "approved"), (line("Change"), "change"), (line("Rejected"), "rejected")]


def _with_label(*told: tuple[Line, str]) -> Callable[[SampleRow], list[tuple[Line, str]]]:
    return lambda row: [*told, *([(line("Label"), "label")] if row.label else [])]


_RELEASE = (line("Release bulk"), "release")
_WORKS: Mapping[S, tuple[tuple[Line, str], ...]] = {
    S.FORM_CONFIRMED: ((line("Begun"), "begun"),),
    S.IN_MAKING: ((line("Ready"), "ready"),),
    S.FROM_SUPPLIER: ((line("Received"), "received"),),
    S.RECEIVED: ((line("Without fault"), "ok"), (line("Not right"), "wrong")),
    S.CONFIRMED: (_RELEASE,),
}
_LEADS: Mapping[S, Callable[[SampleRow], list[tuple[Line, str]]]] = {
    S.REQUESTED: _asked_for,
    S.PENDING: lambda row: [(line("Change"), "change")],
    S.FORM_CONFIRMED: lambda row: [(line("Technical contact"), "ask contact")],
    S.REVIEWED: lambda row: [(line("Keep one piece"), "keep")],
    S.RETAINED: _with_label((line("Sent"), "sent")),
    S.SENT: _out,
    S.DELIVERED: _out,
    S.APPROVED: _with_label((line("For an order"), "order")),
    S.FROM_SUPPLIER: lambda row: [(line("Waive"), "waive")],
    S.RECEIVED: lambda row: [(line("Waive"), "waive")],
}
