"""What a question bank costs in the editor: python -m benchmarks.bank_editor [questions …]

The CMS's page of a bank with as many questions of three options each, in Chromium, on a server of its own and
a copy of the tests' database: the page's weight, the server's time for it, how long it takes until the
browser has drawn the last question and has nothing left to do, and the CPU time of the page's main thread
for that. Only ratios between sizes say something.
"""

import os
import shutil
import sqlite3
import sys
import time
from contextlib import closing
from pathlib import Path
from statistics import median

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings.test")
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.staticfiles.handlers import StaticFilesHandler  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.testcases import LiveServerThread  # noqa: E402
from django.test.utils import setup_databases, setup_test_environment  # noqa: E402
from playwright.sync_api import BrowserContext, sync_playwright  # noqa: E402

from courses.models import QuestionBankPage  # noqa: E402
from lms.accounts.models import User  # noqa: E402
from tests.factories.module import make_module, question  # noqa: E402

SIZES = (10, 100)
TIMES = 3
#: Until nothing of what the page begins with is left to do.
IDLE = """() => new Promise((done) => {
  let last = performance.now();
  const heard = (list) => list.getEntries().forEach((one) => { last = one.startTime + one.duration; });
  new PerformanceObserver(heard).observe({ type: "longtask", buffered: true });
  const look = () => performance.now() - last > 1000 ? done(Math.round(last)) : setTimeout(look, 100);
  setTimeout(look, 100);
})"""


def main(sizes: tuple[int, ...]) -> None:
    setup_test_environment()
    own = database_of_its_own()
    setup_databases(verbosity=0, interactive=False, keepdb=True)
    try:
        measure(sizes)
    finally:
        own.unlink(missing_ok=True)


def database_of_its_own() -> Path:
    """A copy of the tests' database where there is one: what is made here is committed."""
    test = settings.DATABASES["default"]["TEST"]
    known, own = Path(test["NAME"]), Path(f"{test['NAME']}-measured")
    if known.exists():
        with closing(sqlite3.connect(known)) as rows, closing(sqlite3.connect(own)) as copy:
            rows.backup(copy)
    test["NAME"] = str(own)
    return own


def measure(sizes: tuple[int, ...]) -> None:
    author = User.objects.create_superuser(email="author@example.org", password="x")
    banks = {size: bank(size) for size in sizes}
    server = LiveServerThread("localhost", StaticFilesHandler)
    server.daemon = True
    server.start()
    server.is_ready.wait()
    base = f"http://localhost:{server.port}"
    path = next(filter(None, map(shutil.which, ("chromium-headless-shell", "chromium"))))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        client = Client()
        client.force_login(author)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": base}])
        for size in sizes:
            look(context, f"{base}/cms/pages/{banks[size].pk}/edit/", size)
        browser.close()
    server.terminate()


def bank(size: int) -> QuestionBankPage:
    made = make_module(f"bank-{size}", bank=[question(f"q{number}") for number in range(size)])
    return QuestionBankPage.objects.child_of(made).get()


def look(context: BrowserContext, address: str, size: int) -> None:
    first = context.request.get(address)
    if "data-block" not in first.text():
        raise SystemExit(f"No editor at {first.url}: {first.status}")
    begun = time.monotonic()
    weight = len(context.request.get(address).body())
    served = time.monotonic() - begun
    found = []
    for _time in range(TIMES):
        page = context.new_page()
        counted = context.new_cdp_session(page)
        # What its main thread worked, not how long other processes kept it waiting.
        counted.send("Performance.enable", {"timeDomain": "threadTicks"})
        page.goto(address, wait_until="load", timeout=120_000)
        last = f'[name="questions-{size - 1}-value-text"]'
        page.locator(last).wait_for(state="attached", timeout=120_000)
        ready = page.evaluate(IDLE)
        fields = page.locator("input, textarea, select").count()
        nodes = page.evaluate("document.querySelectorAll('*').length")
        told = counted.send("Performance.getMetrics")["metrics"]
        worked = next(one["value"] for one in told if one["name"] == "TaskDuration")
        found.append((ready, worked, fields, nodes))
        page.close()
    ready, worked, fields, nodes = (median(column) for column in zip(*found, strict=True))
    print(
        f"{size:>4} questions: {weight / 1e6:.2f} MB, served in {served * 1000:.0f} ms,"
        f" quiet after {ready:.0f} ms, {worked:.1f} s CPU in the page,"
        f" {fields:.0f} fields, {nodes:.0f} elements",
        flush=True,
    )


if __name__ == "__main__":
    main(tuple(int(size) for size in sys.argv[1:]) or SIZES)
