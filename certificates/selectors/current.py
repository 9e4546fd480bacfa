"""The certificate by which an endorsement is checked today: its newest that stands."""

from collections.abc import Collection

from certificates.models import Certificate
from endorsement.models import RenewalCycle


def numbers(endorsements: Collection[str]) -> dict[str, str]:
    """The number of each endorsement's newest certificate, by the endorsement's public id.

    That of its latest renewal, else that of the award; none while it is still being drawn, and none
    that was superseded or withdrawn. Two queries.
    """
    subjects = {f"endorsement:{one}": one for one in endorsements}
    cycles = RenewalCycle.objects.filter(endorsement__public_id__in=endorsements)
    for one, number in cycles.values_list("endorsement__public_id", "number"):
        subjects[f"cycle:{one}:{number}"] = one
    rows = Certificate.objects.filter(
        subject__in=subjects,
        issued_at__isnull=False,
        superseded_by__isnull=True,
        revoked_at__isnull=True,
    )
    # The newest comes last and replaces the others.
    newest_last = rows.order_by("valid_from_on", "pk").values_list("subject", "number")
    return {subjects[subject]: number for subject, number in newest_last}
