"""A real Dovecot on loopback, in a folder of its own: the IMAP server that most hosts run."""

from __future__ import annotations

import ctypes
import grp
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

_WHERE = "/usr/sbin/dovecot"
_CONFIGURATION = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/dovecot.log
instance_name = {folder}
default_internal_user = {user}
default_login_user = {stranger}
default_internal_group = {group}
protocols = imap
ssl = {ssl}
{certificate}
disable_plaintext_auth = no
auth_mechanisms = plain login
mail_location = mdbox:{folder}/mail/%u
mail_uid = {user}
mail_gid = {group}
first_valid_uid = 1
first_valid_gid = 0
mailbox_list_index = yes
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={folder}/mail/%u allow_all_users=yes
}}
namespace inbox {{
  inbox = yes
  separator = /
  mailbox Sent {{
    auto = create
    special_use = \\Sent
  }}
  mailbox Junk {{
    auto = create
    special_use = \\Junk
  }}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    address = 127.0.0.1
    port = {port}
  }}
  inet_listener imaps {{
    address = 127.0.0.1
    port = {secure_port}
    ssl = {ssl}
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""


@dataclass(frozen=True)
class Dovecot:
    """Where it listens and what it takes: any user, one password. `secure_port` speaks TLS if it was given a certificate."""

    port: int
    secure_port: int
    password: str
    log: Path


def missing() -> str | None:
    """Why no Dovecot can be started here; None if one can."""
    return None if Path(_WHERE).exists() else f"{_WHERE} is not installed (apt-get install dovecot-imapd)"


@contextmanager
def dovecot(certificate: tuple[Path, Path] | None = None) -> Iterator[Dovecot]:
    """A running Dovecot. Skips the test where there is none; in CI that is a failure."""
    if (reason := missing()) is not None:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(reason)
    folder = Path(tempfile.mkdtemp(prefix="dovecot-"))
    user, stranger, group = _names()
    server = Dovecot(_free_port(), _free_port(), "correct-horse", folder / "dovecot.log")
    (folder / "mail").mkdir()
    for each in (folder, folder / "mail"):
        each.chmod(0o755)
        shutil.chown(each, user)
    keys = f"ssl_cert = <{certificate[0]}\nssl_key = <{certificate[1]}" if certificate else ""
    configuration = folder / "dovecot.conf"
    configuration.write_text(_CONFIGURATION.format(
        folder=folder, user=user, stranger=stranger, group=group, certificate=keys, password=server.password,
        ssl="yes" if certificate else "no", port=server.port, secure_port=server.secure_port,
    ))  # fmt: skip
    with (folder / "stderr").open("wb") as said:
        process = subprocess.Popen([_WHERE, "-F", "-c", str(configuration)], stderr=said, preexec_fn=_ends_with_us)
    try:
        _wait_until_it_listens(server, process)
        yield server
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(10)
        shutil.rmtree(folder, ignore_errors=True)


def _ends_with_us() -> None:
    """A test run that is killed leaves no server behind (Linux: prctl PR_SET_PDEATHSIG)."""
    os.setsid()
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)


def _names() -> tuple[str, str, str]:
    """User, login user and group: Debian's own for root, who must not serve mail, else whoever runs the tests."""
    me = pwd.getpwuid(os.getuid())
    if me.pw_uid == 0:
        return "dovecot", "dovenull", "dovecot"
    return me.pw_name, me.pw_name, grp.getgrgid(me.pw_gid).gr_name


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_until_it_listens(server: Dovecot, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 10
    while time.monotonic() < until and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", server.port), 1).close()
            return
        except OSError:
            time.sleep(0.02)
    told = [each.read_text() for each in (server.log.with_name("stderr"), server.log) if each.exists()]
    raise RuntimeError(f"Dovecot does not listen: {' '.join(told)}")
