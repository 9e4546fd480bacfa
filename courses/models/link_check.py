"""What became of the web addresses that the library and the sources name."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class LinkCheck(models.Model):
    """One address, however many cards and sources name it, and what asking it last gave.

    Addresses follow what names them: the sweep adds and removes rows. `state` is what people are told;
    `failures` counts failed tries in a row, because one bad evening is no broken link.
    """

    class State(models.TextChoices):
        NEW = "new", _("not checked yet")
        WORKS = "works", _("works")
        MOVED = "moved", _("works, at another address")
        CLOSED = "closed", _("answers, but not to programs")
        FAILING = "failing", _("failed once; it is tried again")
        BROKEN = "broken", _("broken")

    class Reason(models.TextChoices):
        NONE = "", _("none")
        GONE = "gone", _("The page is not there any more.")
        REFUSED = "refused", _("The site lets no program in. Open it yourself.")
        SERVER = "server", _("The site answers with an error.")
        UNKNOWN_HOST = "unknown_host", _("There is no such site.")
        NO_ANSWER = "no_answer", _("The site does not answer.")
        NOT_SAFE = "not_safe", _("The connection to the site is not safe.")
        PRIVATE = "private", _("The address leads into a private network.")
        LOOP = "loop", _("The site leads from one address to the next without end.")

    address = models.URLField(_("web address"), max_length=500, unique=True)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.NEW)
    reason = models.CharField(_("reason"), max_length=12, choices=Reason, blank=True, default="")
    status = models.PositiveSmallIntegerField(_("answer's number"), null=True, blank=True)
    leads_to = models.URLField(_("leads to"), max_length=500, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(_("next check"))
    checked_at = models.DateTimeField(_("checked"), null=True, blank=True)
    worked_at = models.DateTimeField(_("last seen working"), null=True, blank=True)
    # The state that editors were last written about; the weekly mail tells what differs.
    told = models.CharField(max_length=8, choices=State, default=State.NEW)

    class Meta:
        verbose_name = _("checked link")
        verbose_name_plural = _("checked links")
        ordering = ["address"]
        indexes: ClassVar[list[Any]] = [models.Index(fields=["due_at"], name="link_check_due")]

    def __str__(self) -> str:
        return self.address
