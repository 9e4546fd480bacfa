"""A person at the pages, without JavaScript: reads what stands there, follows links, presses buttons.

Only what a page offers can be done: a field or a button that is not there fails the test.
"""

from typing import Any
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, Tag
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client


class Visitor:
    def __init__(self) -> None:
        # Refused without its token, as a browser's forms are.
        self.client = Client(enforce_csrf_checks=True)
        self.address = "/"
        self.page = BeautifulSoup("", "html.parser")
        self.status = 0

    # --- reading -----------------------------------------------------------------------------------

    @property
    def text(self) -> str:
        """The page's main part as running text."""
        return " ".join((self.page.find("main") or self.page).get_text(" ").split())

    @property
    def title(self) -> str:
        heading = self.page.find("h1")
        return " ".join(heading.get_text(" ").split()) if heading else ""

    def sees(self, sentence: str) -> bool:
        return sentence in " ".join(self.page.get_text(" ").split())

    def choice(self, field: str, label: str) -> str:
        """The value of the choice that reads so."""
        for radio in self.page.find_all("input", type="radio", attrs={"name": field}):
            said = self.page.find("label", attrs={"for": radio.get("id", "")})
            if said is not None and label in said.get_text():
                return str(radio["value"])
        for select in self.page.find_all("select", attrs={"name": field}):
            for option in select.find_all("option"):
                if label in option.get_text():
                    return str(option["value"])
        raise AssertionError(f"No choice “{label}” for {field} on {self.address}")

    # --- going -------------------------------------------------------------------------------------

    def open(self, address: str) -> "Visitor":
        parts = urlsplit(address)
        local = parts.path + (f"?{parts.query}" if parts.query else "")
        return self._arrive(self.client.get(local, follow=True), local)

    def follow(self, label: str) -> "Visitor":
        """The first link whose text contains the label."""
        for link in self.page.find_all("a", href=True):
            if label in " ".join(link.get_text(" ").split()):
                return self.open(urljoin(self.address, link["href"]))
        raise AssertionError(f"No link “{label}” on {self.address}:\n{self.text[:2000]}")

    def press(self, label: str, **fields: Any) -> "Visitor":
        """Fill the form that has this button, and press it. Unknown fields fail."""
        form, button = self._form_with(label)
        data = self._values(form)
        for name, value in fields.items():
            real = name.replace("__", ":")
            if form.find(attrs={"name": real}) is None:
                raise AssertionError(f"No field {real} in the form of “{label}”, only {list(data)}")
            data[real] = value
        if button.get("name"):
            data[button["name"]] = button.get("value", "")
        data = {name: value for name, value in data.items() if value is not None}
        target = urljoin(self.address, button.get("formaction") or form.get("action") or "")
        if str(form.get("method", "get")).lower() == "get":
            return self._arrive(self.client.get(target, data, follow=True), target)
        return self._arrive(self.client.post(target, data, follow=True), target)

    # --- inside ------------------------------------------------------------------------------------

    def _arrive(self, response: Any, address: str) -> "Visitor":
        chain = getattr(response, "redirect_chain", [])
        self.address = urljoin(address, chain[-1][0]) if chain else address
        self.status = response.status_code
        self.response = response
        if "html" in response.get("Content-Type", ""):
            self.page = BeautifulSoup(response.content, "html.parser")
        assert self.status < 500, self.address
        return self

    def _form_with(self, label: str) -> tuple[Tag, Tag]:
        seen = []
        # What the page is about comes before the header's “Sign out” and languages.
        main = self.page.find("main")
        forms = (main.find_all("form") if main else []) + self.page.find_all("form")
        for form in forms:
            for button in form.find_all("button"):
                text = " ".join(button.get_text(" ").split())
                seen.append(text)
                if label in text:
                    return form, button
        raise AssertionError(
            f"No button “{label}” on {self.address} ({self.status}), only {seen}:\n{self.text[:1500]}"
        )

    def _values(self, form: Tag) -> dict[str, Any]:
        """What the form would send if nobody touched it."""
        values: dict[str, Any] = {}
        for field in form.find_all(["input", "select", "textarea"]):
            name = field.get("name")
            if not name or field.get("type") in {"submit", "button", "file"}:
                continue
            if field.name == "textarea":
                values[name] = field.get_text()
            elif field.name == "select":
                chosen = field.find("option", selected=True) or field.find("option")
                values[name] = chosen.get("value", "") if chosen else None
            elif field.get("type") in {"radio", "checkbox"}:
                if field.has_attr("checked"):
                    values[name] = field.get("value", "on")
                else:
                    values.setdefault(name, None)
            else:
                values[name] = field.get("value", "")
        return values


def pdf(name: str = "certificate.pdf") -> SimpleUploadedFile:
    """A small, well-formed PDF."""
    import io

    import pikepdf

    document = pikepdf.new()
    document.add_blank_page(page_size=(300, 200))
    content = io.BytesIO()
    document.save(content)
    return SimpleUploadedFile(name, content.getvalue(), content_type="application/pdf")
