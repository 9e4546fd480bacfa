"""Numbers in Spanish as it is written where the platform's people live: 9.5 horas, 1,200 personas.

Django's own are those of Spain. Days and times stay Django's.
"""

DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
