"""Pages, media and the learner's progress."""

from courses.models.media import CreditedDocument, CreditedImage, Recording, Rendition, Track

__all__ = ["CreditedDocument", "CreditedImage", "Recording", "Rendition", "Track"]
