from typing import Any

from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lms.backbone.append_only import append_only


class EndorsementConfig(AppConfig):
    name = "endorsement"
    verbose_name = _("Endorsement")

    def ready(self) -> None:
        append_only("endorsement.LedgerEntry", when="OLD.permanent_at IS NOT NULL")
        append_only("endorsement.Confirmation")
        append_only("endorsement.Signature")
        append_only("endorsement.Belonging", when="OLD.confirmed_at IS NOT NULL")
        append_only("endorsement.Result")
        append_only("endorsement.Scoring", when="OLD.state = 'handed_in'")
        append_only("endorsement.Event")
        append_only(
            "endorsement.Edition",
            when="OLD.state = 'published'",
            # Before its first day it may be taken back to a draft, which says the same.
            but=(
                "NEW.state = 'draft' AND NEW.document = OLD.document "
                "AND OLD.effective_from > CURRENT_DATE"
            ),
        )

        from endorsement import receivers  # noqa: F401
        from endorsement.services import (
            applicant_reminder,
            bounce,
            confirmation_reminder,
            dry_run,
            held,
            own_data,
            people_import,
            reference_reminder,
            reminder,
            review_reminder,
            routes,
        )
        from endorsement.services.notices import departing, gathering, kinds, rehearsing
        from lms.backbone import departures, jobs

        departures.register_route(routes.route_to)
        departures.register_writer(gathering.TEMPLATE, departing.write)
        departures.register_writer(rehearsing.TEMPLATE, rehearsing.write)
        departures.register_refusal(bounce.refused)
        for kind in (
            reminder.RENEWALS,
            review_reminder.REVIEWS,
            applicant_reminder.ASKED,
            applicant_reminder.STILL,
            confirmation_reminder.CONFIRMATIONS,
            reference_reminder.REFERENCES,
        ):
            kinds.register(kind)

        jobs.register(
            own_data.KIND,
            own_data.run,
            title=_("A copy of your record"),
            home=lambda _job: reverse("endorsement:my_data"),
        )
        jobs.register(
            dry_run.KIND,
            dry_run.run,
            title=_("Dry run"),
            part=dry_run.run_part,
            home=_page_of_dry_run,
            shown_at=_page_of_dry_run,
        )
        jobs.register(
            people_import.KIND,
            people_import.run,
            title=_("Import of people"),
            home=_page_of_import,
            shown_at=_page_of_import,
        )
        jobs.register(
            held.KIND,
            held.run,
            title=_("Starting reminders"),
            home=_page_of_held,
            shown_at=_page_of_held,
        )


def _page_of_import(job: Any) -> str:
    said = job.params
    return reverse("endorsement:people_import", args=[said["association"], said["import"]])


def _page_of_held(job: Any) -> str:
    return reverse("endorsement:held_reminders", args=[job.params["association"]])


def _page_of_dry_run(job: Any) -> str:
    """In the CMS for administrators, at the association's desk for its coordinator."""
    edition, slug = job.params["edition"], job.params["association"]
    if slug:
        return reverse("endorsement:coming_edition", args=[slug, edition])
    return reverse("criteria:dry_run", args=[edition])
