"""/export: customers, staff, letters or inquiries as a file, by approval, in private, recorded (R329)."""

from __future__ import annotations

from collections.abc import Iterable

from documents.sheets import FORMS
from handlers.approving import wanted
from handlers.asked import Asked, Command
from handlers.customer_holding import waits
from rules.outgoing import Choice, Outgoing
from rules.permission import OVERSEERS
from rules.refusal import Refused
from rules.words import line, verbatim, word
from storage.exports import EXPORTS, begun
from storage.work import Work

EXAMPLE = "/export customers xlsx"


def export(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """`WHAT [xlsx|csv]`; without words what there is, as buttons."""
    words = asked.rest.casefold().split()
    if not words:
        choices = tuple((Choice(verbatim(each), f"/export {each} xlsx"),) for each in EXPORTS)
        return [asked.say([line("What shall be exported? For example {example}", example=EXAMPLE)], choices)]
    what, form = words[0], words[1] if len(words) > 1 else "xlsx"
    if what not in EXPORTS or form not in FORMS or len(words) > 2:
        raise Refused(
            "I export {things} as {forms}, like {example}.",
            things=", ".join(EXPORTS),
            forms=", ".join(FORMS),
            example=EXAMPLE,
        )
    content = {"what": what, "form": form, "by": asked.me.id}
    shown = (line("Export: {what} as {form}, for {person}", what=what, form=form, person=asked.me.name),)
    subject = f"export:{what}:{form}:{asked.me.id}"
    held = wanted(work, asked.me, "export", subject, content, shown, facts={"what": what})
    if held is not None:
        return [asked.say([waits(held[0])]), *held[1]]
    row = begun(work, what, form, asked.me.id)
    return [asked.tell("Export {number} is being made; it comes here.", number=row.id)]


COMMANDS = (
    Command(
        "/export",
        word("customers, staff, letters or inquiries as a file, by approval"),
        export,
        roles=OVERSEERS,
        example=EXAMPLE,
        family="desk",
    ),
)
