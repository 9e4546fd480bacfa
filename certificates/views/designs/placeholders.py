"""The list of placeholders beside the texts of a design, for every kind that has them."""

from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import HelpPanel

from certificates import design_texts
from certificates.models import Certificate


def _listed() -> str:
    kinds = dict(Certificate.Kind.choices)
    every = set.intersection(*(set(design_texts.known(kind)) for kind in kinds))
    rows = (
        (
            name,
            told,
            ""
            if name in every
            else "; ".join(str(kinds[k]) for k in design_texts.kinds_with(name)),
        )
        for name, told in design_texts.EXPLAINED.items()
    )
    return format_html(
        '<p>{}</p><dl class="design-placeholders">{}</dl>',
        _(
            "These stand for what differs from certificate to certificate. What does not apply is "
            "empty. Write {{ or }} for the sign itself."
        ),
        format_html_join(
            "", "<div><dt><code>{{{}}}</code></dt><dd>{} <em>{}</em></dd></div>", rows
        ),
    )


class PlaceholderPanel(HelpPanel):
    """The list, in the reader's language."""

    class BoundPanel(HelpPanel.BoundPanel):
        def __init__(self, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            self.content = _listed()
