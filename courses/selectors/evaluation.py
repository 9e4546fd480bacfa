"""What a module's evaluation asks."""

from courses.models import ModulePage
from courses.rules import evaluation
from courses.rules.evaluation import Asked


def questions(page: ModulePage) -> list[Asked]:
    """The questions in the language of the page."""
    return evaluation.asked(
        [(block.block_type, block.value) for block in page.evaluation],
        [(block.value["key"], block.value["text"]) for block in page.objectives],
    )


def asked(module: ModulePage) -> bool:
    """Whether the module has an evaluation."""
    return bool(questions(module))


def needed(module: ModulePage) -> bool:
    """Whether the module is completed only when its evaluation is handed in."""
    return module.evaluation_required and asked(module)
