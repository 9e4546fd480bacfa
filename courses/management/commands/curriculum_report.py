"""`manage.py curriculum_report`: what ships, module by module, in figures."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from courses.curriculum.library import load_library
from courses.curriculum.readability import Report, report_of

HEAD = (
    f"{'module':32}{'words':>7}{'hours':>7}{'most':>6}{'min':>5}{'scripts':>8}{'sheets':>7}"
    f"{'SMOG':>6}{'F-K':>6}{'F-H es':>8}  {'in words':13}{'bank':>6}{'cases':>7}{'longest':>9}"
)


class Command(BaseCommand):
    help = (
        "For every module that ships: words, stated and claimable hours, minutes of activities, "
        "scripts, hand-outs, reading grade in English (SMOG, Flesch-Kincaid), the scale of Fernández "
        "Huerta in Spanish (100 very easy, 0 very hard) with its words, questions, "
        "the share that applies knowledge to a case, and the share in which the right answer is the longest."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--sentences", action="store_true", help="also the longest sentences")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            reports = [report_of(module) for module in load_library().modules]
        except ImportError as error:
            raise CommandError(
                "Readability is measured with textstat: pip install -r requirements-dev.txt"
            ) from error
        self.stdout.write(HEAD)
        for report in reports:
            self.stdout.write(_line(report))
            if options["sentences"]:
                for language, sentences in report.readability.longest.items():
                    for sentence in sentences:
                        words = len(sentence.split())
                        self.stdout.write(f"    {language} {words:>3} words: {sentence}")


def _line(one: Report) -> str:
    read, bank = one.readability, one.bank
    return (
        f"{one.code:32}{one.words:>7}{one.hours:>7}{one.claimable:>6}{one.minutes:>5}{one.scripts:>8}"
        f"{one.hand_outs:>7}{read.smog:>6}{read.flesch_kincaid:>6}{read.fernandez_huerta:>8}"
        f"  {read.spanish_level:13}{bank.questions:>6}{bank.applied:>7.0%}{bank.longest_is_right:>9.0%}"
    )
