"""`python -m tests.letters.add FILE.eml TOPIC --client "Outlook 365" --language de`: takes a letter into the corpus.

The .toml says how the letter is read now. That is a beginning and no judgement: correct it by eye, then mend the reading.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from mail.read import read_letter
from rules.address import FREE_MAIL, FREE_MAIL_FAMILIES, PLATFORMS
from rules.letter import Letter
from tests.letters.company import OURS
from tests.letters.expected import CORPUS, readable

LONGEST_TEXT = 6000
_ADDRESS = re.compile(rb"[\w.+-]{1,64}@((?:[\w-]{1,63}\.){1,8}[A-Za-z]{2,24})", re.ASCII)
_KEPT_ENDS = (".example", ".test", ".invalid")


def main(told: list[str]) -> int:
    asked = _asked(told)
    raw = Path(asked.file).read_bytes()
    if asked.anonymise:
        raw, changed = anonymised(raw, asked.ours)
        for old, new in changed.items():
            print(f"  {old} -> {new}")
    place = (asked.corpus / asked.topic / (asked.name or Path(asked.file).stem)).with_suffix(".eml")
    if place.exists():
        print(f"{place} is there already; choose another --name.")
        return 1
    letter = read_letter(raw, OURS)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(raw)
    facts = {
        "client": asked.client,
        "language": asked.language,
        "skeleton": asked.skeleton or place.stem,
        "about": asked.about or letter.subject or place.stem,
    }
    place.with_suffix(".toml").write_text(as_toml(facts, letter), encoding="utf-8")
    print(f"{place}\n{place.with_suffix('.toml')}: check each line by eye, it only says how the letter is read today.")
    if asked.anonymise:
        for old in _still_named(letter, changed):
            print(f"{old} still stands in the text, in a coded part: change it by hand.")
    return 0


def anonymised(raw: bytes, ours: str = "") -> tuple[bytes, dict[str, str]]:
    """The letter with each private domain replaced, wherever it stands legibly; our own becomes ours.example.

    Free mail and platforms keep theirs: who they are is what the letter is read by. Lengths in MIME do not count, so
    nothing else changes; text in base64 is left as it is.
    """
    domains = dict.fromkeys(each.decode().lower() for each in _ADDRESS.findall(raw))
    changed: dict[str, str] = {ours.lower(): "ours.example"} if ours else {}
    for domain in domains:
        if domain not in changed and not _is_public(domain):
            changed[domain] = f"firm{len(changed) + 1}.example"
    for old in sorted(changed, key=len, reverse=True):
        raw = re.sub(rb"(?i)(?<![\w-])" + re.escape(old.encode()) + rb"(?![\w-])", changed[old].encode(), raw)
    return raw, changed


def as_toml(facts: Mapping[str, str], letter: Letter) -> str:
    """The .toml of a letter: the facts about it and everything worth asking of it, as it is read now."""
    rows = [f"{key} = {_value(value)}" for key, value in facts.items()]
    return "\n".join([*rows, "", "[expected]", *_expected(letter), ""])


def _expected(letter: Letter) -> Iterator[str]:
    plain = readable(letter)
    for key in ("from", "to", "cc", "reply_to", "subject", "date", "kind", "language", "error"):
        if plain[key] or key in ("from", "subject"):
            yield f"{key} = {_value(plain[key] or ({} if key == 'from' else ''))}"
    for key in ("text", "fresh_text"):
        if len(plain[key]) <= LONGEST_TEXT:
            yield f"{key} = {_value(plain[key])}"
    files = [{name: each[name] for name in ("name", "content_type", "size", "inline")} for each in plain["attachments"]]
    yield f"attachments = {_value(files)}"
    if letter.bounce_recipient:
        yield f"bounce_recipient = {_value(letter.bounce_recipient)}"
        yield f"bounce_final = {_value(letter.bounce_final)}"
    if letter.customer:
        buyer = {key: value for key, value in plain["customer"].items() if value and key != "evidence"}
        yield f"customer = {_value(buyer)}"
    if letter.wants:
        yield f"wants = {_value({slot: found[0]['value'] for slot, found in plain['wants'].items()})}"


def _value(value: Any) -> str:
    """As TOML writes it."""
    match value:
        case bool():
            return str(value).lower()
        case dict():
            return "{" + ", ".join(f"{key} = {_value(each)}" for key, each in value.items()) + "}"
        case list():
            inner = ", ".join(map(_value, value))
            return f"[{inner}]"
        case str() if "\n" in value:
            rows = value.replace("\\", "\\\\").replace('"""', '""\\"')
            return f'"""\n{rows}"""' if not rows.endswith('"') else f'"""\n{rows}\n"""'
        case str():
            return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
        case _:
            return str(value)


def _is_public(domain: str) -> bool:
    ends = {".".join(domain.split(".")[at:]) for at in range(domain.count(".") + 1)}
    return bool(
        ends & (FREE_MAIL | PLATFORMS)
        or {each.split(".")[0] for each in ends} & FREE_MAIL_FAMILIES
        or domain.endswith(_KEPT_ENDS)
    )


def _still_named(letter: Letter, changed: Mapping[str, str]) -> list[str]:
    told = f"{letter.text} {letter.html} {letter.subject}".lower()
    return [old for old in changed if re.search(rf"(?<![\w-]){re.escape(old)}(?![\w-])", told)]


def _asked(told: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.letters.add", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("file", help="the letter as it was saved: .eml")
    parser.add_argument("topic", help="the folder of the corpus: mixed, fresh, bounces, ...")
    parser.add_argument("--client", required=True, help="the program, platform or server that wrote it")
    parser.add_argument("--language", required=True, help='of its text, ISO 639-1; "" where it has none')
    parser.add_argument("--skeleton", default="", help="letters made from one skeleton share this word; at most five")
    parser.add_argument("--about", default="", help="one line: what is special in it")
    parser.add_argument("--name", default="", help="what it is called in the corpus, if not like the file")
    parser.add_argument(
        "--anonymise", action="store_true", help="replace the domains of firms, each by one and the same"
    )
    parser.add_argument("--ours", default="", help="with --anonymise: our own domain, which becomes ours.example")
    parser.add_argument("--corpus", type=Path, default=CORPUS, help=argparse.SUPPRESS)
    return parser.parse_args(told)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
