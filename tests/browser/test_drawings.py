"""Words in drawings on the narrowest screen: large enough to read, and inside their boxes.

Fonts differ from one machine to the next; the one found here draws wider than those of telephones.
"""

import pytest
from django.conf import settings
from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

DRAWINGS = sorted((settings.BASE_DIR / "courses/static/courses/diagrams").glob("*.svg"))
#: A screen of 320 px less the margins of a lesson.
WIDTH = 288
SMALLEST = 10
MEASURE = """drawing => {
    const boxes = [...drawing.querySelectorAll("rect")].map(one => one.getBoundingClientRect());
    const scale = drawing.getBoundingClientRect().width / drawing.viewBox.baseVal.width;
    const holds = (box, word) => box.left <= word.left && word.right <= box.right
        && box.top <= word.top && word.bottom <= box.bottom;
    return [...drawing.querySelectorAll("text")].map(text => {
        const word = text.getBoundingClientRect();
        const size = parseFloat(getComputedStyle(text).fontSize) * scale;
        return [text.textContent, size, boxes.some(box => holds(box, word))];
    });
}"""


@pytest.mark.parametrize("drawing", DRAWINGS, ids=lambda path: path.stem)
def test_words_are_large_enough_and_inside_their_boxes(chromium: Browser, drawing) -> None:
    context = chromium.new_context(viewport={"width": 320, "height": 700})
    page = context.new_page()
    page.set_content(f'<body style="margin:16px;width:{WIDTH}px">{drawing.read_text("utf-8")}')
    words = page.locator("svg").evaluate(MEASURE)
    context.close()
    assert words
    assert [text for text, size, _inside in words if size < SMALLEST] == []
    assert [text for text, _size, inside in words if not inside] == []
