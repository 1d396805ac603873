"""How an order goes in the works, for its card: material, production, quality, inspections, haste (R192, R198)."""

from __future__ import annotations

from collections.abc import Mapping

from rules.order_moves import BEFORE_SHIPMENT
from rules.progress import FIELDS
from rules.words import Line, line, title, word
from storage import orders
from storage.colleagues import name_of
from storage.tables.orders import OrderRow
from storage.work import Work

SUBJECT_WORDS: Mapping[str, Line] = {
    "material": word("Material"),
    "production": word("Production"),
    "quality": word("Quality"),
}
STATE_WORDS: Mapping[str, Line] = {"on_time": word("on time"), "late": word("late"), "done": word("done")}
SORT_WORDS: Mapping[str, Line] = {
    "parts": word("parts"),
    "mid": word("mid-term"),
    "final": word("final"),
    "third_party": word("third party"),
}
RESULT_WORDS: Mapping[str, Line] = {
    "passed": word("passed"),
    "correction": word("to be corrected"),
    "failed": word("failed"),
    "": word("booked"),
}


def works_lines(work: Work, row: OrderRow) -> list[Line]:
    """What was said last of it; nothing once the goods have left, and nothing that nobody has said."""
    if row.stage not in BEFORE_SHIPMENT:
        return []
    found = orders.records(work.session, row.id)
    lines: list[Line] = []
    urgent = next((each for each in found if each.kind == "urgent" and each.result == "agreed"), None)
    if urgent is not None:
        lines.append(title("Urgent: {reason}", reason=str(urgent.content.get("reason", ""))[:80]))
    last = next((each for each in found if each.kind == "progress"), None)
    if last is not None and (told := _states(last.content)):
        day = work.calendar.day_of(last.at)
        lines.append(line("{states} ({person}, {day})", states=told, person=name_of(work.session, last.by), day=day))
    newest = {each.sort: each for each in reversed(found) if each.kind == "inspection" and each.sort in SORT_WORDS}
    results = tuple(
        line("{sort} {result}", sort=words, result=RESULT_WORDS.get(newest[sort].result, RESULT_WORDS[""]))
        for sort, words in SORT_WORDS.items()
        if sort in newest
    )
    return [*lines, line("Inspections: {results}", results=results)] if results else lines


def _states(content: Mapping[str, object]) -> tuple[Line, ...]:
    return tuple(
        line("{subject}: {state}", subject=SUBJECT_WORDS[each], state=STATE_WORDS[str(content[field])])
        for each, field in FIELDS.items()
        if content.get(field) in STATE_WORDS
    )
