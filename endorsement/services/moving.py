"""One legal move of whatever has a table of them, against whoever else moves it at the same moment."""

from typing import Any, TypeVar

from endorsement.refusals import Refused
from endorsement.rules.moves import A, MoveRefused, Moves, R, S

Row = TypeVar("Row", bound=Any)


def apply(
    row: Row,
    moves: Moves[S, A, R],
    *,
    action: str,
    role: str,
    not_now: str,
    overtaken: str,
    **fields: Any,
) -> S:
    """The state that the move leads to, written by an UPDATE that asks for the state before it.

    Effects, in order: the row's state in the database, with `fields` beside it; the same on `row`.

    :raises Refused: `not_now` for a move that is not in the table; `overtaken` when somebody was faster.
    """
    try:
        new = moves.next_state(row.state, action, role)
    except MoveRefused as refused:
        raise Refused(not_now) from refused
    same = type(row).objects.filter(pk=row.pk, state=row.state)
    if not same.update(state=new, **fields):
        raise Refused(overtaken)
    for name, value in {"state": new, **fields}.items():
        setattr(row, name, value)
    return new
