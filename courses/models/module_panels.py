"""The form of a module in the CMS, in the order in which a module is written."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    CommentPanel,
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
    TitleFieldPanel,
)

MODULE_PANELS = TabbedInterface(
    [
        ObjectList(
            [
                TitleFieldPanel("title"),
                FieldPanel("summary"),
                FieldPanel("audience"),
                FieldPanel("objectives"),
                FieldPanel("presenters"),
                MultiFieldPanel(
                    [FieldPanel("content_note"), FieldPanel("content_way_out")],
                    heading=_("Content note"),
                    classname="collapsed",
                ),
            ],
            heading=_("What it is"),
        ),
        ObjectList(
            [
                FieldRowPanel([FieldPanel("hours"), FieldPanel("age_band")]),
                FieldPanel("delivery"),
                FieldPanel("covers"),
                FieldPanel("split"),
                FieldPanel("topics"),
                FieldPanel("prerequisites"),
                FieldPanel("references"),
                FieldPanel("approvals"),
            ],
            heading=_("Hours and competencies"),
        ),
        ObjectList(
            [
                HelpPanel(template="courses/cms/trial_panel.html"),
                FieldRowPanel([FieldPanel("pass_mark"), FieldPanel("draw")]),
                FieldRowPanel([FieldPanel("attempts"), FieldPanel("wait_minutes")]),
                FieldPanel("time_limit"),
                FieldPanel("minimum_minutes"),
                FieldPanel("evaluation_required"),
                FieldPanel("evaluation"),
            ],
            heading=_("Post-test and evaluation"),
        ),
        ObjectList(
            [
                HelpPanel(template="courses/cms/checks_panel.html"),
                FieldPanel("slug"),
                FieldRowPanel([FieldPanel("version"), FieldPanel("number")]),
                FieldPanel("code", read_only=True),
                FieldPanel("shared"),
                MultiFieldPanel(
                    [
                        FieldPanel("review_status"),
                        FieldRowPanel([FieldPanel("reviewed_by"), FieldPanel("reviewed_on")]),
                    ],
                    heading=_("Content review"),
                ),
                PublishingPanel(),
                CommentPanel(),
            ],
            heading=_("Publishing"),
        ),
    ]
)
