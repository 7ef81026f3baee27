from vlaggenlijn.directory.management.commands import import_organisations


class Command(import_organisations.Command):
    help = (
        "Import services, each with its organisation, from a spreadsheet (CSV, xlsx, ods) into a"
        " network; safe to repeat."
    )
    what = "services"
