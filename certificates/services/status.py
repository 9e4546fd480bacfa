"""Status lists: each credential's place in one, and the lists as they are signed and published.

Signing is the worker's: the web process shows what was signed last and never holds a private key. A sweep
signs again whatever changed, every minute.
"""

import base64
import gzip
import hashlib
import secrets
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import CharField, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from certificates import did, keys
from certificates.credential import is_badge
from certificates.models import Certificate, StatusDocument, StatusList
from certificates.verification import RESTING
from endorsement.models import Association, Endorsement, LedgerEntry, RenewalCycle
from lms.backbone import canonical

#: The least that the standard allows, so that a list tells nothing about one credential.
ENTRIES = 131_072
#: Once so many draws in a row met a taken place, the list counts as full; most likely more than half is.
DRAWS = 8
TTL_MS = 5 * 60 * 1000
Purpose = StatusDocument.Purpose
Kind = Certificate.Kind


def place(*, certificate: Certificate, at: datetime) -> Certificate:
    """Give the certificate's credential its bit, drawn by lot, if it has none yet.

    What has no credential needs none.

    Effects, in order: a new list, signed at once, where there is none or the newest is full; the row's
    place. Two workers that place one certificate leave it with one place.
    """
    if not is_badge(certificate):
        return certificate
    for _draw in range(10 * DRAWS):
        if certificate.status_list_id is not None:
            return certificate
        _try_one_list(certificate, _list_for(certificate.association, at))
        certificate.refresh_from_db(fields=["status_list", "status_index"])
    raise RuntimeError("No place was found in a status list.")


def publish(*, at: datetime) -> int:
    """Sign every list again that says something else than it did, or in another key; how many were signed."""
    signed = 0
    for one in StatusList.objects.select_related("association").order_by("pk"):
        signed += sum(_publish(one, purpose, at) for purpose in Purpose)
    return signed


def bits_of(status_list: StatusList, purpose: str) -> bytes:
    """The list as it should be now: bit 0 is the first byte's highest."""
    bits = bytearray(ENTRIES // 8)
    chosen = revoked if purpose == Purpose.REVOCATION else suspended
    for index in chosen(status_list).values_list("status_index", flat=True):
        assert index is not None  # noqa: S101  a row of a list has its place
        bits[index // 8] |= 128 >> index % 8
    return bytes(bits)


def revoked(status_list: StatusList) -> QuerySet[Certificate]:
    """Those that will never stand again: withdrawn, superseded, corrected, of an endorsement taken away."""
    corrected = LedgerEntry.objects.filter(corrects__isnull=False)
    return status_list.certificates.filter(
        Q(revoked_at__isnull=False)
        | Q(superseded_by__isnull=False)
        | Q(
            kind__in=[Kind.COMPLETION, Kind.PATH],
            subject__in=_subjects(corrected, "entry:", "corrects__public_id"),
        )
        | _of_endorsements(Endorsement.State.REVOKED)
    )


def suspended(status_list: StatusList) -> QuerySet[Certificate]:
    """Those that may stand again: of an endorsement that lapsed, is inactive or was retired."""
    return status_list.certificates.filter(_of_endorsements(*RESTING))


def _of_endorsements(*states: str) -> Q:
    awards = Endorsement.objects.filter(state__in=states)
    cycles = RenewalCycle.objects.filter(endorsement__state__in=states)
    numbered = (
        "endorsement__public_id",
        Value(":"),
        Cast("number", CharField()),
    )
    return Q(kind=Kind.ENDORSEMENT, subject__in=_subjects(awards, "endorsement:", "public_id")) | Q(
        kind=Kind.RENEWAL, subject__in=_subjects(cycles, "cycle:", *numbered)
    )


def _subjects(rows: QuerySet, prefix: str, *parts: object) -> QuerySet:
    named = Concat(Value(prefix), *parts, output_field=CharField())
    return rows.annotate(testified=named).values("testified")


def _list_for(association: Association | None, at: datetime) -> StatusList:
    lists = StatusList.objects.filter(association=association, full=False).order_by("-pk")
    found = lists.first()
    if found is None:
        found = StatusList.objects.create(association=association)
        for purpose in Purpose:
            _publish(found, purpose, at)
    return found


def _try_one_list(certificate: Certificate, status_list: StatusList) -> None:
    free = Certificate.objects.filter(pk=certificate.pk, status_list__isnull=True)
    for _draw in range(DRAWS):
        try:
            with transaction.atomic():
                free.update(status_list=status_list, status_index=secrets.randbelow(ENTRIES))
        except IntegrityError:
            continue
        return
    StatusList.objects.filter(pk=status_list.pk).update(full=True)


def _publish(status_list: StatusList, purpose: str, at: datetime) -> bool:
    # Inside the worker only: the web process loads neither private keys nor pyld.
    from certificates import linked_data

    association = status_list.association
    owner = association.slug if association else keys.PLATFORM
    key = keys.current(keys.CREDENTIAL, owner)
    bits = bits_of(status_list, purpose)
    says = hashlib.sha256(bits + key.id.encode()).hexdigest()
    if status_list.documents.filter(purpose=purpose, says=says).exists():
        return False
    address = did.status_address(status_list.public_id, purpose)
    document = {
        "@context": [linked_data.CREDENTIALS],
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": did.did_of(owner),
        "validFrom": max(at, key.since).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "credentialSubject": {
            "id": f"{address}#list",
            "type": "BitstringStatusList",
            "statusPurpose": str(purpose),
            "encodedList": _encoded(bits),
            "ttl": TTL_MS,
        },
    }
    signed = linked_data.secured(document, key=key, method=did.method_of(owner, key), at=at)
    StatusDocument.objects.update_or_create(
        status_list=status_list,
        purpose=purpose,
        defaults={"text": canonical.text(signed), "says": says, "signed_at": at},
    )
    return True


def _encoded(bits: bytes) -> str:
    packed = base64.urlsafe_b64encode(gzip.compress(bits, mtime=0)).decode().rstrip("=")
    return "u" + packed
