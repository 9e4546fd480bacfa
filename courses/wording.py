"""Sentences about question files: why one is refused, what was left out of a question and why."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop, ngettext

from courses.exchange.question import (
    BadFile,
    Entry,
    Kind,
    Loss,
    Note,
    Question,
    Refusal,
)
from lms.backbone.uploads import ARCHIVES

FORMATS = {
    "gift": "GIFT",
    "moodle_xml": "Moodle XML",
    "qti21": "QTI 2.1",
    "qti3": "QTI 3",
}

KINDS = {
    Kind.MULTIPLE_CHOICE: gettext_lazy("multiple choice"),
    Kind.MULTIPLE_RESPONSE: gettext_lazy("multiple response"),
    Kind.TRUE_FALSE: gettext_lazy("true or false"),
    Kind.MATCHING: gettext_lazy("matching"),
    Kind.ORDERING: gettext_lazy("ordering"),
    Kind.SHORT_ANSWER: gettext_lazy("short answer"),
}

#: Kinds of other systems that a bank does not have, by the name their files give them.
FOREIGN_KINDS = {
    "description": gettext_lazy("a text without a question"),
    "essay": gettext_lazy("an essay"),
    "extendedTextInteraction": gettext_lazy("an essay"),
    "numerical": gettext_lazy("a number to type"),
    "several": gettext_lazy("several questions in one"),
    "cloze": gettext_lazy("several questions in one text"),
    "multianswer": gettext_lazy("several questions in one text"),
    "calculated": gettext_lazy("a calculation with changing numbers"),
    "calculatedsimple": gettext_lazy("a calculation with changing numbers"),
    "calculatedmulti": gettext_lazy("a calculation with changing numbers"),
    "templateProcessing": gettext_lazy("a question with changing numbers or words"),
    "gapselect": gettext_lazy("gaps in a text"),
    "ddwtos": gettext_lazy("gaps in a text"),
    "gapMatchInteraction": gettext_lazy("gaps in a text"),
    "inlineChoiceInteraction": gettext_lazy("gaps in a text"),
    "hottextInteraction": gettext_lazy("words to mark in a text"),
    "ddmarker": gettext_lazy("places in a picture"),
    "ddimageortext": gettext_lazy("places in a picture"),
    "hotspotInteraction": gettext_lazy("places in a picture"),
    "selectPointInteraction": gettext_lazy("places in a picture"),
    "graphicGapMatchInteraction": gettext_lazy("places in a picture"),
    "graphicOrderInteraction": gettext_lazy("places in a picture"),
    "graphicAssociateInteraction": gettext_lazy("places in a picture"),
    "positionObjectInteraction": gettext_lazy("places in a picture"),
    "random": gettext_lazy("a random question of a category"),
    "uploadInteraction": gettext_lazy("a file to upload"),
    "drawingInteraction": gettext_lazy("a drawing"),
    "sliderInteraction": gettext_lazy("a slider"),
    "mediaInteraction": gettext_lazy("a recording to play"),
    "customInteraction": gettext_lazy("a program of its own"),
    "portableCustomInteraction": gettext_lazy("a program of its own"),
}

LOSSES = {
    Loss.MEDIA: gettext_noop("Pictures, sound or video are left out."),
    Loss.FILES: gettext_noop("Files inside the question are left out."),
    Loss.TABLE: gettext_noop("A table becomes lines of text."),
    Loss.FORMULA: gettext_noop("A formula becomes plain text."),
    Loss.HINTS: gettext_noop("Hints for further tries are left out."),
    Loss.FEEDBACK: gettext_noop("Comments that only some answers get are left out."),
    Loss.WEIGHTS: gettext_noop("Answers that are right in part count as wrong."),
    Loss.PENALTY: gettext_noop("Points taken off for a wrong answer are left out."),
    Loss.RULE: gettext_noop("Points for part of the answer follow the rule of this platform."),
    Loss.WHOLE: gettext_noop("Points for the whole answer alone cannot be said exactly."),
    Loss.PARTIAL: gettext_noop("Points for part of the answer cannot be said."),
    Loss.PATTERN: gettext_noop("Answers in which an asterisk stands for anything are left out."),
    Loss.CASE: gettext_noop("That capital and small letters must be the same cannot be said."),
    Loss.TOO_LONG: gettext_noop("A very long text is cut."),
    Loss.EMPTY_ANSWERS: gettext_noop("Answers without any text are left out."),
    Loss.SAME_ANSWERS: gettext_noop(
        "Answers that are empty, or say the same as another, are left out."
    ),
    Loss.ARROW: gettext_noop("The signs -> become an arrow."),
    Loss.PAIRS: gettext_noop("Pairs are asked as lines, each with its answer."),
}

REFUSALS = {
    Refusal.BROKEN: gettext_noop("It is not written as the format asks. Correct it in the file."),
    Refusal.NO_TEXT: gettext_noop("Nothing of its text is left. Write what is asked in words."),
    Refusal.NO_RIGHT: gettext_noop("No answer is marked as right."),
    Refusal.SEVERAL_RIGHT: gettext_noop(
        "Several answers are right and any one of them is enough. Make it multiple response."
    ),
    Refusal.FEW: gettext_noop("It has fewer than %(least)s answers."),
    Refusal.MANY: gettext_noop("It has %(found)s answers; at most %(most)s can be held."),
    Refusal.LONG: gettext_noop("One of its texts has more than %(most)s characters. Shorten it."),
    Refusal.SAME: gettext_noop("Two of its answers or lines say the same."),
    Refusal.PATTERN: gettext_noop("A line has no answer, or several."),
    Refusal.WORDLESS: gettext_noop("An answer or a line has no words, perhaps only a picture."),
    Refusal.MISSING: gettext_noop("Something it refers to is not in the file."),
    Refusal.UNFINISHED: gettext_noop("It is not finished. Complete it in the bank first."),
    Refusal.UNREAD: gettext_noop("Its file cannot be read: it is damaged or is no question."),
}

FILES = {
    "empty": gettext_noop("This file is empty. Choose another."),
    "too_large": gettext_noop("This file is larger than %(most)s MB. Split it into smaller ones."),
    "too_many": gettext_noop(
        "This file holds more than %(most)s questions. Split it into smaller ones, one for each module."
    ),
    "not_text": gettext_noop(
        "This is no file of questions. Export it as GIFT, Moodle XML or QTI 2.1."
    ),
    "encoding": gettext_noop("This text is neither in UTF-8 nor in UTF-16. Save it as UTF-8."),
    "unknown_encoding": gettext_noop(
        "The encoding %(name)s is not known here. Save the file as UTF-8."
    ),
    "wrong_encoding": gettext_noop(
        "This file says that it is in %(name)s and is not. Save it as UTF-8 and say so in its first line."
    ),
    "broken_xml": gettext_noop("This XML is broken in line %(line)s. Export it again."),
    "doctype": gettext_noop(
        "This XML declares a document type or entities, which are not read. Export it without."
    ),
    "complicated": gettext_noop(
        "This XML is too deep or has too many parts. Split it into smaller files."
    ),
    "unknown_xml": gettext_noop(
        "This XML begins with “%(name)s”, which is no format of questions that is read here. "
        "Export it as Moodle XML or QTI 2.1."
    ),
    "qti1": gettext_noop("This is QTI 1, which is not read here. Export it as QTI 2.1."),
    "no_manifest": gettext_noop(
        "This ZIP file has no imsmanifest.xml, so it is no QTI package. Choose the package itself."
    ),
    "no_package": gettext_noop(
        "This file has neither imsmanifest.xml nor cmi5.xml nor h5p.json, so it is no package that is "
        "played here. Export it as SCORM 1.2, cmi5 or H5P."
    ),
    "h5p_broken": gettext_noop(
        "The file “%(name)s” in this H5P package cannot be understood. Export the package again."
    ),
    "h5p_without_libraries": gettext_noop(
        "This H5P package lacks libraries without which it does not play: %(names)s. Where it was made, "
        "choose “Reuse” and “Download as an .h5p file”, which puts them in."
    ),
    "h5p_too_new": gettext_noop(
        "“%(name)s” in this package needs H5P %(wanted)s; here H5P %(most)s plays. Make the package "
        "with an older version of this content type."
    ),
    "not_a_package": gettext_noop(
        "The manifest in this package cannot be understood. Export the package again."
    ),
    "no_unit": gettext_noop("This package has no part that can be opened. Export it again."),
    "several_units": gettext_noop(
        "This package has %(found)s parts. Of SCORM 2004 only packages with one part can be played: "
        "export it as SCORM 1.2."
    ),
    "course_id": gettext_noop(
        "The cmi5.xml in this package names a part “%(name)s”, which is no web identifier. "
        "Export it again."
    ),
    "course_twice": gettext_noop(
        "The cmi5.xml in this package uses “%(name)s” for two parts. Export it again."
    ),
    "course_title": gettext_noop(
        "A part of this package has no title. Give each part one and export it again."
    ),
    "course_value": gettext_noop(
        "The cmi5.xml in this package has “%(value)s” as %(name)s, which cmi5 does not know. "
        "Export it again."
    ),
    "entry_query": gettext_noop(
        "The address of a part in this package uses “%(name)s”, which belongs to the launch. "
        "Export it again."
    ),
    "entry_missing": gettext_noop(
        "The manifest names the file “%(name)s”, which is not in the package. Export it again."
    ),
    "entry_elsewhere": gettext_noop(
        "This package only leads to another website. Export it with its content inside."
    ),
    "no_questions": gettext_noop("There is no question in this file. Choose another."),
}


def refusal_of(bad: BadFile) -> str:
    """One sentence about a file that is refused as a whole."""
    if bad.code in ARCHIVES:
        return str(ARCHIVES[bad.code])
    return _(FILES[bad.code]) % bad.params


def sentence(note: Note, entry: Entry) -> str:
    if note.reason == Refusal.KIND:
        return _not_held(entry.said)
    words = REFUSALS[note.reason] if isinstance(note.reason, Refusal) else LOSSES[note.reason]
    return _(words) % dict(note.params)


def _not_held(said: str) -> str:
    if said in KINDS:
        return _("The format has no such kind of question.")
    if said in FOREIGN_KINDS:
        return _("A bank does not hold this kind: %(kind)s.") % {"kind": FOREIGN_KINDS[said]}
    return _("A bank does not hold this kind: %(kind)s.") % {"kind": f"“{said}”"}


def sentences(entry: Entry) -> list[str]:
    return [sentence(note, entry) for note in entry.notes]


def kind(entry: Entry) -> str:
    """What kind of question it becomes, or what the file calls it."""
    if entry.question is not None:
        return str(KINDS[entry.question.kind])
    return str(KINDS.get(entry.said, entry.said))  # type: ignore[call-overload]


def to_fill_in(question: Question) -> str:
    """What the editor still asks for, as one sentence, or nothing."""
    whys = sum(not option.rationale for option in question.options)
    parts = []
    if not question.rationale:
        parts.append(_("what to remember"))
    if whys:
        parts.append(
            ngettext("“Why” of %(count)d answer", "“Why” of %(count)d answers", whys)
            % {"count": whys}
        )
    return _("To fill in: %(what)s.") % {"what": _list(parts)} if parts else ""


def _list(parts: Iterable[str]) -> str:
    return ", ".join(parts)
