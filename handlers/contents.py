"""The table of contents: every command in the order in which people see it, and every timer."""

from __future__ import annotations

from handlers.asked import Command, Timer
from handlers.commands.customer import card, customer, handover
from handlers.commands.desk import (
    audit,
    away,
    board,
    digest,
    dismiss,
    health,
    help,
    invite,
    language,
    log,
    quarantine,
    reconcile,
    remind,
    report,
    resume,
    rooms,
    rules,
    settings,
    staff,
    start,
)
from handlers.commands.inquiry import (
    answered,
    ask,
    due,
    inbox,
    inquiry,
    merge,
    not_inquiry,
    reply,
    save,
    show,
    take,
    undo,
    why,
)
from handlers.ticks import digests, heartbeat, nudge, reminders, tidy
from handlers.ticks import reconcile as nightly

COMMANDS: tuple[Command, ...] = (
    *inbox.COMMANDS,
    *due.COMMANDS,
    *inquiry.COMMANDS,
    *show.COMMANDS,
    *take.COMMANDS,
    *reply.COMMANDS,
    *ask.COMMANDS,
    *answered.COMMANDS,
    *merge.COMMANDS,
    *not_inquiry.COMMANDS,
    *why.COMMANDS,
    *undo.COMMANDS,
    *save.COMMANDS,
    *customer.COMMANDS,
    *card.COMMANDS,
    *handover.COMMANDS,
    *away.COMMANDS,
    *remind.COMMANDS,
    *digest.COMMANDS,
    *report.COMMANDS,
    *board.COMMANDS,
    *rules.COMMANDS,
    *settings.COMMANDS,
    *staff.COMMANDS,
    *invite.COMMANDS,
    *dismiss.COMMANDS,
    *rooms.COMMANDS,
    *log.COMMANDS,
    *reconcile.COMMANDS,
    *quarantine.COMMANDS,
    *health.COMMANDS,
    *resume.COMMANDS,
    *audit.COMMANDS,
    *help.COMMANDS,
    *language.COMMANDS,
    *start.COMMANDS,
)

TIMERS: tuple[Timer, ...] = (
    *nudge.TIMERS,
    *reminders.TIMERS,
    *digests.TIMERS,
    *nightly.TIMERS,
    *heartbeat.TIMERS,
    *tidy.TIMERS,
)
