"""A site on this machine with one page for every answer that the checker knows."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PAGES: dict[str, tuple[int, str]] = {
    "/fine": (200, ""),
    "/gone": (404, ""),
    "/closed": (403, ""),
    "/error": (500, ""),
    "/moved": (301, "/fine"),
    "/for-now": (302, "/fine"),
    "/loop": (302, "/loop-back"),
    "/loop-back": (302, "/loop"),
    "/inside": (302, "http://10.0.0.1/secret"),
    "/file": (302, "file:///etc/passwd"),
}


class Site:
    def __init__(self) -> None:
        self.root = ""
        self.asked: list[str] = []
        self.agents: set[str] = set()

    def __call__(self, path: str) -> str:
        return f"{self.root}{path}"


@contextmanager
def running() -> Iterator[Site]:
    site = Site()

    class Answers(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            site.asked.append(f"{self.command} {self.path}")
            site.agents.add(self.headers["User-Agent"])
            status, location = PAGES.get(self.path, (404, ""))
            if self.command == "HEAD" and self.path == "/no-head":
                status = 405
            elif self.path == "/no-head":
                status = 200
            self.send_response(status)
            if location:
                self.send_header("Location", location)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def do_GET(self) -> None:
            self._answer()

        def do_HEAD(self) -> None:
            self._answer()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    site.root = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield site
    server.shutdown()
    server.server_close()
    thread.join()
