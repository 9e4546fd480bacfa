"""What drawing certificates must not change for the rest of the process."""

import pytest
from PIL import ImageFile


@pytest.mark.pdf
def test_cut_off_pictures_stay_refused_where_certificates_are_drawn() -> None:
    from certificates import pdf  # noqa: F401

    assert ImageFile.LOAD_TRUNCATED_IMAGES is False
