from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from lms.backbone.jobs import Job


class CertificatesConfig(AppConfig):
    name = "certificates"
    verbose_name = _("Certificates")

    def ready(self) -> None:
        from certificates import own_data, receivers  # noqa: F401
        from certificates.selectors import current
        from certificates.services import anew, batches, packing, previewing
        from endorsement.selectors import testimony
        from endorsement.services.own_data import register
        from lms.backbone import jobs

        register("certificates", own_data.certificates)
        testimony.register(current.numbers)
        jobs.register(previewing.KIND, previewing.run, title=previewing.TITLE, keep=previewing.KEEP)
        jobs.register(
            packing.KIND,
            packing.run,
            title=_("All your certificates"),
            home=lambda _job: reverse("certificates:mine"),
        )
        jobs.register(
            anew.KIND,
            anew.run,
            title=_("Your certificates in your present name"),
            home=lambda _job: reverse("certificates:mine"),
            shown_at=lambda _job: reverse("certificates:mine"),
        )
        for what, title in (
            (batches.REDRAW, _("Certificates drawn again")),
            (batches.OWED, _("Certificates that are owed")),
        ):
            jobs.register(
                what,
                batches.run,
                part=batches.run_part,
                title=title,
                home=_preparing,
                shown_at=_preparing,
            )


def _preparing(job: "Job") -> str:
    slug = job.params["association"]
    if not slug:
        return reverse("certificates:platform_prepare")
    return reverse("certificates:prepare", args=[slug])
