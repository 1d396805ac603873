"""A stranger's letter that looks like what people here have called spam is marked; it is hidden from nobody (R25)."""

from __future__ import annotations

from rules.learned import like_spam, marks_of
from rules.letter import Letter
from rules.words import line
from storage.happenings import note
from storage.learning import learned_now
from storage.tables.conversations import ConversationRow
from storage.work import Work


def suspected(work: Work, matter: ConversationRow, letter: Letter) -> None:
    """Marks a new conversation of somebody unknown. A platform's or a form's buyer is never marked."""
    if not work.policy.learns_spam or (letter.customer is not None and letter.customer.platform):
        return
    learned = work.once("learned", lambda: learned_now(work.session))
    words = like_spam(learned, marks_of(letter)) if learned is not None else ()
    if not words:
        return
    matter.suspicion = list(words)
    note(
        work,
        "suspected",
        line("Looks like what was called spam here before: {words}", words=", ".join(words)),
        conversation=matter.id,
        letter=matter.first_letter_id,
    )
