"""Inspections of an order: parts, mid-term, final, third party; a defect means rework and another one (B17, R198-R202)."""

from __future__ import annotations

from collections.abc import Mapping

from handlers.asked import Asked
from handlers.asking import in_rows, question_card
from handlers.order_card import refreshed
from handlers.order_checks import checking, filed, of_order
from handlers.order_gates import inspection, signed_papers
from handlers.order_stages import reached
from handlers.ordering import noted, still_open, told
from handlers.quote_figures import today
from handlers.stage_movers import goods_lines, to_the_works
from handlers.telling import to_colleague, to_roles
from handlers.third_party import BOOKING
from handlers.trade_papers import changed, drafted, files_of_paper, order_of, submitted
from handlers.works_lines import RESULT_WORDS, SORT_WORDS
from rules.order_days_typed import day_first
from rules.order_moves import STAGE_WORDS, Stage, rank
from rules.order_spoken import INSPECTION_PARTS, RESULTS, told_inline
from rules.outgoing import Choice, Choices, Outgoing, StoredFile
from rules.permission import Role
from rules.quote_following import begins, business_day
from rules.refusal import Refused
from rules.trade_paper import Kind, TradePaper
from rules.trade_paper_moves import PaperState
from rules.words import Line, line, title
from rules.works_papers import for_works
from storage import orders, tasks, trade_papers
from storage.colleagues import with_role
from storage.tables.aftersales import TaskRow
from storage.tables.orders import OrderRecordRow, OrderRow
from storage.tables.trade_papers import TradePaperRow
from storage.work import Work

EXAMPLE = "/inspect 88 final passed sample 50 findings none"
KIND = "inspection"
AGAIN = "reinspection"
"""The task that asks for another inspection after rework (R202)."""
LONGEST = 2000
_AGAIN_AFTER = 2
"""Working days after which the inspection after rework is asked for."""
_REWORKED = frozenset({Stage.MATERIAL, Stage.IN_PRODUCTION, Stage.INSPECTED})
_MADE_FROM = {"buy": Stage.MATERIAL, "stock": Stage.RELEASED}
"""From which stage on there are goods, where they are not made here."""
_PHOTO = (".jpg", ".jpeg", ".png")


def asked_for(work: Work, asked: Asked, row: OrderRow) -> list[Outgoing]:
    """Which inspection; how those that there were came out."""
    checking(asked, row)
    lines: list[Line] = [
        title("Inspections of order {number}", number=row.id),
        *standing(work, row),
        line("Which one?"),
    ]
    return [
        asked.say(lines, in_rows([Choice(told_, f"/inspect {row.id} {sort}") for sort, told_ in SORT_WORDS.items()]))
    ]


def standing(work: Work, row: OrderRow) -> tuple[Line, ...]:
    """The newest of each sort, with its result."""
    found = [(sort, inspection(work, row, sort)) for sort in SORT_WORDS]
    return tuple(
        line("{sort}: {result}, {at}", sort=SORT_WORDS[sort], result=RESULT_WORDS[each.result], at=each.at)
        for sort, each in found
        if each is not None
    )


def result_asked(work: Work, asked: Asked, row: OrderRow, sort: str, head: Line | None = None) -> list[Outgoing]:
    """How it came out: by button, or in words that tell the findings, too. The quality that was agreed stands above it (R200)."""
    checking(asked, still_open(row))
    quality = orders.content(row).clause("quality_standard")
    lines = [
        title("{sort} inspection of order {number}", sort=SORT_WORDS[sort], number=row.id),
        *goods_lines(row),
        *((line("Quality agreed: {quality}", quality=quality),) if quality else ()),
        head
        or line(
            "How did it come out? Press, or answer: {example}", example="correction sample 50 findings two scratches"
        ),
    ]
    name = f"/inspect {row.id} {sort}"
    buttons = [Choice(RESULT_WORDS[each], f"{name} {each}") for each in ("passed", "correction", "failed")]
    return [asked.say(lines, in_rows(buttons, 3), card=question_card(name))]


def kept(work: Work, asked: Asked, row: OrderRow, sort: str, text: str) -> list[Outgoing]:
    """The result with its findings. A defect goes back to who made it, and the order into rework (R202)."""
    checking(asked, still_open(row))
    head, parts = told_inline(text, INSPECTION_PARTS)
    first, _, rest = head.partition(" ")
    result = RESULTS.get(first.casefold().strip(",;:"))
    if result is None:
        words = line("Did it pass? Write it like {example}", example="passed sample 50 findings none")
        return result_asked(work, asked, row, sort, words)
    findings = parts.get("findings") or rest.strip(" ,;") or ("none" if result == "passed" else "")
    if not findings:
        question = line("What was found? Answer this message, with photos if you like.")
        return [asked.say((question,), card=question_card(f"/inspect {row.id} {sort} {result} findings"))]
    if len(findings) > LONGEST:
        raise Refused("{part} has at most {limit} characters.", part=line("Findings"), limit=LONGEST)
    begins = Stage.RELEASED if sort == "parts" else _MADE_FROM.get(row.supply_mode, Stage.IN_PRODUCTION)
    if rank(row.stage) < rank(begins):
        raise Refused(
            "Order {number} is {stage}: there is nothing to inspect yet. That begins when it is {wanted}.",
            number=row.id,
            stage=STAGE_WORDS[Stage(row.stage)],
            wanted=STAGE_WORDS[begins],
        )
    if rank(row.stage) >= rank(Stage.SHIPPED):
        raise Refused("Order {number} has been shipped; nothing of it is inspected here any more.", number=row.id)
    files = filed(asked, work)
    content = _content(work, asked, row, sort, result, {**parts, "findings": findings})
    record = orders.recorded(
        work, row, KIND, content, asked.me.id, sort=sort, result=result,
        files=[(each.name, each.content_type, each.size, each.sha256) for each in files],
    )  # fmt: skip
    paper = drafted(work, asked.me.id, _paper(row, content, files), order=row, language="zh")
    record.content = content | {"paper": paper.id}
    _reports_filed(work, asked, row, sort, files)
    return [*_told(work, asked, row, record, files), *_rework(work, asked, row, result), *refreshed(work, row)]


def _content(
    work: Work, asked: Asked, row: OrderRow, sort: str, result: str, parts: Mapping[str, str]
) -> dict[str, object]:
    signed = next(iter(signed_papers(work, row)), None)
    works = {"buy": "purchasing"}.get(row.supply_mode, "production")
    return {
        "order": str(row.id),
        "kind": sort,
        "basis": parts.get("basis") or (trade_papers.called(signed) if signed else f"order {row.id}"),
        "inspector": parts.get("inspector") or asked.me.name,
        "inspected_at": today(work).isoformat(),
        "sample_size": parts.get("sample_size", "")[:100],
        "findings": parts["findings"],
        "result": result,
        "rework_to": "" if result == "passed" else parts.get("rework_to") or works,
        "reported_to": ", ".join(each.name for each in with_role(work.session, Role.SUPERVISOR)),
    }


def _paper(row: OrderRow, content: Mapping[str, object], files: tuple[StoredFile, ...]) -> TradePaper:
    fields = tuple((key, str(value)) for key, value in content.items() if value)
    return TradePaper(Kind.INSPECTION, for_works(orders.content(row)), fields, pictures=_pictures(files))


def _pictures(files: tuple[StoredFile, ...]) -> tuple[str, ...]:
    return tuple(each.sha256 for each in files if each.name.casefold().endswith(_PHOTO))


def _reports_filed(work: Work, asked: Asked, row: OrderRow, sort: str, files: tuple[StoredFile, ...]) -> None:
    for each in files:
        kind = "inspection" if sort == "third_party" and not _pictures((each,)) else "photo"
        orders.filed(
            work, row, kind, name=each.name, media_type=each.content_type, size=each.size, sha256=each.sha256, by=asked.me.id
        )  # fmt: skip


def _told(
    work: Work, asked: Asked, row: OrderRow, record: OrderRecordRow, files: tuple[StoredFile, ...]
) -> list[Outgoing]:
    """The supervisor of every one (R199), owner and tracker; of a defect the works at once."""
    words = line(
        "{person}: {sort} inspection of order {number}: {result}",
        person=asked.me.name,
        sort=SORT_WORDS[record.sort],
        number=row.id,
        result=RESULT_WORDS[record.result],
    )
    noted(work, row, KIND, words, asked.me.id, None, {"record": record.id, "result": record.result})
    lines = (words, line("Findings: {findings}", findings=str(record.content["findings"])))
    known = {asked.me.id, row.owner_id, row.tracker_id or 0}
    said = told(work, row, lines, but=(asked.me.id,), files=files)
    show = ((Choice(line("Show"), f"/order {row.id}"),),)
    said += to_roles(work, (Role.SUPERVISOR,), lines, show, conversation=row.conversation_id, but=known)
    if record.result != "passed":
        supervisors = {each.id for each in with_role(work.session, Role.SUPERVISOR)}
        said += to_the_works(
            work, row, (*lines, line("Please correct it; it is inspected again.")), {*known, *supervisors}
        )
    return [asked.say((*lines, _photos_wanted(record)), _buttons(row, record), card=_photo_card(row, record)), *said]


def _photos_wanted(record: OrderRecordRow) -> Line:
    if record.sort == "third_party" and record.result == "passed" and not record.files:
        return line("The report is still missing: answer this message with its file.")
    return line("Answer this message with photos, if you have some; then the report is drawn.")


def _photo_card(row: OrderRow, record: OrderRecordRow) -> str:
    return question_card(f"/inspect {row.id} photo {record.id}")


def _buttons(row: OrderRow, record: OrderRecordRow) -> Choices:
    report = Choice(line("Draw the report"), f"/inspect {row.id} report {record.id}")
    return ((report, Choice(line("Show"), f"/order {row.id}")),)


def _rework(work: Work, asked: Asked, row: OrderRow, result: str) -> list[Outgoing]:
    """Into rework with it, where it is in the works; the next inspection is asked for in time."""
    if result == "passed":
        tasks.done(work, "order", row.id, (AGAIN,))
        return []
    day = business_day(work.calendar, today(work), _AGAIN_AFTER)
    tasks.planned(work, "order", row.id, AGAIN, begins(work.calendar, day))
    return reached(work, asked, row, Stage.REWORK) if row.stage in _REWORKED else []


def files_added(work: Work, asked: Asked, row: OrderRow, number: str) -> list[Outgoing]:
    """Photos or a report that answer the receipt; the report is drawn with them."""
    checking(asked, row)
    record = of_order(work, row, number, KIND)
    files = filed(asked, work)
    if not files:
        raise Refused("There is no file with it. Answer the receipt with the photo or the report itself.")
    rows = [[each.name, each.content_type, each.size, each.sha256] for each in files]
    record.files = [*(record.files or []), *rows]
    _reports_filed(work, asked, row, record.sort, files)
    paper = _paper_of(work, record)
    if paper is not None and paper.state == PaperState.DRAFT and (pictures := _pictures(files)):
        before = trade_papers.content(paper)
        after = _paper(row, record.content | {"paper": ""}, ())
        after = TradePaper(after.kind, after.order, after.fields, pictures=(*before.pictures, *pictures))
        changed(work, asked, paper, after, (line("photos"),))
    work.session.flush()
    words = line("{count} files are with the inspection of order {number}.", count=len(record.files), number=row.id)
    noted(work, row, KIND, words, asked.me.id, None, {"record": record.id})
    return [asked.say((words,), _buttons(row, record), card=_photo_card(row, record)), *refreshed(work, row)]


def report_drawn(work: Work, asked: Asked, row: OrderRow, number: str) -> list[Outgoing]:
    """The inspection report gets its number and is drawn, with the photos."""
    checking(asked, row)
    record = of_order(work, row, number, KIND)
    paper = _paper_of(work, record)
    if paper is None or paper.state != PaperState.DRAFT:
        raise Refused("The report is drawn already: {number}.", number=trade_papers.called(paper) if paper else "?")
    said = submitted(work, asked, paper)
    answer = line("{number} is being drawn; you get it in a moment.", number=trade_papers.called(paper))
    return [asked.say((answer,)), *said]


def _paper_of(work: Work, record: OrderRecordRow) -> TradePaperRow | None:
    number = record.content.get("paper")
    return trade_papers.paper(work.session, number if isinstance(number, int) else None)


def drawn(work: Work, paper: TradePaperRow) -> list[Outgoing]:
    """The hook: who inspected, the owner and the supervisors have the report."""
    row = order_of(work.session, paper)
    if row is None:
        return []
    words = line("Inspection report {number} of order {order}", number=trade_papers.called(paper), order=row.id)
    people = {paper.made_by, row.owner_id, *(each.id for each in with_role(work.session, Role.SUPERVISOR))}
    return [
        each for person in sorted(people) for each in to_colleague(work, person, (words,), files=files_of_paper(paper))
    ]


def booked(work: Work, asked: Asked, row: OrderRow, text: str) -> list[Outgoing]:
    """A third party comes: who, and on which day. The goods do not leave before its report is there (R201)."""
    checking(asked, still_open(row))
    who, day = _who_and_when(work, text)
    orders.recorded(
        work, row, KIND, {"kind": "third_party", "inspector": who, "inspected_at": day, "findings": ""}, asked.me.id,
        sort="third_party",
    )  # fmt: skip
    tasks.done(work, "order", row.id, (BOOKING,))
    words = line(
        "{person}: {who} inspects order {number} on {day}", person=asked.me.name, who=who, number=row.id, day=day
    )
    noted(work, row, KIND, words, asked.me.id, None, {"booked": day})
    return [
        asked.say((words,)),
        *told(work, row, (words,), but=(asked.me.id,)),
        *to_the_works(work, row, (words,), (asked.me.id,)),
    ]


def _who_and_when(work: Work, text: str) -> tuple[str, str]:
    words = text.split()
    for place in range(len(words)):
        day, rest = day_first(" ".join(words[place:]), today(work))
        who = " ".join((*words[:place], rest)).strip(" ,;")
        if day is not None and who:
            if day < today(work):
                raise Refused(
                    "{day} is over. When does the inspector come? {example}", day=day, example="SGS 2026-12-10"
                )
            return who[:120], day.isoformat()
    raise Refused("Who comes, and when? {example}", example="/inspect 88 third book SGS 2026-05-08")


def again_due(work: Work, task: TaskRow) -> list[Outgoing] | None:
    """After rework it is inspected once more: those who inspect are asked until it has passed."""
    row = orders.order(work.session, task.subject)
    found = next(iter(orders.records(work.session, task.subject, KIND)), None)
    if row is None or found is None or found.result == "passed" or rank(row.stage) >= rank(Stage.SHIPPED):
        return None
    day = business_day(work.calendar, today(work), _AGAIN_AFTER)
    tasks.planned(work, "order", row.id, AGAIN, begins(work.calendar, day))
    words = line("Order {number} was to be corrected. Has it been inspected again?", number=row.id)
    buttons = ((Choice(line("Inspect"), f"/inspect {row.id} {found.sort}"), Choice(line("Show"), f"/order {row.id}")),)
    people = dict.fromkeys((found.by, row.tracker_id or row.owner_id))
    return [each for person in people for each in to_colleague(work, person, (words,), buttons)]
