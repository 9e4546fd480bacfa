"""The stream of a question bank. Names of blocks and fields are permanent."""

from courses.models.keys import KeyedStreamBlock
from courses.models.question_blocks import QuestionBlock
from courses.models.written_question_blocks import MatchingBlock, OrderingBlock, ShortAnswerBlock


class BankBlock(KeyedStreamBlock):
    question = QuestionBlock()
    matching = MatchingBlock()
    ordering = OrderingBlock()
    short_answer = ShortAnswerBlock()
