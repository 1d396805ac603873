"""A process that gives numbers to quotations: `python -m tests.storage.numbering URL FOLDER FIRST COUNT [DIES_AT]`.

At DIES_AT it is gone, as by a pulled plug, after its number was given and before it was committed.
"""

from __future__ import annotations

import os
import sys
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from app.perform import Performer
from rules.quote import Quote
from storage import quotes
from storage.blobs import Blobs
from storage.database import opened
from tests.storage.rows import AT, work_of


def numbered(performer: Performer, dies: bool) -> str:
    def change(session: Session, _: datetime) -> str:
        work = work_of(session)
        row = quotes.begun(work, Quote(), conversation=1001, customer=None, owner=1, by=1, words=())[0]
        number = quotes.numbered(work, row)
        session.flush()
        if dies:
            os._exit(9)
        return number

    return performer.changed(change)


def main(url: str, folder: str, count: str, dies_at: str = "-1") -> None:
    database = opened(url)
    performer = Performer(database, Blobs(Path(folder)), lambda: AT)
    for each in range(int(count)):
        sys.stdout.write(f"{numbered(performer, each == int(dies_at))}\n")
        sys.stdout.flush()
    performer.close()
    database.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
