"""Print who can sign in on a demonstration installation."""

from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand

from endorsement.demonstration import ACCOUNTS, PASSWORD


class Command(BaseCommand):
    help = "Print the demonstration accounts that exist, or nothing."

    def handle(self, *_args: Any, **_options: Any) -> None:
        emails = {account.email: account.what for account in ACCOUNTS}
        there = set(
            get_user_model().objects.filter(email__in=emails).values_list("email", flat=True)
        )
        if not there:
            return
        self.stdout.write(f"Demonstration accounts (password: {PASSWORD})")
        for email, what in emails.items():
            if email in there:
                self.stdout.write(f"  {email:34} {what}")
