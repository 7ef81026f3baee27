from argparse import ArgumentParser

from django.core.management import BaseCommand, CommandError

from vlaggenlijn.common.translations import (
    COMPLETE,
    FOR_PARENTS,
    compile_all,
    current,
    untranslated,
    update,
)


class Command(BaseCommand):
    help = (
        "update: write today's texts into the catalogues; check: fail when a text has no"
        " translation; compile: write what Django reads."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=["update", "check", "compile"])

    def handle(self, *args: str, **options: str) -> None:
        if options["what"] == "compile":
            compile_all()
        elif options["what"] == "update":
            for language in (*COMPLETE, *FOR_PARENTS):
                missing = untranslated(language, update(language))
                self.stdout.write(f"{language}: {len(missing)} texts without translation")
        else:
            self._check()

    def _check(self) -> None:
        problems = [
            f"{language}: {text!r}"
            for language in (*COMPLETE, *FOR_PARENTS)
            for text in untranslated(language, current(language))
        ]
        if problems:
            raise CommandError("These texts have no translation:\n" + "\n".join(problems))
