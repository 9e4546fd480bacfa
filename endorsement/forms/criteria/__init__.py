"""Forms by which people who are no developers write criteria.

A kind of requirement declares its parts (`kinds.py`); a part knows its fields and how they become
the document's values (`parts.py`, `composed.py`, `rows.py`). Forms check that a number is a number;
whether the requirement makes sense is for the parser alone.
"""
