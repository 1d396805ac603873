"""What the way of a sample fills in on its form: copies, review, courier, arrival, opinion, the kept piece, the result (B9)."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from rules.sample_moves import STATE_WORDS, SampleState
from storage.colleagues import name_of
from storage.tables.samples import SampleRow
from storage.tables.trade_papers import TradePaperRow

_ENDED = frozenset({SampleState.APPROVED, SampleState.REJECTED})


def recorded(session: Session, row: SampleRow, paper: TradePaperRow, zone: ZoneInfo) -> dict[str, str]:
    """By the names of annex B9; what has not happened yet is left out. Days are the company's, as ISO 8601."""
    told = {
        "copies": ", ".join(name_of(session, int(number)) for number, _ in paper.received_by or []),
        "reviewed_by": name_of(session, row.reviewed_by),
        "courier_no": f"{row.courier} {row.tracking}".strip(),
        "sent_at": row.sent_at.astimezone(zone).date().isoformat() if row.sent_at else "",
        "received_at": row.delivered_at.astimezone(zone).date().isoformat() if row.delivered_at else "",
        "feedback": row.feedback,
        "retained_label": f"{row.label}, {row.place}" if row.label else "",
        "result": STATE_WORDS[SampleState(row.state)].sentence if row.state in _ENDED else "",
    }
    return {name: text for name, text in told.items() if text}
