"""QTI 3 is QTI 2 with its names written another way: both ways of writing them, and what else differs."""

import re
from xml.etree.ElementTree import Element

VERSION_3 = "qti3"
VERSION_2 = "qti21"

_NAMESPACE = "http://www.imsglobal.org/xsd/imsqtiasi_v3p0"
_SCHEMA = "https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqti_asiv3p0p1_v1p0.xsd"
_TEMPLATES = "https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/"
#: Elements of HTML keep their names.
_HTML = {"p", "br"}
_CAPITAL = re.compile("[A-Z]")


def as_version_2(root: Element) -> str:
    """Write QTI 3's names as those of QTI 2; which version it was."""
    if not root.tag.startswith("qti-"):
        return VERSION_2
    for element in root.iter():
        if element.tag.startswith("qti-"):
            element.tag = _camel(element.tag.removeprefix("qti-"))
            element.attrib = {_camel(name): value for name, value in element.attrib.items()}
    return VERSION_3


def as_version_3(item: Element) -> Element:
    """Write the names of an item of ours as those of QTI 3; the item itself."""
    for feedback in item.iter("modalFeedback"):
        body, content = Element("contentBody"), list(feedback)
        body.extend(content)
        for one in content:
            feedback.remove(one)
        feedback.append(body)
    for processing in item.iter("responseProcessing"):
        template = processing.get("template")
        if template:
            processing.set("template", f"{_TEMPLATES}{template.rpartition('/')[2]}.xml")
    for element in item.iter():
        if element.tag not in _HTML:
            element.tag = f"qti-{_kebab(element.tag)}"
            element.attrib = {_kebab(name): value for name, value in element.attrib.items()}
    item.attrib |= {
        "xmlns": _NAMESPACE,
        "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
        "xsi:schemaLocation": f"{_NAMESPACE} {_SCHEMA}",
    }
    return item


def _camel(name: str) -> str:
    first, *others = name.split("-")
    return first + "".join(other.capitalize() for other in others)


def _kebab(name: str) -> str:
    return _CAPITAL.sub(lambda found: f"-{found[0].lower()}", name)
