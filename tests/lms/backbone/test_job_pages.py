"""A job's page, its panel, its file and its end: for the account that asked, and for nobody else."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import storages
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lms.accounts.models import User
from lms.backbone import jobs
from lms.backbone.models import Job
from tests.factories.person import PersonFactory, UserFactory
from tests.jobs import owe_count

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(client: Client) -> User:
    user: User = UserFactory()
    PersonFactory(user=user)
    client.force_login(user)
    return user


@pytest.fixture
def job(owner: User) -> Job:
    return owe_count(owner_id=owner.pk)


def done(job: Job) -> Job:
    jobs.run_owed(job.pk, clock=timezone.now)
    job.refresh_from_db()
    return job


def address(name: str, job: Job) -> str:
    return reverse(name, args=[job.public_id])


def panel(client: Client, job: Job) -> str:
    return client.get(address("job", job), headers={"HX-Request": "true"}).content.decode()


def test_the_panel_asks_again_until_there_is_a_result(client: Client, job: Job) -> None:
    Job.objects.filter(pk=job.pk).update(state="claimed", done=2, total=5)
    waiting = panel(client, job)
    assert "<html" not in waiting
    assert f'hx-get="{address("job", job)}"' in waiting
    assert "Counting: being prepared" in waiting
    assert "2 of 5" in waiting
    Job.objects.filter(pk=job.pk).update(state="owed")
    ready = panel(client, done(job))
    assert "hx-get" not in ready
    assert "Counting: ready" in ready
    assert address("job_download", job) in ready


def test_without_javascript_a_link_looks_again(client: Client, job: Job) -> None:
    page = client.get(address("job", job)).content.decode()
    assert page.count("<h1>") == 1
    assert f'href="{address("job", job)}">Look again</a>' in page
    assert "Counting: waiting for its turn" in page


def test_the_file_is_a_private_download(client: Client, job: Job) -> None:
    done(job)
    answer = client.get(address("job_download", job), follow=True)
    assert answer["Content-Disposition"] == 'attachment; filename="count.txt"'
    assert answer["Cache-Control"] == "private, no-store"
    assert b"".join(answer.streaming_content).startswith(b"1 ")
    answer.close()


def test_there_is_nothing_to_download_before_and_after(client: Client, job: Job) -> None:
    page = address("job", job)
    assert client.get(address("job_download", job))["Location"] == page
    done(job)
    Job.objects.filter(pk=job.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    assert client.get(address("job_download", job))["Location"] == page
    assert "no longer kept" in panel(client, job)


def test_a_file_that_is_gone_is_not_there(client: Client, job: Job) -> None:
    done(job)
    (Path(storages["jobs"].path(job.public_id)) / job.result_file).unlink()
    assert client.get(address("job_download", job)).status_code == 404


@pytest.mark.parametrize(
    ("name", "method"),
    [("job", "get"), ("job_download", "get"), ("job_cancel", "post"), ("job_retry", "post")],
)
@pytest.mark.parametrize("administrator", [False, True])
def test_for_everybody_else_it_is_not_there(
    owner: User, job: Job, name: str, method: str, administrator: bool
) -> None:
    done(job)
    other = Client()
    assert getattr(other, method)(address(name, job))["Location"].startswith(
        reverse("account_login")
    )
    other.force_login(UserFactory(is_superuser=administrator))
    assert getattr(other, method)(address(name, job)).status_code == 404
    assert Job.objects.get(pk=job.pk).state == "done"


def test_it_can_be_called_off_once(client: Client, job: Job) -> None:
    answer = client.post(address("job_cancel", job), follow=True)
    assert "Nothing of it is kept." in answer.content.decode()
    assert Job.objects.get(pk=job.pk).canceled_at is not None
    assert "called off" in panel(client, job)
    assert client.post(address("job_cancel", job)).status_code == 302


def test_what_was_given_up_is_tried_again_by_its_owner(client: Client, job: Job) -> None:
    Job.objects.filter(pk=job.pk).update(state="dead", last_error="ValueError at a.py:1")
    shown = panel(client, job)
    assert "could not be prepared" in shown
    assert "ValueError" not in shown
    assert client.post(address("job_retry", job)).status_code == 302
    assert Job.objects.get(pk=job.pk).state == "owed"


def test_administrators_see_what_was_given_up_and_try_it_again(client: Client) -> None:
    client.force_login(UserFactory(is_superuser=True))
    assert "Nothing was given up" in client.get(reverse("jobs_desk")).content.decode()
    dead = owe_count("count:private", owner_id=12345)
    Job.objects.filter(pk=dead.pk).update(state="dead", last_error="ValueError at a.py:1")
    page = client.get(reverse("jobs_desk")).content.decode()
    assert "ValueError at a.py:1" in page
    assert "Counting" in page
    assert "count:private" not in page
    client.post(reverse("jobs_retry", args=[dead.public_id]))
    assert Job.objects.get(pk=dead.pk).state == "owed"
    assert client.post(reverse("jobs_retry", args=[dead.public_id])).status_code == 404


@pytest.mark.parametrize("rows", [1, 30])
def test_the_desk_costs_the_same_for_one_and_for_thirty(
    client: Client, rows: int, django_assert_num_queries: Any
) -> None:
    client.force_login(UserFactory(is_superuser=True))
    for number in range(rows):
        owe_count(f"count:{number}")
    Job.objects.update(state="dead")
    client.get(reverse("jobs_desk"))
    with django_assert_num_queries(5):
        client.get(reverse("jobs_desk"))
