"""What each command may show and do, stated once: T26 and R336 are generated from this and from COMMANDS.

A command that is not stated here fails the tests: whoever adds one has to say whose facts it shows to whom.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from rules.permission import DISPATCHERS, EVERYBODY, Role

OVERSIGHT = frozenset(DISPATCHERS)
"""Who sees every customer: dispatcher and manager (R41)."""
NOBODY_ELSE: frozenset[Role] = frozenset()


class Sees(StrEnum):
    """What a colleague who has the command's role, but neither the customer nor oversight, gets to hear."""

    UNKNOWN = "unknown"
    """The same words as for a number that there is not."""
    STUB = "stub"
    """Number, company, country, owner, deadline (R42), and no more."""
    NOTHING = "nothing"
    """It is about no single customer; nothing of anybody's customer is said."""
    PUBLIC = "public"
    """What is said is the department's own and for everybody who may use the command."""


@dataclass(frozen=True)
class Form:
    """A way to say a command. {n} is a conversation, {c} a customer, {d} a draft, {l} a letter, {m} a message;
    {a} is an approval; {o} is a conversation of the speaker's own; {q} is a quotation, {s} a question about its supply; {r} is an
    order, {t} a sample, {k} a case, {p} a trade paper, {w} a warning of fraud.

    `others`: what those hear who have nothing to do with it. `oversight`: who else, besides the owner, may use it in
    full. `shows`: whether the owner hears the customer's own facts (then R336 wants a trace of it).
    """

    text: str
    others: Sees
    oversight: frozenset[Role] = OVERSIGHT
    shows: bool = False
    trace: tuple[str, ...] = ("viewed",)
    """The verbs, one of which has to stand in the record for who heard the facts."""


def hidden(
    *texts: str, shows: bool = False, oversight: frozenset[Role] = OVERSIGHT, trace: tuple[str, ...] = ("viewed",)
) -> tuple[Form, ...]:
    return tuple(Form(each, Sees.UNKNOWN, oversight, shows, trace) for each in texts)


def plain(*texts: str, shows: bool = False) -> tuple[Form, ...]:
    return tuple(Form(each, Sees.NOTHING, shows=shows) for each in texts)


def public(*texts: str) -> tuple[Form, ...]:
    return tuple(Form(each, Sees.PUBLIC, EVERYBODY) for each in texts)


MANAGER = frozenset({Role.MANAGER})
REVIEWERS = frozenset({Role.SUPERVISOR, Role.MANAGER})
"""Who reviews quotations, and sees their costs (R119, R125)."""

IN_ORDERS = OVERSIGHT | REVIEWERS | {Role.MERCHANDISER, Role.PRODUCTION, Role.PURCHASING, Role.ACCOUNTING}
"""Who sees something of every order: its works without customer and prices, accounting with its money (C8)."""

STATED: Mapping[str, tuple[Form, ...]] = {
    "/inbox": plain("/inbox", "/inbox 2"),
    "/mine": plain("/mine"),
    "/due": plain("/due"),
    "/inquiry": plain("/inquiry phone Nova GmbH, Spain: 40 pumps, +34 612 345 678", "/inquiry"),
    "/show": (
        Form("/show {n}", Sees.STUB, shows=True),
        Form("/show {n} letters", Sees.STUB, shows=True),
        Form("/show {n} all", Sees.STUB, shows=True),
        Form("/show {n} whole {l}", Sees.STUB, shows=True),
        Form("/show {n} files", Sees.STUB),
    ),
    "/take": (Form("/take {n}", Sees.STUB),),
    "/pass": hidden("/pass {n} no time", "/pass {n}"),
    "/assign": hidden("/assign {n} OtherSupervisor no time", "/assign {n}"),
    "/keep": hidden("/keep {n}"),
    "/reply": hidden("/reply {n} Thank you.", shows=True, trace=("draft",)) + hidden("/reply {n}", shows=True),
    "/edit": hidden("/edit {d} Dear all", "/edit {d}", oversight=NOBODY_ELSE),
    "/release": hidden("/release {d}", oversight=NOBODY_ELSE),
    "/cancel": hidden("/cancel {d}", oversight=NOBODY_ELSE),
    "/ask": hidden("/ask {n}", shows=True, trace=("draft",)),
    "/answered": hidden("/answered {n} by phone he wants CIF", "/answered {n}"),
    "/note": hidden("/note {n} called", "/note {n}"),
    "/merge": hidden("/merge {n} {o}", "/merge {o} {n}", "/merge {n}", "/merge {n} no"),
    "/split": hidden("/split {n}", "/split {n} {l} only", "/split {n} no"),
    "/not_inquiry": hidden("/not_inquiry {n} supplier", "/not_inquiry {n}"),
    "/spam": hidden("/spam {n}"),
    "/not_spam": hidden("/not_spam {n}"),
    "/reopen": hidden("/reopen {n}") + hidden("/reopen D{q}", oversight=OVERSIGHT | REVIEWERS),
    "/urgent": hidden("/urgent {n}", "/urgent {n} off"),
    "/why": hidden("/why {n}", shows=True) + hidden("/why order {r}", shows=True, oversight=OVERSIGHT | REVIEWERS),
    "/find": (
        Form("/find {n}", Sees.UNKNOWN, shows=True),
        Form("/find titanium", Sees.NOTHING, shows=True),
        Form("/find rosalind", Sees.NOTHING, shows=True),
    ),
    "/who": (Form("/who kunde-werke.example", Sees.STUB), Form("/who Kunde", Sees.STUB)),
    "/undo": plain("/undo", "/undo console:1"),
    "/save": hidden("/save {n} he wrote: yes", "/save {n}"),
    "/customer": (
        *(Form(each, Sees.STUB, shows=True) for each in ("/customer {c}", "/customer rosalind@kunde-werke.example")),
        *hidden("/customer {c} file", shows=True),
        *hidden("/customer {c} postal Elsewhere 2", shows=True, trace=("customer", "viewed")),
        *hidden("/customer {c} phone 5", "/customer {c} nonsense"),
        *hidden("/customer {c} merge 1", "/customer {c} owner Ana because so", "/customer {c} fixed yes"),
        *hidden("/customer {c} same", "/customer {c} not 1", "/customer 1 not {c}", "/customer {c} takes {o}"),
        *hidden("/customer {c} email x@kunde-werke.example", "/customer {c} talked Ana", "/customer {c} unmerge"),
        *hidden("/customer {c} forget x@kunde-werke.example because so", "/customer {c} forget"),
        *hidden("/customer {c} contact Nova Vega, buyer", shows=True, trace=("customer", "viewed")),
        *hidden("/customer {c} rename Nova to Novy", "/customer {c} locked"),
        *plain("/customer", "/customer mine", "/customer counts", "/customer same"),
    ),
    "/card": plain("/card Fair: Nova Vega, Nova GmbH, Spain, nova@nova.example", "/card"),
    "/handover": plain("/handover Ana OtherSupervisor leave", "/handover undo 99"),
    "/away": public("/away 2026-08-03 2026-08-14", "/away"),
    "/back": public("/back"),
    "/remind": hidden("/remind {n} tomorrow 10:00 call") + plain("/remind"),
    "/digest": plain("/digest"),
    "/report": plain("/report", "/report country 2026-03", "/report owner 2026-03"),
    "/board": plain("/board"),
    "/rules": public("/rules", "/rules export", "/rules add country ES Ana"),
    "/settings": public("/settings", "/settings response", "/settings response.limit_minutes 480"),
    "/staff": public("/staff", "/staff Ana", "/staff Ana role salesperson"),
    "/invite": public("/invite", "/invite Zoe salesperson zoe@firm.example", "/invite confirm 99"),
    "/dismiss": public("/dismiss", "/dismiss Ana OtherSupervisor"),
    "/room": public("/room", "/room Sales team"),
    "/rooms": public("/rooms", "/rooms leave 99"),
    "/log": plain("/log"),
    "/inquire": hidden("/inquire {l}"),
    "/reconcile": public("/reconcile"),
    "/quarantine": public("/quarantine", "/quarantine retry 99", "/quarantine show 99", "/quarantine dismiss 99"),
    "/flood": plain("/flood", "/flood 99", "/flood 99 spam"),
    "/health": public("/health"),
    "/resume": public("/resume", "/resume go"),
    "/unknown": hidden("/unknown again {m}", "/unknown arrived {m}", "/unknown drop {m}") + plain("/unknown"),
    "/approvals": plain("/approvals", "/approvals table")
    + hidden("/approvals {a}", "/approvals withdraw {a}", oversight=MANAGER),
    "/approve": plain("/approve") + hidden("/approve {a}", oversight=MANAGER),
    "/return": hidden("/return {a} too high", oversight=MANAGER),
    "/product": public("/product", "/product LED", "/product LED-5050 price 3.20 USD", "/product add LED-1, Lamp"),
    "/quote": (
        *hidden("/quote {n}", shows=True),
        *hidden("/quote D{q}", "/quote D{q} all", "/quote D{q} price 51", shows=True, oversight=OVERSIGHT | REVIEWERS),
        *hidden("/quote D{q} change", shows=True, oversight=OVERSIGHT | REVIEWERS),
        *hidden("/quote D{q} ask payment", oversight=OVERSIGHT | REVIEWERS),
        *hidden("/quote D{q} undo", "/quote D{q} drop yes", oversight=OVERSIGHT | REVIEWERS),
        *plain("/quote", "/quote LED-5050 x 9 @ 3", "/quote Nobody GmbH"),
    ),
    "/cost": (
        *hidden("/cost D{q}", "/cost D{q} 1", "/cost D{q} ladder", shows=True, oversight=REVIEWERS),
        *hidden("/cost D{q} 1 raw_material 1.20 USD", "/cost D{q} freight 900", oversight=REVIEWERS),
        *hidden("/cost D{q} change", "/cost D{q} offer CIF Vigo", "/cost D{q} renew", oversight=REVIEWERS),
        *plain("/cost"),
    ),
    "/submit": hidden("/submit D{q}", "/submit D{q} major", oversight=OVERSIGHT | REVIEWERS) + plain("/submit"),
    "/paper": hidden("/paper D{q}", "/paper D{q} zh", oversight=OVERSIGHT | REVIEWERS)
    + hidden("/paper P{p}", "/paper P{p} zh", oversight=IN_ORDERS)
    + plain("/paper"),
    "/supply": hidden("/supply D{q}", "/supply D{q} concession", oversight=REVIEWERS) + plain("/supply"),
    "/supplied": hidden("/supplied {s}", "/supplied {s} 30 days", oversight=REVIEWERS | {Role.PRODUCTION})
    + (Form("/supplied", Sees.NOTHING, REVIEWERS | {Role.PRODUCTION}),),
    "/confirm": hidden(
        "/confirm D{q}",
        "/confirm D{q} price",
        "/confirm D{q} all",
        "/confirm D{q} payment ask",
        oversight=OVERSIGHT | REVIEWERS,
    )
    + plain("/confirm"),
    "/send": hidden("/send D{q}", "/send D{q} by whatsapp", "/send D{q} again", oversight=OVERSIGHT | REVIEWERS)
    + plain("/send"),
    "/followup": hidden("/followup D{q}", "/followup D{q} in 5 days", oversight=OVERSIGHT | REVIEWERS)
    + hidden("/followup D{q} never", oversight=OVERSIGHT | REVIEWERS)
    + plain("/followup"),
    "/revise": hidden("/revise D{q}", "/revise D{q} price 51", oversight=OVERSIGHT | REVIEWERS) + plain("/revise"),
    "/won": hidden("/won D{q}", "/won D{q} PO 4711", oversight=OVERSIGHT | REVIEWERS) + plain("/won"),
    "/lost": hidden("/lost D{q}", "/lost D{q} price", oversight=OVERSIGHT | REVIEWERS) + plain("/lost"),
    "/received": hidden("/received D{q}", oversight=OVERSIGHT | REVIEWERS) + plain("/received"),
    "/quotes": (
        *hidden("/quotes D{q}", "/quotes D{q} v1", shows=True, oversight=OVERSIGHT | REVIEWERS),
        *(Form(each, Sees.NOTHING, OVERSIGHT | REVIEWERS) for each in ("/quotes", "/quotes all", "/quotes LED")),
    ),
    "/order": (
        Form("/order {r}", Sees.STUB, IN_ORDERS, shows=True),
        *(Form(f"/order {{r}} {each}", Sees.STUB, IN_ORDERS, shows=True) for each in ("items", "confirm")),
        Form("/order {r} timeline", Sees.STUB, IN_ORDERS),
        Form("/order {r} marks X", Sees.STUB, IN_ORDERS),
        *(
            Form(f"/order {{r}} {each}", Sees.STUB, IN_ORDERS)
            for each in (
                "cost",
                "line 1 price 1",
                "cancel too late",
                "clause",
                "handed over",
                "po 1",
            )
        ),
        *hidden("/order new {n} LED x 5 @ 3", "/order new D{q}", oversight=OVERSIGHT | REVIEWERS),
        Form("/order PO-4711", Sees.STUB, IN_ORDERS, shows=True),
        Form("/order kunde", Sees.NOTHING, IN_ORDERS, shows=True),
        *plain("/order", "/order 88", "/order acme"),
    ),
    "/orders": (
        *(Form(each, Sees.NOTHING, IN_ORDERS) for each in ("/orders all", "/orders kunde")),
        *plain("/orders", "/orders late", "/orders acme", "/orders all 2"),
    ),
    "/delay": (
        *(
            Form(f"/delay {{r}}{each}", Sees.UNKNOWN, IN_ORDERS)
            for each in ("", " 5 days", " 5 days no steel", " over")
        ),
        *plain("/delay", "/delay 88"),
    ),
    "/update": hidden("/update {r}", "/update {r} later", oversight=OVERSIGHT | REVIEWERS),
    "/ship": hidden("/ship {r}", "/ship {r} ETD 2026-05-14", oversight=OVERSIGHT | REVIEWERS),
    "/arrived": hidden("/arrived {r}", oversight=OVERSIGHT | REVIEWERS),
    "/docs": hidden("/docs {r}", "/docs {r} customs 1234", oversight=OVERSIGHT | REVIEWERS),
    "/sample": (
        *hidden("/sample S{t}", "/sample S{t} submit", shows=True, oversight=OVERSIGHT | REVIEWERS),
        *(
            Form(f"/sample S{{t}} {each}", Sees.UNKNOWN, OVERSIGHT | REVIEWERS)
            for each in ("blue", "sent DHL 1234567890", "approved", "drop", "keep", "label", "waive old", "order 1")
        ),
        *hidden("/sample {n} LED 3 pcs", "/sample {n}"),
        *hidden("/sample order {r} LED 3 pcs", oversight=OVERSIGHT | REVIEWERS),
        Form("/sample", Sees.NOTHING, OVERSIGHT | REVIEWERS, shows=True),
    ),
    "/done": (
        *hidden("/done {r}", "/done {r} packed", oversight=IN_ORDERS),
        *plain("/done", "/done 88", "/done 88 packed"),
    ),
    "/meeting": (
        *hidden("/meeting {r}", "/meeting {r} Lee; date 2026-05-01", oversight=IN_ORDERS),
        *plain("/meeting", "/meeting 88", "/meeting 88 waive he knows it"),
    ),
    "/deal": (
        *hidden("/deal {r}", "/deal {r} pi", "/deal {r} contract", oversight=IN_ORDERS),
        *hidden("/deal P{p}", "/deal P{p} cancel so", "/deal P{p} breach none", oversight=IN_ORDERS),
        *plain("/deal", "/deal archive", "/deal 88", "/deal 88 pi"),
    ),
    "/signed": (
        *hidden("/signed {r}", "/signed P{p}", "/signed P{p} wrong page", "/signed P{p} original", oversight=IN_ORDERS),
        *hidden("/signed P{p} letter {l} 1", oversight=IN_ORDERS),
        *plain("/signed", "/signed 88"),
    ),
    "/production": (
        *hidden("/production {r}", "/production {r} submit", oversight=IN_ORDERS),
        *plain("/production", "/production 88", "/production 88 submit", "/production 88 got"),
    ),
    "/pack": plain("/pack", "/pack 88", "/pack 88 1 50/ctn 12.5kg 60x40x30", "/pack 88 send"),
    "/file": plain("/file", "/file 88"),
    "/po": plain("/po", "/po 88", "/po 88 Acme: housing 2000 pcs 1.20 CNY", "/po P99 submit"),
    "/progress": plain("/progress", "/progress 88", "/progress 88 material done"),
    "/check": plain("/check", "/check 88 thin paint", "/check 88 tell 1"),
    "/inspect": plain("/inspect", "/inspect 88", "/inspect 88 final passed findings none"),
    "/hold": (
        *hidden("/hold {r} he waits", "/hold {r} off", oversight=IN_ORDERS),
        *plain("/hold", "/hold 88 he checks the drawing", "/hold 88 off"),
    ),
    "/paid": hidden("/paid {r} 30 USD", "/paid {r} refund 5 USD so", oversight=IN_ORDERS) + plain("/paid"),
    "/payments": hidden("/payments {r}", "/payments {r} promised 2031-05-20", oversight=IN_ORDERS) + plain("/payments"),
    "/invoice": hidden("/invoice {r}", "/invoice {r} send", oversight=IN_ORDERS) + plain("/invoice"),
    "/fraud": plain("/fraud", "/fraud 99", "/fraud 99 clear called him"),
    "/receivables": plain("/receivables", "/receivables acme"),
    "/accounts": hidden("/accounts {r}", "/accounts {r} agree", oversight=IN_ORDERS) + plain("/accounts"),
    "/complaint": (
        *hidden("/complaint C{k}", shows=True, oversight=OVERSIGHT | REVIEWERS, trace=("viewed", "complaint")),
        *hidden("/complaint C{k} cause bad glue", "/complaint C{k} responsible me", oversight=OVERSIGHT | REVIEWERS),
        *hidden("/complaint {r} it is bad", oversight=IN_ORDERS),
        *plain("/complaint"),
    ),
    "/opinion": hidden("/opinion {r} they want red ones", oversight=IN_ORDERS),
    "/feedback": hidden("/feedback {r}", "/feedback {r} good fine", oversight=OVERSIGHT | REVIEWERS)
    + plain("/feedback"),
    "/revisit": hidden("/revisit {c} call satisfied 5") + plain("/revisit"),
    "/survey": hidden("/survey {c}", "/survey {c} 5 4 4 5") + plain("/survey"),
    "/rates": public("/rates", "/rates EUR", "/rates 1 USD = 7.12 CNY"),
    "/export": public("/export", "/export customers xlsx", "/export staff csv"),
    "/audit": plain("/audit", "/audit outside")
    + hidden("/audit {n}", "/audit customer {c}", shows=True)
    + public("/audit Ana"),
    "/help": public("/help", "/help take"),
    "/language": public("/language zh", "/language"),
    "/start": public("/start"),
}
