"""WSGI entry point, used by gunicorn."""

import atexit
import os
import shutil
import tempfile

from django.core.wsgi import get_wsgi_application


def _count_together() -> None:
    """A folder for the figures of all processes forked from this one (`--preload`).

    Before anything of ours is imported, for prometheus-client looks once. A new start counts anew: files of
    processes that ended would otherwise gather.
    """
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        return
    folder, owner = tempfile.mkdtemp(prefix="platform-metrics-"), os.getpid()
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder

    @atexit.register
    def _remove() -> None:
        if os.getpid() == owner:
            shutil.rmtree(folder, ignore_errors=True)


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings.production")
_count_together()

application = get_wsgi_application()
