"""The command line: `infodesk COMMAND`. What a command needs is imported when it is called, so that each starts fast."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn, TypeVar, cast

import typer

from app.settings import Settings, WrongSettings, read
from rules.refusal import Refused

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from storage.database import Database

EXIT_WRONG = 2
EXIT_TAKEN = 75
WRONG_USE = cast("type[Exception]", typer.BadParameter.__bases__[0])
"""What typer raises for any argument that it does not understand."""
T = TypeVar("T")

app = typer.Typer(
    name="infodesk",
    help="The assistant of an export sales department: reads info@, routes every letter, keeps the promise.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)
audit = typer.Typer(help="The record of who did what.", rich_markup_mode=None)
app.add_typer(audit, name="audit")
documents = typer.Typer(help="The papers that customers get.", rich_markup_mode=None)
app.add_typer(documents, name="documents")

ConfigOption = Annotated[
    Path | None, typer.Option("--config", "-c", help="The settings file; else INFODESK_CONFIG, else ./infodesk.toml.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Answer as JSON.")]

EXAMPLES = {
    "init": "infodesk init --address info@example.com",
    "check": "infodesk check",
    "run": "infodesk run --config /etc/infodesk/infodesk.toml",
    "confirm": "infodesk confirm",
    "health": "infodesk health --json",
    "settings": "infodesk settings",
    "deadline": "infodesk deadline '2026-03-06T17:00+08:00' --json",
    "explain": "infodesk explain letter.eml --json",
    "backup": "infodesk backup /backups/infodesk-2026-03-06.tar",
    "restore": "infodesk restore /backups/infodesk-2026-03-06.tar",
    "export": "infodesk export customers customers.xlsx",
    "import": "infodesk import products products.xlsx",
    "documents": "infodesk documents preview quotation --out samples",
    "demo": "infodesk demo",
    "tour": "infodesk tour",
    "audit": "infodesk audit verify",
    "version": "infodesk version",
}


def main(arguments: list[str] | None = None) -> NoReturn:
    """The program. Wrong use answers with an example and exit 2; a refusal with its sentence and exit 1.

    What it writes is for nobody else: customers' letters are in it.
    """
    os.umask(0o077)
    sys.exit(called(sys.argv[1:] if arguments is None else arguments))


def called(arguments: list[str]) -> int:
    """The exit code of a command; everything it says has been said."""
    try:
        code = app(arguments or ["--help"], standalone_mode=False, prog_name="infodesk")
        return code if isinstance(code, int) else 0
    except WrongSettings as wrong:
        return _complained(*wrong.faults, code=EXIT_WRONG)
    except Refused as no:
        return _complained(f"infodesk: {no}", code=1)
    except (typer.Abort, KeyboardInterrupt):
        return _complained("infodesk: stopped; nothing more was done", code=130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except WRONG_USE as wrong:
        said = getattr(wrong, "format_message", wrong.__str__)()
        return _complained(f"infodesk: {said}", f"Example: {_example(arguments)}", code=EXIT_WRONG)


@contextmanager
def _files_that_fail() -> Iterator[None]:
    """A folder that takes no files, or a full disk, is told in a sentence. Raises Refused in place of an OSError."""
    try:
        yield
    except OSError as fault:
        place = f"{fault.filename}: " if fault.filename else ""
        raise Refused("That failed: {fault}", fault=f"{place}{fault.strerror or fault}") from fault


def _complained(*lines: str, code: int) -> int:
    for each in lines:
        print(each, file=sys.stderr)
    return code


def _example(arguments: list[str]) -> str:
    named = next((each for each in arguments if each in EXAMPLES), None)
    return EXAMPLES[named] if named else "infodesk --help"


@app.command()
def init(
    address: Annotated[str | None, typer.Option(help="The shared mailbox, like info@example.com.")] = None,
    password_file: Annotated[
        Path | None, typer.Option(help="A file that holds its password; else it is asked.")
    ] = None,
    token_command: Annotated[
        str | None, typer.Option(help="A command that prints a fresh XOAUTH2 token, in place of a password.")
    ] = None,
    provider: Annotated[
        str, typer.Option(help="Who carries your domain: google, microsoft, tencent, netease, aliyun, zoho.")
    ] = "",
    imap: Annotated[str | None, typer.Option(help="The IMAP server, as HOST, HOST:PORT or HOST:PORT:SECURITY.")] = None,
    smtp: Annotated[str | None, typer.Option(help="The SMTP server, the same way; - for none.")] = None,
    username: Annotated[str | None, typer.Option(help="The name to log in with, if it is not the address.")] = None,
    telegram_token_file: Annotated[Path | None, typer.Option(help="A file that holds the bot's token.")] = None,
    telegram_api: Annotated[str, typer.Option(help="Where the chat's API is.")] = "https://api.telegram.org",
    company: Annotated[str | None, typer.Option(help="The company's name, as customers read it.")] = None,
    country: Annotated[str | None, typer.Option(help="Whose public holidays count, like CN.")] = None,
    zone: Annotated[str | None, typer.Option(help="The company's time zone, like Asia/Shanghai.")] = None,
    hours: Annotated[str | None, typer.Option(help="Working hours, like 08:00-12:00, 13:30-18:00.")] = None,
    begin: Annotated[
        str | None, typer.Option(help="Mail that is there already: now, days like 30, everything.")
    ] = None,
    administrator: Annotated[str | None, typer.Option(help="Who becomes administrator and manager.")] = None,
    administrator_address: Annotated[str | None, typer.Option(help="Her own company address.")] = None,
    language: Annotated[str, typer.Option(help="The language she is spoken to in: en or zh.")] = "en",
    database: Annotated[str, typer.Option(help="Where the database is.")] = "sqlite:///infodesk.db",
    offline: Annotated[bool, typer.Option("--offline", help="Try no account.")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Ask nothing: flags and defaults count.")] = False,
    config: ConfigOption = None,
) -> int:
    """Set the desk up: ask, try each account, write the settings, make the database, print the first link."""
    from app.asking import Given, answers_from
    from app.init import checked_new
    from app.instant import now
    from app.setting_up import set_up

    file = config or Path("infodesk.toml")
    checked_new(file)
    given = Given(
        address=address,
        password_file=password_file,
        token_command=token_command,
        provider=provider,
        imap=imap,
        smtp=smtp,
        username=username,
        telegram_token_file=telegram_token_file,
        telegram_api=telegram_api,
        company=company,
        country=country,
        zone=zone,
        hours=hours,
        begin=begin,
        administrator=administrator,
        administrator_address=administrator_address,
        language=language,
        database=database,
        offline=offline,
    )
    return set_up(answers_from(given, not yes, now), file, now, tries=yes and not offline)


@app.command()
def check(
    config: ConfigOption = None,
    no_probe: Annotated[bool, typer.Option("--no-probe", help="Send no letter from the mailbox to itself.")] = False,
) -> int:
    """Try every account and limit; say for each what is wrong and how to mend it. Exit 0 only if all is well."""
    from app.check import found
    from app.instant import now

    wrong = 0
    for each in found(read(config), now, probes=not no_probe):
        wrong += not each.well
        for line in each.lines():
            print(line, flush=True)
    print("all is well" if not wrong else f"{wrong} to mend")
    return 1 if wrong else 0


@app.command()
def run(config: ConfigOption = None) -> int:
    """Run the service until it is told to end. Exit 75 when another process has the work already."""
    settings = read(config)
    if _is_taken(settings):
        return EXIT_TAKEN
    from app.assembly import run as served

    return served(settings)


@app.command()
def confirm(
    yes: Annotated[bool | None, typer.Option("--yes/--no", help="The answer; else it is asked.")] = None,
    config: ConfigOption = None,
) -> int:
    """Confirm the first administrator, who has used the link that init printed. The service may run meanwhile."""
    from app.first_link import confirmed_here

    settings = read(config)
    return _with_database(settings, lambda database: confirmed_here(database, settings.store.folder, yes))


@app.command()
def health(config: ConfigOption = None, as_json: JsonOption = False) -> int:
    """Answer a supervisor: one line per fact, exit 0 if all is well, else 1."""
    from app.health import felt
    from app.instant import now

    settings = read(config)
    facts = _with_database(
        settings, lambda database: felt(settings.run.health_file, database, now(), [settings.store.folder])
    )
    well = all(each.well for each in facts)
    if as_json:
        rows = [{"name": each.name, "well": each.well, "says": each.says} for each in facts]
        print(json.dumps({"well": well, "facts": rows}, ensure_ascii=False))
    else:
        for each in facts:
            print(f"{'ok   ' if each.well else 'WRONG'} {each.name}: {each.says}")
    return 0 if well else 1


@app.command()
def settings(config: ConfigOption = None, as_json: JsonOption = False) -> int:
    """Print every setting with its value, where it comes from, unit, default and meaning. Secrets are hidden."""
    from app.settings import described, spelled

    for each in described(read(config)):
        if as_json:
            names = ("key", "value", "origin", "unit", "default", "meaning", "example")
            print(json.dumps(dict(zip(names, each, strict=True)), ensure_ascii=False))
        else:
            print(spelled(each))
    return 0


@app.command()
def deadline(
    when: Annotated[str, typer.Argument(help="An instant with its offset, like 2026-03-06T17:00+08:00.")],
    as_json: JsonOption = False,
    config: ConfigOption = None,
) -> int:
    """Show how the clock counts for a letter of that instant."""
    from app.deadline import answered, as_text

    try:
        plain = _with_database_if_there(config, lambda database: answered(when, database))
    except Refused as no:
        return _complained(f"infodesk: {no}", code=EXIT_WRONG)
    print(json.dumps(plain, ensure_ascii=False) if as_json else as_text(plain))
    return 0


@app.command()
def explain(
    places: Annotated[list[Path], typer.Argument(help="Letters as files, or folders of them.")],
    as_json: JsonOption = False,
    config: ConfigOption = None,
) -> int:
    """Show how each letter would be read, without any effect: one JSON object a line, or a text."""
    from app.explain import as_text, explanations, ours_of

    ours = _with_database_if_there(config, ours_of)
    for plain in explanations(places, ours):
        print(json.dumps(plain, ensure_ascii=False) if as_json else as_text(plain), flush=True)
    return 0


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(help="The archive to write, like backup.tar.")], config: ConfigOption = None
) -> int:
    """Write database and letters into one archive, checked by restoring it aside. The service may run meanwhile."""
    from app.backup import backed_up
    from app.instant import now

    found = read(config)
    with _files_that_fail():
        manifest = _with_database(
            found, lambda database: backed_up(database, found.store.folder, file, now(), found.backup.key_file)
        )
    print(f"{file}: {manifest.letters} letters, {manifest.files} files, {manifest.bytes:,} octets, checked")
    return 0


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="The archive to read.")],
    key: Annotated[Path | None, typer.Option("--key", help="The key of a sealed one; else backup.key_file.")] = None,
    config: ConfigOption = None,
) -> int:
    """Bring a backup back into an empty place. Nothing is sent until somebody says /resume in chat."""
    from app.backup import restored
    from app.instant import now

    found = read(config)
    with _files_that_fail():
        manifest = restored(file, found.database.url, found.store.folder, now(), key or found.backup.key_file)
    print(f"restored what was there at {manifest.made_at}: {manifest.letters} letters, {manifest.files} files")
    print("Start infodesk run: the mailbox is read again, nothing goes out until /resume in chat.")
    return 0


@app.command()
def export(
    what: Annotated[str, typer.Argument(help="customers, staff, letters or inquiries.")],
    file: Annotated[Path, typer.Argument(help="The file to write, .xlsx or .csv; none is written over.")],
    config: ConfigOption = None,
) -> int:
    """Write a table into a file, with a serial number that the audit knows. The service may run meanwhile."""
    from app.exporting import exported_to
    from app.instant import now

    found = read(config)
    with _files_that_fail():
        number, rows = _with_database(
            found, lambda database: exported_to(database, found.store.folder, what.casefold(), file, now())
        )
    print(f"{file}: export {number}, {rows} rows; it is in the audit")
    return 0


@app.command("import")
def bring_in(
    what: Annotated[str, typer.Argument(help="products or rates.")],
    file: Annotated[
        Path | None, typer.Argument(help="The table to read, .xlsx or .csv; of rates the ECB's .xml or .csv.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do it; else it is only shown what would change.")] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Take the last import back.")] = False,
    example: Annotated[
        Path | None, typer.Option("--example", help="Write a table with all columns and one line, to be filled in.")
    ] = None,
    config: ConfigOption = None,
) -> int:
    """Read a table, show line by line what would change, and with --yes change it. The service may run meanwhile."""
    from app.importing import example_of, import_of
    from app.instant import now

    if example is not None:
        with _files_that_fail():
            print(example_of(what.casefold(), example, now()))
        return 0
    found = read(config)

    def told(database: Database) -> None:
        for each in import_of(database, found.store.folder, what.casefold(), file, now(), yes=yes, undo=undo):
            print(each, flush=True)

    with _files_that_fail():
        _with_database(found, told)
    return 0


@app.command()
def demo() -> int:
    """Play with the desk: an embedded mail server, a chat in this terminal, no account needed."""
    from app.demo import main as played

    return played()


@app.command()
def tour() -> int:
    """Watch a scripted week go through the real parts; exit 0 if nothing was lost."""
    from app.tour import main as shown

    return shown()


@documents.command("list")
def list_documents(config: ConfigOption = None) -> int:
    """List the papers that there are, and whose template each has."""
    from app.previews import listed
    from documents.stationery import Stationery

    for each in listed(Stationery(read(config).documents.folder)):
        print(each)
    return 0


@documents.command("preview")
def preview_document(
    name: Annotated[str, typer.Argument(help="Which paper, like quotation.")],
    out: Annotated[Path, typer.Option("--out", help="The folder to write into.")] = Path("."),
    language: Annotated[str, typer.Option("--language", help="en, zh, or en+zh for both.")] = "en",
    config: ConfigOption = None,
) -> int:
    """Write a sample as NAME.pdf, NAME-1.png and NAME.xlsx, drawn as the service would draw it."""
    from app.instant import now
    from app.previews import company_in, previewed
    from documents.stationery import Stationery

    company = _with_database_if_there(config, lambda database: company_in(database, now()))
    with _files_that_fail():
        for each in previewed(name, out, language, Stationery(read(config).documents.folder), company):
            print(each)
    return 0


@audit.command("verify")
def verify(config: ConfigOption = None) -> int:
    """Check the seal of every entry of the record: exit 1 if one was changed, removed or added."""
    from app.anchors import noted, place_of
    from storage.audit import sealed

    settings = read(config)
    anchors = noted(place_of(settings.store.folder))
    found = _with_database(settings, lambda database: _looked(database, lambda session: sealed(session, anchors)))
    if found.broken:
        print(f"{found.entries} entries; the seal is broken at number {', '.join(map(str, found.broken))}")
    if found.cut:
        print(f"{found.entries} entries; {found.cut} are missing at the end")
    if found.is_whole:
        print(f"{found.entries} entries, every seal holds; {len(anchors)} anchors outside of the database agree")
    if found.blackened:
        print(f"{found.blackened} of them are blacked out, because a person asked to be forgotten")
    return 0 if found.is_whole else 1


@app.command()
def version() -> int:
    """Print the version."""
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as version_of

    try:
        print(f"infodesk {version_of('infodesk')}")
    except PackageNotFoundError:
        print("infodesk, run from its folder without being installed")
    return 0


def _is_taken(settings: Settings) -> bool:
    """Whether another process has the SQLite file, asked before anything large is loaded (F29: within 2 s)."""
    from app.single import Single
    from storage.database import file_of

    file = file_of(settings.database.url)
    if file is None or not file.exists():
        return False
    try:
        with Single(file):
            return False
    except Refused as no:
        print(f"infodesk: {no}", file=sys.stderr)
        return True


def _with_database(settings: Settings, ask: Callable[[Database], T]) -> T:
    """Asks an existing database. Refuses where there is none: it is never made by looking."""
    from storage.database import file_of, opened

    file = file_of(settings.database.url)
    if file is not None and not file.exists():
        raise Refused("There is no database {file}. infodesk init makes one.", file=str(file))
    database = opened(settings.database.url)
    try:
        _check_schema(database)
        return ask(database)
    finally:
        database.close()


def _looked(database: Database, look: Callable[[Session], T]) -> T:
    with database.reading() as session:
        return look(session)


def _check_schema(database: Database) -> None:
    from app.migrate import checked

    if not checked(database):
        raise Refused("The database is not of this version yet: start infodesk run once.")


def _with_database_if_there(config: Path | None, ask: Callable[[Database | None], T]) -> T:
    """Asks the database, or without one where nothing is set up yet."""
    from storage.database import file_of

    found = read(config)
    file = file_of(found.database.url)
    if (file is not None and not file.exists()) or (file is None and not found.path.exists()):
        return ask(None)
    return _with_database(found, ask)


if __name__ == "__main__":
    main()
