"""T16: a file name is a path to who believes it: "../../etc/cron.d/x", "C:\\x", "CON", a name that reads backwards.

Help desks and webmails wrote outside of their store, or ran what was uploaded.
Here bytes lie under their SHA-256, a name is a word about them, and it is tame before anybody sees it or gets it.
"""

from __future__ import annotations

import email
import email.policy
import re
import unicodedata
from base64 import b64encode
from pathlib import Path
from urllib.parse import quote

import pytest

from mail.charset import file_name
from mail.read import read_letter
from rules.letter import Ours
from tests.dialogues.desk import Desk
from tests.experiments import Seen

UP = ("../x", "../../../../etc/cron.d/x", "..\\..\\x", "/etc/passwd", "//host/share/x", "\\\\host\\share\\x",
    "C:\\Windows\\x.dll",
      "c:x", "file:///etc/passwd", "%2e%2e%2fx", "..%2f..%2fx", "..%252fx", "....//x", "./x", "x/", "x/../y", "..", ".", "/",
      "~/.ssh/authorized_keys", "$HOME/x", "`id`", "$(id)", "x;rm -rf", "x|y", "x&y", "x\0.pdf", "a\x01b",
    "\uff0e\uff0e\uff0fx",
      "\u2215etc\u2215x", "..\u2044x", "x\u2028y")  # fmt: skip
RESERVED = ("CON", "con.txt", "PRN", "aux.pdf", "NUL", "nul.tar.gz", "COM1", "com9.pdf", "LPT1.doc", "CLOCK$", "CONIN$",
    "conout$",
            "COM\u00b9.txt", "lpt\u00b3", "AUX ", "x.", "x ", "x. .", "desktop.ini", "file.txt::$DATA", "x:stream", "thumbs.db",
            "a<b>c", 'a"b', "a*b?", ".htaccess", ".bashrc", "web.config")  # fmt: skip
UNSEEN = ("invoice\u202efdp.exe", "\u202dx", "a\u200bb", "\ufeffx.pdf", "x\u2066y\u2069.pdf", "e\u0301.pdf", "\u212b.pdf",
    "\u00ad.pdf",
          "x" * 5000, "\u4e2d" * 900 + ".pdf", "x." + "y" * 300, "\U0001f600" * 90, "", " ", "\r\nBcc: v@o.example",
    "x\ty", "-rf",
          "--help", "x\ud800", "a\x85b")  # fmt: skip
NAMES = UP + RESERVED + UNSEEN
STEMS = re.compile(
    r"(?i)(con|prn|aux|nul|clock\$|conin\$|conout\$|com[\d\u00b9\u00b2\u00b3]|lpt[\d\u00b9\u00b2\u00b3])(\.|$)"
)
FORBIDDEN = set('/\\:*?"<>|\0') | {chr(each) for each in range(32)}


def faults_of(name: str) -> list[str]:
    """What of the rule a name breaks."""
    return [
        fault
        for fault, there in (
            ("longer than 120 bytes", len(name.encode("utf-8", "surrogatepass")) > 120),
            ("not NFC", name != unicodedata.normalize("NFC", name)),
            ("a forbidden character", bool(FORBIDDEN & set(name))),
            ("what nobody sees", any(unicodedata.category(each) in {"Cf", "Cc", "Cs", "Zl", "Zp"} for each in name)),
            ("a reserved name", bool(STEMS.match(name))),
            ("dots or blanks at an end", name != name.strip(". ")),
            ("an option", name.startswith("-")),
        )
        if there
    ]


def letter_with(name: str, number: int = 0) -> bytes:
    octets = name.encode("utf-8", "replace")
    word = f"=?utf-8?B?{b64encode(octets).decode()}?="
    forms = (f'filename="{word}"', f"filename*=utf-8''{quote(octets, safe='')}")
    return (
        f"From: Eva <eva{number}@kunde{number}.example>\r\nTo: info@firm.example\r\nSubject: {number} pumps\r\n"
        f"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nPrice for {number} pumps?\r\n--b\r\n"
        f"Content-Type: application/x-thing\r\nContent-Disposition: attachment; {forms[number % 2]}\r\n"
        f"\r\n%PDF {number}\r\n--b--\r\n"
    ).encode()


@pytest.mark.experiment("T16", "80 file names: paths, reserved, unseen, too long", "0 untamed as read, 0 as written")
def test_a_name_is_tame_when_it_has_been_read(seen: Seen) -> None:
    wild = {}
    for number, name in enumerate(NAMES):
        for raw in (letter_with(name, number), letter_with(name, number + 1)):
            (read,) = read_letter(raw, Ours()).attachments
            if faults := faults_of(read.name) + ([] if read.name else ["empty"]):
                wild[name[:40]] = (read.name, faults)
        if faults := faults_of(file_name(name)):
            wild[name[:40]] = (file_name(name), faults)
    seen(f"{len(NAMES)} names in 2 forms, untamed {len(wild)}")
    assert len(NAMES) >= 80
    assert wild == {}


@pytest.mark.experiment("T16", "the same as letters to the department", "0 files outside the store, 0 wild names told")
def test_no_name_leads_out_of_the_store(desk: Desk, tmp_path: Path, seen: Seen) -> None:
    before = outside(tmp_path, desk)
    some = NAMES[::4]
    for number, name in enumerate(some):
        desk.postbox.put(letter_with(name, number))
    desk.settle()
    for number in desk.numbers():
        desk.says(desk.owner_of(number), f"/show {number} files")
    wild = [file.name for _, saying in desk.ears.said for file in saying.files if faults_of(file.name)]
    for _, _, raw in desk.postman.sent:
        mail = email.message_from_bytes(raw, policy=email.policy.default)
        wild += [name for part in mail.iter_attachments() if faults_of(name := part.get_filename() or "")]
    found = outside(tmp_path, desk) - before
    seen(f"{len(some)} letters, files outside {len(found)}, wild names told {len(wild)}")
    assert (found, wild) == (set(), [])
    assert all(re.fullmatch("[0-9a-f]{64}", each.name) for each in desk.blobs.folder.rglob("*") if each.is_file())


def outside(folder: Path, desk: Desk) -> set[Path]:
    return {each for each in folder.parent.rglob("*") if each.is_file() and desk.blobs.folder not in each.parents}
