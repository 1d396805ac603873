"""Exports: approved, made by the roof, sent in private to who asked, and recorded with their serial number (R329, R336)."""

from __future__ import annotations

from handlers.telling import to_colleague
from rules.outgoing import Outgoing, StoredFile
from rules.permission import OVERSEERS
from rules.words import Line, line, title
from storage.approvals import approval, releases
from storage.colleagues import colleague, name_of
from storage.exports import begun, export_of, finished
from storage.happenings import note
from storage.tables.approvals import ApprovalRow, ExportRow
from storage.work import Work

TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
}


def carry_export(work: Work, row: ApprovalRow) -> list[Outgoing] | None:
    """Has the roof make it; None if who asked may not have it any more."""
    person = colleague(work.session, row.asked_by)
    if person is None or person.dismissed_at is not None or not set(person.roles) & OVERSEERS:
        return None
    begun(work, row.content["what"], row.content["form"], row.asked_by, row.id)
    return []


def marks(work: Work, row: ExportRow) -> tuple[Line, ...]:
    """What stands above the table: serial number, when, for whom, who approved, and what it must not be used for."""
    facts = {"number": row.id, "at": work.now, "person": name_of(work.session, row.wanted_by) or "-"}
    found = approval(work.session, row.approval_id)
    purpose = line("Customers' information: for the company's business only, not to be passed on.")
    if found is None:
        return (line("Export {number} of infodesk, {at}, made at the machine", number=row.id, at=work.now), purpose)
    names = ", ".join(name_of(work.session, each.given_by) for each in releases(work.session, found.id))
    return (
        line("Export {number} of infodesk, {at}, for {person}, approved by {approver}", approver=names, **facts),
        purpose,
    )


def made(work: Work, number: int, sha256: str, size: int, rows: int) -> list[Outgoing]:
    """The file is there: recorded, and sent to who asked, if she is still entitled to it."""
    row = export_of(work.session, number)
    if row is None or row.made_at is not None:
        return []
    finished(row, work.now, sha256, rows)
    recorded(work, row)
    person = colleague(work.session, row.wanted_by)
    if person is None or person.dismissed_at is not None or not set(person.roles) & OVERSEERS:
        return []
    file = StoredFile(f"{row.what}-{row.id}.{row.form}", TYPES[row.form], size, sha256)
    words = (
        title("Export {number}: {what}", number=row.id, what=row.what),
        line("{count} rows. It is recorded.", count=rows),
    )
    return to_colleague(work, person.id, words, files=(file,), at_once=True)


def not_made(work: Work, number: int) -> list[Outgoing]:
    """It could not be made; who asked is told."""
    row = export_of(work.session, number)
    if row is None or row.made_at is not None or row.wanted_by is None:
        return []
    finished(row, work.now, "", 0)
    words = line("Export {number} could not be made; it is noted in the log. Ask for it again.", number=row.id)
    note(work, "exported", words, actor=row.wanted_by, after={"export": row.id, "failed": True})
    return to_colleague(work, row.wanted_by, (words,), at_once=True)


def recorded(work: Work, row: ExportRow) -> None:
    """Who took what, when, under which number: in the audit (R336)."""
    words = line(
        "Export {number}: {what} as {form}, {count} rows", number=row.id, what=row.what, form=row.form, count=row.rows
    )
    after = {
        "export": row.id,
        "what": row.what,
        "form": row.form,
        "rows": row.rows,
        "sha256": row.sha256,
        "approval": row.approval_id,
    }
    note(work, "exported", words, actor=row.wanted_by, after=after)
