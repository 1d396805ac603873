"""An HTTP stand-in of Telegram's Bot API on loopback, as strict as the real one where messages are concerned.

In a test: `with ChatApi() as api`, then `api.type(...)`, `api.press(...)`, `api.said(chat)`. As a process of its own:
`python -m tests.standins.chat_api PORT FILE` writes its address to FILE and takes the same orders under `/control/`.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from email.parser import BytesParser
from email.policy import HTTP
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from tests.standins.chat_html import Malformed, parsed

BOT = {"id": 700, "is_bot": True, "first_name": "infodesk", "username": "infodesk_bot"}
TOKEN = "700:canary-token"
_NOON = 1_773_036_000
"""The date of the first message: 9 March 2026, 06:00 UTC."""


@dataclass
class Said:
    """A message of the bot as it stands in a chat now."""

    chat: int
    id: int
    text: str
    html: str = ""
    bold: list[str] = field(default_factory=list)
    buttons: list[list[tuple[str, str]]] = field(default_factory=list)
    file: str | None = None
    content: str = ""
    """The bytes of the file, as Latin-1."""
    edits: int = 0

    def nonce(self, label: str) -> str:
        return next(data for row in self.buttons for text, data in row if text == label)


@dataclass
class Fault:
    """What goes wrong with the next calls of a method: a status code, or "drop_before", "drop_after", "garbage", "delay"."""

    method: str
    kind: str
    times: int = 1
    seconds: float = 0.0
    chat: int | None = None
    text: str = ""


@dataclass
class Request:
    at: float
    method: str
    given: dict[str, Any]


class Refusal(Exception):
    """An answer of the API that is no success."""

    def __init__(self, code: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.answer: dict[str, Any] = {"ok": False, "error_code": code, "description": description}
        if parameters:
            self.answer["parameters"] = parameters


class Dropped(Exception):
    """The line is cut without an answer."""


class ChatApi:
    """The stand-in. Its state lies in memory only; everything that is read or changed is behind one lock."""

    def __init__(self, port: int = 0, token: str = TOKEN) -> None:
        self.token = token
        self.requests: list[Request] = []
        self.answered: list[str] = []
        self.menus: dict[str, list[dict[str, str]]] = {}
        self._changed = threading.Condition()
        self._updates: list[dict[str, Any]] = []
        self._next_update = 1000
        self._next_message = 1
        self._poll = 0
        self._said: list[Said] = []
        self._faults: list[Fault] = []
        self._files: dict[str, bytes] = {}
        self._server = _Server(("127.0.0.1", port), _handler(self))
        self.port = self._server.server_port
        self.url = f"http://127.0.0.1:{self.port}"
        self._thread = threading.Thread(target=lambda: self._server.serve_forever(0.02), daemon=True)
        self._thread.start()

    def __enter__(self) -> ChatApi:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        with self._changed:
            self._poll += 1
            self._changed.notify_all()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    # What people do

    def type(self, chat: int, user: int, text: str, *, name: str = "Ana", **more: Any) -> int:
        """Somebody types; `more` goes into the message as Telegram would tell it. Returns the update's id."""
        return self._message(chat, user, name, {"text": text, **more})

    def sends_file(
        self,
        chat: int,
        user: int,
        content: bytes,
        file_name: str = "",
        *,
        caption: str = "",
        kind: str = "document",
        **more: Any,
    ) -> int:
        """Somebody sends a file; with `size=` it claims to be larger than it is."""
        file_id = f"file-{len(self._files) + 1}"
        self._files[file_id] = content
        told: Any = {"file_id": file_id, "file_size": more.pop("size", len(content)), "file_unique_id": file_id}
        if file_name:
            told |= {"file_name": file_name, "mime_type": more.pop("mime_type", "application/pdf")}
        if kind == "photo":
            told = [
                told | {"width": 90, "height": 90, "file_size": 1, "file_id": "thumb"},
                told | {"width": 900, "height": 900},
            ]
        return self._message(chat, user, "Ana", {kind: told, **({"caption": caption} if caption else {}), **more})

    def edits(self, chat: int, user: int, message: int, text: str, *, name: str = "Ana") -> int:
        body = self._envelope(chat, user, name) | {"message_id": message, "text": text, "edit_date": _NOON + 60}
        return self._tell({"edited_message": body})

    def press(self, chat: int, user: int, label: str, *, message: int | None = None, name: str = "Ana") -> int:
        """Somebody presses the button of that label on the message, by default on the newest that has it."""
        found = [each for each in self.said(chat) if any(label == text for row in each.buttons for text, _ in row)]
        shown = next(each for each in reversed(found) if message in (None, each.id))
        return self.press_data(chat, user, shown.nonce(label), shown.id, name=name)

    def press_data(self, chat: int, user: int, data: str, message: int, *, name: str = "Ana") -> int:
        envelope = self._envelope(chat, user, name)
        query = {
            "id": f"query-{self._next_update}",
            "from": envelope["from"],
            "chat_instance": "1",
            "data": data,
            "message": {"message_id": message, "chat": envelope["chat"], "date": _NOON, "from": BOT, "text": ""},
        }
        return self._tell({"callback_query": query})

    def tell(self, update: dict[str, Any]) -> int:
        """Any other update, as Telegram would tell it."""
        return self._tell(update)

    # What can be seen

    def said(self, chat: int) -> list[Said]:
        with self._changed:
            return [each for each in self._said if each.chat == chat]

    def texts(self, chat: int) -> list[str]:
        return [each.text for each in self.said(chat)]

    def asked(self, method: str) -> list[Request]:
        with self._changed:
            return [each for each in self.requests if each.method == method]

    def unconfirmed(self) -> list[int]:
        """The updates that would be told again."""
        with self._changed:
            return [each["update_id"] for each in self._updates]

    def wait_for(self, true: Callable[[], bool], seconds: float = 5.0) -> bool:
        """Waits until that is true; says whether it has become so."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if true():
                return True
            time.sleep(0.005)
        return true()

    def fault(self, method: str, kind: str, times: int = 1, **more: Any) -> None:
        """The next calls of that method go wrong (see Fault)."""
        with self._changed:
            self._faults.append(Fault(method, kind, times, **more))

    def mend(self) -> None:
        """Nothing goes wrong any more."""
        with self._changed:
            self._faults.clear()

    # What the bot asks

    def answer(self, method: str, given: dict[str, Any]) -> Any:
        """The result of a call. Raises Refusal or Dropped."""
        with self._changed:
            self.requests.append(Request(time.monotonic(), method, given))
        fault = self._fault_for(method, given)
        if fault is not None and fault.kind != "drop_after":
            self._go_wrong(fault)
        called = getattr(self, f"_on_{method}", None)
        if called is None:
            raise Refusal(404, "Not Found")
        result = called(given)
        if fault is not None and fault.kind == "drop_after":
            raise Dropped
        return result

    def file(self, path: str) -> bytes | None:
        return self._files.get(path)

    def order(self, name: str, given: dict[str, Any]) -> Any:
        """An order under /control/, for a test that runs the stand-in as a process of its own."""
        if name == "said":
            return [asdict(each) for each in self.said(int(given["chat"]))]
        if name == "requests":
            return [asdict(each) for each in self.requests]
        known = {"type", "press", "press_data", "tell", "fault", "mend", "unconfirmed", "texts"}
        if name not in known:
            raise Refusal(404, "no such order")
        return getattr(self, name)(**given)

    def _fault_for(self, method: str, given: dict[str, Any]) -> Fault | None:
        with self._changed:
            for fault in self._faults:
                if fault.method == method and fault.chat in (None, _number(given.get("chat_id"))):
                    fault.times -= 1
                    if fault.times == 0:
                        self._faults.remove(fault)
                    return fault
        return None

    def _go_wrong(self, fault: Fault) -> None:
        match fault.kind:
            case "delay":
                time.sleep(fault.seconds)
            case "drop_before":
                raise Dropped
            case "garbage":
                raise Refusal(-1, "<html>not JSON")
            case "429":
                raise Refusal(429, f"Too Many Requests: retry after {fault.seconds}", retry_after=int(fault.seconds))
            case "migrate":
                raise Refusal(
                    400,
                    "Bad Request: group chat was upgraded to a supergroup chat",
                    migrate_to_chat_id=int(fault.seconds),
                )
            case code:
                raise Refusal(int(code), fault.text or _DESCRIPTIONS.get(code, "Internal Server Error"))

    def _on_getMe(self, given: dict[str, Any]) -> Any:
        return BOT

    def _on_deleteWebhook(self, given: dict[str, Any]) -> Any:
        return True

    def _on_getChat(self, given: dict[str, Any]) -> Any:
        return {"id": int(given["chat_id"]), "type": "private", "accent_color_id": 0, "max_reaction_count": 1}

    def _on_setMyCommands(self, given: dict[str, Any]) -> Any:
        self.menus[given.get("language_code", "")] = json.loads(given["commands"])
        return True

    def _on_getUpdates(self, given: dict[str, Any]) -> Any:
        """Long polling: confirms what lies before the offset; a newer poll ends an older one with 409."""
        with self._changed:
            self._poll += 1
            mine = self._poll
            self._changed.notify_all()
            offset = int(given.get("offset", 0))
            self._updates = [each for each in self._updates if each["update_id"] >= offset]
            allowed = json.loads(given.get("allowed_updates", "[]"))
            end = time.monotonic() + float(given.get("timeout", 0))
            while not (ready := [each for each in self._updates if not allowed or set(allowed) & set(each)]):
                left = end - time.monotonic()
                if left <= 0:
                    return []
                self._changed.wait(left)
                if self._poll != mine:
                    raise Refusal(409, _DESCRIPTIONS["409"])
            return ready[:100]

    def _on_sendMessage(self, given: dict[str, Any]) -> Any:
        chat = int(given["chat_id"])
        text, bold = _read_text(given)
        with self._changed:
            said = Said(chat, self._new_message(), text, given["text"], bold, _buttons(given))
            self._said.append(said)
        return self._as_message(said)

    def _on_editMessageText(self, given: dict[str, Any]) -> Any:
        chat, number = int(given["chat_id"]), int(given["message_id"])
        text, bold = _read_text(given)
        with self._changed:
            said = next((each for each in self._said if (each.chat, each.id) == (chat, number)), None)
            if said is None:
                raise Refusal(400, "Bad Request: message to edit not found")
            buttons = _buttons(given)
            if (said.text, said.bold, said.buttons) == (text, bold, buttons):
                raise Refusal(400, _NOT_MODIFIED)
            said.text, said.html, said.bold, said.buttons = text, given["text"], bold, buttons
            said.edits += 1
        return self._as_message(said)

    def _on_answerCallbackQuery(self, given: dict[str, Any]) -> Any:
        if given["callback_query_id"] in self.answered:
            raise Refusal(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
        self.answered.append(given["callback_query_id"])
        return True

    def _on_sendDocument(self, given: dict[str, Any]) -> Any:
        name, content = given["document"]
        with self._changed:
            said = Said(int(given["chat_id"]), self._new_message(), "", file=name, content=content.decode("latin-1"))
            self._said.append(said)
        document = {"file_id": f"sent-{said.id}", "file_unique_id": f"sent-{said.id}", "file_name": name}
        return self._as_message(said) | {"document": document}

    def _on_sendPhoto(self, given: dict[str, Any]) -> Any:
        name, content = given["photo"]
        with self._changed:
            said = Said(int(given["chat_id"]), self._new_message(), "", file=name, content=content.decode("latin-1"))
            self._said.append(said)
        size = {"file_id": f"sent-{said.id}", "file_unique_id": f"sent-{said.id}", "width": 1080, "height": 1440}
        return self._as_message(said) | {"photo": [size]}

    def _on_getFile(self, given: dict[str, Any]) -> Any:
        content = self._files.get(given["file_id"])
        if content is None:
            raise Refusal(400, "Bad Request: wrong file_id or the file is temporarily unavailable")
        if len(content) > 20 * 1024 * 1024:
            raise Refusal(400, "Bad Request: file is too big")
        name = given["file_id"]
        return {"file_id": name, "file_unique_id": name, "file_size": len(content), "file_path": f"documents/{name}"}

    def _message(self, chat: int, user: int, name: str, content: dict[str, Any]) -> int:
        return self._tell({"message": self._envelope(chat, user, name) | content})

    def _envelope(self, chat: int, user: int, name: str) -> dict[str, Any]:
        kind = "private" if chat > 0 else "supergroup"
        with self._changed:
            number = self._new_message()
        speaker = {"id": user, "is_bot": False, "first_name": name}
        return {"message_id": number, "date": _NOON + number, "chat": {"id": chat, "type": kind}, "from": speaker}

    def _new_message(self) -> int:
        self._next_message += 1
        return self._next_message

    def _tell(self, update: dict[str, Any]) -> int:
        with self._changed:
            self._next_update += 1
            self._updates.append({"update_id": self._next_update, **update})
            self._changed.notify_all()
            return self._next_update

    def _as_message(self, said: Said) -> dict[str, Any]:
        kind = "private" if said.chat > 0 else "supergroup"
        return {"message_id": said.id, "date": _NOON, "chat": {"id": said.chat, "type": kind}, "text": said.text}


_NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a "
    "current content and reply markup of the message"
)
_DESCRIPTIONS = {
    "400": "Bad Request: chat not found",
    "401": "Unauthorized",
    "403": "Forbidden: bot was blocked by the user",
    "404": "Not Found",
    "409": "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    "413": "Request Entity Too Large",
}


def _number(chat: Any) -> int | None:
    return int(chat) if chat is not None else None


def _read_text(given: dict[str, Any]) -> tuple[str, list[str]]:
    """The text as people see it and its bold parts, by the rules of the real API."""
    html = given.get("text", "")
    try:
        text, bold = parsed(html) if given.get("parse_mode") == "HTML" else (html, [])
    except Malformed as fault:
        raise Refusal(400, f"Bad Request: can't parse entities: {fault}") from None
    if not text.strip():
        raise Refusal(400, "Bad Request: message text is empty")
    if len(text.encode("utf-16-le")) // 2 > 4096:
        raise Refusal(400, "Bad Request: message is too long")
    return text.strip(), bold


def _buttons(given: dict[str, Any]) -> list[list[tuple[str, str]]]:
    keyboard = json.loads(given.get("reply_markup") or "{}").get("inline_keyboard", [])
    rows = [[(each["text"], each["callback_data"]) for each in row] for row in keyboard]
    for text, data in (each for row in rows for each in row):
        if not 1 <= len(data.encode()) <= 64:
            raise Refusal(400, "Bad Request: BUTTON_DATA_INVALID")
        if not text.strip():
            raise Refusal(400, "Bad Request: text buttons must have a non-empty text")
    return rows


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that has gone away is no fault of ours."""


def _handler(api: ChatApi) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True
        wbufsize = -1

        def log_message(self, format: str, *args: Any) -> None:
            """Nothing: the requests are kept in the log of the stand-in."""

        def do_GET(self) -> None:
            self._answer()

        def do_POST(self) -> None:
            self._answer()

        def _answer(self) -> None:
            asked = urlsplit(self.path)
            given: dict[str, Any] = dict(parse_qsl(asked.query, keep_blank_values=True))
            given |= _body(self.headers.get("Content-Type", ""), self._read())
            try:
                self._route(unquote(asked.path), given)
            except Dropped:
                self.close_connection = True
            except Refusal as refusal:
                code = refusal.answer["error_code"]
                text = refusal.answer["description"] if code == -1 else json.dumps(refusal.answer)
                self._send(200 if code == -1 else code, text.encode())

        def _route(self, path: str, given: dict[str, Any]) -> None:
            if path.startswith("/control/"):
                self._result(api.order(path.removeprefix("/control/"), given))
            elif path.startswith(f"/file/bot{api.token}/documents/"):
                content = api.file(path.rsplit("/", 1)[1])
                self._send(404 if content is None else 200, content or b"{}")
            elif path.startswith(f"/bot{api.token}/"):
                self._result(api.answer(path.rsplit("/", 1)[1], given))
            else:
                raise Refusal(401, "Unauthorized")

        def _read(self) -> bytes:
            return self.rfile.read(int(self.headers.get("Content-Length") or 0))

        def _result(self, result: Any) -> None:
            self._send(200, json.dumps({"ok": True, "result": result}).encode())

        def _send(self, code: int, content: bytes) -> None:
            self.send_response(code)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)
            self.wfile.flush()

    return Handler


def _body(content_type: str, body: bytes) -> dict[str, Any]:
    if content_type.startswith("application/json"):
        return dict(json.loads(body or b"{}"))
    if content_type.startswith("multipart/form-data"):
        whole = BytesParser(policy=HTTP).parsebytes(b"Content-Type: " + content_type.encode() + b"\r\n\r\n" + body)
        return dict(_parts(whole.iter_parts()))
    return dict(parse_qsl(body.decode(), keep_blank_values=True))


def _parts(parts: Iterable[Any]) -> Iterable[tuple[str, Any]]:
    for part in parts:
        name = part.get_param("name", header="content-disposition")
        content = part.get_payload(decode=True)
        yield name, (part.get_filename(), content) if part.get_filename() else content.decode()


def main(port: int, file: Path) -> None:
    api = ChatApi(port)
    file.write_text(json.dumps({"url": api.url, "token": api.token}))
    threading.Event().wait()


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
