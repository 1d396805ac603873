"""What else a customer's letter means once it has its conversation: a row for whatever looks at each letter.

Each says what is to be said besides; none of them moves the letter. `proved`: it belongs to the conversation by proof (T04).
"""

from __future__ import annotations

from collections.abc import Callable

from handlers.letters.answered_quote import answered_quote
from handlers.letters.answered_sample import answered_sample
from handlers.letters.complained import complained
from handlers.payment_fraud import warned_of
from handlers.signed_offering import signed_copy_came
from rules.letter import Letter
from rules.outgoing import Outgoing
from storage.tables.conversations import ConversationRow
from storage.tables.letters import LetterRow
from storage.work import Work

Look = Callable[[Work, LetterRow, Letter, ConversationRow, bool], "list[Outgoing]"]

LOOKS: tuple[Look, ...] = (
    answered_quote,
    answered_sample,
    complained,
    signed_copy_came,
    warned_of,
)


def landed(work: Work, row: LetterRow, letter: Letter, matter: ConversationRow, proved: bool) -> list[Outgoing]:
    """Everything that the letter means besides."""
    return [each for look in LOOKS for each in look(work, row, letter, matter, proved)]
