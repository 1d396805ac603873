"""The company's own stationery: a folder with templates, logo, stamp and fonts that stand in for what comes with infodesk."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from documents.company import LOGO, STAMP, file_among
from documents.press import TEMPLATES, NotDrawn

OURS = TEMPLATES / "documents"
COMMON = "paper.typ"
"""What all papers have in common, as `#import "paper.typ": *` takes it."""
LARGEST = 2_000_000
"""Octets of a logo, a stamp or a template."""
_PACKAGE = re.compile(r'"@[a-z]+/')
_IMPORTED = re.compile(r'#?(?:import|include)\s+"([^"]+)"')


@dataclass(frozen=True, slots=True)
class Stationery:
    """The folder, or None for none. It is looked into for each paper: what is put there holds from the next one on."""

    folder: Path | None = None

    def is_own(self, template: str) -> bool:
        """Whether the company has a template of its own for it, or of what all papers have in common."""
        return any(self._own(each) is not None for each in (f"{template}.typ", COMMON))

    def sources(self, template: str, *, built_in: bool = False) -> dict[str, str]:
        """The texts of the template and of what it imports, main.typ first. Raises NotDrawn for what cannot be read."""
        main = self._text(f"{template}.typ", built_in)
        found = {"main.typ": main}
        waiting = [COMMON, *_IMPORTED.findall(main)]
        while waiting:
            name = waiting.pop()
            if name in found or not name.endswith(".typ"):
                continue
            found[name] = self._text(name, built_in)
            waiting += _IMPORTED.findall(found[name])
        return found

    @property
    def logo(self) -> Path | None:
        return _small(file_among(self.folder, LOGO))

    @property
    def stamp(self) -> Path | None:
        return _small(file_among(self.folder, STAMP))

    @property
    def fonts(self) -> Path | None:
        """A folder of fonts of the company's own."""
        folder = self.folder / "fonts" if self.folder is not None else None
        return folder if folder is not None and folder.is_dir() else None

    def stamps(self) -> tuple[tuple[str, int], ...]:
        """Its templates and when each was changed last."""
        if self.folder is None or not self.folder.is_dir() or self.folder.resolve() == OURS:
            return ()
        return tuple(sorted((each.name, each.stat().st_mtime_ns) for each in self.folder.glob("*.typ")))

    def place(self, where: str, template: str) -> str:
        """A place in a template as a person finds it: its own file in the place of main.typ."""
        name, colon, rest = where.partition(":")
        file = f"{template}.typ" if name == "main.typ" else name
        own = self._own(file)
        return f"{own or file}{colon}{rest}"

    def _own(self, name: str) -> Path | None:
        if self.folder is None or Path(name).name != name or self.folder.resolve() == OURS:
            return None
        file = self.folder / name
        return file if file.is_file() else None

    def _text(self, name: str, built_in: bool) -> str:
        own = None if built_in else self._own(name)
        file = own or OURS / Path(name).name
        try:
            if file.stat().st_size > LARGEST:
                raise NotDrawn(f"it is larger than {LARGEST:,} octets", name)
            text = file.read_text("utf-8")
        except FileNotFoundError:
            raise NotDrawn(f"there is no file {name} beside it", name) from None
        except UnicodeDecodeError as fault:
            raise NotDrawn("it is no text in UTF-8", f"{name}:{_line_of(file, fault.start)}") from None
        except OSError as fault:
            raise NotDrawn(f"it cannot be read: {fault.strerror}", name) from None
        if found := _PACKAGE.search(text):
            line = text.count("\n", 0, found.start()) + 1
            raise NotDrawn("packages from the network are never loaded; put the file beside it", f"{name}:{line}")
        return text


def _small(file: Path | None) -> Path | None:
    return file if file is not None and file.stat().st_size <= LARGEST else None


def _line_of(file: Path, octet: int) -> int:
    return file.read_bytes()[:octet].count(b"\n") + 1
