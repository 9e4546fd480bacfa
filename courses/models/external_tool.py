"""Tools of others that open from lessons by LTI 1.3, and how far a learner is in one."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from courses.models.keys import new_key
from courses.models.learning import Enrollment
from courses.models.owned import Owned
from courses.tools.addresses import origin_of
from endorsement.models import Person


class ExternalTool(Owned):
    """A tool as its own administrators and ours made it known to each other.

    `client_id` and `deployment_id` are made here, for the tool to know us by. Where it may send
    browsers, and the key it signs with, are what it told us.
    """

    name = models.CharField(
        _("name"), max_length=120, help_text=_("As learners read it, for example: Baby Signals.")
    )
    told = models.TextField(
        _("what learners are told"),
        max_length=1000,
        help_text=_(
            "Who offers the tool, what one does in it, and what they do with what they learn. Shown "
            "before it opens."
        ),
    )
    launch_url = models.CharField(
        _("address to open"),
        max_length=500,
        help_text=_("The tool’s “target link URI” or “launch URL”."),
    )
    login_url = models.CharField(
        _("address to begin signing in"),
        max_length=500,
        help_text=_("The tool’s “initiate login URL” (OpenID Connect)."),
    )
    redirect_urls = models.TextField(
        _("addresses to come back to"),
        max_length=3000,
        help_text=_("The tool’s “redirect URIs”, one a line, exactly as the tool sends them."),
    )
    keys_url = models.CharField(
        _("address of its public keys"),
        max_length=500,
        blank=True,
        help_text=_(
            "The tool’s “public keyset URL” (JWKS). With it the tool can change its keys by itself."
        ),
    )
    public_key = models.TextField(
        _("or its public key"),
        max_length=5000,
        blank=True,
        help_text=_("As text that begins with -----BEGIN PUBLIC KEY-----. Never a private key."),
    )
    gives_name = models.BooleanField(
        _("tell the tool the learner’s name"),
        default=False,
        help_text=_("Only where the tool needs it. Learners are asked first."),
    )
    gives_email = models.BooleanField(
        _("tell the tool the learner’s email address"),
        default=False,
        help_text=_("Only where the tool needs it. Learners are asked first."),
    )
    shared = models.BooleanField(
        _("shared"),
        default=False,
        help_text=_("Authors of other associations may put it into their lessons, too."),
    )
    active = models.BooleanField(
        _("in use"),
        default=True,
        help_text=_("Without the tick it opens nowhere, and nothing that it reports is taken."),
    )
    client_id = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    deployment_id = models.CharField(max_length=12, default=new_key, editable=False)

    class Meta:
        verbose_name = _("external tool")
        verbose_name_plural = _("external tools")
        ordering = ["name"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(keys_url="") | ~Q(public_key=""),
                name="external_tool_has_a_key",
                violation_error_message=_(
                    "Give the address of the tool’s public keys, or its public key."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def redirects(self) -> list[str]:
        return self.redirect_urls.split()

    @property
    def origins(self) -> list[str]:
        """Where a browser may be sent, and what may stand in a frame."""
        addresses = [self.login_url, self.launch_url, *self.redirects]
        return list(dict.fromkeys(filter(None, map(origin_of, addresses))))

    def opens_for(self, association_id: int | None) -> bool:
        """Whether it is in use, and the association's own or shared with others."""
        return self.active and (self.shared or self.association_id == association_id)

    def clean(self) -> None:
        super().clean()
        if self.keys_url and self.public_key:
            raise ValidationError(
                {"public_key": _("Give one of the two: the address of its keys, or a key.")}
            )


class ToolLink(models.Model):
    """A place of a tool in a version of a module: what the tool knows as resource link and line item."""

    public_id = models.CharField(max_length=12, unique=True, default=new_key)
    tool = models.ForeignKey(ExternalTool, on_delete=models.PROTECT, related_name="links")
    code = models.CharField(max_length=80)
    version = models.PositiveIntegerField()
    lesson_key = models.CharField(max_length=80)
    block_key = models.CharField(max_length=80)
    title = models.CharField(max_length=200)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["tool", "code", "version", "lesson_key", "block_key"],
                name="tool_link_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tool}: {self.title}"


class ToolAccount(models.Model):
    """A learner as a tool knows them: by `subject`, which means nothing to anybody else.

    What the tool is told beside it is what the learner agreed to, and only while they do.
    """

    tool = models.ForeignKey(ExternalTool, on_delete=models.CASCADE, related_name="accounts")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="tool_accounts")
    subject = models.CharField(max_length=36)
    name_agreed_at = models.DateTimeField(null=True)
    email_agreed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tool", "person"], name="tool_account_once"),
            models.UniqueConstraint(fields=["tool", "subject"], name="tool_subject_once"),
        ]

    def __str__(self) -> str:
        return f"{self.tool}: {self.subject}"


class ToolUse(models.Model):
    """A learner at one place of a tool. `score` is the best so far, in percent.

    `reported_at` is the tool's own time of its last report: an older one changes nothing. `seconds`
    are counted by the platform from an opening to a report, `seconds_left` is what may still count
    of the opening last made.
    """

    enrollment = models.ForeignKey(Enrollment, on_delete=models.CASCADE, related_name="tool_uses")
    link = models.ForeignKey(ToolLink, on_delete=models.PROTECT, related_name="uses")
    opened_at = models.DateTimeField()
    reported_at = models.DateTimeField(null=True)
    activity = models.CharField(max_length=12, blank=True)
    grading = models.CharField(max_length=13, blank=True)
    score = models.PositiveSmallIntegerField(null=True)
    seconds = models.PositiveIntegerField(default=0)
    seconds_left = models.PositiveIntegerField(default=0)
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["enrollment", "link"], name="tool_use_once"),
            models.CheckConstraint(
                condition=Q(score__isnull=True) | Q(score__lte=100),
                name="tool_score_is_a_percent",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrollment}: {self.link}"


class ToolLaunch(models.Model):
    """An opening on its way through the browser, good for minutes and once.

    `digest` is that of the secret in the browser's hands; `origin` the host where the learner is
    signed in; `place` what the author wrote (courses.tools.launch.Place).
    """

    use = models.ForeignKey(ToolUse, on_delete=models.CASCADE, related_name="launches")
    digest = models.CharField(max_length=64, unique=True)
    origin = models.CharField(max_length=300)
    framed = models.BooleanField(default=False)
    language = models.CharField(max_length=8)
    place = models.JSONField()
    back = models.CharField(max_length=500, blank=True)
    expires_at = models.DateTimeField(db_index=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(used_at__isnull=True) | Q(used_at__lte=F("expires_at")),
                name="tool_launch_used_in_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.use}: {self.expires_at:%Y-%m-%d %H:%M}"


class ToolNumber(models.Model):
    """A number that a tool may use once, until `expires_at`: of a message it signed, or of a launch."""

    tool = models.ForeignKey(ExternalTool, on_delete=models.CASCADE, related_name="numbers")
    digest = models.CharField(max_length=64)
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tool", "digest"], name="tool_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.tool}: {self.digest[:8]}"
