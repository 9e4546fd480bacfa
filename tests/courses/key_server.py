"""An address on this machine that answers as it is told."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Served:
    """What is answered at `address`, and how often it was asked for."""

    def __init__(self) -> None:
        self.address = ""
        self.asked = 0
        self.answer(b"")

    def answer(self, body: bytes, *, status: int = 200, **headers: str) -> "Served":
        self.body, self.status, self.headers = body, status, headers
        return self


@contextmanager
def served() -> Iterator[Served]:
    what = Served()

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            what.asked += 1
            self.send_response(what.status)
            for name, value in {**what.headers, "Content-Length": str(len(what.body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(what.body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    what.address = f"http://127.0.0.1:{server.server_port}/keys"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield what
    server.shutdown()
    server.server_close()
    thread.join()
