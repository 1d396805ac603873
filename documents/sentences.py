"""Every sentence that the code says to people, found in the code itself; and the catalogues kept complete with them.

`python -m documents.sentences` adds to each catalogue what it lacks, takes out what nobody says any more, keeps every
translation, and lists what is still to be translated.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from documents.speech import LOCALE

ROOT = Path(__file__).resolve().parent.parent
FLOORS = ("rules", "storage", "documents", "handlers", "mail", "bot", "app")
SAYERS = frozenset({"line", "title", "word", "Refused"})
"""The functions of rules/ whose first argument is a sentence; `tell` is one as a method and as a function."""

PASSED_ON = frozenset({"rules/words.py", "rules/refusal.py", "handlers/asked.py"})
"""The files that define the sayers: they hand a sentence on and have none."""

_HEADER = r"""# What infodesk says to people. Kept complete by: python -m documents.sentences
msgid ""
msgstr ""
"Project-Id-Version: infodesk\n"
"Language: {language}\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"

"""
_PLACEHOLDER = re.compile(r"\{\{|\}\}|\{(\w+)\}")
_HOMES = ("rules.words", "rules.refusal")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as it stands in the code; `text` is None where it is no literal and so cannot be translated.

    `facts` are the names it is given; None where they are not written out.
    """

    file: str
    line: int
    text: str | None
    facts: frozenset[str] | None

    @property
    def missing(self) -> frozenset[str]:
        """The placeholders for which no fact is given."""
        return frozenset() if self.facts is None or self.text is None else placeholders(self.text) - self.facts


def placeholders(sentence: str) -> frozenset[str]:
    return frozenset(found[1] for found in _PLACEHOLDER.finditer(sentence) if found[1])


def sentences(root: Path = ROOT) -> list[Sentence]:
    """All of them, in the order of the files."""
    return [each for floor in FLOORS for file in sorted((root / floor).rglob("*.py")) for each in _of_file(file, root)]


def texts(found: Iterable[Sentence]) -> list[str]:
    """What has to be translated, each once, in the alphabet's order; not what consists of placeholders only."""
    return sorted({each.text for each in found if each.text is not None and needs_translation(each.text)})


def needs_translation(sentence: str) -> bool:
    """Whether there is a letter, or a colon (Chinese has its own), besides its placeholders and the names of commands."""
    return any(each.isalpha() or each == ":" for each in re.sub(r"/\w+", "", _PLACEHOLDER.sub("", sentence)))


def _of_file(file: Path, root: Path) -> Iterator[Sentence]:
    name = file.relative_to(root).as_posix()
    if name in PASSED_ON:
        return
    tree = ast.parse(file.read_text(encoding="utf-8"))
    sayers = _sayers(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args and _says(node.func, sayers):
            yield from _said(node, name)


def _sayers(tree: ast.Module) -> frozenset[str]:
    """The names under which this file knows the sayers."""
    imports = (node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module in _HOMES)
    return frozenset(each.asname or each.name for node in imports for each in node.names if each.name in SAYERS)


def _says(called: ast.expr, sayers: frozenset[str]) -> bool:
    match called:
        case ast.Name(name):
            return name in sayers
        case ast.Attribute(attr="tell"):
            return True
        case ast.Attribute(ast.Name("words" | "refusal"), name):
            return name in SAYERS
    return False


def _said(call: ast.Call, file: str) -> Iterator[Sentence]:
    written_out = all(each.arg is not None for each in call.keywords)
    facts = frozenset(each.arg for each in call.keywords if each.arg) if written_out else None
    for text in _literals(call.args[0]):
        yield Sentence(file, call.lineno, text, facts)


def _literals(node: ast.expr) -> Iterator[str | None]:
    """The sentence, or both where the code chooses between two."""
    match node:
        case ast.Constant(str(text)):
            yield text
        case ast.IfExp(body=one, orelse=other):
            yield from _literals(one)
            yield from _literals(other)
        case _:
            yield None


def completed(catalogue: Catalog, wanted: Iterable[str]) -> Catalog:
    """The catalogue with exactly these sentences; known ones keep their translation."""
    new = Catalog(locale=catalogue.locale)
    for text in sorted(wanted):
        known = catalogue.get(text)
        new.add(text, known.string if known else "")
        new[text].flags.clear()
    return new


def catalogue_of(file: Path) -> Catalog:
    with file.open("rb") as opened:
        return read_po(opened, locale=file.parent.name)


def write(catalogue: Catalog, file: Path) -> None:
    """Writes it sorted, under a header that never changes, so that only changed sentences show in a comparison."""
    with file.open("wb") as opened:
        opened.write(_HEADER.format(language=file.parent.name).encode())
        write_po(opened, catalogue, width=110, sort_output=True, omit_header=True, ignore_obsolete=True)


def main() -> int:
    """Completes every catalogue and lists what is to be translated; 1 if something is."""
    wanted = texts(sentences())
    untranslated = 0
    for file in sorted(LOCALE.glob("*/infodesk.po")):
        catalogue = completed(catalogue_of(file), wanted)
        write(catalogue, file)
        for each in catalogue:
            if each.id and not each.string:
                untranslated += 1
                print(f"{file.parent.name}\t{each.id}")
    print(f"{len(wanted)} sentences, {untranslated} to be translated", file=sys.stderr)
    return 1 if untranslated else 0


if __name__ == "__main__":
    sys.exit(main())
