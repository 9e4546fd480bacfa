"""An administrator at the pages of the criteria."""

import json
from typing import Any

from django.test import Client
from django.urls import reverse

from endorsement.models import Edition, Person
from tests.factories.edition import administrator

TRAINING = ("family_associate", "award", "training")


def door(person: Person | None = None) -> Client:
    client = Client()
    client.force_login((person or administrator()).user)
    return client


def at(name: str, edition: Edition, *more: str) -> str:
    return reverse(f"criteria:{name}", args=[edition.public_id, *more])


def said(edition: Edition) -> dict[str, Any]:
    edition.refresh_from_db()
    return json.loads(edition.document)


def fields_of(response: Any) -> dict[str, Any]:
    """What a browser would send of the page's form."""
    form = response.context["form"]
    data: dict[str, Any] = {}
    for name in form.fields:
        value = form[name].value()
        if value not in (None, False, ""):
            data[name] = "on" if value is True else value
    return data
