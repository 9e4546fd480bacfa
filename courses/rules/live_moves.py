"""How a registration for a live session moves. Whatever is not in the table is refused."""

REGISTERED, WAITING, CANCELED = "registered", "waiting", "canceled"
REGISTER, WAIT, MOVE_UP, CANCEL = "register", "wait", "move_up", "cancel"
WALK_IN = "walk_in"
NOBODY = ""

MOVES: dict[tuple[str, str], str] = {
    (NOBODY, REGISTER): REGISTERED,
    (NOBODY, WAIT): WAITING,
    (CANCELED, REGISTER): REGISTERED,
    (CANCELED, WAIT): WAITING,
    (WAITING, MOVE_UP): REGISTERED,
    (WAITING, CANCEL): CANCELED,
    (REGISTERED, CANCEL): CANCELED,
    # Whoever came without a seat.
    (NOBODY, WALK_IN): REGISTERED,
    (WAITING, WALK_IN): REGISTERED,
    (CANCELED, WALK_IN): REGISTERED,
}


def after(state: str, action: str) -> str | None:
    """The state that the action leads to; None when it is not possible."""
    return MOVES.get((state, action))
