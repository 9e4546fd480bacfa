"""Certificates, the files that were drawn of them, and the lists that say what became of them."""

from certificates.models.certificate import Certificate
from certificates.models.drawn_file import DrawnFile
from certificates.models.status import StatusDocument, StatusList

__all__ = ["Certificate", "DrawnFile", "StatusDocument", "StatusList"]
