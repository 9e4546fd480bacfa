"""Everything up to 0034 at once, for a new database.

The migrations it replaces convert what older databases hold. New ones go after them."""

import courses.models.choices
import courses.models.codes_field
import courses.models.fact_blocks
import courses.models.kept
import courses.models.keys
import courses.models.languages
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import lms.backbone.ids
import modelcluster.fields
import modelsearch.index
import taggit.managers
import uuid
import wagtail.fields
import wagtail.images.models
import wagtail.models.media
import wagtail.models.preview
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models

from lms.backbone.created_together import CreateTogether


def make_full_text_index(_apps, schema_editor):
    """FTS5 on SQLite, a tsvector on PostgreSQL; read and written by courses/models/full_text.py."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "CREATE TABLE courses_catalogtext "
            "(entry bigint PRIMARY KEY, language varchar(12) NOT NULL, document tsvector NOT NULL)"
        )
        schema_editor.execute(
            "CREATE INDEX courses_catalogtext_document ON courses_catalogtext USING gin (document)"
        )
    else:
        schema_editor.execute(
            "CREATE VIRTUAL TABLE courses_catalogtext "
            'USING fts5(title, about, lessons, body, language UNINDEXED, prefix="2 3")'
        )


def drop_full_text_index(_apps, schema_editor):
    schema_editor.execute("DROP TABLE courses_catalogtext")


class Migration(migrations.Migration):
    replaces = [
        ("courses", "0001_initial"),
        ("courses", "0002_initial"),
        ("courses", "0003_snapshots_and_captions"),
        ("courses", "0004_question_kinds"),
        ("courses", "0005_time_limits"),
        ("courses", "0006_notes_bookmarks_and_glossary"),
        ("courses", "0007_catalog_search"),
        ("courses", "0008_learning_paths"),
        ("courses", "0009_minimum_time_and_accommodations"),
        ("courses", "0010_cohorts"),
        ("courses", "0011_staged_questions"),
        ("courses", "0012_evaluations"),
        ("courses", "0013_live_sessions"),
        ("courses", "0014_arrivals"),
        ("courses", "0015_shared_banks"),
        ("courses", "0016_live_attendance"),
        ("courses", "0017_packages"),
        ("courses", "0018_presenters_and_approvals"),
        ("courses", "0019_accommodations_in_one_table"),
        ("courses", "0020_no_table_of_extra_time"),
        ("courses", "0021_messages_to_cohorts"),
        ("courses", "0022_rights_come_from_roles"),
        ("courses", "0023_external_tools"),
        ("courses", "0024_certificates_of_attendance"),
        ("courses", "0025_tool_block_is_not_translated"),
        ("courses", "0026_cmi5"),
        ("courses", "0027_h5p_packages"),
        ("courses", "0028_library_links_and_written_blocks"),
        ("courses", "0029_erased_evaluations"),
        ("courses", "0030_reminders_of_cohorts"),
        ("courses", "0031_lessons_serve_objectives"),
        ("courses", "0032_when_questions_were_answered"),
        ("courses", "0033_help_texts"),
        ("courses", "0034_shared_banks_take_questions"),
    ]

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("endorsement", "0029_renewals_taken_back"),
        ("taggit", "0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        CreateTogether(
            operations=[
                migrations.CreateModel(
                    name="AssociationIndexPage",
                    fields=[
                        (
                            "page_ptr",
                            models.OneToOneField(
                                auto_created=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                parent_link=True,
                                primary_key=True,
                                serialize=False,
                                to=settings.WAGTAIL_PAGE_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "list of associations",
                    },
                    bases=(courses.models.languages.InReadersLanguage, "wagtailcore.page"),
                ),
                migrations.CreateModel(
                    name="AssociationPage",
                    fields=[
                        (
                            "page_ptr",
                            models.OneToOneField(
                                auto_created=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                parent_link=True,
                                primary_key=True,
                                serialize=False,
                                to=settings.WAGTAIL_PAGE_MODEL,
                            ),
                        ),
                        (
                            "intro",
                            wagtail.fields.RichTextField(blank=True, verbose_name="introduction"),
                        ),
                    ],
                    options={
                        "verbose_name": "association's page",
                    },
                    bases=(courses.models.languages.InReadersLanguage, "wagtailcore.page"),
                ),
                migrations.CreateModel(
                    name="CatalogPage",
                    fields=[
                        (
                            "page_ptr",
                            models.OneToOneField(
                                auto_created=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                parent_link=True,
                                primary_key=True,
                                serialize=False,
                                to=settings.WAGTAIL_PAGE_MODEL,
                            ),
                        ),
                        (
                            "intro",
                            models.TextField(
                                blank=True, max_length=600, verbose_name="introduction"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "catalog",
                    },
                    bases=(courses.models.languages.InReadersLanguage, "wagtailcore.page"),
                ),
                migrations.CreateModel(
                    name="HomePage",
                    fields=[
                        (
                            "page_ptr",
                            models.OneToOneField(
                                auto_created=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                parent_link=True,
                                primary_key=True,
                                serialize=False,
                                to=settings.WAGTAIL_PAGE_MODEL,
                            ),
                        ),
                        ("headline", models.CharField(max_length=150, verbose_name="headline")),
                        ("lead", models.TextField(max_length=600, verbose_name="first sentences")),
                        ("body", wagtail.fields.RichTextField(blank=True, verbose_name="text")),
                    ],
                    options={
                        "verbose_name": "home page",
                    },
                    bases=(courses.models.languages.FirstPage, "wagtailcore.page"),
                ),
                migrations.CreateModel(
                    name="LessonPage",
                    fields=[
                        (
                            "page_ptr",
                            models.OneToOneField(
                                auto_created=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                parent_link=True,
                                primary_key=True,
                                serialize=False,
                                to=settings.WAGTAIL_PAGE_MODEL,
                            ),
                        ),
                        (
                            "lesson_key",
                            models.SlugField(
                                default=courses.models.keys.new_key,
                                editable=False,
                                max_length=80,
                                verbose_name="key",
                            ),
                        ),
                        (
                            "minutes",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="About how long it takes to read.",
                                null=True,
                                verbose_name="minutes",
                            ),
                        ),
                        (
                            "objectives",
                            courses.models.codes_field.CodesField(
                                blank=True,
                                default=list,
                                help_text="Optional: the learning objectives that this lesson serves. Whoever answers a question about one of them wrong is told to read it again.",
                                verbose_name="serves objectives",
                            ),
                        ),
                        (
                            "body",
                            wagtail.fields.StreamField(
                                [
                                    ("prose", 2),
                                    ("callout", 5),
                                    ("key_figure", 11),
                                    ("image", 17),
                                    ("recording", 19),
                                    ("script", 26),
                                    ("accordion", 29),
                                    ("vignette", 41),
                                    ("knowledge_check", 47),
                                    ("reflection", 50),
                                    ("resource_card", 52),
                                    ("hand_out", 55),
                                    ("written_hand_out", 57),
                                    ("table", 64),
                                    ("quotation", 67),
                                    ("package", 72),
                                    ("external_tool", 80),
                                ],
                                block_lookup={
                                    0: (
                                        "wagtail.blocks.RichTextBlock",
                                        (),
                                        {
                                            "features": [
                                                "bold",
                                                "italic",
                                                "h3",
                                                "ol",
                                                "ul",
                                                "link",
                                            ],
                                            "label": "Text",
                                        },
                                    ),
                                    1: (
                                        "wagtail.blocks.MultipleChoiceBlock",
                                        [],
                                        {
                                            "choices": courses.models.choices.source_choices,
                                            "help_text": "What this rests on. Hold Ctrl (on a Mac: Command) to choose several.",
                                            "label": "Sources",
                                            "required": False,
                                        },
                                    ),
                                    2: (
                                        "wagtail.blocks.StructBlock",
                                        [[("text", 0), ("sources", 1)]],
                                        {},
                                    ),
                                    3: (
                                        "wagtail.blocks.ChoiceBlock",
                                        [],
                                        {
                                            "choices": [
                                                ("note", "Note: good to know"),
                                                ("care", "Care: for the reader's own well-being"),
                                                ("practice", "Practice: something to try at work"),
                                            ],
                                            "help_text": "Its color and the word above the title follow from it.",
                                            "label": "Kind",
                                        },
                                    ),
                                    4: (
                                        "wagtail.blocks.CharBlock",
                                        (),
                                        {"label": "Title", "max_length": 200},
                                    ),
                                    5: (
                                        "wagtail.blocks.StructBlock",
                                        [[("tone", 3), ("title", 4), ("text", 0), ("sources", 1)]],
                                        {},
                                    ),
                                    6: (
                                        "wagtail.blocks.CharBlock",
                                        (),
                                        {
                                            "help_text": "For example: 1 in 6",
                                            "label": "Figure",
                                            "max_length": 60,
                                        },
                                    ),
                                    7: (
                                        "wagtail.blocks.CharBlock",
                                        (),
                                        {
                                            "help_text": "Of whom and of what, for example: of children from birth to age 5.",
                                            "label": "What it counts",
                                            "max_length": 300,
                                        },
                                    ),
                                    8: (
                                        "wagtail.blocks.ChoiceBlock",
                                        [],
                                        {
                                            "choices": courses.models.choices.source_choices,
                                            "label": "Source",
                                        },
                                    ),
                                    9: (
                                        "wagtail.blocks.IntegerBlock",
                                        (),
                                        {
                                            "help_text": "Leave empty when the source carries no date; it is never guessed.",
                                            "label": "Year",
                                            "max_value": 2100,
                                            "min_value": 1900,
                                            "required": False,
                                        },
                                    ),
                                    10: (
                                        "wagtail.blocks.CharBlock",
                                        (),
                                        {
                                            "help_text": "Limits, place.",
                                            "label": "How to read it",
                                            "max_length": 500,
                                            "required": False,
                                        },
                                    ),
                                    11: (
                                        "wagtail.blocks.StructBlock",
                                        [
                                            [
                                                ("value", 6),
                                                ("label", 7),
                                                ("source", 8),
                                                ("year", 9),
                                                ("note", 10),
                                                ("sources", 1),
                                            ]
                                        ],
                                        {},
                                    ),
                                    12: (
                                        "wagtail.images.blocks.ImageChooserBlock",
                                        (),
                                        {
                                            "help_text": "From your association’s images. Nobody recognizable without consent.",
                                            "label": "Image",
                                            "required": False,
                                        },
                                    ),
                                    13: (
                                        "wagtail.blocks.ChoiceBlock",
                                        [],
                                        {
                                            "choices": courses.models.choices.diagram_choices,
                                            "help_text": "Instead of an image.",
                                            "label": "or a drawing that ships",
                                            "required": False,
                                        },
                                    ),
                                    14: (
                                        "wagtail.blocks.TextBlock",
                                        (),
                                        {
                                            "help_text": "Say what the picture shows, for people who cannot see it. Required.",
                                            "label": "Alternative text",
                                            "rows": 2,
                                        },
                                    ),
                                    15: (
                                        "wagtail.blocks.CharBlock",
                                        (),
                                        {"label": "Caption", "max_length": 300, "required": False},
                                    ),
                                    16: (
                                        "wagtail.blocks.CharBlock",
                                        (),
                                        {
                                            "help_text": "Who made it, license.",
                                            "label": "Credit",
                                            "max_length": 200,
                                            "required": False,
                                        },
                                    ),
                                    17: (
                                        "wagtail.blocks.StructBlock",
                                        [
                                            [
                                                ("image", 12),
                                                ("file", 13),
                                                ("alt", 14),
                                                ("caption", 15),
                                                ("credit", 16),
                                                ("sources", 1),
                                            ]
                                        ],
                                        {},
                                    ),
                                    18: (
                                        "courses.models.blocks.RecordingChooserBlock",
                                        (),
                                        {
                                            "help_text": "With a transcript, a video with captions too. No recording of a session.",
                                            "label": "Audio or video",
                                        },
                                    ),
                                    19: (
                                        "wagtail.blocks.StructBlock",
                                        [[("recording", 18), ("caption", 15), ("sources", 1)]],
                                        {},
                                    ),
                                    20: (
                                        "wagtail.blocks.ChoiceBlock",
                                        [],
                                        {
                                            "choices": [("audio", "Audio"), ("video", "Video")],
                                            "help_text": "What it could be recorded as. It is read here until somebody does.",
                                            "label": "Written for",
                                        },
                                    ),
                                    21: (
                                        "wagtail.blocks.TextBlock",
                                        (),
                                        {
                                            "help_text": "What one would hear or see, and who these invented people are.",
                                            "label": "Scene",
                                            "rows": 2,
                                        },
                                    ),
                                    22: (
                                        "wagtail.blocks.CharBlock",
                                        (),
                                        {
                                            "help_text": "A role or an invented first name, for example: supervisor.",
                                            "label": "Who speaks",
                                            "max_length": 80,
                                        },
                                    ),
                                    23: (
                                        "wagtail.blocks.TextBlock",
                                        (),
                                        {
                                            "help_text": "As people speak: short sentences.",
                                            "label": "What is said",
                                            "rows": 3,
                                        },
                                    ),
                                    24: (
                                        "wagtail.blocks.StructBlock",
                                        [[("speaker", 22), ("text", 23)]],
                                        {},
                                    ),
                                    25: (
                                        "wagtail.blocks.ListBlock",
                                        (24,),
                                        {"label": "Lines", "min_num": 2},
                                    ),
                                    26: (
                                        "wagtail.blocks.StructBlock",
                                        [
                                            [
                                                ("medium", 20),
                                                ("title", 4),
                                                ("scene", 21),
                                                ("lines", 25),
                                                ("sources", 1),
                                            ]
                                        ],
                                        {},
                                    ),
                                    27: (
                                        "wagtail.blocks.StructBlock",
                                        [[("title", 4), ("text", 0)]],
                                        {},
                                    ),
                                    28: (
                                        "wagtail.blocks.ListBlock",
                                        (27,),
                                        {"label": "Parts", "min_num": 1},
                                    ),
                                    29: (
                                        "wagtail.blocks.StructBlock",
                                        [[("items", 28), ("sources", 1)]],
                                        {},
                                    ),
                                    30: (
                                        "wagtail.blocks.RichTextBlock",
                                        (),
                                        {
                                            "features": [
                                                "bold",
                                                "italic",
                                                "h3",
                                                "ol",
                                                "ul",
                                                "link",
                                            ],
                                            "help_text": "An invented family: no child's or family's name, no real session.",
                                            "label": "The case",
                                        },
                                    ),
                                    31: (
                                        "courses.models.code_blocks.NameBlock",
                                        (),
                                        {
                                            "help_text": "One word, for example: morning. Choices lead to it by this name.",
                                            "label": "Short name of this step",
                                            "max_length": 80,
                                            "validators": [
                                                django.core.validators.RegexValidator(
                                                    "^[a-z0-9]+(?:[-_][a-z0-9]+)*$",
                                                    "Use lower-case letters, digits and hyphens only.",
                                                )
                                            ],
                                        },
                                    ),
                                    32: (
                                        "wagtail.blocks.TextBlock",
                                        (),
                                        {"label": "Question", "rows": 3},
                                    ),
                                    33: (
                                        "wagtail.blocks.CharBlock",
                                        (),
                                        {
                                            "help_text": "Something that people really do, also when it is not the best.",
                                            "label": "What one could do",
                                            "max_length": 500,
                                        },
                                    ),
                                    34: (
                                        "wagtail.blocks.TextBlock",
                                        (),
                                        {
                                            "help_text": "What it brings about, without blame.",
                                            "label": "What follows",
                                            "rows": 3,
                                        },
                                    ),
                                    35: (
                                        "courses.models.code_blocks.NameBlock",
                                        (),
                                        {
                                            "help_text": "The short name of a step below, or: end. Empty: the step that follows.",
                                            "label": "Goes on with step",
                                            "max_length": 80,
                                            "required": False,
                                        },
                                    ),
                                    36: ("courses.models.keys.KeyBlock", (), {}),
                                    37: (
                                        "wagtail.blocks.StructBlock",
                                        [
                                            [
                                                ("text", 33),
                                                ("feedback", 34),
                                                ("next", 35),
                                                ("key", 36),
                                            ]
                                        ],
                                        {},
                                    ),
                                    38: (
                                        "courses.models.keys.KeyedListBlock",
                                        (37,),
                                        {
                                            "default": [
                                                {"feedback": "", "key": "", "next": "", "text": ""},
                                                {"feedback": "", "key": "", "next": "", "text": ""},
                                            ],
                                            "label": "Choices",
                                            "min_num": 2,
                                        },
                                    ),
                                    39: (
                                        "wagtail.blocks.StructBlock",
                                        [[("key", 31), ("text", 32), ("options", 38)]],
                                        {},
                                    ),
                                    40: (
                                        "wagtail.blocks.ListBlock",
                                        (39,),
                                        {"label": "Steps", "min_num": 1},
                                    ),
                                    41: (
                                        "wagtail.blocks.StructBlock",
                                        [
                                            [
                                                ("title", 4),
                                                ("text", 30),
                                                ("questions", 40),
                                                ("key", 36),
                                                ("sources", 1),
                                            ]
                                        ],
                                        {},
                                    ),
                                    42: (
                                        "wagtail.blocks.CharBlock",
                                        (),
                                        {"label": "Answer", "max_length": 500},
                                    ),
                                    43: (
                                        "wagtail.blocks.BooleanBlock",
                                        (),
                                        {"label": "This answer is right", "required": False},
                                    ),
                                    44: (
                                        "wagtail.blocks.TextBlock",
                                        (),
                                        {
                                            "help_text": "Shown to whoever chose this answer.",
                                            "label": "Feedback",
                                            "rows": 2,
                                        },
                                    ),
                                    45: (
                                        "wagtail.blocks.StructBlock",
                                        [
                                            [
                                                ("text", 42),
                                                ("correct", 43),
                                                ("feedback", 44),
                                                ("key", 36),
                                            ]
                                        ],
                                        {},
                                    ),
                                    46: (
                                        "courses.models.keys.KeyedListBlock",
                                        (45,),
                                        {
                                            "default": [
                                                {
                                                    "correct": False,
                                                    "feedback": "",
                                                    "key": "",
                                                    "text": "",
                                                },
                                                {
                                                    "correct": False,
                                                    "feedback": "",
                                                    "key": "",
                                                    "text": "",
                                                },
                                            ],
                                            "label": "Answers",
                                            "min_num": 2,
                                        },
                                    ),
                                    47: (
                                        "wagtail.blocks.StructBlock",
                                        [
                                            [
                                                ("text", 32),
                                                ("options", 46),
                                                ("key", 36),
                                                ("sources", 1),
                                            ]
                                        ],
                                        {},
                                    ),
                                    48: (
                                        "wagtail.blocks.TextBlock",
                                        (),
                                        {
                                            "help_text": "What people write here only they can read.",
                                            "label": "Prompt",
                                            "rows": 3,
                                        },
                                    ),
                                    49: (
                                        "wagtail.blocks.IntegerBlock",
                                        (),
                                        {
                                            "default": 0,
                                            "help_text": "How long one thinks and writes; counts toward the hours up to a quarter.",
                                            "label": "Minutes",
                                            "max_value": 60,
                                            "min_value": 0,
                                            "required": False,
                                        },
                                    ),
                                    50: (
                                        "wagtail.blocks.StructBlock",
                                        [
                                            [
                                                ("prompt", 48),
                                                ("minutes", 49),
                                                ("key", 36),
                                                ("sources", 1),
                                            ]
                                        ],
                                        {},
                                    ),
                                    51: (
                                        "wagtail.blocks.ChoiceBlock",
                                        [],
                                        {
                                            "choices": courses.models.choices.resource_choices,
                                            "label": "Resource",
                                        },
                                    ),
                                    52: (
                                        "wagtail.blocks.StructBlock",
                                        [[("resource", 51), ("sources", 1)]],
                                        {},
                                    ),
                                    53: (
                                        "wagtail.documents.blocks.DocumentChooserBlock",
                                        (),
                                        {
                                            "help_text": "A PDF is read by everybody when it is tagged (accessible).",
                                            "label": "File",
                                        },
                                    ),
                                    54: (
                                        "wagtail.blocks.CharBlock",
                                        (),
                                        {
                                            "help_text": "What one does with it, in a sentence.",
                                            "label": "What it is",
                                            "max_length": 300,
                                        },
                                    ),
                                    55: (
                                        "wagtail.blocks.StructBlock",
                                        [[("document", 53), ("text", 54)]],
                                        {},
                                    ),
                                    56: (
                                        "wagtail.blocks.RichTextBlock",
                                        (),
                                        {
                                            "features": [
                                                "bold",
                                                "italic",
                                                "h3",
                                                "ol",
                                                "ul",
                                                "link",
                                            ],
                                            "help_text": "Best one page. It counts toward no hours: people use it at work, they do not read it here.",
                                            "label": "Text",
                                        },
                                    ),
                                    57: (
                                        "wagtail.blocks.StructBlock",
                                        [
                                            [
                                                ("title", 4),
                                                ("purpose", 54),
                                                ("text", 56),
                                                ("key", 36),
                                                ("sources", 1),
                                            ]
                                        ],
                                        {},
                                    ),
                                    58: (
                                        "wagtail.blocks.CharBlock",
                                        (),
                                        {"label": "Caption", "max_length": 300},
                                    ),
                                    59: ("wagtail.blocks.CharBlock", (), {"max_length": 200}),
                                    60: (
                                        "wagtail.blocks.ListBlock",
                                        (59,),
                                        {"label": "Headers", "min_num": 2},
                                    ),
                                    61: (
                                        "wagtail.blocks.CharBlock",
                                        (),
                                        {"max_length": 1000, "required": False},
                                    ),
                                    62: ("wagtail.blocks.ListBlock", (61,), {"label": "Row"}),
                                    63: (
                                        "wagtail.blocks.ListBlock",
                                        (62,),
                                        {
                                            "help_text": "The first cell of a row is its header.",
                                            "label": "Rows",
                                            "min_num": 1,
                                        },
                                    ),
                                    64: (
                                        "wagtail.blocks.StructBlock",
                                        [
                                            [
                                                ("caption", 58),
                                                ("header", 60),
                                                ("rows", 63),
                                                ("sources", 1),
                                            ]
                                        ],
                                        {},
                                    ),
                                    65: (
                                        "wagtail.blocks.TextBlock",
                                        (),
                                        {"help_text": "Verbatim.", "label": "Words", "rows": 4},
                                    ),
                                    66: (
                                        "wagtail.blocks.CharBlock",
                                        (),
                                        {
                                            "help_text": "A public voice. Never a family or somebody in their care.",
                                            "label": "Who said it, where",
                                            "max_length": 300,
                                        },
                                    ),
                                    67: (
                                        "wagtail.blocks.StructBlock",
                                        [
                                            [
                                                ("text", 65),
                                                ("attribution", 66),
                                                ("source", 8),
                                                ("sources", 1),
                                            ]
                                        ],
                                        {},
                                    ),
                                    68: (
                                        "wagtail.blocks.CharBlock",
                                        (),
                                        {
                                            "help_text": "What learners open, in a few words.",
                                            "label": "Title",
                                            "max_length": 200,
                                        },
                                    ),
                                    69: (
                                        "wagtail.snippets.blocks.SnippetChooserBlock",
                                        ("courses.Package",),
                                        {
                                            "help_text": "A package of your association. It opens on a page of its own.",
                                            "label": "Package",
                                        },
                                    ),
                                    70: (
                                        "wagtail.blocks.RichTextBlock",
                                        (),
                                        {
                                            "features": [
                                                "bold",
                                                "italic",
                                                "h3",
                                                "ol",
                                                "ul",
                                                "link",
                                            ],
                                            "help_text": "The same content as text, or where to find it, for people who cannot use the package with a keyboard, a screen reader or a slow connection.",
                                            "label": "Instead of it",
                                        },
                                    ),
                                    71: (
                                        "wagtail.blocks.BooleanBlock",
                                        (),
                                        {
                                            "default": False,
                                            "help_text": "Only for packages that everybody can use, also with a screen reader, and that say when they are finished: try it first.",
                                            "label": "The lesson is done only when the package says that it is finished",
                                            "required": False,
                                        },
                                    ),
                                    72: (
                                        "wagtail.blocks.StructBlock",
                                        [
                                            [
                                                ("title", 68),
                                                ("package", 69),
                                                ("instead", 70),
                                                ("required", 71),
                                                ("key", 36),
                                            ]
                                        ],
                                        {},
                                    ),
                                    73: (
                                        "wagtail.snippets.blocks.SnippetChooserBlock",
                                        ("courses.ExternalTool",),
                                        {
                                            "help_text": "Of your association, or one that another association shares.",
                                            "label": "External tool",
                                        },
                                    ),
                                    74: (
                                        "wagtail.blocks.RichTextBlock",
                                        (),
                                        {
                                            "features": [
                                                "bold",
                                                "italic",
                                                "h3",
                                                "ol",
                                                "ul",
                                                "link",
                                            ],
                                            "help_text": "And about how long it takes.",
                                            "label": "What to do there",
                                        },
                                    ),
                                    75: (
                                        "wagtail.blocks.RichTextBlock",
                                        (),
                                        {
                                            "features": [
                                                "bold",
                                                "italic",
                                                "h3",
                                                "ol",
                                                "ul",
                                                "link",
                                            ],
                                            "help_text": "The same content as text, or where to find it, for people who cannot use the tool or do not want to.",
                                            "label": "Instead of it",
                                        },
                                    ),
                                    76: (
                                        "wagtail.blocks.BooleanBlock",
                                        (),
                                        {
                                            "default": False,
                                            "help_text": "Only for tools that everybody can use, also with a screen reader, and that report back.",
                                            "label": "The lesson is done only when the tool says that it is finished",
                                            "required": False,
                                        },
                                    ),
                                    77: (
                                        "wagtail.blocks.BooleanBlock",
                                        (),
                                        {
                                            "default": False,
                                            "help_text": "Many tools only work in a tab of their own. Try it before you tick this.",
                                            "label": "It can also be opened inside the page",
                                            "required": False,
                                        },
                                    ),
                                    78: (
                                        "courses.models.tool_block.AddressBlock",
                                        (),
                                        {
                                            "help_text": "Empty: the tool’s usual one. Otherwise on the same host, as the tool tells it.",
                                            "label": "Address inside the tool",
                                            "max_length": 500,
                                            "required": False,
                                        },
                                    ),
                                    79: (
                                        "courses.models.tool_block.ParametersBlock",
                                        (),
                                        {
                                            "help_text": "One a line, for example: unit=3. The tool’s manual says which it knows.",
                                            "label": "Parameters for the tool",
                                            "max_length": 5000,
                                            "required": False,
                                            "rows": 3,
                                        },
                                    ),
                                    80: (
                                        "wagtail.blocks.StructBlock",
                                        [
                                            [
                                                ("title", 68),
                                                ("tool", 73),
                                                ("text", 74),
                                                ("instead", 75),
                                                ("required", 76),
                                                ("key", 36),
                                                ("framed", 77),
                                                ("address", 78),
                                                ("parameters", 79),
                                            ]
                                        ],
                                        {},
                                    ),
                                },
                                help_text="No child's or family's name, no session content, no recording of a session.",
                                verbose_name="content",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "lesson",
                        "verbose_name_plural": "lessons",
                    },
                    bases=(
                        courses.models.kept.Keepable,
                        courses.models.languages.InReadersLanguage,
                        "wagtailcore.page",
                    ),
                ),
                migrations.CreateModel(
                    name="LiveMeeting",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        ("starts_at", models.DateTimeField()),
                        ("ends_at", models.DateTimeField()),
                        ("reminded", models.CharField(blank=True, max_length=8)),
                        ("code", models.CharField(blank=True, max_length=8)),
                        ("code_shown_at", models.DateTimeField(blank=True, null=True)),
                        ("roster_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["session", "number"],
                    },
                ),
                migrations.CreateModel(
                    name="LoadedItem",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("key", models.CharField(max_length=200, unique=True)),
                        ("digest", models.CharField(max_length=64)),
                        ("stamp", models.CharField(max_length=80)),
                        ("loaded_at", models.DateTimeField()),
                    ],
                ),
                migrations.CreateModel(
                    name="QuestionBankPage",
                    fields=[
                        (
                            "page_ptr",
                            models.OneToOneField(
                                auto_created=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                parent_link=True,
                                primary_key=True,
                                serialize=False,
                                to=settings.WAGTAIL_PAGE_MODEL,
                            ),
                        ),
                        (
                            "questions",
                            wagtail.fields.StreamField(
                                [
                                    ("question", 13),
                                    ("matching", 21),
                                    ("ordering", 26),
                                    ("short_answer", 29),
                                    ("shared", 30),
                                ],
                                block_lookup={
                                    0: (
                                        "wagtail.blocks.ChoiceBlock",
                                        [],
                                        {
                                            "choices": [
                                                (
                                                    "multiple_choice",
                                                    "Multiple choice: one right answer",
                                                ),
                                                (
                                                    "multiple_response",
                                                    "Multiple response: every right answer",
                                                ),
                                                ("true_false", "True or false"),
                                            ],
                                            "help_text": "How many answers may be right.",
                                            "label": "Kind",
                                        },
                                    ),
                                    1: (
                                        "wagtail.blocks.TextBlock",
                                        (),
                                        {
                                            "help_text": "Invent the people in it: no child's or family's name, no real session.",
                                            "label": "Question",
                                            "rows": 3,
                                        },
                                    ),
                                    2: (
                                        "wagtail.blocks.CharBlock",
                                        (),
                                        {"label": "Answer", "max_length": 500},
                                    ),
                                    3: (
                                        "wagtail.blocks.BooleanBlock",
                                        (),
                                        {"label": "This answer is right", "required": False},
                                    ),
                                    4: (
                                        "wagtail.blocks.TextBlock",
                                        (),
                                        {
                                            "help_text": "Shown after handing in: why this answer is right, or what speaks against it.",
                                            "label": "Why",
                                            "rows": 2,
                                        },
                                    ),
                                    5: ("courses.models.keys.KeyBlock", (), {}),
                                    6: (
                                        "wagtail.blocks.StructBlock",
                                        [
                                            [
                                                ("text", 2),
                                                ("correct", 3),
                                                ("rationale", 4),
                                                ("key", 5),
                                            ]
                                        ],
                                        {},
                                    ),
                                    7: (
                                        "courses.models.keys.KeyedListBlock",
                                        (6,),
                                        {
                                            "default": [
                                                {
                                                    "correct": False,
                                                    "key": "",
                                                    "rationale": "",
                                                    "text": "",
                                                },
                                                {
                                                    "correct": False,
                                                    "key": "",
                                                    "rationale": "",
                                                    "text": "",
                                                },
                                                {
                                                    "correct": False,
                                                    "key": "",
                                                    "rationale": "",
                                                    "text": "",
                                                },
                                            ],
                                            "help_text": "Their order is shuffled for every learner.",
                                            "label": "Answers",
                                            "max_num": 8,
                                            "min_num": 2,
                                        },
                                    ),
                                    8: (
                                        "courses.models.question_blocks.PartialBlock",
                                        (),
                                        {
                                            "help_text": "Only for multiple response. Credit is the share of the right answers chosen minus the share of the wrong ones chosen, so that ticking everything earns nothing."
                                        },
                                    ),
                                    9: (
                                        "wagtail.blocks.TextBlock",
                                        (),
                                        {
                                            "help_text": "Shown after handing in.",
                                            "label": "What to remember",
                                            "rows": 2,
                                        },
                                    ),
                                    10: (
                                        "courses.models.code_blocks.NameBlock",
                                        (),
                                        {
                                            "help_text": "Optional: the number of the learning objective (1, 2, …). One question of every objective is drawn first.",
                                            "label": "Objective",
                                            "max_length": 80,
                                            "required": False,
                                        },
                                    ),
                                    11: (
                                        "wagtail.blocks.BooleanBlock",
                                        (),
                                        {
                                            "default": False,
                                            "help_text": "For your own overview: it asks to use what was learned, not to repeat it.",
                                            "label": "Applies knowledge to a case",
                                            "required": False,
                                        },
                                    ),
                                    12: (
                                        "wagtail.blocks.MultipleChoiceBlock",
                                        [],
                                        {
                                            "choices": courses.models.choices.source_choices,
                                            "help_text": "What this rests on. Hold Ctrl (on a Mac: Command) to choose several.",
                                            "label": "Sources",
                                            "required": False,
                                        },
                                    ),
                                    13: (
                                        "wagtail.blocks.StructBlock",
                                        [
                                            [
                                                ("kind", 0),
                                                ("text", 1),
                                                ("options", 7),
                                                ("partial", 8),
                                                ("rationale", 9),
                                                ("key", 5),
                                                ("objective", 10),
                                                ("applied", 11),
                                                ("sources", 12),
                                            ]
                                        ],
                                        {},
                                    ),
                                    14: (
                                        "wagtail.blocks.CharBlock",
                                        (),
                                        {"label": "Line", "max_length": 300},
                                    ),
                                    15: (
                                        "wagtail.blocks.CharBlock",
                                        (),
                                        {"label": "Its answer", "max_length": 200},
                                    ),
                                    16: (
                                        "wagtail.blocks.StructBlock",
                                        [[("text", 14), ("match", 15), ("key", 5)]],
                                        {},
                                    ),
                                    17: (
                                        "courses.models.keys.KeyedListBlock",
                                        (16,),
                                        {
                                            "default": [
                                                {"key": "", "match": "", "text": ""},
                                                {"key": "", "match": "", "text": ""},
                                                {"key": "", "match": "", "text": ""},
                                            ],
                                            "label": "Lines",
                                            "max_num": 10,
                                            "min_num": 2,
                                        },
                                    ),
                                    18: (
                                        "wagtail.blocks.CharBlock",
                                        (),
                                        {"label": "Answer", "max_length": 200},
                                    ),
                                    19: (
                                        "wagtail.blocks.ListBlock",
                                        (18,),
                                        {
                                            "default": [],
                                            "help_text": "Optional. They keep the last line from answering itself.",
                                            "label": "Extra answers that fit no line",
                                            "max_num": 6,
                                        },
                                    ),
                                    20: (
                                        "courses.models.question_blocks.PartialBlock",
                                        (),
                                        {"help_text": "Every line that is right counts the same."},
                                    ),
                                    21: (
                                        "wagtail.blocks.StructBlock",
                                        [
                                            [
                                                ("text", 1),
                                                ("pairs", 17),
                                                ("decoys", 19),
                                                ("partial", 20),
                                                ("rationale", 9),
                                                ("key", 5),
                                                ("objective", 10),
                                                ("applied", 11),
                                                ("sources", 12),
                                            ]
                                        ],
                                        {},
                                    ),
                                    22: (
                                        "wagtail.blocks.CharBlock",
                                        (),
                                        {"label": "Item", "max_length": 300},
                                    ),
                                    23: (
                                        "wagtail.blocks.StructBlock",
                                        [[("text", 22), ("key", 5)]],
                                        {},
                                    ),
                                    24: (
                                        "courses.models.keys.KeyedListBlock",
                                        (23,),
                                        {
                                            "default": [
                                                {"key": "", "text": ""},
                                                {"key": "", "text": ""},
                                                {"key": "", "text": ""},
                                            ],
                                            "help_text": "Their order is shuffled for every learner.",
                                            "label": "Items in the right order",
                                            "max_num": 10,
                                            "min_num": 2,
                                        },
                                    ),
                                    25: (
                                        "courses.models.question_blocks.PartialBlock",
                                        (),
                                        {
                                            "help_text": "Of every two items: the share in the right order minus the share in the wrong order, so that the order turned around earns nothing."
                                        },
                                    ),
                                    26: (
                                        "wagtail.blocks.StructBlock",
                                        [
                                            [
                                                ("text", 1),
                                                ("items", 24),
                                                ("partial", 25),
                                                ("rationale", 9),
                                                ("key", 5),
                                                ("objective", 10),
                                                ("applied", 11),
                                                ("sources", 12),
                                            ]
                                        ],
                                        {},
                                    ),
                                    27: (
                                        "wagtail.blocks.ListBlock",
                                        (18,),
                                        {
                                            "help_text": "Every wording that you accept, with and without accents. Spaces, kinds of quotation marks and hyphens and a period at the end make no difference.",
                                            "label": "Answers that are right",
                                            "max_num": 20,
                                            "min_num": 1,
                                        },
                                    ),
                                    28: (
                                        "wagtail.blocks.BooleanBlock",
                                        (),
                                        {
                                            "default": False,
                                            "label": "Capital and small letters must be the same",
                                            "required": False,
                                        },
                                    ),
                                    29: (
                                        "wagtail.blocks.StructBlock",
                                        [
                                            [
                                                ("text", 1),
                                                ("accepted", 27),
                                                ("case_sensitive", 28),
                                                ("rationale", 9),
                                                ("key", 5),
                                                ("objective", 10),
                                                ("applied", 11),
                                                ("sources", 12),
                                            ]
                                        ],
                                        {},
                                    ),
                                    30: (
                                        "wagtail.snippets.blocks.SnippetChooserBlock",
                                        ("courses.SharedBank",),
                                        {
                                            "help_text": "Its published questions are drawn together with this module's own.",
                                            "icon": "folder-inverse",
                                            "label": "Questions of a shared bank",
                                        },
                                    ),
                                },
                                help_text="About twice as many as the post-test draws, so that a second attempt is a new one.",
                                verbose_name="questions",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "question bank",
                        "verbose_name_plural": "question banks",
                    },
                    bases=(courses.models.languages.InReadersLanguage, "wagtailcore.page"),
                ),
                migrations.CreateModel(
                    name="ResourceIndexPage",
                    fields=[
                        (
                            "page_ptr",
                            models.OneToOneField(
                                auto_created=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                parent_link=True,
                                primary_key=True,
                                serialize=False,
                                to=settings.WAGTAIL_PAGE_MODEL,
                            ),
                        ),
                        (
                            "intro",
                            models.TextField(
                                blank=True, max_length=600, verbose_name="introduction"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "resources page",
                    },
                    bases=(courses.models.languages.InReadersLanguage, "wagtailcore.page"),
                ),
                migrations.CreateModel(
                    name="Source",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "key",
                            models.CharField(
                                help_text="A short permanent name: publisher and year, for example: cdc-2022-survey.",
                                max_length=80,
                                unique=True,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^[a-z0-9]+(?:[-_][a-z0-9]+)*$",
                                        "Use lower-case letters, digits and hyphens only, for example: cdc-2022-survey.",
                                    )
                                ],
                                verbose_name="key",
                            ),
                        ),
                        ("title", models.CharField(max_length=300, verbose_name="title")),
                        (
                            "publisher",
                            models.CharField(max_length=200, verbose_name="author or publisher"),
                        ),
                        (
                            "address",
                            models.URLField(blank=True, max_length=500, verbose_name="web address"),
                        ),
                        (
                            "year",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="Leave empty when it carries no date.",
                                null=True,
                                verbose_name="year",
                            ),
                        ),
                        (
                            "read_on",
                            models.DateField(
                                blank=True,
                                help_text="For a page without a date.",
                                null=True,
                                verbose_name="read on",
                            ),
                        ),
                        (
                            "claims",
                            models.TextField(
                                blank=True,
                                help_text="The sentences in it that our claims rest on, one a line. For editors only.",
                                verbose_name="what it says",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "source",
                        "verbose_name_plural": "sources",
                        "ordering": ["title"],
                    },
                ),
                migrations.CreateModel(
                    name="Cohort",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "join_code",
                            models.CharField(
                                default=lms.backbone.ids.public_id, max_length=12, unique=True
                            ),
                        ),
                        (
                            "public_id",
                            models.CharField(
                                default=lms.backbone.ids.public_id, max_length=12, unique=True
                            ),
                        ),
                        ("name", models.CharField(max_length=120, verbose_name="name")),
                        ("path", models.CharField(blank=True, max_length=80)),
                        ("optional_needed", models.PositiveSmallIntegerField(default=0)),
                        ("from_on", models.DateField(verbose_name="first day")),
                        ("through_on", models.DateField(verbose_name="last day")),
                        ("created_at", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "association",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="cohorts",
                                to="endorsement.association",
                            ),
                        ),
                        (
                            "created_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="endorsement.person",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "cohort",
                        "verbose_name_plural": "cohorts",
                    },
                ),
                migrations.CreateModel(
                    name="CohortInvitation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("token_sha256", models.CharField(max_length=64, unique=True)),
                        ("token_expires_at", models.DateTimeField()),
                        ("sent_at", models.DateTimeField(blank=True, null=True)),
                        ("sent_before_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "public_id",
                            models.CharField(
                                default=lms.backbone.ids.public_id, max_length=12, unique=True
                            ),
                        ),
                        ("email", models.EmailField(max_length=254)),
                        ("accepted_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "cohort",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="invitations",
                                to="courses.cohort",
                            ),
                        ),
                        (
                            "invited_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="endorsement.person",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="CohortMember",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("joined_at", models.DateTimeField()),
                        ("left_at", models.DateTimeField(blank=True, null=True)),
                        ("reminders", models.BooleanField(default=True)),
                        (
                            "cohort",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="members",
                                to="courses.cohort",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="cohorts",
                                to="endorsement.person",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="CohortMessage",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "public_id",
                            models.CharField(
                                default=lms.backbone.ids.public_id, max_length=12, unique=True
                            ),
                        ),
                        (
                            "audience",
                            models.CharField(
                                choices=[("all", "everybody"), ("behind", "whoever is behind")],
                                max_length=10,
                            ),
                        ),
                        ("subject", models.CharField(max_length=120)),
                        ("text", models.TextField(max_length=3000)),
                        ("sending", models.UUIDField(unique=True)),
                        ("sent_at", models.DateTimeField()),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="endorsement.person",
                            ),
                        ),
                        (
                            "cohort",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="messages",
                                to="courses.cohort",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "message to a cohort",
                        "verbose_name_plural": "messages to cohorts",
                        "ordering": ["-sent_at", "-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="CohortMessageCopy",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "message",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="copies",
                                to="courses.cohortmessage",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="cohort_messages",
                                to="endorsement.person",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="CohortModule",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("code", models.CharField(max_length=80)),
                        ("position", models.PositiveSmallIntegerField()),
                        ("required", models.BooleanField(default=True)),
                        ("due_on", models.DateField(blank=True, null=True)),
                        (
                            "cohort",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="modules",
                                to="courses.cohort",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["position"],
                    },
                ),
                migrations.CreateModel(
                    name="CreditedDocument",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("title", models.CharField(max_length=255, verbose_name="title")),
                        ("file", models.FileField(upload_to="documents", verbose_name="file")),
                        (
                            "created_at",
                            models.DateTimeField(auto_now_add=True, verbose_name="created at"),
                        ),
                        ("file_size", models.PositiveBigIntegerField(editable=False, null=True)),
                        ("file_hash", models.CharField(blank=True, editable=False, max_length=40)),
                        (
                            "credit",
                            models.CharField(
                                blank=True,
                                help_text="Who made it, as they ask to be named.",
                                max_length=200,
                                verbose_name="credit",
                            ),
                        ),
                        (
                            "license",
                            models.CharField(
                                blank=True,
                                help_text="On what terms it may be used, for example: CC BY 4.0. For editors.",
                                max_length=100,
                                verbose_name="license",
                            ),
                        ),
                        (
                            "source",
                            models.CharField(
                                blank=True,
                                help_text="Where it comes from, for example a web address. For editors.",
                                max_length=300,
                                verbose_name="source",
                            ),
                        ),
                        (
                            "collection",
                            models.ForeignKey(
                                default=wagtail.models.media.get_root_collection_id,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="wagtailcore.collection",
                                verbose_name="collection",
                            ),
                        ),
                        (
                            "tags",
                            taggit.managers.TaggableManager(
                                blank=True,
                                help_text=None,
                                through="taggit.TaggedItem",
                                to="taggit.Tag",
                                verbose_name="tags",
                            ),
                        ),
                        (
                            "uploaded_by_user",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="uploaded by user",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "document",
                        "verbose_name_plural": "documents",
                        "abstract": False,
                    },
                    bases=(modelsearch.index.Indexed, models.Model),
                ),
                migrations.CreateModel(
                    name="CreditedImage",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("title", models.CharField(max_length=255, verbose_name="title")),
                        (
                            "file",
                            wagtail.images.models.WagtailImageField(
                                height_field="height",
                                upload_to=wagtail.images.models.get_upload_to,
                                verbose_name="file",
                                width_field="width",
                            ),
                        ),
                        (
                            "description",
                            models.CharField(
                                blank=True, default="", max_length=255, verbose_name="description"
                            ),
                        ),
                        ("width", models.IntegerField(editable=False, verbose_name="width")),
                        ("height", models.IntegerField(editable=False, verbose_name="height")),
                        (
                            "created_at",
                            models.DateTimeField(
                                auto_now_add=True, db_index=True, verbose_name="created at"
                            ),
                        ),
                        ("focal_point_x", models.PositiveIntegerField(blank=True, null=True)),
                        ("focal_point_y", models.PositiveIntegerField(blank=True, null=True)),
                        ("focal_point_width", models.PositiveIntegerField(blank=True, null=True)),
                        ("focal_point_height", models.PositiveIntegerField(blank=True, null=True)),
                        ("file_size", models.PositiveIntegerField(editable=False, null=True)),
                        (
                            "file_hash",
                            models.CharField(
                                blank=True, db_index=True, editable=False, max_length=40
                            ),
                        ),
                        (
                            "credit",
                            models.CharField(
                                blank=True,
                                help_text="Who made it, as they ask to be named.",
                                max_length=200,
                                verbose_name="credit",
                            ),
                        ),
                        (
                            "license",
                            models.CharField(
                                blank=True,
                                help_text="On what terms it may be used, for example: CC BY 4.0. For editors.",
                                max_length=100,
                                verbose_name="license",
                            ),
                        ),
                        (
                            "source",
                            models.CharField(
                                blank=True,
                                help_text="Where it comes from, for example a web address. For editors.",
                                max_length=300,
                                verbose_name="source",
                            ),
                        ),
                        (
                            "collection",
                            models.ForeignKey(
                                default=wagtail.models.media.get_root_collection_id,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="wagtailcore.collection",
                                verbose_name="collection",
                            ),
                        ),
                        (
                            "tags",
                            taggit.managers.TaggableManager(
                                blank=True,
                                help_text=None,
                                through="taggit.TaggedItem",
                                to="taggit.Tag",
                                verbose_name="tags",
                            ),
                        ),
                        (
                            "uploaded_by_user",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="uploaded by user",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                    bases=(
                        wagtail.images.models.ImageFileMixin,
                        modelsearch.index.Indexed,
                        models.Model,
                    ),
                ),
                migrations.CreateModel(
                    name="Enrollment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("code", models.CharField(max_length=80)),
                        ("version", models.PositiveIntegerField()),
                        ("started_at", models.DateTimeField()),
                        ("last_lesson", models.CharField(blank=True, max_length=80)),
                        ("completed_at", models.DateTimeField(blank=True, null=True)),
                        ("switched_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "entry",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="endorsement.ledgerentry",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="enrollments",
                                to="endorsement.person",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "enrollment",
                        "verbose_name_plural": "enrollments",
                    },
                ),
                migrations.CreateModel(
                    name="Bookmark",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("lesson_key", models.CharField(max_length=80)),
                        ("block_key", models.CharField(blank=True, max_length=80)),
                        ("title", models.CharField(max_length=255)),
                        ("excerpt", models.CharField(blank=True, max_length=120)),
                        ("saved_at", models.DateTimeField()),
                        (
                            "enrollment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="bookmarks",
                                to="courses.enrollment",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="BlockState",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("lesson_key", models.CharField(max_length=80)),
                        ("block_key", models.CharField(max_length=80)),
                        ("answer", models.JSONField(default=dict)),
                        ("saved_at", models.DateTimeField()),
                        (
                            "enrollment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="blocks",
                                to="courses.enrollment",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Attempt",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        ("pass_mark", models.PositiveSmallIntegerField()),
                        ("questions", models.JSONField()),
                        ("answers", models.JSONField(default=dict)),
                        ("started_at", models.DateTimeField()),
                        ("handed_in_at", models.DateTimeField(blank=True, null=True)),
                        ("score", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("passed", models.BooleanField(default=False)),
                        ("time_limit", models.PositiveSmallIntegerField(default=0)),
                        ("deadline", models.DateTimeField(blank=True, null=True)),
                        ("timed_out", models.BooleanField(default=False)),
                        ("answered_at", models.JSONField(default=dict)),
                        (
                            "enrollment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="attempts",
                                to="courses.enrollment",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["enrollment", "number"],
                    },
                ),
                migrations.CreateModel(
                    name="ErasedEvaluation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("code", models.CharField(max_length=80)),
                        ("version", models.PositiveIntegerField()),
                        ("asked", models.JSONField()),
                        ("answered", models.JSONField()),
                        ("handed_in_at", models.DateTimeField()),
                        ("place", models.BigIntegerField()),
                    ],
                    options={
                        "indexes": [models.Index(fields=["code"], name="erased_evaluation_code")],
                    },
                ),
                migrations.CreateModel(
                    name="EvaluationResponse",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("answers", models.JSONField()),
                        ("asked", models.JSONField(default=list)),
                        ("handed_in_at", models.DateTimeField()),
                        (
                            "enrollment",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="evaluation",
                                to="courses.enrollment",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="ExternalTool",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "name",
                            models.CharField(
                                help_text="As learners read it, for example: Baby Signals.",
                                max_length=120,
                                verbose_name="name",
                            ),
                        ),
                        (
                            "told",
                            models.TextField(
                                help_text="Who offers the tool, what one does in it, and what they do with what they learn. Shown before it opens.",
                                max_length=1000,
                                verbose_name="what learners are told",
                            ),
                        ),
                        (
                            "launch_url",
                            models.CharField(
                                help_text="The tool’s “target link URI” or “launch URL”.",
                                max_length=500,
                                verbose_name="address to open",
                            ),
                        ),
                        (
                            "login_url",
                            models.CharField(
                                help_text="The tool’s “initiate login URL” (OpenID Connect).",
                                max_length=500,
                                verbose_name="address to begin signing in",
                            ),
                        ),
                        (
                            "redirect_urls",
                            models.TextField(
                                help_text="The tool’s “redirect URIs”, one a line, exactly as the tool sends them.",
                                max_length=3000,
                                verbose_name="addresses to come back to",
                            ),
                        ),
                        (
                            "keys_url",
                            models.CharField(
                                blank=True,
                                help_text="The tool’s “public keyset URL” (JWKS). With it the tool can change its keys by itself.",
                                max_length=500,
                                verbose_name="address of its public keys",
                            ),
                        ),
                        (
                            "public_key",
                            models.TextField(
                                blank=True,
                                help_text="As text that begins with -----BEGIN PUBLIC KEY-----. Never a private key.",
                                max_length=5000,
                                verbose_name="or its public key",
                            ),
                        ),
                        (
                            "gives_name",
                            models.BooleanField(
                                default=False,
                                help_text="Only where the tool needs it. Learners are asked first.",
                                verbose_name="tell the tool the learner’s name",
                            ),
                        ),
                        (
                            "gives_email",
                            models.BooleanField(
                                default=False,
                                help_text="Only where the tool needs it. Learners are asked first.",
                                verbose_name="tell the tool the learner’s email address",
                            ),
                        ),
                        (
                            "shared",
                            models.BooleanField(
                                default=False,
                                help_text="Authors of other associations may put it into their lessons, too.",
                                verbose_name="shared",
                            ),
                        ),
                        (
                            "active",
                            models.BooleanField(
                                default=True,
                                help_text="Without the tick it opens nowhere, and nothing that it reports is taken.",
                                verbose_name="in use",
                            ),
                        ),
                        (
                            "client_id",
                            models.CharField(
                                default=courses.models.keys.new_key,
                                editable=False,
                                max_length=12,
                                unique=True,
                            ),
                        ),
                        (
                            "deployment_id",
                            models.CharField(
                                default=courses.models.keys.new_key, editable=False, max_length=12
                            ),
                        ),
                        (
                            "association",
                            models.ForeignKey(
                                blank=True,
                                help_text="Only its authors see and use this.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="endorsement.association",
                                verbose_name="association",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "external tool",
                        "verbose_name_plural": "external tools",
                        "ordering": ["name"],
                    },
                ),
                migrations.CreateModel(
                    name="Facilitator",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("given_at", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "cohort",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="facilitators",
                                to="courses.cohort",
                            ),
                        ),
                        (
                            "given_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="endorsement.person",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="facilitated",
                                to="endorsement.person",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="LessonProgress",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("lesson_key", models.CharField(max_length=80)),
                        ("opened_at", models.DateTimeField()),
                        ("completed_at", models.DateTimeField(blank=True, null=True)),
                        ("seat_seconds", models.PositiveIntegerField(default=0)),
                        (
                            "enrollment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="lessons",
                                to="courses.enrollment",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="LessonVisit",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("key", models.UUIDField()),
                        ("seconds", models.PositiveIntegerField(default=0)),
                        (
                            "progress",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="visits",
                                to="courses.lessonprogress",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="LinkCheck",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "address",
                            models.URLField(
                                max_length=500, unique=True, verbose_name="web address"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("new", "not checked yet"),
                                    ("works", "works"),
                                    ("moved", "works, at another address"),
                                    ("closed", "answers, but not to programs"),
                                    ("failing", "failed once; it is tried again"),
                                    ("broken", "broken"),
                                ],
                                default="new",
                                max_length=8,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "reason",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "none"),
                                    ("gone", "The page is not there any more."),
                                    ("refused", "The site lets no program in. Open it yourself."),
                                    ("server", "The site answers with an error."),
                                    ("unknown_host", "There is no such site."),
                                    ("no_answer", "The site does not answer."),
                                    ("not_safe", "The connection to the site is not safe."),
                                    ("private", "The address leads into a private network."),
                                    (
                                        "loop",
                                        "The site leads from one address to the next without end.",
                                    ),
                                ],
                                default="",
                                max_length=12,
                                verbose_name="reason",
                            ),
                        ),
                        (
                            "status",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="answer's number"
                            ),
                        ),
                        (
                            "leads_to",
                            models.URLField(blank=True, max_length=500, verbose_name="leads to"),
                        ),
                        ("failures", models.PositiveSmallIntegerField(default=0)),
                        ("due_at", models.DateTimeField(verbose_name="next check")),
                        (
                            "checked_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="checked"),
                        ),
                        (
                            "worked_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="last seen working"
                            ),
                        ),
                        (
                            "told",
                            models.CharField(
                                choices=[
                                    ("new", "not checked yet"),
                                    ("works", "works"),
                                    ("moved", "works, at another address"),
                                    ("closed", "answers, but not to programs"),
                                    ("failing", "failed once; it is tried again"),
                                    ("broken", "broken"),
                                ],
                                default="new",
                                max_length=8,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "checked link",
                        "verbose_name_plural": "checked links",
                        "ordering": ["address"],
                        "indexes": [models.Index(fields=["due_at"], name="link_check_due")],
                    },
                ),
                migrations.CreateModel(
                    name="LiveRegistration",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "public_id",
                            models.CharField(
                                default=lms.backbone.ids.public_id, max_length=12, unique=True
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("registered", "has a seat"),
                                    ("waiting", "on the waiting list"),
                                    ("canceled", "gave the seat back"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("queued_at", models.DateTimeField()),
                        ("seated_at", models.DateTimeField(blank=True, null=True)),
                        ("walk_in", models.BooleanField(default=False)),
                        (
                            "credited",
                            models.DecimalField(
                                blank=True, decimal_places=1, max_digits=5, null=True
                            ),
                        ),
                        ("settled_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="live_registrations",
                                to="endorsement.person",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "registration",
                        "verbose_name_plural": "registrations",
                        "ordering": ["queued_at", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="LiveAttendance",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("minutes", models.PositiveSmallIntegerField()),
                        (
                            "source",
                            models.CharField(
                                choices=[("code", "by the code"), ("roster", "by the roster")],
                                max_length=8,
                            ),
                        ),
                        ("recorded_at", models.DateTimeField()),
                        (
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="attendances",
                                to="courses.livemeeting",
                            ),
                        ),
                        (
                            "registration",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="attendances",
                                to="courses.liveregistration",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "attendance",
                        "verbose_name_plural": "attendances",
                    },
                ),
                migrations.CreateModel(
                    name="LiveSession",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "public_id",
                            models.CharField(
                                default=lms.backbone.ids.public_id, max_length=12, unique=True
                            ),
                        ),
                        ("code", models.CharField(db_index=True, max_length=80)),
                        ("version", models.PositiveIntegerField()),
                        ("titles", models.JSONField()),
                        (
                            "language",
                            models.CharField(
                                choices=[("en", "English"), ("es", "Spanish")],
                                default="en",
                                max_length=8,
                                verbose_name="held in",
                            ),
                        ),
                        (
                            "where",
                            models.CharField(max_length=200, verbose_name="where, for everybody"),
                        ),
                        (
                            "access",
                            models.TextField(
                                blank=True, max_length=1000, verbose_name="address or video link"
                            ),
                        ),
                        ("seats", models.PositiveIntegerField(default=0, verbose_name="seats")),
                        ("taken", models.PositiveIntegerField(default=0)),
                        (
                            "waiting_list",
                            models.BooleanField(default=True, verbose_name="waiting list"),
                        ),
                        ("opens_at", models.DateTimeField(blank=True, null=True)),
                        ("closes_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "credit",
                            models.CharField(
                                choices=[
                                    ("full", "All hours or none"),
                                    ("proportional", "Hours by the time somebody was there"),
                                    ("meetings", "Hours by the meetings somebody attended"),
                                ],
                                max_length=12,
                                verbose_name="partial hours",
                            ),
                        ),
                        (
                            "minimum_percent",
                            models.PositiveSmallIntegerField(
                                default=80,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(100),
                                ],
                                verbose_name="least share of the time, in percent",
                            ),
                        ),
                        (
                            "late_minutes",
                            models.PositiveSmallIntegerField(
                                default=10,
                                validators=[django.core.validators.MaxValueValidator(120)],
                                verbose_name="minutes that may be missed",
                            ),
                        ),
                        (
                            "code_hours",
                            models.PositiveSmallIntegerField(
                                default=24,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(336),
                                ],
                                verbose_name="hours in which the code can be entered",
                            ),
                        ),
                        ("starts_at", models.DateTimeField(db_index=True)),
                        ("ends_at", models.DateTimeField()),
                        ("sequence", models.PositiveIntegerField(default=0)),
                        (
                            "state",
                            models.CharField(
                                choices=[("open", "takes place"), ("canceled", "canceled")],
                                default="open",
                                max_length=8,
                            ),
                        ),
                        ("canceled_at", models.DateTimeField(blank=True, null=True)),
                        ("canceled_because", models.CharField(blank=True, max_length=300)),
                        ("changed_at", models.DateTimeField()),
                        (
                            "certifies_attendance",
                            models.BooleanField(
                                default=False, verbose_name="certificate of attendance"
                            ),
                        ),
                        (
                            "association",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="live_sessions",
                                to="endorsement.association",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "live session",
                        "verbose_name_plural": "live sessions",
                        "ordering": ["starts_at", "pk"],
                    },
                ),
                migrations.AddField(
                    model_name="liveregistration",
                    name="session",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="registrations",
                        to="courses.livesession",
                    ),
                ),
                migrations.AddField(
                    model_name="livemeeting",
                    name="session",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="meetings",
                        to="courses.livesession",
                    ),
                ),
                migrations.CreateModel(
                    name="ModulePage",
                    fields=[
                        (
                            "page_ptr",
                            models.OneToOneField(
                                auto_created=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                parent_link=True,
                                primary_key=True,
                                serialize=False,
                                to=settings.WAGTAIL_PAGE_MODEL,
                            ),
                        ),
                        (
                            "code",
                            models.SlugField(
                                blank=True,
                                help_text="Permanent: records and certificates name the module by it.",
                                max_length=80,
                                verbose_name="key",
                            ),
                        ),
                        (
                            "version",
                            models.PositiveIntegerField(
                                default=1,
                                help_text="Raise it when the meaning, the hours or the competencies change. Whoever took an earlier version keeps it in their record.",
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="version",
                            ),
                        ),
                        (
                            "number",
                            models.PositiveSmallIntegerField(
                                default=100,
                                help_text="Lower numbers come first; equal ones in the order of their titles.",
                                verbose_name="place in the catalog",
                            ),
                        ),
                        (
                            "shared",
                            models.BooleanField(
                                default=True,
                                help_text="Listed in the catalog for everybody, not only on your association's page.",
                                verbose_name="shared",
                            ),
                        ),
                        (
                            "summary",
                            models.TextField(
                                help_text="Two or three sentences for the catalog.",
                                max_length=800,
                                verbose_name="summary",
                            ),
                        ),
                        (
                            "audience",
                            models.TextField(
                                blank=True,
                                help_text="Roles and settings, for example: home visitors, staff of child care programs.",
                                max_length=500,
                                verbose_name="for whom",
                            ),
                        ),
                        (
                            "objectives",
                            wagtail.fields.StreamField(
                                [("objective", 2)],
                                block_lookup={
                                    0: (
                                        "wagtail.blocks.CharBlock",
                                        (),
                                        {
                                            "help_text": "Begin with a verb that can be seen or measured: name, explain, choose.",
                                            "label": "After this module you can …",
                                            "max_length": 500,
                                        },
                                    ),
                                    1: ("courses.models.keys.KeyBlock", (), {}),
                                    2: (
                                        "wagtail.blocks.StructBlock",
                                        [[("text", 0), ("key", 1)]],
                                        {},
                                    ),
                                },
                                help_text="Their order gives them the numbers by which questions name them.",
                                verbose_name="learning objectives",
                            ),
                        ),
                        (
                            "hours",
                            models.DecimalField(
                                decimal_places=1,
                                help_text="In tenths: 0.5 is half an hour. 10,000 words read are one hour.",
                                max_digits=5,
                                validators=[
                                    django.core.validators.MinValueValidator(Decimal("0.1"))
                                ],
                                verbose_name="clock hours",
                            ),
                        ),
                        (
                            "delivery",
                            models.CharField(
                                choices=[
                                    ("self_paced", "Self-paced, online"),
                                    ("live_online", "Live, online"),
                                    ("in_person", "Live, in person"),
                                    ("blended", "Lessons and live meetings"),
                                ],
                                default="self_paced",
                                help_text="With live meetings, hours go to whoever was at a live session; coordinators and authors plan those under “Live sessions”. Purely live modules need no lessons and no post-test.",
                                max_length=20,
                                verbose_name="format",
                            ),
                        ),
                        (
                            "age_band",
                            models.CharField(
                                choices=[
                                    ("birth_to_3", "Birth to 3 years"),
                                    ("3_to_5", "3 to 5 years"),
                                    ("birth_to_5", "Birth to 5 years"),
                                ],
                                default="birth_to_5",
                                help_text="Whom the module speaks about; the catalog can be filtered by it.",
                                max_length=12,
                                verbose_name="age of the children",
                            ),
                        ),
                        (
                            "framework",
                            models.CharField(
                                default="core@1",
                                editable=False,
                                max_length=60,
                                verbose_name="framework",
                            ),
                        ),
                        (
                            "covers",
                            wagtail.fields.StreamField(
                                [("cover", 2)],
                                blank=True,
                                block_lookup={
                                    0: (
                                        "wagtail.blocks.ChoiceBlock",
                                        [],
                                        {
                                            "choices": courses.models.choices.competency_choices,
                                            "help_text": "Coverage is free: a module covers as many as it touches.",
                                            "label": "Competency or area",
                                        },
                                    ),
                                    1: (
                                        "courses.models.code_blocks.NameBlock",
                                        (),
                                        {
                                            "help_text": "Where it is met: the last part of a lesson’s address, or the number of an objective (1, 2, …) that a question asks about.",
                                            "label": "Where",
                                            "max_length": 80,
                                            "required": False,
                                        },
                                    ),
                                    2: (
                                        "wagtail.blocks.StructBlock",
                                        [[("ref", 0), ("at", 1)]],
                                        {},
                                    ),
                                },
                                help_text="Every competency it touches; a module may cover many.",
                                verbose_name="competencies covered",
                            ),
                        ),
                        (
                            "split",
                            wagtail.fields.StreamField(
                                [("share", 2)],
                                blank=True,
                                block_lookup={
                                    0: (
                                        "wagtail.blocks.ChoiceBlock",
                                        [],
                                        {
                                            "choices": courses.models.choices.area_choices,
                                            "help_text": "The one area these hours are for where a scheme counts no hour twice.",
                                            "label": "Area",
                                        },
                                    ),
                                    1: (
                                        "wagtail.blocks.DecimalBlock",
                                        (),
                                        {
                                            "decimal_places": 1,
                                            "help_text": "In tenths: 0.5 is half an hour.",
                                            "label": "Clock hours",
                                            "max_digits": 5,
                                            "min_value": Decimal("0.1"),
                                        },
                                    ),
                                    2: (
                                        "wagtail.blocks.StructBlock",
                                        [[("area", 0), ("hours", 1)]],
                                        {},
                                    ),
                                },
                                help_text="Each hour counted once: together no more than the clock hours.",
                                verbose_name="hours by area",
                            ),
                        ),
                        (
                            "topics",
                            wagtail.fields.StreamField(
                                [("share", 2)],
                                blank=True,
                                block_lookup={
                                    0: (
                                        "wagtail.blocks.ChoiceBlock",
                                        [],
                                        {
                                            "choices": [
                                                (
                                                    "iecmh",
                                                    "Infant and early childhood mental health",
                                                ),
                                                ("dei", "Diversity, equity and inclusion"),
                                                (
                                                    "rsc_provision",
                                                    "Providing reflective supervision or consultation",
                                                ),
                                                ("ethics", "Ethics"),
                                            ],
                                            "help_text": "One that schemes ask hours in.",
                                            "label": "Topic",
                                        },
                                    ),
                                    1: (
                                        "wagtail.blocks.DecimalBlock",
                                        (),
                                        {
                                            "decimal_places": 1,
                                            "help_text": "In tenths: 0.5 is half an hour.",
                                            "label": "Clock hours",
                                            "max_digits": 5,
                                            "min_value": Decimal("0.1"),
                                        },
                                    ),
                                    2: (
                                        "wagtail.blocks.StructBlock",
                                        [[("topic", 0), ("hours", 1)]],
                                        {},
                                    ),
                                },
                                help_text="Each topic no more than the clock hours.",
                                verbose_name="special-topic hours",
                            ),
                        ),
                        (
                            "prerequisites",
                            wagtail.fields.StreamField(
                                [("module", 0), ("required", 1)],
                                blank=True,
                                block_lookup={
                                    0: (
                                        "wagtail.blocks.ChoiceBlock",
                                        [],
                                        {
                                            "choices": courses.models.choices.module_choices,
                                            "icon": "doc-full",
                                            "label": "Good to take before",
                                        },
                                    ),
                                    1: (
                                        "wagtail.blocks.ChoiceBlock",
                                        [],
                                        {
                                            "choices": courses.models.choices.module_choices,
                                            "help_text": "Nobody new can start without it. Whoever has begun goes on, any completed version counts, and a module that left the site is no longer asked for.",
                                            "icon": "lock",
                                            "label": "Must be completed before",
                                        },
                                    ),
                                },
                                help_text="Recommended, or required before somebody can start.",
                                verbose_name="modules to take before",
                            ),
                        ),
                        (
                            "references",
                            wagtail.fields.StreamField(
                                [("source", 0)],
                                blank=True,
                                block_lookup={
                                    0: (
                                        "wagtail.blocks.ChoiceBlock",
                                        [],
                                        {
                                            "choices": courses.models.choices.source_choices,
                                            "icon": "openquote",
                                            "label": "Source",
                                        },
                                    )
                                },
                                help_text="What the module as a whole rests on; blocks name their own beside this.",
                                verbose_name="sources",
                            ),
                        ),
                        (
                            "presenters",
                            wagtail.fields.StreamField(
                                [("presenter", 0)],
                                blank=True,
                                block_lookup={
                                    0: (
                                        "wagtail.snippets.blocks.SnippetChooserBlock",
                                        ("courses.Presenter",),
                                        {"icon": "user", "label": "Presenter"},
                                    )
                                },
                                help_text="Who wrote or teaches it, in the order they are named on certificates.",
                                verbose_name="presenters",
                            ),
                        ),
                        (
                            "approvals",
                            wagtail.fields.StreamField(
                                [("offered", 3)],
                                blank=True,
                                block_lookup={
                                    0: (
                                        "wagtail.snippets.blocks.SnippetChooserBlock",
                                        ("courses.Approval",),
                                        {
                                            "help_text": "One that your organization holds; a moderator writes it down.",
                                            "label": "Approval",
                                        },
                                    ),
                                    1: (
                                        "wagtail.blocks.CharBlock",
                                        (),
                                        {
                                            "help_text": "Where the body gives every title a number of its own.",
                                            "label": "Approval number of this module",
                                            "max_length": 60,
                                            "required": False,
                                        },
                                    ),
                                    2: (
                                        "wagtail.blocks.CharBlock",
                                        (),
                                        {
                                            "help_text": "As the body calls it, for example: ethics.",
                                            "label": "Category of credit",
                                            "max_length": 80,
                                            "required": False,
                                        },
                                    ),
                                    3: (
                                        "wagtail.blocks.StructBlock",
                                        [[("approval", 0), ("number", 1), ("credit", 2)]],
                                        {},
                                    ),
                                },
                                help_text="A statement is printed only on days on which your organization holds it.",
                                verbose_name="approvals",
                            ),
                        ),
                        (
                            "pass_mark",
                            models.PositiveSmallIntegerField(
                                default=80,
                                help_text="Percent of the questions answered right.",
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(100),
                                ],
                                verbose_name="pass mark",
                            ),
                        ),
                        (
                            "draw",
                            models.PositiveSmallIntegerField(
                                default=5,
                                help_text="How many questions of the bank a learner gets in one attempt.",
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="questions drawn",
                            ),
                        ),
                        (
                            "attempts",
                            models.PositiveSmallIntegerField(
                                default=4,
                                help_text="After so many failed attempts a learner can go on the next day.",
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="attempts in a row",
                            ),
                        ),
                        (
                            "wait_minutes",
                            models.PositiveIntegerField(
                                default=0,
                                help_text="0: at once.",
                                verbose_name="minutes between attempts",
                            ),
                        ),
                        (
                            "time_limit",
                            models.PositiveSmallIntegerField(
                                default=0,
                                help_text="0: no clock, which suits almost every module. Coordinators can give a person more time.",
                                validators=[django.core.validators.MaxValueValidator(600)],
                                verbose_name="minutes for one attempt",
                            ),
                        ),
                        (
                            "minimum_minutes",
                            models.PositiveSmallIntegerField(
                                default=0,
                                help_text="0: none. Only where an approval body asks for it. Time in the lessons counts, also without a connection and without JavaScript; the credited hours stay the clock hours.",
                                verbose_name="minimum time in minutes",
                            ),
                        ),
                        (
                            "evaluation",
                            wagtail.fields.StreamField(
                                [("item", 8), ("objectives", 10)],
                                block_lookup={
                                    0: (
                                        "wagtail.blocks.ChoiceBlock",
                                        [],
                                        {
                                            "choices": [
                                                (
                                                    "scale",
                                                    "Scale from 1 (not at all) to 5 (very much)",
                                                ),
                                                ("yes_no", "Yes or no"),
                                                ("single_choice", "One of your answers"),
                                                (
                                                    "multiple_choice",
                                                    "As many of your answers as fit",
                                                ),
                                                ("text", "Own words"),
                                            ],
                                            "help_text": "Scales and yes or no become charts; own words are read from five answers on.",
                                            "label": "Answered with",
                                        },
                                    ),
                                    1: (
                                        "wagtail.blocks.CharBlock",
                                        (),
                                        {"label": "Question", "max_length": 500},
                                    ),
                                    2: (
                                        "wagtail.blocks.CharBlock",
                                        (),
                                        {"label": "Answer", "max_length": 300},
                                    ),
                                    3: ("courses.models.keys.KeyBlock", (), {}),
                                    4: (
                                        "wagtail.blocks.StructBlock",
                                        [[("text", 2), ("key", 3)]],
                                        {},
                                    ),
                                    5: (
                                        "courses.models.keys.KeyedListBlock",
                                        (4,),
                                        {
                                            "default": [],
                                            "help_text": "Only for a question that is answered with your answers: at least two.",
                                            "label": "Your answers",
                                            "max_num": 12,
                                            "required": False,
                                        },
                                    ),
                                    6: (
                                        "wagtail.blocks.ChoiceBlock",
                                        [],
                                        {
                                            "choices": [
                                                (
                                                    "usual",
                                                    "As usual: own words may be left empty, all else is asked for",
                                                ),
                                                ("yes", "Has to be answered"),
                                                ("no", "May be left empty"),
                                            ],
                                            "label": "Has it to be answered?",
                                        },
                                    ),
                                    7: (
                                        "courses.models.code_blocks.NameBlock",
                                        (),
                                        {
                                            "help_text": "Optional: the number of the learning objective that it asks about (1, 2, …).",
                                            "label": "Objective",
                                            "max_length": 80,
                                            "required": False,
                                        },
                                    ),
                                    8: (
                                        "wagtail.blocks.StructBlock",
                                        [
                                            [
                                                ("kind", 0),
                                                ("text", 1),
                                                ("options", 5),
                                                ("needed", 6),
                                                ("objective", 7),
                                                ("key", 3),
                                            ]
                                        ],
                                        {},
                                    ),
                                    9: (
                                        "wagtail.blocks.CharBlock",
                                        (),
                                        {
                                            "default": "How well did the module help you with this objective?",
                                            "help_text": "Asked once for each learning objective, which stands behind it.",
                                            "label": "Question",
                                            "max_length": 300,
                                        },
                                    ),
                                    10: (
                                        "wagtail.blocks.StructBlock",
                                        [[("text", 9), ("needed", 6), ("key", 3)]],
                                        {},
                                    ),
                                },
                                default=courses.models.fact_blocks.usual_evaluation,
                                help_text="Asked after the post-test. You read totals of five or more, never one answer.",
                                verbose_name="evaluation questions",
                            ),
                        ),
                        (
                            "evaluation_required",
                            models.BooleanField(
                                default=True,
                                help_text="The module is completed when the evaluation is handed in. Without the tick it is offered, also afterwards, and completes nothing.",
                                verbose_name="evaluation before the certificate",
                            ),
                        ),
                        (
                            "content_note",
                            models.TextField(
                                blank=True,
                                help_text="For a module that may be hard to read. Shown before anything else.",
                                max_length=600,
                                verbose_name="note before the module",
                            ),
                        ),
                        (
                            "content_way_out",
                            models.TextField(
                                blank=True,
                                help_text="What a reader can do who would rather not go on: skip, pause, whom to call.",
                                max_length=600,
                                verbose_name="way out",
                            ),
                        ),
                        (
                            "review_status",
                            models.CharField(
                                choices=[
                                    ("not_yet_reviewed", "Not yet reviewed by a named person"),
                                    ("reviewed", "Reviewed"),
                                ],
                                default="not_yet_reviewed",
                                help_text="Whether somebody who knows the subject has read this version; learners see it.",
                                max_length=20,
                                verbose_name="content review",
                            ),
                        ),
                        (
                            "reviewed_by",
                            models.CharField(
                                blank=True,
                                help_text="Name and credentials, with that person’s consent.",
                                max_length=200,
                                verbose_name="reviewed by",
                            ),
                        ),
                        (
                            "reviewed_on",
                            models.DateField(
                                blank=True,
                                help_text="The day the review ended.",
                                null=True,
                                verbose_name="reviewed on",
                            ),
                        ),
                        (
                            "association",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="modules",
                                to="endorsement.association",
                                verbose_name="publishing association",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "module",
                        "verbose_name_plural": "modules",
                    },
                    bases=(
                        courses.models.kept.Keepable,
                        courses.models.languages.InReadersLanguage,
                        "wagtailcore.page",
                    ),
                ),
                migrations.CreateModel(
                    name="CatalogEntry",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("language", models.CharField(max_length=12)),
                        ("areas", models.JSONField(default=list)),
                        ("topics", models.JSONField(default=list)),
                        ("form", models.PositiveSmallIntegerField()),
                        ("indexed_at", models.DateTimeField()),
                        ("words", models.JSONField(default=list)),
                        ("texts", models.JSONField(default=list)),
                        ("resources", models.JSONField(default=list)),
                        (
                            "page",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="entry",
                                to="courses.modulepage",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "entry of the catalog",
                        "verbose_name_plural": "entries of the catalog",
                    },
                ),
                migrations.CreateModel(
                    name="ModuleSnapshot",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("code", models.CharField(max_length=80)),
                        ("version", models.PositiveIntegerField()),
                        ("titles", models.JSONField()),
                        ("lesson_keys", models.JSONField()),
                        ("content", models.JSONField()),
                        ("kept_at", models.DateTimeField()),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "withdrawn_because",
                            models.TextField(blank=True, max_length=600, verbose_name="why"),
                        ),
                        (
                            "association",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="endorsement.association",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "kept version of a module",
                        "verbose_name_plural": "kept versions of modules",
                    },
                ),
                migrations.CreateModel(
                    name="Note",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("lesson_key", models.CharField(max_length=80)),
                        ("block_key", models.CharField(blank=True, max_length=80)),
                        ("excerpt", models.CharField(blank=True, max_length=120)),
                        ("text", models.TextField(blank=True, max_length=5000)),
                        ("revision", models.PositiveIntegerField(default=1)),
                        ("saved_at", models.DateTimeField()),
                        (
                            "enrollment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="notes",
                                to="courses.enrollment",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Package",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "public_id",
                            models.CharField(
                                default=lms.backbone.ids.public_id,
                                editable=False,
                                max_length=12,
                                unique=True,
                            ),
                        ),
                        (
                            "title",
                            models.CharField(
                                help_text="For authors, in the list to choose from.",
                                max_length=200,
                                verbose_name="title",
                            ),
                        ),
                        ("standard", models.CharField(editable=False, max_length=12)),
                        ("units", models.JSONField(editable=False)),
                        ("size", models.PositiveBigIntegerField(editable=False)),
                        ("digest", models.CharField(editable=False, max_length=64)),
                        ("uploaded_at", models.DateTimeField(editable=False)),
                        ("course", models.JSONField(default=dict, editable=False)),
                        (
                            "association",
                            models.ForeignKey(
                                blank=True,
                                help_text="Only its authors see and use this.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="endorsement.association",
                                verbose_name="association",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "package",
                        "verbose_name_plural": "packages",
                        "ordering": ["title"],
                    },
                ),
                migrations.CreateModel(
                    name="PackagePlay",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "public_id",
                            models.CharField(
                                default=lms.backbone.ids.public_id, max_length=12, unique=True
                            ),
                        ),
                        ("lesson_key", models.CharField(max_length=80)),
                        ("block_key", models.CharField(max_length=80)),
                        ("unit_key", models.CharField(max_length=80)),
                        ("turn", models.PositiveIntegerField(default=0)),
                        ("report", models.JSONField(default=dict)),
                        ("score", models.PositiveSmallIntegerField(null=True)),
                        ("seconds", models.PositiveIntegerField(default=0)),
                        ("seconds_before", models.PositiveIntegerField(default=0)),
                        ("opened_at", models.DateTimeField()),
                        ("reported_at", models.DateTimeField()),
                        ("done_at", models.DateTimeField(null=True)),
                        (
                            "enrollment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="plays",
                                to="courses.enrollment",
                            ),
                        ),
                        (
                            "package",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="plays",
                                to="courses.package",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="PackageRegistration",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("key", models.UUIDField(default=uuid.uuid4, unique=True)),
                        ("lesson_key", models.CharField(blank=True, max_length=80)),
                        ("block_key", models.CharField(blank=True, max_length=80)),
                        ("made_at", models.DateTimeField()),
                        (
                            "enrollment",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="registrations",
                                to="courses.enrollment",
                            ),
                        ),
                        (
                            "package",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="registrations",
                                to="courses.package",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="PackageDocument",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("kind", models.CharField(max_length=10)),
                        ("unit_key", models.CharField(blank=True, max_length=80)),
                        ("name", models.CharField(max_length=255)),
                        ("content_type", models.CharField(max_length=100)),
                        ("content", models.TextField(blank=True)),
                        ("saved_at", models.DateTimeField()),
                        (
                            "registration",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="documents",
                                to="courses.packageregistration",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="PackageSession",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("key", models.UUIDField(default=uuid.uuid4, unique=True)),
                        ("unit_key", models.CharField(max_length=80)),
                        ("mode", models.CharField(max_length=10)),
                        ("language", models.CharField(max_length=10)),
                        ("opened_at", models.DateTimeField()),
                        ("seen_at", models.DateTimeField()),
                        ("fetched_at", models.DateTimeField(null=True)),
                        ("ended_at", models.DateTimeField(null=True)),
                        ("abandoned", models.BooleanField(default=False)),
                        (
                            "play",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="sessions",
                                to="courses.packageplay",
                            ),
                        ),
                        (
                            "registration",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="sessions",
                                to="courses.packageregistration",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="PackageStatement",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("key", models.UUIDField()),
                        ("verb", models.CharField(blank=True, max_length=80)),
                        ("about", models.CharField(blank=True, max_length=80)),
                        ("by_platform", models.BooleanField(default=False)),
                        ("said_at", models.DateTimeField()),
                        ("stored_at", models.DateTimeField()),
                        ("content", models.JSONField()),
                        (
                            "registration",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="statements",
                                to="courses.packageregistration",
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="statements",
                                to="courses.packagesession",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="PathEnrollment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("code", models.CharField(max_length=80)),
                        ("version", models.PositiveIntegerField()),
                        ("joined_at", models.DateTimeField()),
                        ("completed_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "entry",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="endorsement.ledgerentry",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="paths",
                                to="endorsement.person",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "learning path of a person",
                        "verbose_name_plural": "learning paths of people",
                    },
                ),
                migrations.CreateModel(
                    name="PathPage",
                    fields=[
                        (
                            "page_ptr",
                            models.OneToOneField(
                                auto_created=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                parent_link=True,
                                primary_key=True,
                                serialize=False,
                                to=settings.WAGTAIL_PAGE_MODEL,
                            ),
                        ),
                        (
                            "code",
                            models.SlugField(
                                blank=True,
                                help_text="Permanent: records and certificates name the path by it.",
                                max_length=80,
                                verbose_name="key",
                            ),
                        ),
                        (
                            "version",
                            models.PositiveIntegerField(
                                default=1,
                                help_text="Raise it when the path means something else than before. Whoever completed an earlier version keeps it, and may complete the new one as well.",
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="version",
                            ),
                        ),
                        (
                            "shared",
                            models.BooleanField(
                                default=True,
                                help_text="Listed for everybody, not only on your association's page.",
                                verbose_name="shared",
                            ),
                        ),
                        (
                            "summary",
                            models.TextField(
                                help_text="Two or three sentences: where the path leads.",
                                max_length=800,
                                verbose_name="summary",
                            ),
                        ),
                        (
                            "audience",
                            models.TextField(
                                blank=True,
                                help_text="Roles and settings, for example: home visitors, staff of child care programs.",
                                max_length=500,
                                verbose_name="for whom",
                            ),
                        ),
                        (
                            "modules",
                            wagtail.fields.StreamField(
                                [("part", 2)],
                                blank=True,
                                block_lookup={
                                    0: (
                                        "wagtail.blocks.ChoiceBlock",
                                        [],
                                        {
                                            "choices": courses.models.choices.module_choices,
                                            "label": "Module",
                                        },
                                    ),
                                    1: (
                                        "wagtail.blocks.BooleanBlock",
                                        (),
                                        {
                                            "default": True,
                                            "help_text": "Without a tick it is one of the optional modules.",
                                            "label": "Required",
                                            "required": False,
                                        },
                                    ),
                                    2: (
                                        "wagtail.blocks.StructBlock",
                                        [[("module", 0), ("required", 1)]],
                                        {},
                                    ),
                                },
                                help_text="Any version of a module counts, also one completed before.",
                                verbose_name="modules, in their order",
                            ),
                        ),
                        (
                            "optional_needed",
                            models.PositiveSmallIntegerField(
                                default=0,
                                help_text="How many of the optional modules it takes, beside all required ones.",
                                verbose_name="optional modules needed",
                            ),
                        ),
                        (
                            "enforced",
                            models.BooleanField(
                                default=False,
                                help_text="The path opens a module when the required ones before it are completed. Without a tick the order is a recommendation. In the catalog every module stays open.",
                                verbose_name="in this order only",
                            ),
                        ),
                        (
                            "certified",
                            models.BooleanField(
                                default=True,
                                help_text="It lists the modules. Hours are on the modules' certificates, once.",
                                verbose_name="has a certificate of its own",
                            ),
                        ),
                        (
                            "association",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="learning_paths",
                                to="endorsement.association",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "learning path",
                        "verbose_name_plural": "learning paths",
                    },
                    bases=(courses.models.languages.InReadersLanguage, "wagtailcore.page"),
                ),
                migrations.CreateModel(
                    name="Presenter",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("translation_key", models.UUIDField(default=uuid.uuid4, editable=False)),
                        ("name", models.CharField(max_length=200, verbose_name="name")),
                        (
                            "credentials",
                            models.CharField(
                                blank=True,
                                help_text="As certificates print them: degrees, licenses, endorsements. Short.",
                                max_length=300,
                                verbose_name="credentials",
                            ),
                        ),
                        (
                            "bio",
                            models.TextField(
                                blank=True,
                                help_text="Two or three sentences for the module’s page, with the presenter’s consent.",
                                max_length=1500,
                                verbose_name="about the presenter",
                            ),
                        ),
                        (
                            "association",
                            models.ForeignKey(
                                blank=True,
                                help_text="Only its authors see and use this.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="endorsement.association",
                                verbose_name="association",
                            ),
                        ),
                        (
                            "locale",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="wagtailcore.locale",
                                verbose_name="locale",
                            ),
                        ),
                        (
                            "photo",
                            models.ForeignKey(
                                blank=True,
                                help_text="Optional. The image needs a description, which is read out instead of it.",
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="courses.creditedimage",
                                verbose_name="photo",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "presenter",
                        "verbose_name_plural": "presenters",
                        "ordering": ["name"],
                        "abstract": False,
                    },
                    bases=(wagtail.models.preview.PreviewableMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="Recording",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("title", models.CharField(max_length=255, verbose_name="title")),
                        ("file", models.FileField(upload_to="media", verbose_name="file")),
                        (
                            "type",
                            models.CharField(
                                choices=[("audio", "Audio file"), ("video", "Video file")],
                                max_length=255,
                            ),
                        ),
                        (
                            "duration",
                            models.FloatField(
                                blank=True,
                                default=0,
                                help_text="Duration in seconds",
                                validators=[django.core.validators.MinValueValidator(0)],
                                verbose_name="duration",
                            ),
                        ),
                        (
                            "width",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="width"
                            ),
                        ),
                        (
                            "height",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="height"
                            ),
                        ),
                        (
                            "thumbnail",
                            models.FileField(
                                blank=True, upload_to="media_thumbnails", verbose_name="thumbnail"
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(auto_now_add=True, verbose_name="created at"),
                        ),
                        (
                            "credit",
                            models.CharField(
                                blank=True,
                                help_text="Who made it, as they ask to be named.",
                                max_length=200,
                                verbose_name="credit",
                            ),
                        ),
                        (
                            "license",
                            models.CharField(
                                blank=True,
                                help_text="On what terms it may be used, for example: CC BY 4.0. For editors.",
                                max_length=100,
                                verbose_name="license",
                            ),
                        ),
                        (
                            "source",
                            models.CharField(
                                blank=True,
                                help_text="Where it comes from, for example a web address. For editors.",
                                max_length=300,
                                verbose_name="source",
                            ),
                        ),
                        (
                            "transcript",
                            models.TextField(
                                blank=True,
                                help_text="Everything that is said, who says it, and what is to be seen where that matters. Learners read it below the player; without it no page with the recording is published.",
                                verbose_name="transcript",
                            ),
                        ),
                        (
                            "collection",
                            models.ForeignKey(
                                default=wagtail.models.media.get_root_collection_id,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="wagtailcore.collection",
                                verbose_name="collection",
                            ),
                        ),
                        (
                            "tags",
                            taggit.managers.TaggableManager(
                                blank=True,
                                help_text=None,
                                through="taggit.TaggedItem",
                                to="taggit.Tag",
                                verbose_name="tags",
                            ),
                        ),
                        (
                            "uploaded_by_user",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="uploaded by user",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "media",
                        "verbose_name_plural": "media items",
                        "abstract": False,
                    },
                    bases=(modelsearch.index.Indexed, models.Model),
                ),
                migrations.CreateModel(
                    name="Reflection",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("lesson_key", models.CharField(max_length=80)),
                        ("block_key", models.CharField(max_length=80)),
                        ("text", models.TextField(blank=True, max_length=5000)),
                        ("saved_at", models.DateTimeField()),
                        (
                            "enrollment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="reflections",
                                to="courses.enrollment",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Rendition",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("filter_spec", models.CharField(db_index=True, max_length=255)),
                        (
                            "file",
                            wagtail.images.models.WagtailImageField(
                                height_field="height",
                                storage=wagtail.images.models.get_rendition_storage,
                                upload_to=wagtail.images.models.get_rendition_upload_to,
                                width_field="width",
                            ),
                        ),
                        ("width", models.IntegerField(editable=False)),
                        ("height", models.IntegerField(editable=False)),
                        (
                            "focal_point_key",
                            models.CharField(blank=True, default="", editable=False, max_length=16),
                        ),
                        (
                            "image",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="renditions",
                                to="courses.creditedimage",
                            ),
                        ),
                    ],
                    bases=(wagtail.images.models.ImageFileMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="ResourceCard",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("translation_key", models.UUIDField(default=uuid.uuid4, editable=False)),
                        (
                            "code",
                            models.CharField(
                                help_text="A short permanent name, the same in every language.",
                                max_length=80,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^[a-z0-9]+(?:[-_][a-z0-9]+)*$",
                                        "Use lower-case letters, digits and hyphens only, for example: cdc-2022-survey.",
                                    )
                                ],
                                verbose_name="key",
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="name")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("organization", "Organization"),
                                    ("program", "Program"),
                                    ("paper", "Paper"),
                                    ("webinar", "Webinar"),
                                    ("campaign", "Campaign"),
                                    ("regulation", "Regulation"),
                                    ("framework", "Framework"),
                                    ("page", "Web page"),
                                ],
                                max_length=16,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "what",
                            models.TextField(
                                help_text="One or two sentences in your own words.",
                                verbose_name="what it is",
                            ),
                        ),
                        (
                            "for_whom",
                            models.TextField(
                                blank=True,
                                help_text="For example: families, supervisors.",
                                verbose_name="whom it helps",
                            ),
                        ),
                        ("url", models.URLField(max_length=500, verbose_name="web address")),
                        (
                            "checked_on",
                            models.DateField(
                                help_text="The day somebody last followed the link.",
                                verbose_name="address checked on",
                            ),
                        ),
                        (
                            "audiences",
                            courses.models.codes_field.CodesField(
                                blank=True,
                                default=list,
                                help_text="Whom it helps most.",
                                verbose_name="audiences",
                            ),
                        ),
                        (
                            "languages",
                            courses.models.codes_field.CodesField(
                                blank=True,
                                default=list,
                                help_text="In which of these languages it can be read there.",
                                verbose_name="languages",
                            ),
                        ),
                        (
                            "topics",
                            courses.models.codes_field.CodesField(
                                blank=True,
                                default=list,
                                help_text="The library is filtered by them.",
                                verbose_name="topics",
                            ),
                        ),
                        (
                            "locale",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="wagtailcore.locale",
                                verbose_name="locale",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "resource",
                        "verbose_name_plural": "resources",
                        "ordering": ["name"],
                        "abstract": False,
                    },
                    bases=(wagtail.models.preview.PreviewableMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="SeatClock",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("counted_through", models.DateTimeField()),
                        ("minutes", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("seen_at", models.DateTimeField()),
                        ("measured", models.BooleanField(default=False)),
                        (
                            "person",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="seat_clock",
                                to="endorsement.person",
                            ),
                        ),
                        (
                            "reading",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="courses.lessonprogress",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "seat clock",
                        "verbose_name_plural": "seat clocks",
                    },
                ),
                migrations.CreateModel(
                    name="SharedBank",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("translation_key", models.UUIDField(default=uuid.uuid4, editable=False)),
                        (
                            "live",
                            models.BooleanField(default=True, editable=False, verbose_name="live"),
                        ),
                        (
                            "has_unpublished_changes",
                            models.BooleanField(
                                default=False,
                                editable=False,
                                verbose_name="has unpublished changes",
                            ),
                        ),
                        (
                            "first_published_at",
                            models.DateTimeField(
                                blank=True,
                                db_index=True,
                                null=True,
                                verbose_name="first published at",
                            ),
                        ),
                        (
                            "last_published_at",
                            models.DateTimeField(
                                editable=False, null=True, verbose_name="last published at"
                            ),
                        ),
                        (
                            "go_live_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="go live date/time"
                            ),
                        ),
                        (
                            "expire_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="expiry date/time"
                            ),
                        ),
                        (
                            "expired",
                            models.BooleanField(
                                default=False, editable=False, verbose_name="expired"
                            ),
                        ),
                        (
                            "code",
                            models.CharField(
                                default=courses.models.keys.new_key, editable=False, max_length=12
                            ),
                        ),
                        ("title", models.CharField(max_length=200, verbose_name="title")),
                        (
                            "questions",
                            wagtail.fields.StreamField(
                                [
                                    ("question", 13),
                                    ("matching", 21),
                                    ("ordering", 26),
                                    ("short_answer", 29),
                                ],
                                block_lookup={
                                    0: (
                                        "wagtail.blocks.ChoiceBlock",
                                        [],
                                        {
                                            "choices": [
                                                (
                                                    "multiple_choice",
                                                    "Multiple choice: one right answer",
                                                ),
                                                (
                                                    "multiple_response",
                                                    "Multiple response: every right answer",
                                                ),
                                                ("true_false", "True or false"),
                                            ],
                                            "help_text": "How many answers may be right.",
                                            "label": "Kind",
                                        },
                                    ),
                                    1: (
                                        "wagtail.blocks.TextBlock",
                                        (),
                                        {
                                            "help_text": "Invent the people in it: no child's or family's name, no real session.",
                                            "label": "Question",
                                            "rows": 3,
                                        },
                                    ),
                                    2: (
                                        "wagtail.blocks.CharBlock",
                                        (),
                                        {"label": "Answer", "max_length": 500},
                                    ),
                                    3: (
                                        "wagtail.blocks.BooleanBlock",
                                        (),
                                        {"label": "This answer is right", "required": False},
                                    ),
                                    4: (
                                        "wagtail.blocks.TextBlock",
                                        (),
                                        {
                                            "help_text": "Shown after handing in: why this answer is right, or what speaks against it.",
                                            "label": "Why",
                                            "rows": 2,
                                        },
                                    ),
                                    5: ("courses.models.keys.KeyBlock", (), {}),
                                    6: (
                                        "wagtail.blocks.StructBlock",
                                        [
                                            [
                                                ("text", 2),
                                                ("correct", 3),
                                                ("rationale", 4),
                                                ("key", 5),
                                            ]
                                        ],
                                        {},
                                    ),
                                    7: (
                                        "courses.models.keys.KeyedListBlock",
                                        (6,),
                                        {
                                            "default": [
                                                {
                                                    "correct": False,
                                                    "key": "",
                                                    "rationale": "",
                                                    "text": "",
                                                },
                                                {
                                                    "correct": False,
                                                    "key": "",
                                                    "rationale": "",
                                                    "text": "",
                                                },
                                                {
                                                    "correct": False,
                                                    "key": "",
                                                    "rationale": "",
                                                    "text": "",
                                                },
                                            ],
                                            "help_text": "Their order is shuffled for every learner.",
                                            "label": "Answers",
                                            "max_num": 8,
                                            "min_num": 2,
                                        },
                                    ),
                                    8: (
                                        "courses.models.question_blocks.PartialBlock",
                                        (),
                                        {
                                            "help_text": "Only for multiple response. Credit is the share of the right answers chosen minus the share of the wrong ones chosen, so that ticking everything earns nothing."
                                        },
                                    ),
                                    9: (
                                        "wagtail.blocks.TextBlock",
                                        (),
                                        {
                                            "help_text": "Shown after handing in.",
                                            "label": "What to remember",
                                            "rows": 2,
                                        },
                                    ),
                                    10: (
                                        "courses.models.code_blocks.NameBlock",
                                        (),
                                        {
                                            "help_text": "Optional: the number of the learning objective (1, 2, …). One question of every objective is drawn first.",
                                            "label": "Objective",
                                            "max_length": 80,
                                            "required": False,
                                        },
                                    ),
                                    11: (
                                        "wagtail.blocks.BooleanBlock",
                                        (),
                                        {
                                            "default": False,
                                            "help_text": "For your own overview: it asks to use what was learned, not to repeat it.",
                                            "label": "Applies knowledge to a case",
                                            "required": False,
                                        },
                                    ),
                                    12: (
                                        "wagtail.blocks.MultipleChoiceBlock",
                                        [],
                                        {
                                            "choices": courses.models.choices.source_choices,
                                            "help_text": "What this rests on. Hold Ctrl (on a Mac: Command) to choose several.",
                                            "label": "Sources",
                                            "required": False,
                                        },
                                    ),
                                    13: (
                                        "wagtail.blocks.StructBlock",
                                        [
                                            [
                                                ("kind", 0),
                                                ("text", 1),
                                                ("options", 7),
                                                ("partial", 8),
                                                ("rationale", 9),
                                                ("key", 5),
                                                ("objective", 10),
                                                ("applied", 11),
                                                ("sources", 12),
                                            ]
                                        ],
                                        {},
                                    ),
                                    14: (
                                        "wagtail.blocks.CharBlock",
                                        (),
                                        {"label": "Line", "max_length": 300},
                                    ),
                                    15: (
                                        "wagtail.blocks.CharBlock",
                                        (),
                                        {"label": "Its answer", "max_length": 200},
                                    ),
                                    16: (
                                        "wagtail.blocks.StructBlock",
                                        [[("text", 14), ("match", 15), ("key", 5)]],
                                        {},
                                    ),
                                    17: (
                                        "courses.models.keys.KeyedListBlock",
                                        (16,),
                                        {
                                            "default": [
                                                {"key": "", "match": "", "text": ""},
                                                {"key": "", "match": "", "text": ""},
                                                {"key": "", "match": "", "text": ""},
                                            ],
                                            "label": "Lines",
                                            "max_num": 10,
                                            "min_num": 2,
                                        },
                                    ),
                                    18: (
                                        "wagtail.blocks.CharBlock",
                                        (),
                                        {"label": "Answer", "max_length": 200},
                                    ),
                                    19: (
                                        "wagtail.blocks.ListBlock",
                                        (18,),
                                        {
                                            "default": [],
                                            "help_text": "Optional. They keep the last line from answering itself.",
                                            "label": "Extra answers that fit no line",
                                            "max_num": 6,
                                        },
                                    ),
                                    20: (
                                        "courses.models.question_blocks.PartialBlock",
                                        (),
                                        {"help_text": "Every line that is right counts the same."},
                                    ),
                                    21: (
                                        "wagtail.blocks.StructBlock",
                                        [
                                            [
                                                ("text", 1),
                                                ("pairs", 17),
                                                ("decoys", 19),
                                                ("partial", 20),
                                                ("rationale", 9),
                                                ("key", 5),
                                                ("objective", 10),
                                                ("applied", 11),
                                                ("sources", 12),
                                            ]
                                        ],
                                        {},
                                    ),
                                    22: (
                                        "wagtail.blocks.CharBlock",
                                        (),
                                        {"label": "Item", "max_length": 300},
                                    ),
                                    23: (
                                        "wagtail.blocks.StructBlock",
                                        [[("text", 22), ("key", 5)]],
                                        {},
                                    ),
                                    24: (
                                        "courses.models.keys.KeyedListBlock",
                                        (23,),
                                        {
                                            "default": [
                                                {"key": "", "text": ""},
                                                {"key": "", "text": ""},
                                                {"key": "", "text": ""},
                                            ],
                                            "help_text": "Their order is shuffled for every learner.",
                                            "label": "Items in the right order",
                                            "max_num": 10,
                                            "min_num": 2,
                                        },
                                    ),
                                    25: (
                                        "courses.models.question_blocks.PartialBlock",
                                        (),
                                        {
                                            "help_text": "Of every two items: the share in the right order minus the share in the wrong order, so that the order turned around earns nothing."
                                        },
                                    ),
                                    26: (
                                        "wagtail.blocks.StructBlock",
                                        [
                                            [
                                                ("text", 1),
                                                ("items", 24),
                                                ("partial", 25),
                                                ("rationale", 9),
                                                ("key", 5),
                                                ("objective", 10),
                                                ("applied", 11),
                                                ("sources", 12),
                                            ]
                                        ],
                                        {},
                                    ),
                                    27: (
                                        "wagtail.blocks.ListBlock",
                                        (18,),
                                        {
                                            "help_text": "Every wording that you accept, with and without accents. Spaces, kinds of quotation marks and hyphens and a period at the end make no difference.",
                                            "label": "Answers that are right",
                                            "max_num": 20,
                                            "min_num": 1,
                                        },
                                    ),
                                    28: (
                                        "wagtail.blocks.BooleanBlock",
                                        (),
                                        {
                                            "default": False,
                                            "label": "Capital and small letters must be the same",
                                            "required": False,
                                        },
                                    ),
                                    29: (
                                        "wagtail.blocks.StructBlock",
                                        [
                                            [
                                                ("text", 1),
                                                ("accepted", 27),
                                                ("case_sensitive", 28),
                                                ("rationale", 9),
                                                ("key", 5),
                                                ("objective", 10),
                                                ("applied", 11),
                                                ("sources", 12),
                                            ]
                                        ],
                                        {},
                                    ),
                                },
                                help_text="Modules that include this bank draw from what is published here.",
                                verbose_name="questions",
                            ),
                        ),
                        (
                            "association",
                            models.ForeignKey(
                                help_text="Only its authors see and use this.",
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="endorsement.association",
                                verbose_name="association",
                            ),
                        ),
                        (
                            "latest_revision",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="wagtailcore.revision",
                                verbose_name="latest revision",
                            ),
                        ),
                        (
                            "live_revision",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="wagtailcore.revision",
                                verbose_name="live revision",
                            ),
                        ),
                        (
                            "locale",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="wagtailcore.locale",
                                verbose_name="locale",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "shared question bank",
                        "verbose_name_plural": "shared question banks",
                        "ordering": ["association", "title"],
                        "abstract": False,
                    },
                    bases=(wagtail.models.preview.PreviewableMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="GlossaryTerm",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("translation_key", models.UUIDField(default=uuid.uuid4, editable=False)),
                        (
                            "key",
                            models.CharField(
                                help_text="A short permanent name, the same in every language: clock-hour.",
                                max_length=80,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^[a-z0-9]+(?:[-_][a-z0-9]+)*$",
                                        "Use lower-case letters, digits and hyphens only, for example: cdc-2022-survey.",
                                    )
                                ],
                                verbose_name="key",
                            ),
                        ),
                        (
                            "name",
                            models.CharField(
                                help_text="As most lessons write it; others below.",
                                max_length=120,
                                verbose_name="term",
                            ),
                        ),
                        (
                            "synonyms",
                            models.TextField(
                                blank=True,
                                help_text="Plurals, abbreviations and synonyms that lessons use, one a line.",
                                max_length=600,
                                verbose_name="other forms",
                            ),
                        ),
                        (
                            "definition",
                            models.TextField(
                                help_text="One to three plain sentences.",
                                max_length=600,
                                verbose_name="definition",
                            ),
                        ),
                        (
                            "association",
                            models.ForeignKey(
                                blank=True,
                                help_text="Empty: shared with every module.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="endorsement.association",
                                verbose_name="only for modules of",
                            ),
                        ),
                        (
                            "locale",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="wagtailcore.locale",
                                verbose_name="locale",
                            ),
                        ),
                        (
                            "source",
                            models.ForeignKey(
                                blank=True,
                                help_text="Optional: what the definition rests on.",
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="courses.source",
                                verbose_name="source",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "glossary term",
                        "verbose_name_plural": "glossary terms",
                        "ordering": ["name"],
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="StagedQuestions",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "public_id",
                            models.CharField(
                                default=lms.backbone.ids.public_id, max_length=12, unique=True
                            ),
                        ),
                        ("name", models.CharField(max_length=200)),
                        ("format", models.CharField(max_length=20)),
                        ("categories", models.PositiveIntegerField(default=0)),
                        ("entries", models.JSONField(default=list)),
                        ("created_at", models.DateTimeField()),
                        ("expires_at", models.DateTimeField()),
                        ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                        ("added", models.PositiveIntegerField(default=0)),
                        (
                            "bank",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="staged_questions",
                                to="courses.questionbankpage",
                            ),
                        ),
                        (
                            "shared_bank",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="staged_questions",
                                to="courses.sharedbank",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="staged_questions",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "staged questions",
                        "verbose_name_plural": "staged questions",
                    },
                ),
                migrations.CreateModel(
                    name="ToolAccount",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("subject", models.CharField(max_length=36)),
                        ("name_agreed_at", models.DateTimeField(null=True)),
                        ("email_agreed_at", models.DateTimeField(null=True)),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tool_accounts",
                                to="endorsement.person",
                            ),
                        ),
                        (
                            "tool",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="accounts",
                                to="courses.externaltool",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="ToolLink",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "public_id",
                            models.CharField(
                                default=courses.models.keys.new_key, max_length=12, unique=True
                            ),
                        ),
                        ("code", models.CharField(max_length=80)),
                        ("version", models.PositiveIntegerField()),
                        ("lesson_key", models.CharField(max_length=80)),
                        ("block_key", models.CharField(max_length=80)),
                        ("title", models.CharField(max_length=200)),
                        (
                            "tool",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="links",
                                to="courses.externaltool",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="ToolNumber",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("digest", models.CharField(max_length=64)),
                        ("expires_at", models.DateTimeField(db_index=True)),
                        (
                            "tool",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="numbers",
                                to="courses.externaltool",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="ToolUse",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("opened_at", models.DateTimeField()),
                        ("reported_at", models.DateTimeField(null=True)),
                        ("activity", models.CharField(blank=True, max_length=12)),
                        ("grading", models.CharField(blank=True, max_length=13)),
                        ("score", models.PositiveSmallIntegerField(null=True)),
                        ("seconds", models.PositiveIntegerField(default=0)),
                        ("seconds_left", models.PositiveIntegerField(default=0)),
                        ("done_at", models.DateTimeField(null=True)),
                        (
                            "enrollment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="tool_uses",
                                to="courses.enrollment",
                            ),
                        ),
                        (
                            "link",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="uses",
                                to="courses.toollink",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="ToolLaunch",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("digest", models.CharField(max_length=64, unique=True)),
                        ("origin", models.CharField(max_length=300)),
                        ("framed", models.BooleanField(default=False)),
                        ("language", models.CharField(max_length=8)),
                        ("place", models.JSONField()),
                        ("back", models.CharField(blank=True, max_length=500)),
                        ("expires_at", models.DateTimeField(db_index=True)),
                        ("used_at", models.DateTimeField(null=True)),
                        (
                            "use",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="launches",
                                to="courses.tooluse",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Track",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("captions", "captions"),
                                    ("descriptions", "descriptions"),
                                ],
                                default="captions",
                                help_text="Captions: what is said and heard. Descriptions: what is to be seen.",
                                max_length=12,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "language",
                            models.CharField(
                                choices=[("en", "English"), ("es", "Spanish")],
                                default="en",
                                help_text="In which the text below is written.",
                                max_length=8,
                                verbose_name="language",
                            ),
                        ),
                        (
                            "label",
                            models.CharField(
                                blank=True,
                                help_text="What the player's menu says. Empty: the language's name.",
                                max_length=80,
                                verbose_name="label",
                            ),
                        ),
                        ("file", models.FileField(upload_to="tracks", verbose_name="file")),
                        (
                            "recording",
                            modelcluster.fields.ParentalKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="tracks",
                                to="courses.recording",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["recording", "kind", "language"],
                    },
                ),
                migrations.CreateModel(
                    name="Accommodation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "public_id",
                            models.CharField(
                                default=lms.backbone.ids.public_id,
                                editable=False,
                                max_length=12,
                                unique=True,
                            ),
                        ),
                        ("code", models.CharField(max_length=80)),
                        (
                            "minimum_minutes",
                            models.PositiveSmallIntegerField(blank=True, null=True),
                        ),
                        ("given_at", models.DateTimeField()),
                        (
                            "extra_percent",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                choices=[
                                    (25, "25% more"),
                                    (50, "50% more (time and a half)"),
                                    (100, "100% more (double time)"),
                                    (200, "200% more (three times)"),
                                ],
                                null=True,
                            ),
                        ),
                        ("reason", models.CharField(blank=True, max_length=200)),
                        ("through_on", models.DateField(blank=True, null=True)),
                        (
                            "association",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="accommodations",
                                to="endorsement.association",
                            ),
                        ),
                        (
                            "given_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="endorsement.person",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="accommodations",
                                to="endorsement.person",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "accommodation",
                        "verbose_name_plural": "accommodations",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("person", "association", "code"), name="accommodation_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("extra_percent__isnull", True),
                                    ("extra_percent__gt", 0),
                                    _connector="OR",
                                ),
                                name="accommodation_gives_more_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("extra_percent__isnull", False),
                                    ("minimum_minutes__isnull", False),
                                    _connector="OR",
                                ),
                                name="accommodation_gives_something",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Approval",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "name",
                            models.CharField(
                                help_text="As it is printed, for example: NASW.",
                                max_length=120,
                                verbose_name="approval body",
                            ),
                        ),
                        (
                            "rules_of",
                            models.CharField(
                                blank=True,
                                choices=[("nasw", "NASW"), ("apa", "APA"), ("iacet", "IACET")],
                                help_text="Whose published rules a module is checked against before it is published.",
                                max_length=20,
                                verbose_name="rules of",
                            ),
                        ),
                        (
                            "provider_number",
                            models.CharField(
                                blank=True,
                                help_text="The number the body gave your organization.",
                                max_length=60,
                                verbose_name="provider number",
                            ),
                        ),
                        (
                            "statement_en",
                            models.TextField(
                                help_text="Word for word as the body prescribes it.",
                                max_length=1000,
                                verbose_name="statement in English",
                            ),
                        ),
                        (
                            "statement_es",
                            models.TextField(
                                blank=True,
                                help_text="Only if the body allows one; without it the English statement is printed.",
                                max_length=1000,
                                verbose_name="statement in Spanish",
                            ),
                        ),
                        (
                            "from_on",
                            models.DateField(
                                help_text="The first day of the approval.",
                                verbose_name="valid from",
                            ),
                        ),
                        (
                            "through_on",
                            models.DateField(
                                blank=True,
                                help_text="The last day of it. Empty: until further notice.",
                                null=True,
                                verbose_name="valid through",
                            ),
                        ),
                        (
                            "association",
                            models.ForeignKey(
                                blank=True,
                                help_text="Only its authors see and use this.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="endorsement.association",
                                verbose_name="association",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "approval",
                        "verbose_name_plural": "approvals",
                        "ordering": ["name", "from_on"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("through_on__isnull", True),
                                    ("through_on__gte", models.F("from_on")),
                                    _connector="OR",
                                ),
                                name="approval_ends_after_it_begins",
                                violation_error_message="An approval ends on or after the day it begins.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Arrival",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("key", models.UUIDField()),
                        ("arrived_at", models.DateTimeField()),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="arrivals",
                                to="endorsement.person",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "arrival",
                        "verbose_name_plural": "arrivals",
                        "constraints": [
                            models.UniqueConstraint(fields=("person", "key"), name="arrived_once")
                        ],
                    },
                ),
                migrations.AddConstraint(
                    model_name="cohort",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("through_on__gte", models.F("from_on"))),
                        name="cohort_ends_after_it_begins",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="cohortinvitation",
                    constraint=models.UniqueConstraint(
                        models.F("cohort"),
                        django.db.models.functions.text.Lower("email"),
                        name="invited_once_to_a_cohort",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="cohortmember",
                    constraint=models.UniqueConstraint(
                        fields=("cohort", "person"), name="cohort_joined_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="cohortmessagecopy",
                    constraint=models.UniqueConstraint(
                        fields=("message", "person"), name="cohort_message_once_a_person"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="cohortmodule",
                    constraint=models.UniqueConstraint(
                        fields=("cohort", "code"), name="cohort_module_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="enrollment",
                    constraint=models.UniqueConstraint(
                        fields=("person", "code", "version"), name="enrolled_once_per_version"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="enrollment",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("completed_at__isnull", True),
                            ("completed_at__gte", models.F("started_at")),
                            _connector="OR",
                        ),
                        name="enrollment_ends_after_it_begins",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="bookmark",
                    constraint=models.UniqueConstraint(
                        fields=("enrollment", "lesson_key", "block_key"), name="bookmark_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="blockstate",
                    constraint=models.UniqueConstraint(
                        fields=("enrollment", "lesson_key", "block_key"), name="block_state_once"
                    ),
                ),
                migrations.AddIndex(
                    model_name="attempt",
                    index=models.Index(
                        condition=models.Q(
                            ("deadline__isnull", False), ("handed_in_at__isnull", True)
                        ),
                        fields=["deadline"],
                        name="open_attempt_by_deadline",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="attempt",
                    constraint=models.UniqueConstraint(
                        fields=("enrollment", "number"), name="attempt_number_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="attempt",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("handed_in_at__isnull", True)),
                        fields=("enrollment",),
                        name="one_open_attempt",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="attempt",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("handed_in_at__isnull", True),
                            ("score__isnull", False),
                            _connector="OR",
                        ),
                        name="handed_in_attempt_has_a_score",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="attempt",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("deadline__isnull", True), ("time_limit", 0)),
                            models.Q(
                                ("deadline__gt", models.F("started_at")), ("time_limit__gt", 0)
                            ),
                            _connector="OR",
                        ),
                        name="attempt_with_a_limit_has_a_deadline",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="externaltool",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("keys_url", ""), _negated=True),
                            models.Q(("public_key", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="external_tool_has_a_key",
                        violation_error_message="Give the address of the tool’s public keys, or its public key.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="facilitator",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("cohort", "person"),
                        name="facilitates_once",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="lessonprogress",
                    constraint=models.UniqueConstraint(
                        fields=("enrollment", "lesson_key"), name="lesson_progress_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="lessonvisit",
                    constraint=models.UniqueConstraint(
                        fields=("progress", "key"), name="lesson_visit_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="liveattendance",
                    constraint=models.UniqueConstraint(
                        fields=("registration", "meeting"), name="live_attendance_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="livesession",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("seats", 0), ("taken__lte", models.F("seats")), _connector="OR"
                        ),
                        name="live_session_not_oversold",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="livesession",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                        name="live_session_ends_after_it_begins",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="livesession",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("minimum_percent__gte", 1), ("minimum_percent__lte", 100)
                        ),
                        name="live_session_minimum_is_a_percentage",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="liveregistration",
                    constraint=models.UniqueConstraint(
                        fields=("session", "person"), name="live_registration_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="livemeeting",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                        name="live_meeting_ends_after_it_begins",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="livemeeting",
                    constraint=models.UniqueConstraint(
                        fields=("session", "number"), name="live_meeting_number_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="modulesnapshot",
                    constraint=models.UniqueConstraint(
                        fields=("code", "version"), name="module_snapshot_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="modulesnapshot",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn_at__isnull", True),
                            models.Q(("withdrawn_because", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="withdrawn_module_says_why",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="note",
                    constraint=models.UniqueConstraint(
                        fields=("enrollment", "lesson_key", "block_key"), name="note_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="package",
                    constraint=models.UniqueConstraint(
                        fields=("association", "digest"),
                        name="package_once_per_association",
                        nulls_distinct=False,
                        violation_error_message="This package has been uploaded already.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="packageplay",
                    constraint=models.UniqueConstraint(
                        fields=("enrollment", "lesson_key", "block_key", "package", "unit_key"),
                        name="package_play_once",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="packageplay",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("score__isnull", True), ("score__lte", 100), _connector="OR"
                        ),
                        name="package_score_is_a_percent",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="packageregistration",
                    constraint=models.UniqueConstraint(
                        fields=("enrollment", "lesson_key", "block_key", "package"),
                        name="package_registration_once",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="packagedocument",
                    constraint=models.UniqueConstraint(
                        fields=("registration", "kind", "unit_key", "name"),
                        name="package_document_once",
                    ),
                ),
                migrations.AddIndex(
                    model_name="packagesession",
                    index=models.Index(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=["seen_at"],
                        name="package_session_open",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="packagesession",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("abandoned", False), ("ended_at__isnull", False), _connector="OR"
                        ),
                        name="package_session_abandoned_is_over",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="packagestatement",
                    constraint=models.UniqueConstraint(
                        fields=("registration", "key"), name="package_statement_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="packagestatement",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("about", ""), _negated=True),
                        fields=("registration", "about"),
                        name="package_satisfied_once",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="packagestatement",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(models.Q(("verb", ""), _negated=True), ("about", "")),
                        fields=("session", "verb"),
                        name="package_verb_once_a_session",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="pathenrollment",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("completed_at__isnull", True)),
                        fields=("person", "code"),
                        name="path_followed_once",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="pathenrollment",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("completed_at__isnull", False)),
                        fields=("person", "code", "version"),
                        name="path_completed_once_per_version",
                    ),
                ),
                migrations.AlterUniqueTogether(
                    name="presenter",
                    unique_together={("translation_key", "locale")},
                ),
                migrations.AddConstraint(
                    model_name="reflection",
                    constraint=models.UniqueConstraint(
                        fields=("enrollment", "lesson_key", "block_key"), name="reflection_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="rendition",
                    constraint=models.UniqueConstraint(
                        fields=("image", "filter_spec", "focal_point_key"), name="rendition_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="resourcecard",
                    constraint=models.UniqueConstraint(
                        fields=("code", "locale"), name="resource_once_per_language"
                    ),
                ),
                migrations.AlterUniqueTogether(
                    name="resourcecard",
                    unique_together={("translation_key", "locale")},
                ),
                migrations.AddConstraint(
                    model_name="sharedbank",
                    constraint=models.UniqueConstraint(
                        fields=("code", "locale"), name="shared_bank_once_a_language"
                    ),
                ),
                migrations.AlterUniqueTogether(
                    name="sharedbank",
                    unique_together={("translation_key", "locale")},
                ),
                migrations.AddConstraint(
                    model_name="glossaryterm",
                    constraint=models.UniqueConstraint(
                        fields=("key", "locale"), name="term_once_per_language"
                    ),
                ),
                migrations.AlterUniqueTogether(
                    name="glossaryterm",
                    unique_together={("translation_key", "locale")},
                ),
                migrations.AddIndex(
                    model_name="stagedquestions",
                    index=models.Index(
                        fields=["expires_at"], name="courses_sta_expires_0bb749_idx"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="stagedquestions",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("bank__isnull", True), ("shared_bank__isnull", True), _connector="XOR"
                        ),
                        name="staged_questions_for_one_bank",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="toolaccount",
                    constraint=models.UniqueConstraint(
                        fields=("tool", "person"), name="tool_account_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="toolaccount",
                    constraint=models.UniqueConstraint(
                        fields=("tool", "subject"), name="tool_subject_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="toollink",
                    constraint=models.UniqueConstraint(
                        fields=("tool", "code", "version", "lesson_key", "block_key"),
                        name="tool_link_once",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="toolnumber",
                    constraint=models.UniqueConstraint(
                        fields=("tool", "digest"), name="tool_number_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="tooluse",
                    constraint=models.UniqueConstraint(
                        fields=("enrollment", "link"), name="tool_use_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="tooluse",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("score__isnull", True), ("score__lte", 100), _connector="OR"
                        ),
                        name="tool_score_is_a_percent",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="toollaunch",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("used_at__isnull", True),
                            ("used_at__lte", models.F("expires_at")),
                            _connector="OR",
                        ),
                        name="tool_launch_used_in_time",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="track",
                    constraint=models.UniqueConstraint(
                        fields=("recording", "kind", "language"), name="track_once"
                    ),
                ),
            ],
        ),
        migrations.RunPython(make_full_text_index, drop_full_text_index),
    ]
