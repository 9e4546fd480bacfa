"""The four programs and how each is started."""

import os
import sys
from pathlib import Path

from . import broker
from .child import Program
from .options import Options

CELERY = (sys.executable, "-m", "celery", "--quiet", "-A", "lms")


def broker_program(options: Options, socket: Path) -> Program:
    return Program("broker", broker.command(options, socket))


def web(listeners: list[str]) -> Program:
    """Two processes that share what is loaded before the fork, eight threads each.

    No access log here: it would hold what people look at, and drown what matters.
    """
    settings = {
        "--worker-class": "gthread",
        "--workers": os.environ.get("WEB_PROCESSES") or "2",
        "--threads": os.environ.get("WEB_THREADS") or "8",
        "--timeout": "60",
        "--graceful-timeout": "10",
        "--log-level": "warning",
    }
    command = [sys.executable, "-m", "gunicorn", "lms.wsgi:application"]
    command += ["--preload", "--no-control-socket"]
    for name, value in settings.items():
        command += [name, value]
    for listener in listeners:
        command += ["--bind", listener]
    return Program("web", command, stop_within=15)


def worker() -> Program:
    """Stops warm: what it has begun may take half a minute, then the task runs again later."""
    command = [*CELERY, "worker", "--concurrency", os.environ.get("WORKER_PROCESSES") or "2"]
    command += ["--loglevel", "WARNING", "--without-gossip", "--without-mingle"]
    return Program("worker", command, stop_within=30)


def scheduler(options: Options) -> Program:
    command = [*CELERY, "beat", "--loglevel", "WARNING"]
    command += ["--schedule", str(options.run_dir / "beat-schedule")]
    return Program("scheduler", command)
