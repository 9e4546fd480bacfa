"""What an association decides about itself."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from endorsement import signals
from endorsement.models import Association
from endorsement.models.association import validate_host_name
from endorsement.refusals import Refused


def set_host_name(*, association: Association, host_name: str) -> Association:
    """Give the association an address of its own, or with an empty name take it back.

    Effects, in order: the name; `association_host_changed`, by which the CMS keeps its site in step.

    :raises Refused: for what is no host name, for the platform's own, and for another association's.
    """
    name = host_name.strip().lower().rstrip(".") or None
    if name is not None:
        _check(name)
    try:
        with transaction.atomic():
            Association.objects.filter(pk=association.pk).update(host_name=name)
            association.host_name = name
            signals.association_host_changed.send(sender=Association, association=association)
    except IntegrityError as error:
        association.refresh_from_db(fields=["host_name"])
        raise Refused(_("Another association has this host name. Choose another one.")) from error
    return association


def _check(name: str) -> None:
    try:
        validate_host_name(name)
    except ValidationError as error:
        raise Refused(error.messages[0], field="host_name") from error
    if name in {urlsplit(url).hostname for url in (settings.PUBLIC_URL, settings.CONTENT_URL)}:
        raise Refused(_("This is the address of the whole platform. Choose another one."))
