"""The spine: letters, conversations, customers, colleagues, promises, outbox, audit.

Conversations are numbered from 1001; what has happened can be neither changed nor removed (T34).
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TABLES = (
    "alarms",
    "buttons",
    "colleagues",
    "facts",
    "folders",
    "handled",
    "happenings",
    "guesses",
    "strangers",
    "leases",
    "outbox",
    "spoken",
    "unshown",
    "updates",
    "absences",
    "chat_accounts",
    "colleague_addresses",
    "customers",
    "invites",
    "ownerships",
    "rooms",
    "routing",
    "settings",
    "buyer_keys",
    "different_buyers",
    "contacts",
    "conversations",
    "contact_addresses",
    "floods",
    "learned",
    "drafts",
    "letters",
    "participants",
    "personal_reminders",
    "promises",
    "readings",
    "sightings",
    "reminders",
    "approvals",
    "releases",
    "exports",
    "products",
    "prices",
    "imports",
    "rates",
)
"""In an order in which each refers to earlier ones only."""

ON_SQLITE = (
    "INSERT INTO sqlite_sequence (name, seq) VALUES ('conversations', 1000)",
    "CREATE TRIGGER happenings_not_changed BEFORE UPDATE ON happenings"
    " BEGIN SELECT RAISE(ABORT, 'happenings are append-only'); END",
    "CREATE TRIGGER happenings_not_removed BEFORE DELETE ON happenings"
    " BEGIN SELECT RAISE(ABORT, 'happenings are append-only'); END",
    "CREATE TRIGGER approvals_begin BEFORE INSERT ON approvals WHEN NEW.state <> 'asked'"
    " BEGIN SELECT RAISE(ABORT, 'an approval begins as asked'); END",
    "CREATE TRIGGER approvals_move BEFORE UPDATE OF state ON approvals"
    " WHEN NEW.state <> OLD.state AND NOT (OLD.state = 'asked' OR (OLD.state = 'approved' AND NEW.state = 'void'))"
    " BEGIN SELECT RAISE(ABORT, 'an approval that has ended is not revived'); END",
    "CREATE TRIGGER approvals_released BEFORE UPDATE OF state ON approvals WHEN NEW.state = 'approved' AND"
    " OLD.state <> 'approved' AND (SELECT count(*) FROM releases WHERE approval_id = NEW.id"
    " AND content_hash = NEW.content_hash) < NEW.needs"
    " BEGIN SELECT RAISE(ABORT, 'an approval needs its releases'); END",
    "CREATE TRIGGER approvals_content BEFORE UPDATE OF"
    " thing, subject, content, content_hash, needs, steps, authors, asked_by, created_by, edited_by ON approvals"
    " BEGIN SELECT RAISE(ABORT, 'the content of an approval never changes'); END",
    "CREATE TRIGGER releases_not_changed BEFORE UPDATE ON releases"
    " BEGIN SELECT RAISE(ABORT, 'a release is not changed'); END",
    "CREATE TRIGGER releases_not_removed BEFORE DELETE ON releases"
    " BEGIN SELECT RAISE(ABORT, 'a release is not removed'); END",
)
ON_POSTGRESQL = (
    "ALTER SEQUENCE conversations_id_seq RESTART WITH 1001",
    "CREATE FUNCTION happenings_append_only() RETURNS trigger LANGUAGE plpgsql"
    " AS $$ BEGIN RAISE EXCEPTION 'happenings are append-only'; END $$",
    "CREATE TRIGGER happenings_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON happenings"
    " FOR EACH STATEMENT EXECUTE FUNCTION happenings_append_only()",
    "CREATE FUNCTION approvals_checked() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
    " IF TG_OP = 'INSERT' THEN"
    " IF NEW.state <> 'asked' THEN RAISE EXCEPTION 'an approval begins as asked'; END IF;"
    " RETURN NEW; END IF;"
    " IF (NEW.thing, NEW.subject, NEW.content, NEW.content_hash, NEW.needs, NEW.steps, NEW.authors, NEW.asked_by,"
    " NEW.created_by, NEW.edited_by) IS DISTINCT FROM (OLD.thing, OLD.subject, OLD.content, OLD.content_hash,"
    " OLD.needs, OLD.steps, OLD.authors, OLD.asked_by, OLD.created_by, OLD.edited_by)"
    " THEN RAISE EXCEPTION 'the content of an approval never changes'; END IF;"
    " IF NEW.state <> OLD.state THEN"
    " IF NOT (OLD.state = 'asked' OR (OLD.state = 'approved' AND NEW.state = 'void'))"
    " THEN RAISE EXCEPTION 'an approval that has ended is not revived'; END IF;"
    " IF NEW.state = 'approved' AND (SELECT count(*) FROM releases WHERE approval_id = NEW.id"
    " AND content_hash = NEW.content_hash) < NEW.needs"
    " THEN RAISE EXCEPTION 'an approval needs its releases'; END IF;"
    " END IF; RETURN NEW; END $$",
    "CREATE TRIGGER approvals_checked BEFORE INSERT OR UPDATE ON approvals"
    " FOR EACH ROW EXECUTE FUNCTION approvals_checked()",
    "CREATE FUNCTION releases_not_changed() RETURNS trigger LANGUAGE plpgsql"
    " AS $$ BEGIN RAISE EXCEPTION 'a release is not changed'; END $$",
    "CREATE TRIGGER releases_not_changed BEFORE UPDATE OR DELETE ON releases"
    " FOR EACH ROW EXECUTE FUNCTION releases_not_changed()",
)


def upgrade() -> None:
    _alarms()
    _buttons()
    _colleagues()
    _facts()
    _folders()
    _handled()
    _happenings()
    _guesses()
    _strangers()
    _leases()
    _outbox()
    _spoken()
    _unshown()
    _updates()
    _absences()
    _chat_accounts()
    _colleague_addresses()
    _customers()
    _invites()
    _ownerships()
    _rooms()
    _routing()
    _settings()
    _buyer_keys()
    _different_buyers()
    _contacts()
    _conversations()
    _contact_addresses()
    _drafts()
    _floods()
    _learned()
    _letters()
    _participants()
    _personal_reminders()
    _promises()
    _readings()
    _sightings()
    _reminders()
    _approvals()
    _releases()
    _exports()
    _products()
    _prices()
    _imports()
    _rates()
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in ON_SQLITE if on_sqlite else ON_POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
    if op.get_bind().dialect.name != "sqlite":
        for each in ("happenings_append_only", "approvals_checked", "releases_not_changed"):
            op.execute(f"DROP FUNCTION {each}()")


def _alarms() -> None:
    op.create_table(
        "alarms",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("over_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("name", name="pk_alarms"),
    )


def _buttons() -> None:
    op.create_table(
        "buttons",
        sa.Column("nonce", sa.String(), nullable=False),
        sa.Column("listener", sa.Integer(), nullable=True),
        sa.Column("front", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("command", sa.String(), nullable=False),
        sa.Column("card", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("nonce", name="pk_buttons"),
    )
    op.create_index("ix_buttons_expires_at", "buttons", ["expires_at"])


def _colleagues() -> None:
    op.create_table(
        "colleagues",
        sa.Column("id", sa.Integer(), nullable=False, autoincrement=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("roles", sa.Text(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("dismissed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("successor_id", sa.Integer(), nullable=True),
        sa.Column("urgent_ok", sa.Boolean(), nullable=False),
        sa.Column("load", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["successor_id"], ["colleagues.id"], name="fk_colleagues_successor_id"),
        sa.PrimaryKeyConstraint("id", name="pk_colleagues"),
        sa.UniqueConstraint("name", name="uq_colleagues_name"),
    )


def _facts() -> None:
    op.create_table(
        "facts",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_facts"),
    )


def _folders() -> None:
    op.create_table(
        "folders",
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("folder", sa.String(), nullable=False),
        sa.Column("uidvalidity", sa.BigInteger(), nullable=False),
        sa.Column("acts_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("swept_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("counts", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("account", "folder", name="pk_folders"),
    )


def _handled() -> None:
    op.create_table(
        "handled",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_handled"),
    )
    op.create_index("ix_handled_at", "handled", ["at"])


def _happenings() -> None:
    op.create_table(
        "happenings",
        sa.Column("id", sa.Integer(), nullable=False, autoincrement=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("event", sa.String(), nullable=False),
        sa.Column("actor", sa.Integer(), nullable=True),
        sa.Column("verb", sa.String(), nullable=False),
        sa.Column("conversation_id", sa.Integer(), nullable=True),
        sa.Column("customer_id", sa.Integer(), nullable=True),
        sa.Column("letter_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.Column("seal", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_happenings"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_happenings_conversation", "happenings", ["conversation_id", "id"])
    op.create_index("ix_happenings_customer", "happenings", ["customer_id", "id"])
    op.create_index("ix_happenings_verb", "happenings", ["verb", "at"])


def _guesses() -> None:
    op.create_table(
        "guesses",
        sa.Column("way", sa.String(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tried_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("way", "account", name="pk_guesses"),
    )
    op.create_index("ix_guesses_since", "guesses", ["since"])


def _strangers() -> None:
    op.create_table(
        "strangers",
        sa.Column("front", sa.String(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("front", "account", name="pk_strangers"),
    )
    op.create_index("ix_strangers_since", "strangers", ["since"])


def _leases() -> None:
    op.create_table(
        "leases",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("holder", sa.String(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_leases"),
    )


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer(), nullable=False, autoincrement=True),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("lane", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("listener", sa.Integer(), nullable=True),
        sa.Column("conversation_id", sa.Integer(), nullable=True),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("card", sa.String(), nullable=True),
        sa.Column("message_id", sa.String(), nullable=True),
        sa.Column("sha256", sa.String(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("repeats", sa.Integer(), nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("claimed_by", sa.String(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("remote", sa.String(), nullable=False),
        sa.Column("fault", sa.String(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.UniqueConstraint("key", name="uq_outbox_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_outbox_card", "outbox", ["card", "state"])
    op.create_index("ix_outbox_conversation_id", "outbox", ["conversation_id"])
    op.create_index("ix_outbox_due", "outbox", ["state", "due_at"])
    op.create_index("ix_outbox_desk", "outbox", ["state", "kind", "audience", "id"])
    op.create_index("ix_outbox_lane", "outbox", ["lane", "state", "id"])
    op.create_index("ix_outbox_listener", "outbox", ["listener", "decided_at"])
    op.create_index("ix_outbox_message_id", "outbox", ["message_id"])
    op.create_index("ix_outbox_told", "outbox", ["told_at"])


def _unshown() -> None:
    op.create_table(
        "unshown",
        sa.Column("id", sa.Integer(), nullable=False, autoincrement=True),
        sa.Column("listener", sa.Integer(), nullable=False),
        sa.Column("conversation_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_unshown"),
    )


def _spoken() -> None:
    op.create_table(
        "spoken",
        sa.Column("id", sa.Integer(), nullable=False, autoincrement=True),
        sa.Column("outbox_id", sa.Integer(), nullable=False),
        sa.Column("front", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("message", sa.String(), nullable=False),
        sa.Column("card", sa.String(), nullable=True),
        sa.Column("listener", sa.Integer(), nullable=True),
        sa.Column("conversation_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_spoken"),
    )
    op.create_index("ix_spoken_card", "spoken", ["card", "front", "place"])
    op.create_index("ix_spoken_message", "spoken", ["front", "place", "message"])


def _updates() -> None:
    op.create_table(
        "updates",
        sa.Column("id", sa.Integer(), nullable=False, autoincrement=True),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("front", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("stored_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("handled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("fault", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_updates"),
        sa.UniqueConstraint("key", name="uq_updates_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_updates_state", "updates", ["state", "id"])


def _absences() -> None:
    op.create_table(
        "absences",
        sa.Column("id", sa.Integer(), nullable=False, autoincrement=True),
        sa.Column("colleague_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deputy_id", sa.Integer(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["colleague_id"], ["colleagues.id"], name="fk_absences_colleague_id"),
        sa.ForeignKeyConstraint(["deputy_id"], ["colleagues.id"], name="fk_absences_deputy_id"),
        sa.PrimaryKeyConstraint("id", name="pk_absences"),
    )
    op.create_index("ix_absences_colleague", "absences", ["colleague_id", "until"])


def _chat_accounts() -> None:
    op.create_table(
        "chat_accounts",
        sa.Column("front", sa.String(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("colleague_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["colleague_id"], ["colleagues.id"], name="fk_chat_accounts_colleague_id"),
        sa.PrimaryKeyConstraint("front", "account", name="pk_chat_accounts"),
    )
    op.create_index("ix_chat_accounts_colleague_id", "chat_accounts", ["colleague_id"])


def _colleague_addresses() -> None:
    op.create_table(
        "colleague_addresses",
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("colleague_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["colleague_id"], ["colleagues.id"], name="fk_colleague_addresses_colleague_id"),
        sa.PrimaryKeyConstraint("address", name="pk_colleague_addresses"),
    )
    op.create_index("ix_colleague_addresses_colleague_id", "colleague_addresses", ["colleague_id"])


def _customers() -> None:
    op.create_table(
        "customers",
        sa.Column("id", sa.Integer(), nullable=False, autoincrement=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("folded", sa.String(), nullable=False),
        sa.Column("country", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("postal", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("fax", sa.String(), nullable=False),
        sa.Column("website", sa.String(), nullable=False),
        sa.Column("business", sa.String(), nullable=False),
        sa.Column("needs", sa.String(), nullable=False),
        sa.Column("preferences", sa.String(), nullable=False),
        sa.Column("credit", sa.String(), nullable=False),
        sa.Column("nature", sa.String(), nullable=False),
        sa.Column("grade", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("talked_with", sa.Integer(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("owner_fixed", sa.Boolean(), nullable=False),
        sa.Column("first_contact_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("merged_into", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["merged_into"], ["customers.id"], name="fk_customers_merged_into"),
        sa.ForeignKeyConstraint(["owner_id"], ["colleagues.id"], name="fk_customers_owner_id"),
        sa.ForeignKeyConstraint(["talked_with"], ["colleagues.id"], name="fk_customers_talked_with"),
        sa.PrimaryKeyConstraint("id", name="pk_customers"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_customers_country", "customers", ["country"])
    op.create_index("ix_customers_folded", "customers", ["folded"])
    op.create_index("ix_customers_owner_id", "customers", ["owner_id"])


def _invites() -> None:
    op.create_table(
        "invites",
        sa.Column("id", sa.Integer(), nullable=False, autoincrement=True),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("colleague_id", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("front", sa.String(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("speaker_name", sa.String(), nullable=False),
        sa.Column("confirmed_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["colleague_id"], ["colleagues.id"], name="fk_invites_colleague_id"),
        sa.ForeignKeyConstraint(["confirmed_by"], ["colleagues.id"], name="fk_invites_confirmed_by"),
        sa.ForeignKeyConstraint(["made_by"], ["colleagues.id"], name="fk_invites_made_by"),
        sa.PrimaryKeyConstraint("id", name="pk_invites"),
        sa.UniqueConstraint("token_hash", name="uq_invites_token_hash"),
    )


def _ownerships() -> None:
    op.create_table(
        "ownerships",
        sa.Column("id", sa.Integer(), nullable=False, autoincrement=True),
        sa.Column("thing", sa.String(), nullable=False),
        sa.Column("thing_id", sa.Integer(), nullable=False),
        sa.Column("former", sa.Integer(), nullable=True),
        sa.Column("owner", sa.Integer(), nullable=True),
        sa.Column("by", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["colleagues.id"], name="fk_ownerships_by"),
        sa.ForeignKeyConstraint(["former"], ["colleagues.id"], name="fk_ownerships_former"),
        sa.ForeignKeyConstraint(["owner"], ["colleagues.id"], name="fk_ownerships_owner"),
        sa.PrimaryKeyConstraint("id", name="pk_ownerships"),
    )
    op.create_index("ix_ownerships_thing", "ownerships", ["thing", "thing_id"])


def _rooms() -> None:
    op.create_table(
        "rooms",
        sa.Column("id", sa.Integer(), nullable=False, autoincrement=True),
        sa.Column("front", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["asked_by"], ["colleagues.id"], name="fk_rooms_asked_by"),
        sa.PrimaryKeyConstraint("id", name="pk_rooms"),
        sa.UniqueConstraint("front", "address", name="uq_rooms_front"),
    )


def _routing() -> None:
    op.create_table(
        "routing",
        sa.Column("id", sa.Integer(), nullable=False, autoincrement=True),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("set_by", sa.Integer(), nullable=True),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["owner_id"], ["colleagues.id"], name="fk_routing_owner_id"),
        sa.ForeignKeyConstraint(["set_by"], ["colleagues.id"], name="fk_routing_set_by"),
        sa.PrimaryKeyConstraint("id", name="pk_routing"),
    )


def _settings() -> None:
    op.create_table(
        "settings",
        sa.Column("id", sa.Integer(), nullable=False, autoincrement=True),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("valid_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("set_by", sa.Integer(), nullable=True),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["set_by"], ["colleagues.id"], name="fk_settings_set_by"),
        sa.PrimaryKeyConstraint("id", name="pk_settings"),
    )
    op.create_index("ix_settings_key", "settings", ["key", "valid_from"])


def _buyer_keys() -> None:
    op.create_table(
        "buyer_keys",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name="fk_buyer_keys_customer_id"),
        sa.PrimaryKeyConstraint("key", "customer_id", name="pk_buyer_keys"),
    )
    op.create_index("ix_buyer_keys_customer", "buyer_keys", ["customer_id"])


def _different_buyers() -> None:
    op.create_table(
        "different_buyers",
        sa.Column("one_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["colleagues.id"], name="fk_different_buyers_by"),
        sa.ForeignKeyConstraint(["one_id"], ["customers.id"], name="fk_different_buyers_one_id"),
        sa.ForeignKeyConstraint(["other_id"], ["customers.id"], name="fk_different_buyers_other_id"),
        sa.PrimaryKeyConstraint("one_id", "other_id", name="pk_different_buyers"),
    )


def _contacts() -> None:
    op.create_table(
        "contacts",
        sa.Column("id", sa.Integer(), nullable=False, autoincrement=True),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("position", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name="fk_contacts_customer_id"),
        sa.PrimaryKeyConstraint("id", name="pk_contacts"),
    )
    op.create_index("ix_contacts_customer_id", "contacts", ["customer_id"])


def _conversations() -> None:
    op.create_table(
        "conversations",
        sa.Column("id", sa.Integer(), nullable=False, autoincrement=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=True),
        sa.Column("contact_name", sa.String(), nullable=False),
        sa.Column("contact_address", sa.String(), nullable=False),
        sa.Column("contact_link", sa.String(), nullable=False),
        sa.Column("company", sa.String(), nullable=False),
        sa.Column("country", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("routed_by", sa.String(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("touched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("customer_wrote_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("first_answer_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("wants", sa.Text(), nullable=True),
        sa.Column("missing", sa.Text(), nullable=True),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("merged_into", sa.Integer(), nullable=True),
        sa.Column("possibly", sa.Integer(), nullable=True),
        sa.Column("perhaps_new", sa.Integer(), nullable=True),
        sa.Column("suspicion", sa.Text(), nullable=True),
        sa.Column("not_spam_by", sa.Integer(), nullable=True),
        sa.Column("first_letter_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name="fk_conversations_customer_id"),
        sa.ForeignKeyConstraint(["merged_into"], ["conversations.id"], name="fk_conversations_merged_into"),
        sa.ForeignKeyConstraint(["not_spam_by"], ["colleagues.id"], name="fk_conversations_not_spam_by"),
        sa.ForeignKeyConstraint(["owner_id"], ["colleagues.id"], name="fk_conversations_owner_id"),
        sa.PrimaryKeyConstraint("id", name="pk_conversations"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_conversations_contact_address", "conversations", ["contact_address"])
    op.create_index("ix_conversations_customer_id", "conversations", ["customer_id"])
    op.create_index("ix_conversations_load", "conversations", ["closed_at", "owner_id"])
    op.create_index("ix_conversations_open", "conversations", ["closed_at", "state"])
    op.create_index("ix_conversations_opened_at", "conversations", ["opened_at"])
    op.create_index("ix_conversations_owner", "conversations", ["owner_id", "closed_at"])


def _contact_addresses() -> None:
    op.create_table(
        "contact_addresses",
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name="fk_contact_addresses_contact_id"),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name="fk_contact_addresses_customer_id"),
        sa.PrimaryKeyConstraint("address", name="pk_contact_addresses"),
    )
    op.create_index("ix_contact_addresses_contact_id", "contact_addresses", ["contact_id"])
    op.create_index("ix_contact_addresses_customer_id", "contact_addresses", ["customer_id"])


def _drafts() -> None:
    op.create_table(
        "drafts",
        sa.Column("id", sa.Integer(), nullable=False, autoincrement=True),
        sa.Column("conversation_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("to_name", sa.String(), nullable=False),
        sa.Column("to_address", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("files", sa.Text(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["author_id"], ["colleagues.id"], name="fk_drafts_author_id"),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], name="fk_drafts_conversation_id"),
        sa.PrimaryKeyConstraint("id", name="pk_drafts"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_drafts_conversation_id", "drafts", ["conversation_id"])


def _learned() -> None:
    op.create_table(
        "learned",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("spam", sa.Integer(), nullable=False),
        sa.Column("wanted", sa.Integer(), nullable=False),
        sa.Column("right", sa.Integer(), nullable=False),
        sa.Column("found", sa.Integer(), nullable=False),
        sa.Column("model", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_learned"),
    )


def _floods() -> None:
    op.create_table(
        "floods",
        sa.Column("id", sa.Integer(), nullable=False, autoincrement=True),
        sa.Column("breadth", sa.String(), nullable=False),
        sa.Column("whose", sa.String(), nullable=False),
        sa.Column("most", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("aside", sa.Integer(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["decided_by"], ["colleagues.id"], name="fk_floods_decided_by"),
        sa.PrimaryKeyConstraint("id", name="pk_floods"),
    )
    op.create_index("ix_floods_whose", "floods", ["breadth", "whose", "last_at"])


def _letters() -> None:
    op.create_table(
        "letters",
        sa.Column("id", sa.Integer(), nullable=False, autoincrement=True),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("arrived_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("old", sa.Boolean(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("sender", sa.String(), nullable=False),
        sa.Column("sender_name", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("counted_as", sa.String(), nullable=False),
        sa.Column("counted_domain", sa.String(), nullable=False),
        sa.Column("flood_id", sa.Integer(), nullable=True),
        sa.Column("conversation_id", sa.Integer(), nullable=True),
        sa.Column("written_by", sa.Integer(), nullable=True),
        sa.Column("sorted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], name="fk_letters_conversation_id"),
        sa.ForeignKeyConstraint(["flood_id"], ["floods.id"], name="fk_letters_flood_id"),
        sa.ForeignKeyConstraint(["written_by"], ["colleagues.id"], name="fk_letters_written_by"),
        sa.PrimaryKeyConstraint("id", name="pk_letters"),
        sa.UniqueConstraint("sha256", name="uq_letters_sha256"),
    )
    op.create_index("ix_letters_arrived_at", "letters", ["arrived_at"])
    op.create_index("ix_letters_conversation", "letters", ["conversation_id", "arrived_at"])
    op.create_index("ix_letters_counted_as", "letters", ["counted_as", "arrived_at"])
    op.create_index("ix_letters_counted_domain", "letters", ["counted_domain", "arrived_at"])
    op.create_index("ix_letters_fingerprint", "letters", ["fingerprint"])
    op.create_index("ix_letters_flood_id", "letters", ["flood_id"])
    op.create_index("ix_letters_message_id", "letters", ["message_id"])
    op.create_index("ix_letters_sender", "letters", ["sender"])
    op.create_index("ix_letters_state", "letters", ["state", "id"])


def _participants() -> None:
    op.create_table(
        "participants",
        sa.Column("conversation_id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], name="fk_participants_conversation_id"),
        sa.PrimaryKeyConstraint("conversation_id", "address", name="pk_participants"),
    )
    op.create_index("ix_participants_address", "participants", ["address"])


def _personal_reminders() -> None:
    op.create_table(
        "personal_reminders",
        sa.Column("id", sa.Integer(), nullable=False, autoincrement=True),
        sa.Column("colleague_id", sa.Integer(), nullable=False),
        sa.Column("conversation_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["colleague_id"], ["colleagues.id"], name="fk_personal_reminders_colleague_id"),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name="fk_personal_reminders_conversation_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_personal_reminders"),
    )
    op.create_index("ix_personal_reminders_due", "personal_reminders", ["done_at", "due_at"])


def _promises() -> None:
    op.create_table(
        "promises",
        sa.Column("id", sa.Integer(), nullable=False, autoincrement=True),
        sa.Column("conversation_id", sa.Integer(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("same_day_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("because", sa.Text(), nullable=True),
        sa.Column("breached_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.Column("answered_how", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["answered_by"], ["colleagues.id"], name="fk_promises_answered_by"),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], name="fk_promises_conversation_id"),
        sa.ForeignKeyConstraint(["letter_id"], ["letters.id"], name="fk_promises_letter_id"),
        sa.PrimaryKeyConstraint("id", name="pk_promises"),
    )
    op.create_index("ix_promises_conversation_id", "promises", ["conversation_id"])
    op.create_index("ix_promises_open", "promises", ["ended_at", "due_at"])


def _readings() -> None:
    op.create_table(
        "readings",
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("reading", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["letter_id"], ["letters.id"], name="fk_readings_letter_id"),
        sa.PrimaryKeyConstraint("letter_id", name="pk_readings"),
    )


def _sightings() -> None:
    op.create_table(
        "sightings",
        sa.Column("id", sa.Integer(), nullable=False, autoincrement=True),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("folder", sa.String(), nullable=False),
        sa.Column("uidvalidity", sa.BigInteger(), nullable=False),
        sa.Column("uid", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("fault", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["letter_id"], ["letters.id"], name="fk_sightings_letter_id"),
        sa.PrimaryKeyConstraint("id", name="pk_sightings"),
        sa.UniqueConstraint("account", "folder", "uidvalidity", "uid", name="uq_sightings_account"),
    )
    op.create_index("ix_sightings_letter_id", "sightings", ["letter_id"])
    op.create_index("ix_sightings_owed", "sightings", ["account", "folder", "uidvalidity", "state", "attempts", "uid"])


def _reminders() -> None:
    op.create_table(
        "reminders",
        sa.Column("id", sa.Integer(), nullable=False, autoincrement=True),
        sa.Column("promise_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["promise_id"], ["promises.id"], name="fk_reminders_promise_id"),
        sa.PrimaryKeyConstraint("id", name="pk_reminders"),
    )
    op.create_index("ix_reminders_due", "reminders", ["done_at", "due_at"])
    op.create_index("ix_reminders_promise_id", "reminders", ["promise_id"])


def _approvals() -> None:
    op.create_table(
        "approvals",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("thing", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("content_hash", sa.String(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("details", sa.Text(), nullable=True),
        sa.Column("authors", sa.Text(), nullable=True),
        sa.Column("steps", sa.Text(), nullable=False),
        sa.Column("needs", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("edited_by", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("remind_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deputy_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("deputy_told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=True),
        sa.Column("conversation_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("decided_by <> asked_by", name="ck_approvals_not_by_who_asked"),
        sa.CheckConstraint("decided_by <> created_by", name="ck_approvals_not_by_who_created"),
        sa.CheckConstraint("decided_by <> edited_by", name="ck_approvals_not_by_who_edited"),
        sa.CheckConstraint("state <> 'approved' OR decided_by IS NOT NULL", name="ck_approvals_approved_by_somebody"),
        sa.CheckConstraint("needs >= 1", name="ck_approvals_needs_somebody"),
        *(
            sa.ForeignKeyConstraint([each], ["colleagues.id"], name=f"fk_approvals_{each}")
            for each in ("asked_by", "created_by", "edited_by", "decided_by")
        ),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name="fk_approvals_customer_id"),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], name="fk_approvals_conversation_id"),
        sa.PrimaryKeyConstraint("id", name="pk_approvals"),
        sa.UniqueConstraint("id", "asked_by", "created_by", "edited_by", "content_hash", name="uq_approvals_bound"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "uq_approvals_pending",
        "approvals",
        ["thing", "subject"],
        unique=True,
        sqlite_where=sa.text("state = 'asked'"),
        postgresql_where=sa.text("state = 'asked'"),
    )
    op.create_index("ix_approvals_state", "approvals", ["state", "expires_at"])
    op.create_index("ix_approvals_subject", "approvals", ["subject", "id"])


def _releases() -> None:
    op.create_table(
        "releases",
        sa.Column("approval_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("given_by", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seat", sa.Integer(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("edited_by", sa.Integer(), nullable=False),
        sa.Column("content_hash", sa.String(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("given_by NOT IN (asked_by, created_by, edited_by)", name="ck_releases_not_ones_own"),
        sa.CheckConstraint("seat NOT IN (asked_by, created_by, edited_by)", name="ck_releases_not_in_ones_own_seat"),
        sa.ForeignKeyConstraint(
            ["approval_id", "asked_by", "created_by", "edited_by", "content_hash"],
            [f"approvals.{each}" for each in ("id", "asked_by", "created_by", "edited_by", "content_hash")],
            name="fk_releases_approval",
        ),
        sa.ForeignKeyConstraint(["given_by"], ["colleagues.id"], name="fk_releases_given_by"),
        sa.ForeignKeyConstraint(["seat"], ["colleagues.id"], name="fk_releases_seat"),
        sa.PrimaryKeyConstraint("approval_id", "given_by", name="pk_releases"),
        sa.UniqueConstraint("approval_id", "seat", name="uq_releases_seat"),
    )


def _products() -> None:
    op.create_table(
        "products",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("names", sa.Text(), nullable=False),
        sa.Column("synonyms", sa.Text(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("specification", sa.String(), nullable=False),
        sa.Column("material", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("packing", sa.String(), nullable=False),
        sa.Column("hs_code", sa.String(), nullable=False),
        sa.Column("moq", sa.String(), nullable=False),
        sa.Column("lead_days", sa.Integer(), nullable=True),
        sa.Column("picture", sa.String(), nullable=False),
        sa.Column("picture_type", sa.String(), nullable=False),
        sa.Column("picture_size", sa.Integer(), nullable=False),
        sa.Column("per_carton", sa.String(), nullable=False),
        sa.Column("carton_length", sa.String(), nullable=False),
        sa.Column("carton_width", sa.String(), nullable=False),
        sa.Column("carton_height", sa.String(), nullable=False),
        sa.Column("carton_gross", sa.String(), nullable=False),
        sa.Column("carton_net", sa.String(), nullable=False),
        sa.Column("price", sa.String(), nullable=False),
        sa.Column("floor", sa.String(), nullable=False),
        sa.Column("ceiling", sa.String(), nullable=False),
        sa.Column("float_down", sa.String(), nullable=False),
        sa.Column("float_up", sa.String(), nullable=False),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("tiers", sa.Text(), nullable=False),
        sa.Column("coming", sa.Text(), nullable=True),
        sa.Column("coming_on", sa.Date(), nullable=True),
        sa.Column("costs", sa.Text(), nullable=False),
        sa.Column("cost_currency", sa.String(), nullable=False),
        sa.Column("cost_source", sa.String(), nullable=False),
        sa.Column("cost_on", sa.Date(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_products"),
        sa.UniqueConstraint("number", name="uq_products_number"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_products_changed_at", "products", ["changed_at"])
    op.create_index("ix_products_coming_on", "products", ["coming_on"])


def _prices() -> None:
    op.create_table(
        "prices",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("price", sa.String(), nullable=False),
        sa.Column("floor", sa.String(), nullable=False),
        sa.Column("ceiling", sa.String(), nullable=False),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["colleagues.id"], name="fk_prices_by"),
        sa.PrimaryKeyConstraint("id", name="pk_prices"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_prices_number", "prices", ["number", "id"])


def _imports() -> None:
    op.create_table(
        "imports",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("file", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["by"], ["colleagues.id"], name="fk_imports_by"),
        sa.PrimaryKeyConstraint("id", name="pk_imports"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_imports_newest", "imports", ["what", "id"])


def _rates() -> None:
    op.create_table(
        "rates",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("against", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["by"], ["colleagues.id"], name="fk_rates_by"),
        sa.ForeignKeyConstraint(["import_id"], ["imports.id"], name="fk_rates_import_id"),
        sa.PrimaryKeyConstraint("id", name="pk_rates"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_rates_pair", "rates", ["currency", "against", "on"])
    op.create_index("ix_rates_on", "rates", ["on", "undone_at"])


def _exports() -> None:
    op.create_table(
        "exports",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("wanted_by", sa.Integer(), nullable=True),
        sa.Column("approval_id", sa.Integer(), nullable=True),
        sa.Column("wanted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["wanted_by"], ["colleagues.id"], name="fk_exports_wanted_by"),
        sa.ForeignKeyConstraint(["approval_id"], ["approvals.id"], name="fk_exports_approval_id"),
        sa.PrimaryKeyConstraint("id", name="pk_exports"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_exports_made", "exports", ["made_at"])
