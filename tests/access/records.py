"""The owner's portfolio before and after it was handed in, and mail that is owed."""

import datetime
from dataclasses import dataclass

from endorsement.models import (
    Application,
    Association,
    CompetencyLink,
    DevelopmentGoal,
    EvidenceFile,
    LedgerEntry,
    Person,
    SelfAssessment,
    StagedImport,
)
from endorsement.services import (
    competency,
    development_plan,
    entry_import,
    evidence,
    provider,
    self_assessment,
)
from lms.backbone.files import Checked
from lms.backbone.mail import owe_mail
from tests.access.marks import mark
from tests.factories.ledger import DetailFactory, EntryFactory, RscFactory
from tests.factories.person import OutsiderFactory


@dataclass
class Portfolio:
    """`draft` and `late_file` are added once the application was handed in."""

    entry: LedgerEntry
    supervision: LedgerEntry
    file: EvidenceFile
    flagged_file: EvidenceFile
    link: CompetencyLink
    staged: StagedImport
    assessment: SelfAssessment
    goal: DevelopmentGoal
    draft: LedgerEntry | None = None
    late_file: EvidenceFile | None = None

    def add_what_came_later(self, *, at: datetime.datetime) -> None:
        self.draft = EntryFactory(
            person=self.entry.person, detail__title=mark("draft-title"), recorded_at=at
        )
        self.late_file = _attach(self.draft, "late-file", at)


def fill_portfolio(owner: Person, association: Association, *, at: datetime.datetime) -> Portfolio:
    entry: LedgerEntry = EntryFactory(person=owner, permanent=True, detail=None, recorded_at=at)
    DetailFactory(
        entry=entry,
        title=mark("entry-title"),
        organization=mark("entry-organization"),
        notes=mark("entry-notes"),
    )
    supervision: LedgerEntry = RscFactory(
        person=owner,
        permanent=True,
        provider=OutsiderFactory(name=mark("provider-name")),
        detail__provider_name=mark("provider-name"),
    )
    provider.ask_about(person=owner, association=association, at=at)
    flagged = _attach(entry, "flagged-file", at)
    evidence.flag(file=flagged, at=at)
    link = competency.link_entry(
        entry=entry, competency="core:reflection.contemplation", sentence=mark("learned"), at=at
    )
    # Nobody confirms it within a day, as the clock of the tests goes.
    staged = entry_import.stage(
        person=owner,
        name="hours.csv",
        table=[["kind", "first day", "title"], ["work", "2020-01-01", mark("staged-title")]],
        at=datetime.datetime.now(datetime.UTC),
    )
    return Portfolio(
        entry, supervision, _attach(entry, "file", at), flagged, link, staged, *_growth(owner, at)
    )


def _growth(owner: Person, at: datetime.datetime) -> tuple[SelfAssessment, DevelopmentGoal]:
    """What the owner thinks of themself and plans."""
    assessment = self_assessment.assess(
        person=owner,
        framework="core@1",
        answers={"core:thinking.planning": {"step": 2, "note": mark("self-note")}},
        on=at.date(),
        at=at,
    )
    goal = development_plan.add_goal(
        person=owner,
        competency="core:thinking.planning",
        what=mark("goal"),
        by_on=None,
        offer_code="",
        entry=None,
        once="goal",
        at=at,
    )
    return assessment, goal


def owe_mails(owner: Person, application: Application, *, at: datetime.datetime) -> None:
    owe_mail(
        key=f"note:{application.public_id}",
        to=owner.email,
        template="plain",
        language="en",
        context={"subject": mark("mail"), "text": mark("mail")},
        at=at,
    )


def _attach(entry: LedgerEntry, what: str, at: datetime.datetime) -> EvidenceFile:
    content = f"%PDF-1.7 {mark(f'{what}-content')}".encode()
    checked = Checked(content, f"{mark(f'{what}-name')}.pdf", "application/pdf")
    return evidence.attach(entry=entry, checked=checked, at=at)
