"""What the manager looks at to see whether business leaves the company: exports, and wins without an order (R342)."""

from __future__ import annotations

from datetime import timedelta

from rules.words import Line, line, title, verbatim
from storage.colleagues import name_of
from storage.outside import exports_since, won_without_order
from storage.work import Work

LOOKED_BACK = timedelta(days=90)
_SHOWN = 20


def outside_lines(work: Work) -> list[Line]:
    """Of the last 90 days."""
    since = work.now - LOOKED_BACK
    exports, won = exports_since(work.session, since), won_without_order(work.session, since)
    lines = [title("Lists that were exported in 90 days: {count}", count=len(exports))]
    lines += [
        line(
            "{at}: {what} as {form}, {rows} rows, for {person}",
            at=each.wanted_at,
            what=verbatim(each.what),
            form=each.form,
            rows=each.rows,
            person=name_of(work.session, each.wanted_by) or "-",
        )
        for each in exports[:_SHOWN]
    ]
    lines.append(title("Won in 90 days and no order came: {count}", count=len(won)))
    lines += [
        line(
            "{number} · {who}, with {person}",
            number=each.id,
            who=each.company or each.contact_name or "?",
            person=name_of(work.session, each.owner_id) or "-",
        )
        for each in won[:_SHOWN]
    ]
    return lines
