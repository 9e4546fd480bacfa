"""Rendering an owed mail: subject, text and an HTML alternative in the mail's language.

A mail is a folder `templates/emails/<template>/` with `subject.txt`, `body.txt` and `body.html`. The
bodies extend `emails/layout.txt` and `emails/layout.html` and fill the block `content`.
"""

from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template import Context, engines
from django.utils import translation

from lms.backbone.departures import Said
from lms.backbone.models import Mail


def render(mail: Mail, said: Said | None = None) -> EmailMultiAlternatives:
    """The message as it leaves now; `said` is what its writer says at this moment, if it has one.

    Templates see the mail's `context` and `public_url`, `site_name`, `subject`, `language`. A context
    with a `public_url` of its own, an association's, leads its reader there. The
    Message-ID is the same at every attempt, so that a reader's program can drop a second copy.

    :raises django.template.TemplateDoesNotExist: when the folder lacks one of the three files.
    """
    said = said or Said(mail.to_address, mail.template, mail.language, mail.context)
    with translation.override(said.language):
        context = {
            "public_url": settings.PUBLIC_URL,
            **said.context,
            "site_name": settings.WAGTAIL_SITE_NAME,
            "language": said.language,
        }
        subject = " ".join(fill(said.template, "subject.txt", context).split())
        context["subject"] = subject
        message = EmailMultiAlternatives(
            subject=subject,
            body=fill(said.template, "body.txt", context).strip() + "\n",
            to=[said.to],
            # Where somebody else wrote it, the answer is theirs.
            reply_to=[said.context["reply_to"]] if said.context.get("reply_to") else None,
            headers={
                "Message-ID": _message_id(mail),
                "Auto-Submitted": "auto-generated",
                **said.headers,
            },
        )
        message.attach_alternative(fill(said.template, "body.html", context), "text/html")
    for file in said.attachments:
        message.attach(file.name, file.content, file.content_type)
    return message


def fill(template: str, part: str, context: dict[str, Any]) -> str:
    """One of a mail's three files, in the language that is active."""
    source = engines["django"].engine.get_template(f"emails/{template}/{part}")  # type: ignore[attr-defined]
    # Plain text must not say &amp;, and no author of a mail should have to think of it.
    return source.render(Context(context, autoescape=part.endswith(".html")))


def _message_id(mail: Mail) -> str:
    host = settings.PUBLIC_URL.partition("://")[2].partition("/")[0].partition(":")[0]
    return f"<{mail.public_id}@{host or 'localhost'}>"
