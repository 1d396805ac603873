"""How long each part of the desk may be quiet before somebody is told: one measure for the alarms and for `health` (R17)."""

from __future__ import annotations

from datetime import timedelta

QUEUE_MAY_WAIT = timedelta(minutes=15)
SWEEP_MAY_WAIT = timedelta(minutes=5)
BACKUP_MAY_WAIT = timedelta(hours=26)
