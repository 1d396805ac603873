"""How long each part of the desk may be quiet before somebody is told: one measure for the alarms and for `health` (R17)."""

from __future__ import annotations

from datetime import timedelta

QUEUE_MAY_WAIT = timedelta(minutes=15)
MAIL_MAY_FAIL = timedelta(hours=4)
"""A mail that is tried and not taken: its people hear of it after a quarter of an hour, administrators later (F12)."""
SWEEP_MAY_WAIT = timedelta(minutes=5)
BACKUP_MAY_WAIT = timedelta(hours=26)
