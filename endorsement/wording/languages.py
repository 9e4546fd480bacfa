"""Languages in which people in the field work, by their code, to be ticked and searched."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

#: By ISO 639: two letters where a language has them. Sign languages and languages of native nations
#: are languages like others.
SPOKEN = {
    "en": _("English"),
    "es": _("Spanish"),
    "ase": _("American Sign Language"),
    "am": _("Amharic"),
    "ar": _("Arabic"),
    "hy": _("Armenian"),
    "bn": _("Bengali"),
    "my": _("Burmese"),
    "zh": _("Chinese (Mandarin)"),
    "yue": _("Chinese (Cantonese)"),
    "fa": _("Dari or Persian"),
    "nl": _("Dutch"),
    "fr": _("French"),
    "ga": _("Irish"),
    "de": _("German"),
    "gu": _("Gujarati"),
    "ht": _("Haitian Creole"),
    "haw": _("Hawaiian"),
    "he": _("Hebrew"),
    "hi": _("Hindi"),
    "hmn": _("Hmong"),
    "it": _("Italian"),
    "ja": _("Japanese"),
    "kar": _("Karen"),
    "km": _("Khmer"),
    "rw": _("Kinyarwanda"),
    "ko": _("Korean"),
    "lo": _("Lao"),
    "lkt": _("Lakota"),
    "mah": _("Marshallese"),
    "nv": _("Navajo"),
    "ne": _("Nepali"),
    "oj": _("Ojibwe"),
    "om": _("Oromo"),
    "ps": _("Pashto"),
    "pl": _("Polish"),
    "pt": _("Portuguese"),
    "pa": _("Punjabi"),
    "ru": _("Russian"),
    "sm": _("Samoan"),
    "so": _("Somali"),
    "sw": _("Swahili"),
    "tl": _("Tagalog"),
    "ta": _("Tamil"),
    "ti": _("Tigrinya"),
    "to": _("Tongan"),
    "uk": _("Ukrainian"),
    "ur": _("Urdu"),
    "vi": _("Vietnamese"),
    "yi": _("Yiddish"),
    "esu": _("Yup’ik"),
}


def choices() -> list[tuple[str, str]]:
    """Code and name, by name in the reader's language."""
    return sorted(((code, str(name)) for code, name in SPOKEN.items()), key=lambda one: one[1])


def named(codes: Iterable[str]) -> list[str]:
    """Their names in the reader's language, by name; a code that is no longer offered stays itself."""
    return sorted(str(SPOKEN.get(code, code)) for code in codes)
