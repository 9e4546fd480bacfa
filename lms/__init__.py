"""The project: settings, addresses, sign-in and plumbing. No domain words live here."""

from lms.celery import app as celery_app

__all__ = ["celery_app"]
