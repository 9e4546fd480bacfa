"""The letters that ship, for associations that have none of their own: subject and text by language."""

from __future__ import annotations

from endorsement.rules.letters import LetterKind

Words = tuple[str, str]

_HELLO = {"en": "Hello {name},\n\n", "es": "Hola, {name}:\n\n"}
_END = {
    "en": "\n\nQuestions? Write to {contact}.\n\n{signature}\n{association}",
    "es": "\n\n¿Preguntas? Escriba a {contact}.\n\n{signature}\n{association}",
}
_WHERE_IT_STANDS = {
    "en": (
        "\n\nWhat is met:\n{what_was_met}\n\nWhat is still missing, and the next step for each:\n{gaps}"
        "\n\n{reason}\n\nWe look at it again from {re_review_on} on. If you think that we are wrong, you "
        "can appeal by {appeal_by}; people who took no part so far will then decide."
    ),
    "es": (
        "\n\nLo que se cumple:\n{what_was_met}\n\nLo que todavía falta, y el siguiente paso de cada "
        "cosa:\n{gaps}\n\n{reason}\n\nLo veremos de nuevo a partir del {re_review_on}. Si cree que nos "
        "equivocamos, puede apelar hasta el {appeal_by}; entonces decidirán personas que no han "
        "participado hasta ahora."
    ),
}

_SUBJECTS: dict[LetterKind, dict[str, str]] = {
    LetterKind.REGISTRATION_APPROVED: {
        "en": "Your registration is approved",
        "es": "Su inscripción está aprobada",
    },
    LetterKind.MORE_INFORMATION: {
        "en": "We need something more for your application",
        "es": "Necesitamos algo más para su solicitud",
    },
    LetterKind.APPROVAL: {"en": "You are endorsed", "es": "Usted tiene la acreditación"},
    LetterKind.APPROVAL_FOR_EXAM: {
        "en": "You may take the exam",
        "es": "Usted puede presentar el examen",
    },
    LetterKind.EMERGING: {
        "en": "Your endorsement is on its way",
        "es": "Su acreditación está en camino",
    },
    LetterKind.EXAM_RESULT: {"en": "Your exam result", "es": "El resultado de su examen"},
    LetterKind.HOLD: {"en": "Your application is on hold", "es": "Su solicitud está en espera"},
    LetterKind.DEFERRAL: {
        "en": "Your application is deferred",
        "es": "Su solicitud queda aplazada",
    },
    LetterKind.DECLINE: {
        "en": "The decision on your application",
        "es": "La decisión sobre su solicitud",
    },
}
_OPENINGS: dict[LetterKind, dict[str, str]] = {
    LetterKind.REGISTRATION_APPROVED: {
        "en": (
            "welcome. {association} has approved your registration for {category}. You can now build "
            "your application, at your own pace:\n{link}"
        ),
        "es": (
            "le damos la bienvenida. {association} ha aprobado su inscripción para {category}. Ahora "
            "puede preparar su solicitud, a su ritmo:\n{link}"
        ),
    },
    LetterKind.MORE_INFORMATION: {
        "en": (
            "thank you for your application for {category}. Before we can go on, we need this from "
            "you:\n\n{reason}\n\nEverything else stays as you handed it in:\n{link}"
        ),
        "es": (
            "gracias por su solicitud para {category}. Antes de seguir necesitamos esto de "
            "usted:\n\n{reason}\n\nTodo lo demás queda como lo entregó:\n{link}"
        ),
    },
    LetterKind.APPROVAL: {
        "en": (
            "congratulations! On {day} {association} endorsed you as {category}. Your certificate is "
            "being prepared; you will find it here:\n{link}\n\nWhat you showed:\n{what_was_met}"
        ),
        "es": (
            "¡felicidades! El {day} {association} le concedió la acreditación {category}. Su "
            "certificado se está preparando; lo encontrará aquí:\n{link}\n\nLo que usted "
            "mostró:\n{what_was_met}"
        ),
    },
    LetterKind.APPROVAL_FOR_EXAM: {
        "en": (
            "congratulations! Your portfolio for {category} is approved, and the exam is the next "
            "step. We will tell you the dates; here you can say what you need on that day:\n{link}"
        ),
        "es": (
            "¡felicidades! Su portafolio para {category} está aprobado, y el examen es el siguiente "
            "paso. Le diremos las fechas; aquí puede decir lo que necesita para ese día:\n{link}"
        ),
    },
    LetterKind.EMERGING: {
        "en": (
            "congratulations! {association} recognizes you as on the way to {category}. This is what "
            "is still to come:\n{gaps}\n\nPlease complete it by {re_review_on}.\n{link}"
        ),
        "es": (
            "¡felicidades! {association} reconoce que usted va camino de {category}. Esto es lo que "
            "todavía falta:\n{gaps}\n\nComplételo hasta el {re_review_on}, por favor.\n{link}"
        ),
    },
    LetterKind.EXAM_RESULT: {
        "en": "this is the result of your exam for {category}:\n\n{result}\n\n{reason}\n\n{link}",
        "es": (
            "este es el resultado de su examen para {category}:\n\n{result}\n\n{reason}\n\n{link}"
        ),
    },
    LetterKind.HOLD: {
        "en": (
            "thank you for your application for {category}. We cannot decide on it yet and have put "
            "it on hold; nothing of it is lost."
        ),
        "es": (
            "gracias por su solicitud para {category}. Todavía no podemos decidir y la hemos puesto "
            "en espera; nada de ella se pierde."
        ),
    },
    LetterKind.DEFERRAL: {
        "en": (
            "thank you for your application for {category}. We see how much you have done. Something "
            "is still missing, so we defer the decision until it is there."
        ),
        "es": (
            "gracias por su solicitud para {category}. Vemos cuánto ha hecho. Todavía falta algo, así "
            "que aplazamos la decisión hasta que esté."
        ),
    },
    LetterKind.DECLINE: {
        "en": (
            "thank you for your application for {category}. We could not approve it this time. That "
            "is not the last word: your portfolio stays as it is, and you can apply again."
        ),
        "es": (
            "gracias por su solicitud para {category}. Esta vez no pudimos aprobarla. No es la última "
            "palabra: su portafolio queda como está y puede presentar otra solicitud."
        ),
    },
}
_CAREFUL = (LetterKind.HOLD, LetterKind.DEFERRAL, LetterKind.DECLINE)

SHIPPED: dict[LetterKind, dict[str, Words]] = {
    kind: {
        language: (
            subject,
            _HELLO[language]
            + _OPENINGS[kind][language]
            + (_WHERE_IT_STANDS[language] if kind in _CAREFUL else "")
            + _END[language],
        )
        for language, subject in subjects.items()
    }
    for kind, subjects in _SUBJECTS.items()
}
"""Subject and text by kind and language."""


def shipped(kind: str, language: str) -> Words:
    """Subject and text; in English where a language has none."""
    texts = SHIPPED[LetterKind(kind)]
    return texts.get(language) or texts["en"]
