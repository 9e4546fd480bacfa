"""The owner's portfolio before and after it was handed in, mail that is owed, and work that was done."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from endorsement.models import (
    Application,
    Association,
    Belonging,
    BelongingProof,
    CompetencyLink,
    ConfirmationRequest,
    DevelopmentGoal,
    EvidenceFile,
    LedgerEntry,
    Paper,
    Person,
    PlannedItem,
    SelfAssessment,
    StagedImport,
    SupervisionGroup,
)
from endorsement.services import (
    belonging,
    competency,
    development_plan,
    entry_import,
    evidence,
    plan,
    provider,
    self_assessment,
)
from lms.backbone import jobs
from lms.backbone.files import Checked, store
from lms.backbone.jobs import results
from lms.backbone.mail import owe_mail
from lms.backbone.models import Job
from tests.access.marks import mark
from tests.factories.confirmation import asked, group_of, group_token, token
from tests.factories.ledger import DetailFactory, EntryFactory, RscFactory
from tests.factories.person import OutsiderFactory
from tests.jobs import owe_count

# The pages ask the real clock.
LONG = datetime.timedelta(days=36500)


@dataclass
class Portfolio:
    """`draft` and `late_file` are added once the application was handed in."""

    entry: LedgerEntry
    supervision: LedgerEntry
    file: EvidenceFile
    flagged_file: EvidenceFile
    planned: PlannedItem
    link: CompetencyLink
    staged: StagedImport
    assessment: SelfAssessment
    goal: DevelopmentGoal
    paper: Paper
    belonging: Belonging
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
        entry,
        supervision,
        _attach(entry, "file", at),
        flagged,
        _plan(owner, at),
        link,
        staged,
        *_growth(owner, at),
        _paper(owner, association, at),
        _belonging(owner, at),
    )


def _belonging(owner: Person, at: datetime.datetime) -> Belonging:
    """A membership with a file that proves it."""
    row = belonging.add(
        person=owner,
        organization=Belonging.OTHER,
        from_on=at.date(),
        through_on=None,
        name=mark("belonging-name"),
        number="",
        at=at,
    )
    content = f"%PDF-1.7 {mark('proof-content')}".encode()
    BelongingProof.objects.create(
        belonging=row,
        sha256=store(evidence.STORAGE, evidence.FOLDER, content),
        name=f"{mark('proof-name')}.pdf",
        content_type="application/pdf",
        size=len(content),
        uploaded_at=at,
    )
    return row


def _paper(owner: Person, association: Association, at: datetime.datetime) -> Paper:
    """A paper that an edition asked for; the sample scheme asks for none."""
    content = f"%PDF-1.7 {mark('paper-content')}".encode()
    return Paper.objects.create(
        person=owner,
        association=association,
        document="transcript",
        dated_on=at.date(),
        sha256=store(evidence.STORAGE, evidence.FOLDER, content),
        name=f"{mark('paper-name')}.pdf",
        content_type="application/pdf",
        size=len(content),
        uploaded_at=at,
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


def _plan(owner: Person, at: datetime.datetime) -> PlannedItem:
    content = plan.PlanContent(
        kind="training",
        on=at.date() + datetime.timedelta(days=30),
        hours=Decimal(3),
        title=mark("planned-title"),
    )
    item, _new = plan.add_item(person=owner, content=content, at=at, once="planned")
    return item


@dataclass(frozen=True)
class Supervised:
    """What the owner asked a provider with an account, and the group they are both in."""

    request: ConfirmationRequest
    token: str
    group: SupervisionGroup
    group_token: str


def ask_provider(owner: Person, provider: Person, *, at: datetime.datetime) -> Supervised:
    """Hours to confirm and a group, at the provider's pages and behind links in mails."""
    request = asked(owner, RscFactory(person=owner, provider=provider), at=at)
    group = group_of(owner, provider=provider, at=at)
    return Supervised(request, token(request), group, group_token(group))


def owe_mails(owner: Person, application: Application, *, at: datetime.datetime) -> None:
    owe_mail(
        key=f"note:{application.public_id}",
        to=owner.email,
        template="plain",
        language="en",
        context={"subject": mark("mail"), "text": mark("mail")},
        at=at,
    )


def finish_job(owner: Person, *, at: datetime.datetime) -> Job:
    """A job of the owner's whose file is ready."""
    assert owner.user is not None
    job = owe_count("access", owner_id=owner.user.pk)
    turn = Job.objects.claim(job.pk, at=at)
    file = results.workspace(job.public_id) / "marked"
    file.write_text(mark("job-file"))
    result = jobs.Result(file, name="result.txt", content_type="text/plain")
    kept = results.keep(job.public_id, turn, result)
    Job.objects.finish(job.pk, attempt=turn, at=at, expires_at=at + LONG, **kept)
    return job


def _attach(entry: LedgerEntry, what: str, at: datetime.datetime) -> EvidenceFile:
    content = f"%PDF-1.7 {mark(f'{what}-content')}".encode()
    checked = Checked(content, f"{mark(f'{what}-name')}.pdf", "application/pdf")
    return evidence.attach(entry=entry, checked=checked, at=at)
