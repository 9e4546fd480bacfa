"""Certificates and the files that were drawn of them."""

from certificates.models.certificate import Certificate
from certificates.models.drawn_file import DrawnFile

__all__ = ["Certificate", "DrawnFile"]
