"""The invariants can fail: each is broken on purpose, and says so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.dialogues.desk import Desk
from tests.faults import invariants


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    found = Desk(tmp_path)
    yield found.hires("Ana").receives().says("Ana", "/inquiry phone Kunde Nord, Spain: 12 valves, +34 600 111 222")
    found.close()


def hold(desk: Desk, **more: object) -> None:
    on_server = [raw for _, raw, _ in desk.postbox.folders["INBOX"]]
    accepted = [raw for _, _, raw in desk.postman.sent]
    invariants.hold(desk.database, desk.blobs, on_server=on_server, accepted=accepted, now=desk.now, **more)  # type: ignore[arg-type]


def test_they_hold_for_a_desk_at_rest(desk: Desk) -> None:
    hold(desk)


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE letters SET sha256 = 'x' WHERE id = 1",
        "UPDATE letters SET state = 'kept'",
        "UPDATE outbox SET state = 'waiting' WHERE id = 1",
        "UPDATE outbox SET state = 'unknown'",
        "UPDATE conversations SET state = 'nonsense'",
        "UPDATE conversations SET owner_id = NULL",
    ],
)
def test_each_of_them_can_be_broken(desk: Desk, damage: str) -> None:
    with desk.database.deciding() as session:
        session.execute(text(damage))
        session.commit()
    with pytest.raises(AssertionError):
        hold(desk)


def test_a_call_to_somebody_who_stands_in_no_setting_is_seen(desk: Desk, tmp_path: Path) -> None:
    called = tmp_path / "connects"
    called.write_text("127.0.0.1 993\n203.0.113.7 80\n")
    hold(desk, connects=called, hosts={"127.0.0.1 993", "203.0.113.7 80"})
    with pytest.raises(AssertionError, match=r"203\.0\.113\.7 80"):
        hold(desk, connects=called, hosts={"127.0.0.1 993"})


def test_a_mail_that_left_twice_is_counted(desk: Desk) -> None:
    desk.postman.sent.append(desk.postman.sent[0])
    with pytest.raises(AssertionError, match="copies more than one"):
        hold(desk)
    hold(desk, kills=1)
