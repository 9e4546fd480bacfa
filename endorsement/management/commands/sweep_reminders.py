"""Show or send the reminders of a day."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from endorsement.services import cycle_sweep, reminder
from endorsement.services.notices import gathering


class Command(BaseCommand):
    help = (
        "Sweep the renewal reminders, after what the days do to endorsements. "
        "Without options: send what is due now, as the scheduler does. "
        "With --as-of DATE: list what a sweep on that day would send, and send nothing; "
        "add --send to carry it out as of that day."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--as-of", metavar="DATE", help="a day, for example 2026-12-31")
        parser.add_argument("--send", action="store_true", help="with --as-of: really send")

    def handle(self, *_args: Any, **options: Any) -> None:
        day = _day(options["as_of"]) if options["as_of"] else None
        if day and not options["send"]:
            self._show(day)
            return
        cycle_sweep.sweep(at=timezone.now(), on=day)
        reminder.sweep(at=timezone.now(), on=day)
        owed = gathering.gather(at=timezone.now(), hurry=True)
        self.stdout.write(f"{owed} message{'' if owed == 1 else 's'} to send.")

    def _show(self, day: date) -> None:
        today = reminder.today_by_zone(timezone.now(), day)
        plans = reminder.plans(list(reminder.due_cycles(today)), today)
        if not sum(self._line(plan) for plan in plans):
            self.stdout.write(f"Nothing is due on {day.isoformat()}.")

    def _line(self, plan: reminder.Plan) -> int:
        endorsement = plan.cycle.endorsement
        for rung in plan.overtaken:
            self.stdout.write(f"overtaken  {rung:13} {endorsement.public_id}")
        if plan.send:
            self.stdout.write(
                f"would send {plan.send:13} {endorsement.public_id} "
                f"{endorsement.category}, due {plan.cycle.due_on.isoformat()}"
            )
        return len(plan.overtaken) + bool(plan.send)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CommandError(
            f"{text} is not a day. Write it as year-month-day, for example --as-of 2026-12-31"
        ) from None
