"""Question banks in the formats of other systems: GIFT, Moodle XML, QTI. Pure Python.

Each format reads a file into `question.Reading` and writes questions; what could not be taken or said
is a reason with parameters, which `courses.wording` makes a sentence of.
"""
