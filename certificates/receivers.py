"""What endorsement and the CMS report changes certificates in the same transaction."""

from datetime import datetime
from typing import Any

from django.dispatch import receiver
from django.utils import timezone
from wagtail.signals import published, unpublished

from certificates.models import Design
from certificates.services import designs, owing, standing, transcripts
from endorsement import signals
from endorsement.models import Endorsement, LedgerEntry, Person, RenewalCycle


@receiver(signals.training_recorded, dispatch_uid="certificate of completion")
def owe_completion(entry: LedgerEntry, at: datetime, **_kwargs: Any) -> None:
    owing.owe_for_entry(entry=entry, at=at)


@receiver(signals.achievement_recorded, dispatch_uid="certificate of a learning path")
def owe_path(entry: LedgerEntry, at: datetime, **_kwargs: Any) -> None:
    owing.owe_for_achievement(entry=entry, at=at)


@receiver(signals.endorsement_granted, dispatch_uid="certificate of endorsement")
def owe_endorsement(endorsement: Endorsement, at: datetime, **_kwargs: Any) -> None:
    owing.owe_for_endorsement(endorsement=endorsement, at=at)


@receiver(signals.endorsement_renewed, dispatch_uid="certificate of renewal")
def owe_renewal(cycle: RenewalCycle, at: datetime, **_kwargs: Any) -> None:
    owing.owe_for_cycle(cycle=cycle, at=at)


@receiver(signals.person_erased, dispatch_uid="certificates of an erased person")
def forget(person: Person, **_kwargs: Any) -> None:
    standing.forget(person=person)
    transcripts.forget(person=person)


@receiver(published, sender=Design, dispatch_uid="freeze a published design")
def freeze_design(instance: Design, **_kwargs: Any) -> None:
    designs.freeze(design=instance, at=timezone.now())


@receiver(unpublished, sender=Design, dispatch_uid="use a design no longer")
def withdraw_design(instance: Design, **_kwargs: Any) -> None:
    designs.withdraw(design=instance, at=timezone.now())
