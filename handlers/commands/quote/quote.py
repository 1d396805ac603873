"""/quote: from an inquiry to a quotation in one message, or step by step with buttons; and every change of the draft (R118)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from handlers.asked import Asked, Command
from handlers.asking import divided, hers_by_deadline, in_rows, open_one, question_card, short
from handlers.quote_acts import VERBS, act
from handlers.quote_asking import next_missing
from handlers.quote_changing import applied
from handlers.quote_draft import Draft
from handlers.quote_drafting import begun, meant_instead, shown_to
from handlers.quote_figures import today
from handlers.quote_meanwhile import Clash, clash_lines, reconciled
from handlers.quote_spoken import spoken, unread_lines
from handlers.quote_versions import versions_shown
from handlers.quoting import changed, found
from rules.outgoing import Choice, Choices, Outgoing
from rules.permission import SALES
from rules.quote import Quote
from rules.quote_difference import differences
from rules.quote_moves import MOVES, STATE_WORDS, QuoteEvent, QuoteState
from rules.quote_numbers import has_figures
from rules.quote_plain import from_plain
from rules.quote_typed import read
from rules.refusal import Refused
from rules.words import Line, line, word
from storage import quotes
from storage.conversations import number_in, seen
from storage.tables.conversations import ConversationRow
from storage.tables.quotes import QuoteRow, QuoteVersionRow
from storage.work import Work

EXAMPLE = "/quote 1042 LED-5050 x 2000 @ 3.20"
_OFFERED = 4
_LONGEST = 20_000
_VERSIONS = re.compile(r"[vV]\d{1,3}(?:\s*[,/+-]?\s*[vV]\d{1,3})?|versions|版本")
_ANEW = {"new", "another", "新", "另"}


def quote(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """`1042` and lines: a new draft, or the open one of that inquiry. `D7` and words: shows or changes it."""
    if len(asked.rest) > _LONGEST:
        raise Refused("That is too much for one message: send the rest in another.")
    first, rest = divided(asked.rest)
    name = first.strip(":,.#：，。")
    if quotes.meant(work.session, name) is not None or _is_name(name):
        row, version, about = found(work, asked.viewer, name)
        return _with(work, asked, row, version, about, rest)
    if number_in(name) is not None and not _is_figures(work, asked, name):
        return _of_inquiry(work, asked, seen(work, asked.viewer, name), rest)
    if asked.about is not None:
        return _of_inquiry(work, asked, seen(work, asked.viewer, str(asked.about)), asked.rest)
    return _offered(work, asked)


def _is_name(word: str) -> bool:
    """D99, Q-2026-0031: somebody means a quotation, even if there is none."""
    return bool(word) and word[0] in "dDqQ" and word[1:].replace("-", "").isdigit()


def _is_figures(work: Work, asked: Asked, name: str) -> bool:
    """Whether a number in front is no inquiry's, because an answered card says already which one is meant."""
    return asked.about is not None and name != str(asked.about) and number_in(name) != asked.about and len(name) < 4


def _of_inquiry(work: Work, asked: Asked, about: ConversationRow, words: str) -> list[Outgoing]:
    open_one(about)
    if about.owner_id is None:
        take = Choice(line("Take"), f"/take {about.id}")
        told = line("Nobody has {number} yet. Take it, then quote.", number=about.id)
        return [asked.say((told,), ((take,),), conversation=about.id, version=about.version)]
    anew = words.split(maxsplit=1)[0].casefold() if words else ""
    row = quotes.open_in(work.session, about.id)
    if row is not None and anew not in _ANEW:
        return _with(work, asked, row, quotes.current(work.session, row), about, words)
    typed = words.split(maxsplit=1)[1] if anew in _ANEW and len(words.split(maxsplit=1)) > 1 else words
    return begun(work, asked, about, "" if anew in _ANEW and typed == words else typed)


def _with(
    work: Work, asked: Asked, row: QuoteRow, version: QuoteVersionRow, about: ConversationRow, words: str
) -> list[Outgoing]:
    verb, _, rest = words.partition(" ")
    if not words:
        return shown_to(work, asked, row, version, about)
    if _VERSIONS.fullmatch(words):
        return versions_shown(work, asked, row, about, words)
    if VERBS.get(verb.casefold()) == "change" and len(rest.split()) > 1:
        words = rest.strip()  # "change price to 3.10" is the change itself
    elif verb.casefold() in VERBS:
        return act(work, asked, row, version, about, VERBS[verb.casefold()], rest.strip())
    if not quotes.is_inside(version):
        return [_as_new_version(asked, row, version, words)]
    return _edited(work, asked, row, version, about, words)


def _as_new_version(asked: Asked, row: QuoteRow, version: QuoteVersionRow, words: str) -> Outgoing:
    """The customer has it: what was typed is kept in a button that makes a new version of it (R134)."""
    number, state = quotes.called(row), QuoteState(version.state)
    if (state, QuoteEvent.REVISED) not in MOVES:
        raise Refused("{number} is {state}.", number=number, state=STATE_WORDS[state])
    button = Choice(line("New version"), f"/revise {row.number or f'D{row.id}'} {words}")
    told = line("The customer has {number} already. Shall this be a new version of it?", number=number)
    return asked.say((told, line("You wrote: {words}", words=words[:200])), ((button,),))


def _edited(
    work: Work, asked: Asked, row: QuoteRow, version: QuoteVersionRow, about: ConversationRow, words: str
) -> list[Outgoing]:
    """What was typed is meant for the draft as she knew it, and goes into the draft as it stands (T27)."""
    known = quotes.seen(work, version, asked.me.id)
    content = quotes.content(version)
    base = _known(work, version, known) or content
    field, number = next_missing(base)
    parts = read(words, today(work), len(base.lines), field, number)
    taken, clashes = reconciled(work, version, known, parts, asked.me.language)
    draft = applied(work, content, taken, asked.me.language)
    draft.hints += _voided(version, content, draft.quote)
    said = changed(work, asked, row, version, draft.quote, differences(content, draft.quote), but=asked.me.id)
    card = shown_to(work, asked, row, version, about, _hints(draft), meant_instead(row, draft))
    return [*said, *card, *_asked_back(asked, row, clashes)]


def _known(work: Work, version: QuoteVersionRow, revision: int) -> Quote | None:
    """The draft as she was shown it last."""
    for each in quotes.revisions(work.session, version.id):
        if each.revision == revision:
            return from_plain(each.content)
    return None


def _hints(draft: Draft) -> list[Line]:
    return [*unread_lines(draft.unread), *draft.hints]


def _voided(version: QuoteVersionRow, before: Quote, after: Quote) -> list[Line]:
    if version.state in {QuoteState.DRAFT, QuoteState.COSTED} or replace(before, origins=()) == replace(
        after, origins=()
    ):
        return []
    return [line("It has changed: what was asked for or approved is void. Submit it again.")]


def _asked_back(asked: Asked, row: QuoteRow, clashes: Sequence[Clash]) -> list[Outgoing]:
    """For each clash both values as buttons; until she chooses, the other's stands."""
    said: list[Outgoing] = []
    for each in clashes:
        mine = f"/quote D{row.id} {spoken(each.mine)}"
        buttons: Choices = ((Choice(line("Mine: {words}", words=spoken(each.mine)[:40]), mine),),)
        if not each.is_gone:
            buttons += ((Choice(line("Theirs: {words}", words=each.after[:40]), f"/quote D{row.id}"),),)
        else:
            buttons = ((Choice(line("Leave it out"), f"/quote D{row.id}"),),)
        lines = (*clash_lines(each), line("You wrote: {words}", words=spoken(each.mine)[:200]))
        said.append(asked.say(lines, buttons, card=question_card(f"/quote D{row.id}")))
    return said


def _offered(work: Work, asked: Asked) -> list[Outgoing]:
    """What she may mean: her open drafts and inquiries; the lines that she has typed go with the button."""
    if asked.rest and not has_figures(asked.rest):
        raise Refused(
            "Quote whom? A customer who has not written yet is entered first: {example} Then: {command}",
            example="/inquiry fair Kunde GmbH, Spain: 40 pumps",
            command="/quote 1042",
        )
    drafts = quotes.standing(work.session, {QuoteState.DRAFT, QuoteState.COSTED}, owners=[asked.me.id], limit=_OFFERED)
    words = f" {asked.rest}" if asked.rest else ""
    buttons = [Choice(_label(row, version), f"/quote D{row.id}{words}") for row, version in drafts]
    drafted = {row.conversation_id for row, _ in drafts}
    rows = [each for each in hers_by_deadline(work, asked.viewer) if each.id not in drafted]
    buttons += [Choice(short(each), f"/quote {each.id}{words}") for each in rows[: 2 * _OFFERED]]
    question = line("Which inquiry do you quote? Everything fits in one message: {example}", example=EXAMPLE)
    if not buttons:
        return [asked.say((question, line("You have nothing open.")), card=question_card("/quote"))]
    return [asked.say((question,), in_rows(buttons, 1))]


def _label(row: QuoteRow, version: QuoteVersionRow) -> Line:
    company = quotes.content(version).company[:24]
    return line("{number} · {who}", number=quotes.called(row), who=company or "?")


COMMANDS = (
    Command(
        "/quote",
        word("quote: from an inquiry's number and lines, or step by step"),
        quote,
        roles=SALES,
        example=EXAMPLE,
        family="quote",
    ),
)
