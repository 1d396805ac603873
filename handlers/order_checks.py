"""Notes from the workshop with photos, and the way to the general manager (R187)."""

from __future__ import annotations

from handlers.asked import Asked
from handlers.asking import question_card
from handlers.drafts import checked, stored
from handlers.order_sight import acts_for
from handlers.ordering import noted, still_open, told
from handlers.stage_movers import WORKS
from handlers.telling import to_roles
from rules.outgoing import Choice, Choices, Outgoing, StoredFile
from rules.permission import Role
from rules.refusal import Refused
from rules.words import Line, line, title
from storage import orders
from storage.tables.orders import OrderRecordRow, OrderRow
from storage.work import Work

LONGEST = 2000


def checking(asked: Asked, row: OrderRow) -> OrderRow:
    """Refuses who neither leads it nor works on it."""
    if acts_for(asked.viewer, row) or asked.viewer.has(WORKS) or row.tracker_id == asked.me.id:
        return row
    raise Refused("Notes on an order are written by who leads it and by the works.")


def note_kept(work: Work, asked: Asked, row: OrderRow, text: str) -> list[Outgoing]:
    """What she has seen; photos come with it or as an answer to the receipt."""
    checking(asked, still_open(row))
    if len(text) > LONGEST:
        raise Refused("{part} has at most {limit} characters.", part=line("A note"), limit=LONGEST)
    files = filed(asked, work)
    record = orders.recorded(work, row, "check", {"note": text}, asked.me.id, files=_rows(files))
    _photos_filed(work, asked, row, files)
    words = line("{person} on order {number}: {note}", person=asked.me.name, number=row.id, note=text)
    noted(work, row, "check", words, asked.me.id, None, {"record": record.id})
    receipt = line("Kept. Answer this message with photos, if you have some.")
    answer = asked.say(
        (words, receipt), _buttons(row, record), card=question_card(f"/check {row.id} photo {record.id}")
    )
    return [answer, *told(work, row, (words,), but=(asked.me.id,), files=files)]


def photos_added(work: Work, asked: Asked, row: OrderRow, number: str) -> list[Outgoing]:
    """Photos that answer the receipt of a note."""
    record = of_order(work, row, number, "check")
    files = filed(asked, work)
    if not files:
        raise Refused("There is no photo with it. Answer the receipt with the photo itself.")
    record.files = [*(record.files or []), *map(list, _rows(files))]
    _photos_filed(work, asked, row, files)
    words = line("{count} photos are with the note on order {number}.", count=len(record.files), number=row.id)
    noted(work, row, "check", words, asked.me.id, None, {"record": record.id})
    return [asked.say((words,), _buttons(row, record)), *told(work, row, (words,), but=(asked.me.id,), files=files)]


def to_manager(work: Work, asked: Asked, row: OrderRow, number: str) -> list[Outgoing]:
    """The general manager gets the note with its photos at once; once."""
    checking(asked, row)
    record = of_order(work, row, number, "check")
    if record.result == "escalated":
        raise Refused("The general manager has it already.")
    record.result = "escalated"
    work.session.flush()
    lines: tuple[Line, ...] = (
        title("Order {number}: a problem in production", number=orders.called(row)),
        line("{person}: {note}", person=asked.me.name, note=str(record.content.get("note", ""))),
    )
    show: Choices = ((Choice(line("Show"), f"/order {row.id}"),),)
    said = to_roles(
        work, (Role.MANAGER,), lines, show, conversation=row.conversation_id, urgent=True, but=(asked.me.id,)
    )
    if not said:
        raise Refused("Nobody is the manager here.")
    words = line("{person} tells the general manager of order {number}", person=asked.me.name, number=row.id)
    noted(work, row, "check", words, asked.me.id, None, {"record": record.id})
    return [asked.say((line("The general manager knows."),)), *said]


def of_order(work: Work, row: OrderRow, number: str, kind: str) -> OrderRecordRow:
    """The record of that number, if it is one of this order. Refuses alike for unknown and another order's."""
    record = orders.record(work.session, int(number)) if number.isdecimal() and len(number) < 10 else None
    if record is None or record.order_id != row.id or record.kind != kind:
        raise Refused("I know no such note of order {number}.", number=row.id)
    return record


def filed(asked: Asked, work: Work) -> tuple[StoredFile, ...]:
    return checked(work, stored(asked.files))


def _rows(files: tuple[StoredFile, ...]) -> list[tuple[str, str, int, str]]:
    return [(each.name, each.content_type, each.size, each.sha256) for each in files]


def _photos_filed(work: Work, asked: Asked, row: OrderRow, files: tuple[StoredFile, ...]) -> None:
    for each in files:
        orders.filed(
            work, row, "photo", name=each.name, media_type=each.content_type, size=each.size, sha256=each.sha256,
            by=asked.me.id,
        )  # fmt: skip


def _buttons(row: OrderRow, record: OrderRecordRow) -> Choices:
    tell = Choice(line("Tell general manager"), f"/check {row.id} tell {record.id}")
    return ((tell, Choice(line("Show"), f"/order {row.id}")),)
