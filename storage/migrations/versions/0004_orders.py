"""Orders: stages, dates, forms, papers with their versions, payments, samples, complaints, and dated tasks.

A paper is approved only with the release of exactly its content; what was recorded of a change is never changed (R172, T27).
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TABLES = (
    "payment_warnings",
    "tasks",
    "orders",
    "complaints",
    "order_dates",
    "order_records",
    "order_revisions",
    "order_stages",
    "payment_parts",
    "reconciliations",
    "revisits",
    "samples",
    "surveys",
    "order_file_wishes",
    "sample_versions",
    "trade_papers",
    "order_files",
    "trade_paper_revisions",
    "trade_paper_wishes",
    "receipts",
)
"""In an order in which each refers to earlier ones only."""

REVIEWED = "('proforma-invoice', 'contract', 'production-order', 'purchase-order', 'sample-form')"
"""Kinds that somebody else releases."""
_WITHOUT_APPROVAL = (
    f"NEW.state IN ('approved', 'sent') AND OLD.state <> NEW.state AND NEW.kind IN {REVIEWED}"
    " AND (NEW.approval_id IS NULL OR NOT EXISTS (SELECT 1 FROM approvals WHERE id = NEW.approval_id"
    " AND thing = 'paper' AND subject = 'trade-paper:' || NEW.id"
    " AND state = 'approved' AND content_hash = NEW.content_hash))"
)
_PAST_THE_RELEASE = (
    "OLD.state IN ('draft', 'legal_review', 'pending', 'dropped') AND"
    " NEW.state NOT IN ('draft', 'legal_review', 'pending', 'approved', 'dropped')"
)
_AFTER_THE_DRAFT = (
    "OLD.state NOT IN ('draft', 'legal_review') AND NEW.state NOT IN ('draft', 'dropped')"
    " AND (NEW.content_hash <> OLD.content_hash OR NEW.content <> OLD.content)"
)
_CHECKS = (
    ("approved", _WITHOUT_APPROVAL, "a paper needs its approval"),
    ("path", _PAST_THE_RELEASE, "a paper is released before anybody has it"),
    ("content", _AFTER_THE_DRAFT, "only a draft changes"),
)
_BEGINS_RELEASED = "NEW.state <> 'draft'"
KEPT = (
    ("order_revisions", "a revision of an order"),
    ("trade_paper_revisions", "a revision of a paper"),
    ("sample_versions", "a version of a sample"),
    ("order_dates", "a day that was changed"),
)
"""Tables whose rows are neither changed nor removed."""
ON_SQLITE = (
    f"CREATE TRIGGER trade_papers_begin BEFORE INSERT ON trade_papers WHEN {_BEGINS_RELEASED}"
    " BEGIN SELECT RAISE(ABORT, 'a paper begins as a draft'); END",
    *(
        f"CREATE TRIGGER trade_papers_{name} BEFORE UPDATE ON trade_papers WHEN {condition}"
        f" BEGIN SELECT RAISE(ABORT, '{words}'); END"
        for name, condition, words in _CHECKS
    ),
    *(
        f"CREATE TRIGGER {table}_not_{done} BEFORE {event} ON {table}"
        f" BEGIN SELECT RAISE(ABORT, '{words} is not {done}'); END"
        for table, words in KEPT
        for event, done in (("UPDATE", "changed"), ("DELETE", "removed"))
    ),
    "CREATE TRIGGER receipts_not_removed BEFORE DELETE ON receipts"
    " BEGIN SELECT RAISE(ABORT, 'a receipt is not removed'); END",
)
ON_POSTGRESQL = (
    "CREATE FUNCTION trade_papers_checked() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
    f" IF TG_OP = 'INSERT' THEN IF {_BEGINS_RELEASED} THEN RAISE EXCEPTION 'a paper begins as a draft'; END IF;"
    " RETURN NEW; END IF;"
    + "".join(f" IF {condition} THEN RAISE EXCEPTION '{words}'; END IF;" for _, condition, words in _CHECKS)
    + " RETURN NEW; END $$",
    "CREATE TRIGGER trade_papers_checked BEFORE INSERT OR UPDATE ON trade_papers"
    " FOR EACH ROW EXECUTE FUNCTION trade_papers_checked()",
    "CREATE FUNCTION kept_rows() RETURNS trigger LANGUAGE plpgsql"
    " AS $$ BEGIN RAISE EXCEPTION 'a row of % is neither changed nor removed', TG_TABLE_NAME; END $$",
    *(
        f"CREATE TRIGGER {table}_kept BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION kept_rows()"
        for table, _ in KEPT
    ),
    "CREATE TRIGGER receipts_not_removed BEFORE DELETE ON receipts FOR EACH ROW EXECUTE FUNCTION kept_rows()",
)


def upgrade() -> None:
    _payment_warnings()
    _tasks()
    _orders()
    _complaints()
    _order_dates()
    _order_records()
    _order_revisions()
    _order_stages()
    _payment_parts()
    _reconciliations()
    _revisits()
    _samples()
    _surveys()
    _order_file_wishes()
    _sample_versions()
    _trade_papers()
    _order_files()
    _trade_paper_revisions()
    _trade_paper_wishes()
    _receipts()
    for statement in ON_SQLITE if op.get_bind().dialect.name == "sqlite" else ON_POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
    if op.get_bind().dialect.name != "sqlite":
        for each in ("trade_papers_checked", "kept_rows"):
            op.execute(f"DROP FUNCTION {each}()")


def _payment_warnings() -> None:
    op.create_table(
        "payment_warnings",
        sa.Column("id", sa.Integer(), nullable=False, autoincrement=True),
        sa.Column("conversation_id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=True),
        sa.Column("letter_id", sa.Integer(), nullable=True),
        sa.Column("kinds", sa.String(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("first_by", sa.Integer(), nullable=True),
        sa.Column("first_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("second_by", sa.Integer(), nullable=True),
        sa.Column("second_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cleared_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], name="fk_payment_warnings_conversation_id"),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name="fk_payment_warnings_customer_id"),
        sa.ForeignKeyConstraint(["first_by"], ["colleagues.id"], name="fk_payment_warnings_first_by"),
        sa.ForeignKeyConstraint(["letter_id"], ["letters.id"], name="fk_payment_warnings_letter_id"),
        sa.ForeignKeyConstraint(["second_by"], ["colleagues.id"], name="fk_payment_warnings_second_by"),
        sa.PrimaryKeyConstraint("id", name="pk_payment_warnings"),
        sa.CheckConstraint(
            "cleared_at IS NULL OR second_by IS NOT NULL", name="ck_payment_warnings_cleared_by_the_second"
        ),
        sa.CheckConstraint("second_by IS NULL OR second_by <> first_by", name="ck_payment_warnings_cleared_by_two"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_payment_warnings_conversation_id", "payment_warnings", ["conversation_id"])
    op.create_index("ix_payment_warnings_open", "payment_warnings", ["cleared_at", "id"])


def _tasks() -> None:
    op.create_table(
        "tasks",
        sa.Column("id", sa.Integer(), nullable=False, autoincrement=True),
        sa.Column("thing", sa.String(), nullable=False),
        sa.Column("subject", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("told", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["draft_id"], ["drafts.id"], name="fk_tasks_draft_id"),
        sa.PrimaryKeyConstraint("id", name="pk_tasks"),
        sa.UniqueConstraint("thing", "subject", "step", name="uq_tasks_step"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_tasks_due", "tasks", ["done_at", "due_at"])


def _orders() -> None:
    op.create_table(
        "orders",
        sa.Column("id", sa.Integer(), nullable=False, autoincrement=True),
        sa.Column("customer_id", sa.Integer(), nullable=True),
        sa.Column("conversation_id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("tracker_id", sa.Integer(), nullable=True),
        sa.Column("quote_id", sa.Integer(), nullable=True),
        sa.Column("version_id", sa.Integer(), nullable=True),
        sa.Column("customer_number", sa.String(), nullable=False),
        sa.Column("customer_key", sa.String(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("content_hash", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("total", sa.String(), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("stage_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("delay_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("delay_reason", sa.String(), nullable=False),
        sa.Column("hold_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("hold_reason", sa.String(), nullable=False),
        sa.Column("supply_mode", sa.String(), nullable=False),
        sa.Column("cycle_days", sa.Integer(), nullable=True),
        sa.Column("transit_days", sa.Integer(), nullable=True),
        sa.Column("contract_on", sa.Date(), nullable=True),
        sa.Column("latest_on", sa.Date(), nullable=True),
        sa.Column("expected_on", sa.Date(), nullable=True),
        sa.Column("confirmed_by", sa.Integer(), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("confirmed_hash", sa.String(), nullable=False),
        sa.Column("recheck", sa.Text(), nullable=True),
        sa.Column("recheck_margin", sa.String(), nullable=False),
        sa.Column("recheck_by", sa.Integer(), nullable=True),
        sa.Column("recheck_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recheck_approval_id", sa.Integer(), nullable=True),
        sa.Column("recheck_ok", sa.Boolean(), nullable=False),
        sa.Column("forwarder", sa.String(), nullable=False),
        sa.Column("vessel", sa.String(), nullable=False),
        sa.Column("shipped_on", sa.Date(), nullable=True),
        sa.Column("etd", sa.Date(), nullable=True),
        sa.Column("eta", sa.Date(), nullable=True),
        sa.Column("arrived_on", sa.Date(), nullable=True),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("handed_over_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("opened_by", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["confirmed_by"], ["colleagues.id"], name="fk_orders_confirmed_by"),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], name="fk_orders_conversation_id"),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name="fk_orders_customer_id"),
        sa.ForeignKeyConstraint(["opened_by"], ["colleagues.id"], name="fk_orders_opened_by"),
        sa.ForeignKeyConstraint(["owner_id"], ["colleagues.id"], name="fk_orders_owner_id"),
        sa.ForeignKeyConstraint(["quote_id"], ["quotes.id"], name="fk_orders_quote_id"),
        sa.ForeignKeyConstraint(["recheck_approval_id"], ["approvals.id"], name="fk_orders_recheck_approval_id"),
        sa.ForeignKeyConstraint(["recheck_by"], ["colleagues.id"], name="fk_orders_recheck_by"),
        sa.ForeignKeyConstraint(["tracker_id"], ["colleagues.id"], name="fk_orders_tracker_id"),
        sa.ForeignKeyConstraint(["version_id"], ["quote_versions.id"], name="fk_orders_version_id"),
        sa.PrimaryKeyConstraint("id", name="pk_orders"),
        sa.CheckConstraint(
            "(stage IN ('closed', 'cancelled')) = (closed_at IS NOT NULL)", name="ck_orders_closed_where_its_stage_ends"
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_orders_conversation_id", "orders", ["conversation_id"])
    op.create_index("ix_orders_customer", "orders", ["customer_id", "id"])
    op.create_index("ix_orders_customer_key", "orders", ["customer_key"])
    op.create_index("ix_orders_owner", "orders", ["owner_id", "closed_at"])
    op.create_index("ix_orders_quote_id", "orders", ["quote_id"])
    op.create_index("ix_orders_ship", "orders", ["closed_at", "contract_on"])
    op.create_index("ix_orders_stage", "orders", ["closed_at", "stage"])
    op.create_index("ix_orders_tracker", "orders", ["tracker_id", "closed_at"])


def _complaints() -> None:
    op.create_table(
        "complaints",
        sa.Column("id", sa.Integer(), nullable=False, autoincrement=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=True),
        sa.Column("order_id", sa.Integer(), nullable=True),
        sa.Column("conversation_id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("responsible_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("step_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("said", sa.String(), nullable=False),
        sa.Column("cause", sa.String(), nullable=False),
        sa.Column("measure", sa.String(), nullable=False),
        sa.Column("result", sa.String(), nullable=False),
        sa.Column("prevention", sa.String(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], name="fk_complaints_conversation_id"),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name="fk_complaints_customer_id"),
        sa.ForeignKeyConstraint(["made_by"], ["colleagues.id"], name="fk_complaints_made_by"),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name="fk_complaints_order_id"),
        sa.ForeignKeyConstraint(["owner_id"], ["colleagues.id"], name="fk_complaints_owner_id"),
        sa.ForeignKeyConstraint(["responsible_id"], ["colleagues.id"], name="fk_complaints_responsible_id"),
        sa.PrimaryKeyConstraint("id", name="pk_complaints"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_complaints_conversation_id", "complaints", ["conversation_id"])
    op.create_index("ix_complaints_customer", "complaints", ["customer_id", "id"])
    op.create_index("ix_complaints_open", "complaints", ["closed_at", "step_since"])
    op.create_index("ix_complaints_order_id", "complaints", ["order_id"])


def _order_dates() -> None:
    op.create_table(
        "order_dates",
        sa.Column("id", sa.Integer(), nullable=False, autoincrement=True),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("before", sa.Date(), nullable=True),
        sa.Column("after", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("customer_agreed", sa.Boolean(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["colleagues.id"], name="fk_order_dates_by"),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name="fk_order_dates_order_id"),
        sa.PrimaryKeyConstraint("id", name="pk_order_dates"),
    )
    op.create_index("ix_order_dates_order_id", "order_dates", ["order_id"])


def _order_records() -> None:
    op.create_table(
        "order_records",
        sa.Column("id", sa.Integer(), nullable=False, autoincrement=True),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("sort", sa.String(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("result", sa.String(), nullable=False),
        sa.Column("files", sa.Text(), nullable=True),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["colleagues.id"], name="fk_order_records_by"),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name="fk_order_records_order_id"),
        sa.PrimaryKeyConstraint("id", name="pk_order_records"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_order_records_kind", "order_records", ["order_id", "kind", "id"])


def _order_revisions() -> None:
    op.create_table(
        "order_revisions",
        sa.Column("order_id", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("revision", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["colleagues.id"], name="fk_order_revisions_by"),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name="fk_order_revisions_order_id"),
        sa.PrimaryKeyConstraint("order_id", "revision", name="pk_order_revisions"),
    )


def _order_stages() -> None:
    op.create_table(
        "order_stages",
        sa.Column("order_id", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=True),
        sa.Column("expected_on", sa.Date(), nullable=True),
        sa.Column("reached_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reached_by", sa.Integer(), nullable=True),
        sa.Column("past", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("escalated_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name="fk_order_stages_order_id"),
        sa.ForeignKeyConstraint(["reached_by"], ["colleagues.id"], name="fk_order_stages_reached_by"),
        sa.PrimaryKeyConstraint("order_id", "stage", name="pk_order_stages"),
    )
    op.create_index("ix_order_stages_due", "order_stages", ["reached_at", "expected_on"])


def _payment_parts() -> None:
    op.create_table(
        "payment_parts",
        sa.Column("id", sa.Integer(), nullable=False, autoincrement=True),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("percent", sa.String(), nullable=False),
        sa.Column("amount", sa.String(), nullable=False),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("method", sa.String(), nullable=False),
        sa.Column("trigger", sa.String(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("promised_on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("state_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("invoice_number", sa.String(), nullable=False),
        sa.Column("invoiced_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reconciled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reconciled_by", sa.Integer(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name="fk_payment_parts_order_id"),
        sa.ForeignKeyConstraint(["reconciled_by"], ["colleagues.id"], name="fk_payment_parts_reconciled_by"),
        sa.PrimaryKeyConstraint("id", name="pk_payment_parts"),
        sa.UniqueConstraint("order_id", "position", name="uq_payment_parts_position"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_payment_parts_due", "payment_parts", ["closed_at", "due_on"])


def _reconciliations() -> None:
    op.create_table(
        "reconciliations",
        sa.Column("id", sa.Integer(), nullable=False, autoincrement=True),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("sales_by", sa.Integer(), nullable=True),
        sa.Column("sales_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("accounting_by", sa.Integer(), nullable=True),
        sa.Column("accounting_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("difference", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["accounting_by"], ["colleagues.id"], name="fk_reconciliations_accounting_by"),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name="fk_reconciliations_order_id"),
        sa.ForeignKeyConstraint(["sales_by"], ["colleagues.id"], name="fk_reconciliations_sales_by"),
        sa.PrimaryKeyConstraint("id", name="pk_reconciliations"),
        sa.UniqueConstraint("period", "order_id", name="uq_reconciliations_order"),
    )


def _revisits() -> None:
    op.create_table(
        "revisits",
        sa.Column("id", sa.Integer(), nullable=False, autoincrement=True),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=True),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("satisfaction", sa.Integer(), nullable=True),
        sa.Column("product_use", sa.String(), nullable=False),
        sa.Column("new_needs", sa.String(), nullable=False),
        sa.Column("problems", sa.String(), nullable=False),
        sa.Column("next_step", sa.String(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["colleagues.id"], name="fk_revisits_by"),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name="fk_revisits_customer_id"),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name="fk_revisits_order_id"),
        sa.PrimaryKeyConstraint("id", name="pk_revisits"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_revisits_customer", "revisits", ["customer_id", "on"])


def _samples() -> None:
    op.create_table(
        "samples",
        sa.Column("id", sa.Integer(), nullable=False, autoincrement=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("conversation_id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=True),
        sa.Column("purchase_id", sa.Integer(), nullable=True),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("state_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("content_hash", sa.String(), nullable=False),
        sa.Column("need_by", sa.Date(), nullable=True),
        sa.Column("approval_id", sa.Integer(), nullable=True),
        sa.Column("reviewed_by", sa.Integer(), nullable=True),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("courier", sa.String(), nullable=False),
        sa.Column("tracking", sa.String(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("feedback", sa.String(), nullable=False),
        sa.Column("result", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["approval_id"], ["approvals.id"], name="fk_samples_approval_id"),
        sa.ForeignKeyConstraint(["contact_id"], ["colleagues.id"], name="fk_samples_contact_id"),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], name="fk_samples_conversation_id"),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name="fk_samples_customer_id"),
        sa.ForeignKeyConstraint(["made_by"], ["colleagues.id"], name="fk_samples_made_by"),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name="fk_samples_order_id"),
        sa.ForeignKeyConstraint(["owner_id"], ["colleagues.id"], name="fk_samples_owner_id"),
        sa.ForeignKeyConstraint(["reviewed_by"], ["colleagues.id"], name="fk_samples_reviewed_by"),
        sa.PrimaryKeyConstraint("id", name="pk_samples"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_samples_conversation_id", "samples", ["conversation_id"])
    op.create_index("ix_samples_order", "samples", ["order_id", "kind"])
    op.create_index("ix_samples_owner", "samples", ["owner_id", "closed_at"])


def _surveys() -> None:
    op.create_table(
        "surveys",
        sa.Column("id", sa.Integer(), nullable=False, autoincrement=True),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("method", sa.String(), nullable=False),
        sa.Column("quality", sa.Integer(), nullable=True),
        sa.Column("service", sa.Integer(), nullable=True),
        sa.Column("logistics", sa.Integer(), nullable=True),
        sa.Column("aftersales", sa.Integer(), nullable=True),
        sa.Column("suggestions", sa.String(), nullable=False),
        sa.Column("analysis", sa.String(), nullable=False),
        sa.Column("measures", sa.String(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["colleagues.id"], name="fk_surveys_by"),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name="fk_surveys_customer_id"),
        sa.ForeignKeyConstraint(["draft_id"], ["drafts.id"], name="fk_surveys_draft_id"),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name="fk_surveys_order_id"),
        sa.ForeignKeyConstraint(["owner_id"], ["colleagues.id"], name="fk_surveys_owner_id"),
        sa.PrimaryKeyConstraint("id", name="pk_surveys"),
        sa.CheckConstraint("aftersales IS NULL OR aftersales BETWEEN 1 AND 5", name="ck_surveys_aftersales_is_1_to_5"),
        sa.CheckConstraint("logistics IS NULL OR logistics BETWEEN 1 AND 5", name="ck_surveys_logistics_is_1_to_5"),
        sa.CheckConstraint("quality IS NULL OR quality BETWEEN 1 AND 5", name="ck_surveys_quality_is_1_to_5"),
        sa.CheckConstraint("service IS NULL OR service BETWEEN 1 AND 5", name="ck_surveys_service_is_1_to_5"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_surveys_customer", "surveys", ["customer_id", "id"])
    op.create_index("ix_surveys_period", "surveys", ["period", "owner_id"])


def _order_file_wishes() -> None:
    op.create_table(
        "order_file_wishes",
        sa.Column("id", sa.Integer(), nullable=False, autoincrement=True),
        sa.Column("order_id", sa.Integer(), nullable=True),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("sample_id", sa.Integer(), nullable=True),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["asked_by"], ["colleagues.id"], name="fk_order_file_wishes_asked_by"),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name="fk_order_file_wishes_order_id"),
        sa.ForeignKeyConstraint(["sample_id"], ["samples.id"], name="fk_order_file_wishes_sample_id"),
        sa.PrimaryKeyConstraint("id", name="pk_order_file_wishes"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_order_file_wishes_open", "order_file_wishes", ["done_at", "id"])


def _sample_versions() -> None:
    op.create_table(
        "sample_versions",
        sa.Column("sample_id", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("version", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["colleagues.id"], name="fk_sample_versions_by"),
        sa.ForeignKeyConstraint(["sample_id"], ["samples.id"], name="fk_sample_versions_sample_id"),
        sa.PrimaryKeyConstraint("sample_id", "version", name="pk_sample_versions"),
    )


def _trade_papers() -> None:
    op.create_table(
        "trade_papers",
        sa.Column("id", sa.Integer(), nullable=False, autoincrement=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("order_id", sa.Integer(), nullable=True),
        sa.Column("sample_id", sa.Integer(), nullable=True),
        sa.Column("partner", sa.String(), nullable=False),
        sa.Column("partner_address", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("content_hash", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("edited_by", sa.Integer(), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("legal_opinion", sa.String(), nullable=False),
        sa.Column("legal_by", sa.Integer(), nullable=True),
        sa.Column("approval_id", sa.Integer(), nullable=True),
        sa.Column("approved_hash", sa.String(), nullable=False),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("papers", sa.Text(), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_by", sa.Integer(), nullable=True),
        sa.Column("draft_id", sa.Integer(), nullable=True),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("rechecked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("rechecked_by", sa.Integer(), nullable=True),
        sa.Column("company_signed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("company_signed_by", sa.Integer(), nullable=True),
        sa.Column("copy_delivered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("original_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("archive_ref", sa.String(), nullable=False),
        sa.Column("received_by", sa.Text(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["approval_id"], ["approvals.id"], name="fk_trade_papers_approval_id"),
        sa.ForeignKeyConstraint(["company_signed_by"], ["colleagues.id"], name="fk_trade_papers_company_signed_by"),
        sa.ForeignKeyConstraint(["draft_id"], ["drafts.id"], name="fk_trade_papers_draft_id"),
        sa.ForeignKeyConstraint(["edited_by"], ["colleagues.id"], name="fk_trade_papers_edited_by"),
        sa.ForeignKeyConstraint(["legal_by"], ["colleagues.id"], name="fk_trade_papers_legal_by"),
        sa.ForeignKeyConstraint(["made_by"], ["colleagues.id"], name="fk_trade_papers_made_by"),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name="fk_trade_papers_order_id"),
        sa.ForeignKeyConstraint(["rechecked_by"], ["colleagues.id"], name="fk_trade_papers_rechecked_by"),
        sa.ForeignKeyConstraint(["replaces_id"], ["trade_papers.id"], name="fk_trade_papers_replaces_id"),
        sa.ForeignKeyConstraint(["sample_id"], ["samples.id"], name="fk_trade_papers_sample_id"),
        sa.ForeignKeyConstraint(["sent_by"], ["colleagues.id"], name="fk_trade_papers_sent_by"),
        sa.PrimaryKeyConstraint("id", name="pk_trade_papers"),
        sa.UniqueConstraint("number", name="uq_trade_papers_number"),
        sa.CheckConstraint(
            (
                "state NOT IN ('approved', 'sent', 'signed', 'rechecked', 'company_signed', "
                "'copy_delivered', 'archived') OR (approved_at IS NOT NULL AND approved_hash = "
                "content_hash)"
            ),
            name="ck_trade_papers_released_as_it_is",
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_trade_papers_order", "trade_papers", ["order_id", "kind", "id"])
    op.create_index("ix_trade_papers_sample_id", "trade_papers", ["sample_id"])
    op.create_index("ix_trade_papers_state", "trade_papers", ["state", "kind"])


def _order_files() -> None:
    op.create_table(
        "order_files",
        sa.Column("id", sa.Integer(), nullable=False, autoincrement=True),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("dated_on", sa.Date(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("paper_id", sa.Integer(), nullable=True),
        sa.Column("letter_id", sa.Integer(), nullable=True),
        sa.Column("by", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["colleagues.id"], name="fk_order_files_by"),
        sa.ForeignKeyConstraint(["letter_id"], ["letters.id"], name="fk_order_files_letter_id"),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name="fk_order_files_order_id"),
        sa.ForeignKeyConstraint(["paper_id"], ["trade_papers.id"], name="fk_order_files_paper_id"),
        sa.PrimaryKeyConstraint("id", name="pk_order_files"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_order_files_kind", "order_files", ["order_id", "kind", "id"])


def _trade_paper_revisions() -> None:
    op.create_table(
        "trade_paper_revisions",
        sa.Column("paper_id", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("revision", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["colleagues.id"], name="fk_trade_paper_revisions_by"),
        sa.ForeignKeyConstraint(["paper_id"], ["trade_papers.id"], name="fk_trade_paper_revisions_paper_id"),
        sa.PrimaryKeyConstraint("paper_id", "revision", name="pk_trade_paper_revisions"),
    )


def _trade_paper_wishes() -> None:
    op.create_table(
        "trade_paper_wishes",
        sa.Column("id", sa.Integer(), nullable=False, autoincrement=True),
        sa.Column("paper_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("papers", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["asked_by"], ["colleagues.id"], name="fk_trade_paper_wishes_asked_by"),
        sa.ForeignKeyConstraint(["paper_id"], ["trade_papers.id"], name="fk_trade_paper_wishes_paper_id"),
        sa.PrimaryKeyConstraint("id", name="pk_trade_paper_wishes"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_trade_paper_wishes_open", "trade_paper_wishes", ["done_at", "id"])


def _receipts() -> None:
    op.create_table(
        "receipts",
        sa.Column("id", sa.Integer(), nullable=False, autoincrement=True),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("part_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("amount", sa.String(), nullable=False),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("rate", sa.String(), nullable=False),
        sa.Column("counted", sa.String(), nullable=False),
        sa.Column("fees", sa.String(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=True),
        sa.Column("noted_by", sa.Integer(), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_by", sa.Integer(), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["confirmed_by"], ["colleagues.id"], name="fk_receipts_confirmed_by"),
        sa.ForeignKeyConstraint(["file_id"], ["order_files.id"], name="fk_receipts_file_id"),
        sa.ForeignKeyConstraint(["noted_by"], ["colleagues.id"], name="fk_receipts_noted_by"),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name="fk_receipts_order_id"),
        sa.ForeignKeyConstraint(["part_id"], ["payment_parts.id"], name="fk_receipts_part_id"),
        sa.PrimaryKeyConstraint("id", name="pk_receipts"),
        sa.CheckConstraint(
            "state <> 'confirmed' OR confirmed_by IS NOT NULL", name="ck_receipts_confirmed_by_somebody"
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_receipts_open", "receipts", ["state", "noted_at"])
    op.create_index("ix_receipts_order", "receipts", ["order_id", "id"])
