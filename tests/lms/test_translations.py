"""The interface in Spanish: nothing forgotten, nothing broken, and there where people read it."""

import ast
import os
import re
import shutil
import subprocess
from collections.abc import Iterator

import polib
import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.utils import timezone, translation

from certificates.sheet import html_of
from lms.backbone.letters import render
from lms.backbone.models import Mail
from lms.translations import compile_translations
from tests.certificates.test_pdf import sample
from tests.factories.certificate import as_issued, owed_completion
from tests.factories.person import PersonFactory

FILE = settings.BASE_DIR / "lms" / "locale" / "es" / "LC_MESSAGES" / "django.po"
APPS = ("lms", "courses", "endorsement", "certificates")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%|\{\w*\}|</?\w+[^>]*>")


@pytest.fixture(scope="module")
def spanish() -> polib.POFile:
    return polib.pofile(str(FILE))


def texts(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


# --- Complete -------------------------------------------------------------------------------------


def test_every_sentence_has_a_translation(spanish) -> None:
    assert [e.msgid for e in spanish if "fuzzy" in e.flags or not all(texts(e))] == []
    assert spanish.obsolete_entries() == []


def test_every_number_has_its_form(spanish) -> None:
    assert spanish.metadata["Plural-Forms"].startswith("nplurals=3;")
    assert {len(texts(entry)) for entry in spanish if entry.msgid_plural} == {3}


def test_placeholders_and_markup_stay(spanish) -> None:
    def held(text: str) -> list[str]:
        return sorted(PLACEHOLDER.findall(text))

    # "Every year", "Every %(n)s years": only the forms after the first have to say the number.
    changed = [
        text
        for entry in spanish
        for form, text in enumerate(texts(entry))
        if held(text) != held(entry.msgid_plural if form else entry.msgid)
    ]
    assert changed == []


def test_spaces_at_the_ends_stay(spanish) -> None:
    def ends(text: str) -> tuple[bool, bool]:
        return text[:1].isspace(), text[-1:].isspace()

    assert [e.msgid for e in spanish for text in texts(e) if ends(text) != ends(e.msgid)] == []


def marked() -> Iterator[str]:
    """Every constant that the code hands to a function of gettext, under whatever name."""
    for path in (path for app in APPS for path in (settings.BASE_DIR / app).rglob("*.py")):
        tree = ast.parse(path.read_text())
        names = {
            alias.asname or alias.name
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
            for alias in node.names
            if "gettext" in alias.name
        }
        for node in ast.walk(tree):
            called = isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
            if called and node.func.id in names and isinstance(node.args[0], ast.Constant):
                yield node.args[0].value


def test_sentences_in_the_code_are_found_by_the_tools(spanish) -> None:
    # xgettext sees neither f-strings nor functions under a name of our own.
    assert set(marked()) - {entry.msgid for entry in spanish} == set()


@pytest.mark.skipif(not shutil.which("xgettext"), reason="xgettext (Debian: gettext) is missing")
def test_collecting_anew_would_change_nothing(spanish, tmp_path, monkeypatch, settings) -> None:
    leave = shutil.ignore_patterns("locale", "static", "curriculum", "__pycache__")
    for folder in (*APPS, "templates"):
        shutil.copytree(settings.BASE_DIR / folder, tmp_path / folder, ignore=leave)
    settings.LOCALE_PATHS = [tmp_path / "found"]
    monkeypatch.chdir(tmp_path)
    call_command("makemessages", locale=["es"], no_location=True, verbosity=0)
    found = polib.pofile(str(tmp_path / "found" / "es" / "LC_MESSAGES" / "django.po"))
    assert {(e.msgid, e.msgid_plural) for e in found} == {
        (e.msgid, e.msgid_plural) for e in spanish
    }


# --- Compiled -------------------------------------------------------------------------------------


def test_compiles_what_is_missing_or_older_and_nothing_else(tmp_path) -> None:
    source = tmp_path / "es" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    shutil.copy(FILE, source)
    compiled = source.with_suffix(".mo")
    assert compile_translations(tmp_path) == [compiled]
    assert compile_translations(tmp_path) == []
    os.utime(source, (compiled.stat().st_mtime + 5,) * 2)
    assert compile_translations(tmp_path) == [compiled]
    assert [path.name for path in source.parent.iterdir() if path.suffix == ".mo"] == ["django.mo"]


@pytest.mark.skipif(not shutil.which("msgfmt"), reason="msgfmt (Debian: gettext) is missing")
def test_gettext_accepts_the_file(tmp_path) -> None:
    command = ["msgfmt", "--check-format", "-o", str(tmp_path / "es.mo"), str(FILE)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


# --- Read -----------------------------------------------------------------------------------------


def headings(html: str) -> list[str]:
    found = re.findall(r"<h[12][^>]*>(.*?)</h[12]>", html, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", text).split()) for text in found]


@pytest.mark.django_db
def test_sign_up_is_in_spanish(client: Client) -> None:
    page = client.get("/es/accounts/signup/").text
    assert '<html lang="es"' in page
    assert headings(page)[0] == "Crear una cuenta"


@pytest.mark.django_db
def test_portfolio_is_in_spanish(client: Client) -> None:
    client.force_login(PersonFactory().user)
    assert headings(client.get("/es/portfolio/").text)[0] == "Portafolio"


def test_mail_is_in_the_language_of_its_reader() -> None:
    mail = Mail(
        key="k",
        to_address="somebody@example.org",
        template="renewal_due",
        context={
            "name": "Rosa",
            "category": "Especialista familiar",
            "association": "Dos Ríos",
            "due_on": "2026-12-31",
            "contact": "oficina@example.org",
            "public_id": "7Q2M4K9D0ABC",
        },
        language="es",
        due_at=timezone.now(),
    )
    message = render(mail)
    assert message.subject == "Su acreditación debe renovarse el 31 de diciembre de 2026"
    assert str(message.body).startswith("Hola, Rosa:\n\nsu acreditación “Especialista familiar”")


@pytest.mark.django_db
def test_check_of_a_certificate_in_the_language_asked_for(client: Client) -> None:
    certificate = as_issued(owed_completion())
    page = client.get(f"/v/{certificate.number}?lang=es").text
    assert "Este certificado es válido." in page
    assert "This certificate" not in page


def test_certificate_says_what_it_certifies_in_its_own_language() -> None:
    page = html_of(sample(language="es"))
    for phrase in ("Certificado de finalización", "Se certifica que", "ha completado la formación"):
        assert phrase in page
    assert "This certifies" not in page


@pytest.mark.parametrize(
    ("number", "text"), [(1, "1 módulo"), (2, "2 módulos"), (1_000_000, "1000000 módulos")]
)
def test_numbers_take_the_right_form(number: int, text: str) -> None:
    with translation.override("es"):
        found = translation.ngettext("%(count)s module", "%(count)s modules", number)
    assert found % {"count": number} == text
