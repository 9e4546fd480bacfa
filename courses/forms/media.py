"""Images, documents and recordings in the CMS: what Wagtail's own fields of them are for."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.collections import BaseCollectionMemberForm
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm
from wagtailmedia.forms import BaseMediaForm

from courses.selectors.recording import named, shown_on

PRIVATE = _(
    "No child’s or family’s name or picture, no session content, no recording of a session."
)


class Explained(BaseCollectionMemberForm):
    """Says what each field is for; which files a picture may be stays in front of it."""

    help_of: ClassVar[dict[str, Any]] = {
        "file": PRIVATE,
        "collection": _("Your association’s: its authors find it there."),
        "tags": _("Optional: words to find it by in the list."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, text in self.help_of.items():
            if name in self.fields:
                field = self.fields[name]
                formats = field.help_text if name == "file" else ""
                field.help_text = format_lazy("{} {}", formats, text) if formats else text


class ImageForm(Explained, BaseImageForm):
    help_of: ClassVar = {
        **Explained.help_of,
        "description": _(
            "What the picture shows, for whoever does not see it. A lesson can say it in other words."
        ),
    }


class DocumentForm(Explained, BaseDocumentForm):
    """A document is read by screen readers as it was made."""


class RecordingForm(Explained, BaseMediaForm):
    """A transcript may be written anew, and goes only when no page on the site shows the recording."""

    help_of: ClassVar = {
        **Explained.help_of,
        "duration": _("In seconds. It counts toward the clock hours of a module."),
        "width": _("Optional, of a video: in pixels."),
        "height": _("Optional, of a video: in pixels."),
        "thumbnail": _("Optional: the picture that stands there before a video is started."),
    }

    def clean_transcript(self) -> str:
        text: str = self.cleaned_data["transcript"]
        had = self.instance.pk and self.initial.get("transcript", "").strip()
        pages = shown_on(self.instance) if had and not text.strip() else []
        if pages:
            raise ValidationError(
                gettext(
                    "A page on the site shows this recording and may not be without its transcript: "
                    "%(pages)s. Take the recording off that page first."
                )
                % {"pages": named(pages)}
            )
        return text
