"""When two short answers are the same.

Compared are Unicode's compatibility form (NFKC) with kinds of quotation marks, apostrophes, hyphens
and spaces made one, invisible characters left out, spaces at the ends and a final period dropped, and
letters folded unless capitals count. Accents count: an author who does not mind writes both.
"""

import unicodedata

_SAME = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛ʼʹ`´′＇", "'"),
        **dict.fromkeys("“”„‟«»″＂", '"'),
        **dict.fromkeys("‐‑‒–—―−﹣－", "-"),
    }
)


def normalized(text: str, *, case_sensitive: bool = False) -> str:
    """The form in which answers are compared."""
    # Quotation marks first: NFKC takes some of them apart into a space and an accent.
    plain = unicodedata.normalize("NFKC", text.translate(_SAME))
    if not case_sensitive:
        plain = unicodedata.normalize("NFKC", plain.casefold())
    plain = plain.translate(_SAME)
    spaced = ("" if unicodedata.category(one) == "Cf" else one for one in plain)
    return " ".join("".join(spaced).split()).rstrip(". ")
