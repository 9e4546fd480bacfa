"""How often the registry is asked and people in it are written to."""

from django.http import HttpRequest

from lms.backbone.limits import too_many, too_many_about

# Enough for a whole center behind one address; too few to copy the registry away.
LOOKS, WAIT_SECONDS = 60, 60
LOOKS_A_DAY, DAY_SECONDS = 300, 86_400
# Messages that one address writes, and that one person gets from all of them together.
WRITTEN, WRITTEN_SECONDS = 5, 3600
RECEIVED = 20


def crowded(request: HttpRequest) -> bool:
    """Count this look, in pages, JSON and widgets together; whether it is one too many."""
    a_minute = too_many(request, "registry", limit=LOOKS, seconds=WAIT_SECONDS)
    return too_many(request, "registry-day", limit=LOOKS_A_DAY, seconds=DAY_SECONDS) or a_minute


def wrote_too_much(request: HttpRequest, public_id: str) -> bool:
    """Count this message; whether its address or the person has had enough of them."""
    mine = too_many(request, "registry-write", limit=WRITTEN, seconds=WRITTEN_SECONDS)
    theirs = too_many_about(public_id, "registry-written", limit=RECEIVED, seconds=DAY_SECONDS)
    return mine or theirs
