"""The sample scheme and the platform's framework, loaded from the shipped files."""

import copy
import datetime
import functools
from typing import Any

from endorsement.models import Association, Edition, Framework
from endorsement.rules.files import (
    FRAMEWORKS,
    SCHEMES,
    load_editions,
    read_document,
)
from endorsement.services.framework import import_framework
from endorsement.services.scheme import follow, import_editions, import_scheme
from tests.factories.association import AssociationFactory

PUBLISHED = datetime.datetime(2026, 1, 1, 12, tzinfo=datetime.UTC)


# Files that ship are read once a run: reading them is tested where it is the matter.
@functools.cache
def _framework() -> Any:
    return read_document(FRAMEWORKS / "core-1.yaml")[0]


@functools.cache
def _documents(file: str) -> tuple[Any, ...]:
    return tuple(document for document, _edition in load_editions(SCHEMES / file))


def core_framework() -> Framework:
    known = _framework()
    return Framework.objects.filter(
        code=known["framework"], version=known["version"]
    ).first() or import_framework(document=copy.deepcopy(known))


def sample_edition() -> Edition:
    known = _documents("sample.yaml")[-1]
    return Edition.objects.filter(
        scheme__code=known["scheme"], code=known["edition"]["code"], state=Edition.State.PUBLISHED
    ).first() or import_scheme(document=copy.deepcopy(known), at=PUBLISHED)


def association_with_scheme(slug: str = "north") -> Association:
    """An association that follows the sample scheme."""
    association = AssociationFactory(slug=slug)
    follow(association=association, scheme=sample_edition().scheme)
    return association


def shipped_scheme(association: Association, file: str) -> Association:
    """The association follows a scheme that ships, with all of its editions."""
    documents = copy.deepcopy(_documents(file))
    editions = import_editions(documents=documents, at=PUBLISHED)
    follow(association=association, scheme=editions[-1].scheme)
    return Association.objects.get(pk=association.pk)
