"""The streams of question banks. Names of blocks and fields are permanent."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.blocks import SnippetChooserBlock

from courses.models.keys import KeyedStreamBlock
from courses.models.question_blocks import QuestionBlock
from courses.models.written_question_blocks import MatchingBlock, OrderingBlock, ShortAnswerBlock


class SharedBankBlock(KeyedStreamBlock):
    """Every kind of question."""

    question = QuestionBlock()
    matching = MatchingBlock()
    ordering = OrderingBlock()
    short_answer = ShortAnswerBlock()

    class Meta:
        # A bank is read by its questions' first words; what is being written or is wrong stands open.
        collapsed = True


class BankBlock(SharedBankBlock):
    """A module's own questions, and shared banks whose questions are drawn together with them."""

    shared = SnippetChooserBlock(
        "courses.SharedBank",
        label=_("Questions of a shared bank"),
        icon="folder-inverse",
        help_text=_("Its published questions are drawn together with this module's own."),
    )
