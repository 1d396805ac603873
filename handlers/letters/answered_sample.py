"""A customer's letter while he has a sample: its owner is offered what it may mean; a person decides (R153)."""

from __future__ import annotations

from handlers.sample_buttons import name
from handlers.samples import told_owner
from rules.letter import Letter
from rules.outgoing import Choice, Outgoing
from rules.sample_moves import SampleState as S
from rules.words import line
from storage import samples
from storage.tables.conversations import ConversationRow
from storage.tables.letters import LetterRow
from storage.work import Work

_WITH_HIM = frozenset({S.SENT, S.DELIVERED})
_SHOWN = 200


def answered_sample(
    work: Work, row: LetterRow, letter: Letter, matter: ConversationRow, proved: bool
) -> list[Outgoing]:
    """Only what belongs to the conversation by proof is offered; machines' letters say nothing of a sample (T04)."""
    if letter.automatic or row.old or not proved:
        return []
    said: list[Outgoing] = []
    for each in samples.in_conversation(work.session, matter.id):
        if each.state not in _WITH_HIM or each.sent_at is None or each.sent_at >= row.arrived_at:
            continue
        words = " ".join((letter.fresh_text or letter.subject).split())
        command = f"/sample {name(each)}"
        buttons = (
            (Choice(line("He approves it"), f"{command} approved"), Choice(line("Change"), f"{command} change")),
            (Choice(line("Rejected"), f"{command} rejected"), Choice(line("Show"), command)),
        )
        lines = (
            line(
                "The customer has written while he has sample {number}: {words}",
                number=samples.called(each),
                words=words[:_SHOWN] or "…",
            ),
            line("Does he say what he thinks of it?"),
        )
        said += told_owner(work, each, lines, buttons)
    return said
