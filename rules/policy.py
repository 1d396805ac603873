"""The department's decisions as one value. Each is a setting with a default from the rule book and a history (R259)."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, time
from decimal import Decimal

from rules.approval_table import DEFAULT_TABLE, Table
from rules.words import Line

ROUTES = ("open_inquiry", "existing_owner", "talked_with", "key_owner", "table", "load")
"""The steps of routing that the manager may reorder (C7); what no step answers goes to the dispatcher."""


@dataclass(frozen=True, slots=True)
class Policy:
    """What holds at one instant. Times of day are the company's; minutes are working minutes."""

    company: str = ""
    """The company's name as customers read it."""
    company_zh: str = ""
    address: str = ""
    """The company's, as its papers show it."""
    address_zh: str = ""
    telephone: str = ""
    web: str = ""
    bank_usd: str = ""
    """Bank details on papers in that currency, lines between semicolons."""
    bank_eur: str = ""
    bank_cny: str = ""
    bank_gbp: str = ""
    bank_hkd: str = ""
    bank_jpy: str = ""
    bank: str = ""
    """The same on papers in any other currency."""
    zone: str = "Asia/Shanghai"
    country: str = "CN"
    """Whose public holidays and make-up workdays count (ISO 3166 alpha-2)."""
    hours: tuple[tuple[time, time], ...] = ((time(8), time(12)), (time(13, 30), time(18)))
    """Working windows of a normal day (R57)."""
    weekdays: tuple[int, ...] = (0, 1, 2, 3, 4)
    """Working days of the week, Monday is 0."""
    closures: tuple[date, ...] = ()
    """Days on which the company is closed besides public holidays."""
    extra_workdays: tuple[date, ...] = ()
    """Days on which it works although the calendar says no."""
    reading: str = "working_minutes"
    """working_minutes or end_of_next_day (A16)."""
    limit_minutes: int = 510
    """One business day in working minutes (C1)."""
    same_day: str = "soft"
    """soft, hard or off (C1)."""
    same_day_min_minutes: int = 60
    reminder_steps: tuple[int, ...] = (50, 80)
    """Per cent of the time at which the owner is reminded."""
    outside_hours: str = "none"
    """none, urgent or all: what may be said outside working hours (C2)."""
    routing: tuple[str, ...] = ROUTES
    visibility: str = "owner"
    """Who sees a customer's full data besides dispatcher and manager: owner, department, company (C8)."""
    front_door: str = ""
    """The address of the shared mailbox, info@."""
    aliases: tuple[str, ...] = ()
    """Other addresses that end in the shared mailbox."""
    domains: tuple[str, ...] = ()
    """The company's own mail domains, besides that of the front door."""
    form_senders: tuple[str, ...] = ()
    """Addresses from which the own website's form writes."""
    subaddress: bool = False
    """Whether the server was seen to take info+token@ (a probe decides)."""
    sent_copies: bool = True
    """Whether a copy of what is sent is appended to Sent (off where the provider does it)."""
    size_limit: int = 20_000_000
    """The largest mail in octets that is forwarded with its attachments; a larger one goes as a notice."""
    letters_of_sender: int = 20
    """Letters an hour from one sender; of what comes above it people are told once (T32). 0: no limit."""
    letters_of_domain: int = 200
    """The same for all senders of one company's domain."""
    letters_of_everybody: int = 12_000
    """The same for all strangers together."""
    learns_spam: bool = True
    """Whether letters that look like what was called spam here are marked, once enough is learnt (R25)."""
    digest_at: time = time(8, 30)
    closing_digest_at: time = time(17, 30)
    empty_digests: str = "line"
    """line or none: what an empty digest says."""
    silent_days: int = 7
    """After how many days without a word a customer is called silent."""
    sign_off: str = "Best regards"
    approvals: Table = DEFAULT_TABLE
    """What needs whose release (R271, R103, R329)."""
    approval_remind_minutes: int = 240
    """After how many working minutes who is to approve is reminded."""
    approval_deputy_minutes: int = 510
    """After how many working minutes the deputies may approve, too."""
    approval_expires_days: int = 14
    retention_years: int = 10
    """Years for which the letters of a matter that came to an offer or an order are kept after it was closed (R339)."""
    quote_approval: str = "always"
    """always, by_margin, by_amount or none: whether the supervisor reviews each quotation (C4, R119, R123)."""
    margin_threshold: Decimal = Decimal(5)
    """Per cent of profit below which more consent is needed, strictly below (C5, R122)."""
    margin_base: str = "revenue"
    """revenue or cost: what the profit is a part of (C5)."""
    margin_approver: str = "manager"
    """manager or supervisor: whose consent is needed below the threshold (C5)."""
    quote_amount: Decimal = Decimal(50_000)
    """In the company's currency: from which total a quotation needs the supervisor (by_amount) and is a large one (R137)."""
    currency: str = "CNY"
    """The company's own currency (ISO 4217)."""
    quote_currency: str = "USD"
    """In which a new quotation is drafted, where neither customer nor last quotation say another."""
    quote_term: str = ""
    """The trade term of a new quotation with its place: FOB Ningbo. Empty: it is asked for."""
    quote_payment: str = ""
    quote_delivery: str = ""
    quote_packaging: str = ""
    """Payment, delivery time and packaging of a new quotation, as customers read them; empty: they are asked for."""
    quote_rate_days: int = 7
    """How many days old a rate of exchange may be (R142)."""
    quote_drift: Decimal = Decimal(2)
    """Per cent by which a rate may move before somebody is warned (R142)."""
    quote_followups: tuple[int, ...] = (3, 7)
    """Business days after sending at which a silent customer is asked (R133)."""
    quote_receipt_days: int = 1
    """Business days after sending at which its receipt is checked (R131)."""
    quote_before_expiry_days: int = 3
    """Business days before the validity ends at which the owner is warned (R132)."""
    quote_numbering: str = "year"
    """year or continuous: whether the numbers begin anew each year."""
    review_price: tuple[str, ...] = ("owner", "supervisor", "manager")
    """Who may confirm the price of a quotation before it leaves (R24): roles, or its owner."""
    review_delivery: tuple[str, ...] = ("production", "purchasing", "owner", "supervisor", "manager")
    """The same for its delivery; the answer of production or purchasing does it by itself (R115)."""
    review_payment: tuple[str, ...] = ("accounting", "owner", "supervisor", "manager")
    """The same for its payment."""
    order_buffer: int = 0
    """Working days by which the internal date lies before the contract's (C11)."""
    order_meeting: str = "required"
    """required, optional, or by_amount: required from quote.major_amount on (C12)."""
    production_edit: str = "production_only"
    """production_only or sales_urgent (C13)."""
    order_tracker: str = "owner"
    """owner or merchandiser: who tracks an order where nobody is named (C14)."""
    release_requires: tuple[str, ...] = ("contract", "sample")
    """What releases production: of contract, sample, deposit (C15)."""
    deal_document: str = "either"
    """pi, contract, both, or either of them (C27)."""
    pi_recheck: bool = False
    """Whether a signed proforma invoice goes through recheck and company signature (M4)."""
    signature_kind: str = "both"
    """scan, original, or both: a scan starts the next step and the original is ticked later (C31)."""
    signature_days: int = 3
    """Business days after which a signature that has not come is asked for (R159)."""
    progress_days: int = 3
    """Business days between two questions to the tracker (R192)."""
    update_days: int = 7
    """Days of silence after which the owner gets a draft update for the customer (R67)."""
    recheck_days: int = 1
    """Working days of the second cost analysis."""
    coordination_days: int = 2
    """Working days of coordination."""
    release_days: int = 2
    """Working days of the release."""
    material_days: int = 7
    """Working days until material is ready."""
    cycle_days: int = 15
    """Calendar days of production where no product tells its own (R205)."""
    inspection_days: int = 1
    """Working days of inspections."""
    packing_days: int = 2
    """Working days of packing."""
    shipping_days: int = 2
    """Working days from packed to shipped."""
    transit_days: int = 30
    """Calendar days on the way (R217)."""
    markings: str = ""
    """Usual shipping marks; empty: they are asked for."""
    contract_quality: str = ""
    """Usual clauses of contracts (R164); empty: they are asked for."""
    contract_transport: str = ""
    contract_insurance: str = ""
    contract_inspection: str = ""
    contract_breach: str = ""
    contract_disputes: str = ""
    contract_spare_parts: str = ""
    payment_before: int = 7
    """Days before the due date (R226)."""
    payment_ladder: tuple[int, ...] = (3, 7, 30)
    """Days after the due date of letter, call and visit (R231)."""
    payment_warning: int = 60
    """Days after the due date of the bad-debt warning (R232)."""
    reconcile_day: int = 5
    """Day of the month on which reconciliation lists go out (R233)."""
    sample_form_approver: tuple[str, ...] = ("supervisor",)
    """Who confirms the form of a sample (C24)."""
    sample_send_approver: tuple[str, ...] = ("manager",)
    """Who reviews a sample before it is sent (C24)."""
    sample_extra: int = 1
    """Pieces made beyond what was asked for (C24, R147)."""
    sample_feedback: int = 3
    """Business days after a sample's arrival."""
    sample_preproduction: bool = True
    """Whether a pre-production sample is opened for each purchase order (R154)."""
    aftersales_days: int = 7
    """Days after arrival at which feedback is sought (C28, R238)."""
    complaint_step: int = 1
    """Business days of each step of a complaint (R246, R249)."""
    revisit_a: int = 30
    """Days between two revisits by grade (R240)."""
    revisit_b: int = 60
    revisit_c: int = 120
    survey_every: str = "half_year"
    """never, quarter, half_year or year (R250)."""
    archive_order: str = "time"
    """time or class (C16)."""
    paper_tick: bool = True
    """Whether the printed set has to be handed over before an order closes (C16, R174)."""


@dataclass(frozen=True, slots=True)
class Setting:
    """How a decision is spelled and what it means. `field` names the field of Policy."""

    key: str
    field: str
    group: str
    kind: str
    """text, paragraph, words, address, addresses, domains, int, decimal, currency, term, percent_steps, day_steps, zone,
    country, hours, weekdays, dates, time, yes_no, choice, set, routes, approvals, confirmers: a key of rules.spelling.KINDS."""
    meaning: Line
    unit: Line | None = None
    choices: tuple[str, ...] = ()
    example: str = ""
    lowest: int = 0
    highest: int = 10**9


DEFAULT = Policy()
FIELDS = frozenset(each.name for each in fields(Policy))
