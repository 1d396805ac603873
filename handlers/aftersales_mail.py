"""Mails that ask after the sale: offered as drafts to who may release them; a person sends each (R238, R250)."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.draft_warnings import warnings
from handlers.drafts import begun, draft_card, draft_choices, mail_of
from handlers.mails import preview_lines
from handlers.telling import to_colleague
from rules.outgoing import Choices, Outgoing
from rules.refusal import Refused
from rules.words import Line
from storage.drafts import open_draft
from storage.tables.colleagues import ColleagueRow
from storage.tables.conversations import ConversationRow, DraftRow
from storage.work import Work


def offered(
    work: Work,
    person: ColleagueRow,
    matter: ConversationRow,
    purpose: str,
    text: str,
    head: Sequence[Line],
    ways: Choices = (),
) -> tuple[DraftRow | None, list[Outgoing]]:
    """She hears what it is about, with the mail to be released below; without one where she writes another, or none can go.

    `ways` are buttons besides those of the draft.
    """
    drafted = _draft(work, person, matter, purpose, text)
    if drafted is None:
        return None, to_colleague(work, person.id, tuple(head), ways, conversation=matter.id, subject=head[0])
    mail = mail_of(work, drafted, matter, person)
    lines = (*head, *warnings(work, matter, mail), *preview_lines(mail))
    buttons = (*draft_choices(drafted, mail), *ways)
    told = to_colleague(
        work, person.id, lines, buttons, card=draft_card(drafted), conversation=matter.id, subject=head[0]
    )
    return drafted, told


def _draft(work: Work, person: ColleagueRow, matter: ConversationRow, purpose: str, text: str) -> DraftRow | None:
    if open_draft(work.session, matter.id, person.id) is not None:
        return None
    try:
        return begun(work, person, matter, purpose, text)[0]
    except Refused:
        return None
