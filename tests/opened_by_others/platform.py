"""A web server that is a learning platform to a course: it serves it, keeps its state, and takes its statements."""

from __future__ import annotations

import io
import json
import threading
import uuid
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs, urlencode, urlsplit

HERE = Path(__file__).parent
_TYPES = {".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".png": "image/png", ".jpg": "image/jpeg"}
TOKEN = "YTpi"


class _Server(ThreadingHTTPServer):
    def handle_error(self, *_: object) -> None:
        """A browser that was ended has no more questions."""


class Platform:
    """Serves one course (a zip, or a page alone) and remembers what is said to it."""

    def __init__(self, files: bytes | dict[str, bytes], *, mastery: float | None = None, mode: str = "Normal") -> None:
        self.files = files if isinstance(files, dict) else unpacked(files)
        self.launch_data = {
            "contextTemplate": {"contextActivities": {"grouping": [{"id": "urn:x-guide:course:1"}]}},
            "launchMode": mode,
            "moveOn": "Completed",
            **({"masteryScore": mastery} if mastery is not None else {}),
        }
        self.statements: list[dict[str, Any]] = []
        self.states: dict[str, bytes] = {}
        self.asked: list[str] = []
        self.finished = threading.Event()
        self.result: dict[str, Any] = {}
        self._server = _Server(("127.0.0.1", 0), self._handler())
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def address(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def launch(self) -> str:
        """Return what cmi5 hands to a course at its launch."""
        actor = {"objectType": "Agent", "account": {"homePage": "https://example.org", "name": "learner-1"}}
        return urlencode(
            {
                "endpoint": f"{self.address}/lrs",
                "fetch": f"{self.address}/token",
                "actor": json.dumps(actor),
                "registration": str(uuid.uuid4()),
                "activityId": "urn:x-guide:launched",
            }
        )

    def _handler(platform) -> type[BaseHTTPRequestHandler]:  # noqa: N805
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_: object) -> None:
                """Say nothing."""

            def do_GET(self) -> None:
                self._answer(*platform.got(urlsplit(self.path).path, parse_qs(urlsplit(self.path).query)))

            def do_POST(self) -> None:
                self._take()

            def do_PUT(self) -> None:
                self._take()

            def _take(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                allowed = self.headers.get("Authorization") == f"Basic {TOKEN}"
                url = urlsplit(self.path)
                self._answer(*platform.took(url.path, parse_qs(url.query), body, allowed=allowed))

            def _answer(self, status: int, body: bytes = b"", kind: str = "application/json") -> None:
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

        return Handler

    def got(self, path: str, query: dict[str, list[str]]) -> tuple[int, bytes, str]:
        """Answer a GET."""
        self.asked.append(path)
        if path.startswith("/lrs/"):
            state = query.get("stateId", [""])[0]
            if state == "LMS.LaunchData":
                return 200, json.dumps(self.launch_data).encode(), "application/json"
            kept = self.states.get(state)
            return (200, kept, "application/json") if kept is not None else (404, b"", "application/json")
        file = self._file(path)
        if file is None:
            return 404, b"", "text/plain"
        return 200, file, _TYPES.get(Path(path).suffix, "application/octet-stream")

    def took(self, path: str, query: dict[str, list[str]], body: bytes, *, allowed: bool) -> tuple[int, bytes]:
        """Take a POST or a PUT."""
        if path == "/token":
            return 200, json.dumps({"auth-token": TOKEN}).encode()
        if path == "/finished":
            self.result = json.loads(body)
            self.finished.set()
            return 204, b""
        if not allowed:
            return 401, b""
        if path == "/lrs/statements":
            said = json.loads(body)
            self.statements += said if isinstance(said, list) else [said]
            return 204, b""
        self.states[query["stateId"][0]] = body
        return 204, b""

    def _file(self, path: str) -> bytes | None:
        if path.startswith("/course/"):
            return self.files.get(path.removeprefix("/course/"))
        place = HERE / "node_modules" if path.startswith("/modules/") else HERE / "page"
        file = place / path.removeprefix("/modules/").lstrip("/")
        return file.read_bytes() if file.is_file() else None


def unpacked(package: bytes) -> dict[str, bytes]:
    """Return the files of a zip."""
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}
