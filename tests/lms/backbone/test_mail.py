"""Owing, sending and failing to send mail."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import mail as outgoing
from django.db import transaction

from lms.backbone.mail import forget_addresses, owe_mail, send_due_mail, send_owed_mail
from lms.backbone.models import Mail

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def _owe(key: str = "welcome:1", **changes: Any) -> Mail:
    values: dict[str, Any] = {
        "key": key,
        "to": "ana@example.org",
        "template": "plain",
        "context": {"title": "Hello & welcome", "text": 'Tom & Ana say "hi".', "link": ""},
        "language": "en",
        "at": AT,
    }
    return owe_mail(**{**values, **changes})


def test_owing_twice_owes_once() -> None:
    first = _owe()
    second = _owe(context={"title": "Something else", "text": ""})
    assert (second.pk, second.context) == (first.pk, first.context)
    assert Mail.objects.count() == 1


def test_mail_is_not_owed_when_the_business_change_is_undone() -> None:
    @transaction.atomic
    def change() -> None:
        _owe()
        raise RuntimeError

    with pytest.raises(RuntimeError):
        change()
    assert Mail.objects.count() == 0


def test_message_has_text_without_entities_and_html_with_them() -> None:
    mail = _owe()
    assert send_owed_mail(mail.pk, AT) is True
    [message] = outgoing.outbox
    assert message.subject == "Hello & welcome"
    assert message.to == ["ana@example.org"]
    assert 'Tom & Ana say "hi".' in message.body
    html, kind = message.alternatives[0]
    assert kind == "text/html"
    assert "Tom &amp; Ana say &quot;hi&quot;." in html


def test_message_id_is_the_same_at_every_attempt() -> None:
    mail = _owe()
    send_owed_mail(mail.pk, AT)
    assert outgoing.outbox[0].extra_headers["Message-ID"] == f"<{mail.public_id}@localhost>"


def test_context_is_emptied_once_sent() -> None:
    mail = _owe()
    send_owed_mail(mail.pk, AT)
    mail.refresh_from_db()
    assert (mail.state, mail.context, mail.finished_at) == (Mail.State.DONE, {}, AT)


def test_two_sweeps_send_one_message() -> None:
    _owe()
    assert send_due_mail(at=AT) == 1
    assert send_due_mail(at=AT) == 0
    assert len(outgoing.outbox) == 1


def test_mail_due_later_waits() -> None:
    _owe(at=AT + timedelta(seconds=1))
    assert send_due_mail(at=AT) == 0


def test_mail_without_templates_is_retried_then_dead_and_says_why() -> None:
    mail = _owe(template="no_such_mail")
    at = AT
    for _ in range(5):
        assert send_owed_mail(mail.pk, at) is False
        mail.refresh_from_db()
        at = max(mail.due_at, at)
    assert (mail.state, mail.attempts, mail.last_error) == (
        Mail.State.DEAD,
        5,
        "TemplateDoesNotExist",
    )
    assert outgoing.outbox == []


def test_dead_mail_can_be_retried_by_hand() -> None:
    mail = _owe()
    Mail.objects.filter(pk=mail.pk).update(state=Mail.State.DEAD, attempts=5)
    assert Mail.objects.retry(mail.pk, at=AT) is True
    assert send_owed_mail(mail.pk, AT) is True


def test_address_is_forgotten_a_year_after_sending_and_the_key_stays() -> None:
    mail = _owe()
    waiting = _owe("waiting")
    send_owed_mail(mail.pk, AT)
    assert forget_addresses(at=AT + timedelta(days=364)) == 0
    assert forget_addresses(at=AT + timedelta(days=365)) == 1
    assert forget_addresses(at=AT + timedelta(days=366)) == 0
    mail.refresh_from_db()
    waiting.refresh_from_db()
    assert (mail.key, mail.to_address) == ("welcome:1", "")
    assert waiting.to_address == "ana@example.org"


def test_sweep_costs_one_query_for_any_number(
    django_assert_num_queries: Any,
) -> None:
    from lms.backbone.mail import owed_mail_ids

    for number in range(30):
        _owe(f"many:{number}")
    with django_assert_num_queries(1):
        assert len(owed_mail_ids(AT)) == 30
