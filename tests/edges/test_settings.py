"""Settings: file and environment, where each value comes from, and one line for each thing that is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.accounts import mail_account, smtp_login
from app.settings import SECTIONS, Settings, WrongSettings, described, read
from mail.login import Unsafe

WHOLE = """
[mailbox]
host = "imap.example.com"
username = "info@example.com"
password_file = "secrets/info"

[smtp]
host = "smtp.example.com"

[telegram]
token_file = "secrets/telegram"

[run]
log_format = "text"
"""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "secrets").mkdir()
    for name, secret in (("info", "hunter-two\n"), ("telegram", "123456:ABCDEF\n")):
        (tmp_path / "secrets" / name).write_text(secret)
        (tmp_path / "secrets" / name).chmod(0o600)
    return tmp_path


def settings(place: Path, text: str = WHOLE, **environment: str) -> Settings:
    file = place / "infodesk.toml"
    file.write_text(text)
    return read(file, environment)


def faults(place: Path, text: str, **environment: str) -> tuple[str, ...]:
    with pytest.raises(WrongSettings) as wrong:
        settings(place, text, **environment)
    return wrong.value.faults


def test_a_whole_file_is_read_with_its_secrets(place: Path) -> None:
    found = settings(place)
    assert found.front_door is not None
    assert mail_account(found.front_door).login.password == "hunter-two"
    assert found.telegram.token is not None
    assert found.telegram.token.get_secret_value() == "123456:ABCDEF"
    assert set(found.secrets()) == {"hunter-two", "123456:ABCDEF"}


def test_without_a_file_everything_has_its_default(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    found = read(None, {})
    assert found.mailbox == ()
    assert found.database.url == f"sqlite:///{tmp_path}/infodesk.db"
    assert found.store.folder == tmp_path / "store"


def test_paths_count_from_the_file_not_from_where_one_stands(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("/")
    found = settings(place)
    assert found.database.url == f"sqlite:///{place}/infodesk.db"
    assert found.run.health_file == place / "health.json"


def test_the_environment_wins_and_is_named_as_origin(place: Path) -> None:
    found = settings(place, INFODESK_MAILBOX__HOST="other.example.com", INFODESK_RUN__LOG_LEVEL="DEBUG")
    assert found.mailbox[0].host == "other.example.com"
    rows = {key: (value, origin) for key, value, origin, *_ in described(found)}
    assert rows["mailbox.host"] == ("other.example.com", "environment")
    assert rows["mailbox.username"] == ("info@example.com", "file")
    assert rows["mailbox.port"] == ("993", "default")
    assert rows["run.log_level"] == ("DEBUG", "environment")


def test_a_mailbox_may_come_from_the_environment_alone(tmp_path: Path) -> None:
    file = tmp_path / "infodesk.toml"
    file.write_text("")
    found = read(file, {"INFODESK_MAILBOX__HOST": "imap.example.com", "INFODESK_MAILBOX__1__HOST": "b.example.com",
                        "INFODESK_MAILBOX__1__NAME": "archive", "INFODESK_MAILBOX__1__ROLE": "archive",
                        "INFODESK_MAILBOX__WATCHES": '["inbox"]'})  # fmt: skip
    assert [(each.name, each.role) for each in found.mailbox] == [("info", "front_door"), ("archive", "archive")]
    assert found.mailbox[0].watches == ("inbox",)


def test_a_password_from_the_environment_takes_the_place_of_the_files(place: Path) -> None:
    found = settings(place, INFODESK_MAILBOX__PASSWORD="from-outside")
    assert found.secrets() == ("from-outside", "123456:ABCDEF")


def test_what_smtp_does_not_say_is_that_of_the_front_door(place: Path) -> None:
    login = smtp_login(settings(place))
    assert login is not None
    assert (login.host, login.port, login.username, login.password) == (
        "smtp.example.com",
        465,
        "info@example.com",
        "hunter-two",
    )


def test_an_xoauth2_token_is_fetched_when_it_is_needed(place: Path) -> None:
    text = WHOLE.replace('password_file = "secrets/info"', 'token_command = "echo fresh-token"')
    found = settings(place, text)
    account = mail_account(found.mailbox[0])
    assert account.login.token is not None
    assert account.login.token() == "fresh-token"
    login = smtp_login(found)
    assert login is not None
    assert login.token is not None


def test_a_password_never_goes_in_the_clear_over_the_network(place: Path) -> None:
    found = settings(place, INFODESK_MAILBOX__SECURITY="plain")
    with pytest.raises(Unsafe):
        mail_account(found.mailbox[0])


WRONG = [
    ('[smtp]\nport = "many"', ("smtp.port", "integer", '[smtp] port = 465')),
    ("[smtp]\nport = 99999", ("smtp.port", "65535", "[smtp] port = 465")),
    ('[smtp]\nhots = "x"', ("smtp.hots", "no such setting", "")),
    ("[mail]\nhost = 1", ("[mail]", "no such section", "mailbox")),
    ('[mailbox]\nusername = "x"\nhost = ""', ("mailbox", "server is missing", 'host = "imap.example.com"')),
    ('[mailbox]\nhost = "h"\nsecurity = "ssl"', ("mailbox.0.security", "tls", 'security = "tls"')),
    ('[database]\nurl = "mysql://x"', ("database.url", "postgresql://", "url = ")),
    ('[mailbox]\nhost = "h"\npassword_file = "nowhere"', ("mailbox.password_file", "cannot be read", "nowhere")),
    ('[mailbox]\nhost = "h"\ntoken_file = "a"\ntoken_command = "b"', ("mailbox.0", "not both", "")),
    ("[smtp\nhost = 1", ("infodesk.toml", "section", "[smtp]")),
    ("smtp = 1", ("smtp", "section", "[smtp]")),
    ('[[mailbox]]\nhost = "a"\n[[mailbox]]\nhost = "b"', ("settings", "two mailboxes", "archive")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "parts"), WRONG)
def test_what_is_wrong_is_told_in_one_line_with_key_and_example(place: Path, text: str, parts: tuple[str, ...]) -> None:
    found = faults(place, text)
    assert len(found) == 1
    assert "\n" not in found[0]
    assert found[0].startswith(parts[0]) or parts[0] in found[0]
    for each in parts:
        assert each in found[0]


def test_every_fault_has_a_line_of_its_own(place: Path) -> None:
    found = faults(place, '[smtp]\nport = 0\nsecurity = "x"\n[run]\nlog_level = "LOUD"')
    assert [each.split(":")[0] for each in found] == ["smtp.port", "smtp.security", "run.log_level"]


def test_a_misspelled_variable_is_told(place: Path) -> None:
    (fault,) = faults(place, WHOLE, INFODESK_SMPT__HOST="x")
    assert "INFODESK_SMPT__HOST" in fault


def test_a_secret_that_others_may_read_is_refused(place: Path) -> None:
    (place / "secrets" / "info").chmod(0o644)
    (fault,) = faults(place, WHOLE)
    assert fault.startswith("mailbox.password_file")
    assert "chmod 600" in fault


def test_a_file_that_holds_a_password_and_others_may_read_is_refused(place: Path) -> None:
    text = '[mailbox]\nhost = "h"\npassword = "hunter-two"\n'
    (place / "infodesk.toml").touch(mode=0o644)
    (fault,) = faults(place, text)
    assert "chmod 600" in fault
    assert "hunter-two" not in fault


def test_no_secret_is_shown(place: Path) -> None:
    found = settings(place, INFODESK_DATABASE__URL="postgresql://desk:pg-secret@db/desk")
    told = repr(list(described(found))) + repr(found)
    for secret in ("hunter-two", "ABCDEF"):
        assert secret not in told
    assert "pg-secret" not in repr(list(described(found)))


def test_every_setting_has_a_meaning_and_an_example_that_is_accepted(place: Path) -> None:
    for section, model in SECTIONS.items():
        for key, field in model.model_fields.items():
            assert field.description, f"{section}.{key}"
            assert isinstance(field.json_schema_extra, dict)
            assert field.json_schema_extra["example"], f"{section}.{key}"


@pytest.mark.parametrize("text", ["mailbox = 3", 'mailbox = ["info@example.com"]', "smtp = [1, 2]", 'store = "store"'])
def test_a_value_in_the_place_of_a_section_is_told(place: Path, text: str) -> None:
    assert "that is a section" in faults(place, text)[0]


def test_a_byte_order_mark_before_file_or_secret_does_no_harm(place: Path) -> None:
    (place / "secrets" / "info").write_text("\ufeffhunter-two\r\n", encoding="utf-8")
    found = settings(place, "\ufeff" + WHOLE)
    assert "hunter-two" in found.secrets()
