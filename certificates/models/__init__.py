"""Certificates, their files and designs, and the lists that say what became of them."""

from certificates.models.certificate import Certificate
from certificates.models.design import Design, Signatory
from certificates.models.drawn_file import DrawnFile
from certificates.models.published_design import PublishedDesign
from certificates.models.status import StatusDocument, StatusList

__all__ = [
    "Certificate",
    "Design",
    "DrawnFile",
    "PublishedDesign",
    "Signatory",
    "StatusDocument",
    "StatusList",
]
