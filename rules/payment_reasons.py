"""Why a payment is late, as buttons offer it and people type it (R230)."""

from __future__ import annotations

from collections.abc import Mapping

from rules.words import Line, verbatim, word

REASONS: Mapping[str, Line] = {
    "forgotten": word("he forgot it"),
    "on_the_way": word("the money is on its way"),
    "short": word("he is short of money"),
    "documents": word("he waits for documents"),
    "goods": word("he does not like the goods"),
    "bank": word("his bank holds it up"),
}
"""By the words that stand in the button's command."""


def told_reason(reason: str) -> Line:
    """In the listener's language where it is one of the usual ones, else her words."""
    return REASONS.get(reason) or verbatim(reason)
