"""What the agenda adds to the imports and the undo of the directory; see common/rooms.py."""

from vlaggenlijn.accounts.models import Recorder
from vlaggenlijn.agenda.actions.importing import Activities
from vlaggenlijn.agenda.actions.telling import tell_of_undo
from vlaggenlijn.agenda.actions.uit_importing import wishes_of_uit
from vlaggenlijn.agenda.import_rows import ACTIVITY_MESSAGES
from vlaggenlijn.agenda.importing_words import ACTIVITIES, UITDATABANK
from vlaggenlijn.agenda.indexing import ACTIVITY, APART, index_activities
from vlaggenlijn.agenda.models import Activity
from vlaggenlijn.directory.actions.importing import know_kind
from vlaggenlijn.directory.actions.undo import know_after
from vlaggenlijn.directory.importing_kinds import know_list
from vlaggenlijn.directory.importing_report import know_messages
from vlaggenlijn.taxonomy.actions import index_many


def index_undone(recorder: Recorder) -> None:
    """Renew what is found of the activities that an undo touched."""
    model = Activity._meta.label_lower
    ids = {one.object_id for one in recorder.changes if one.model == model}
    present = list(Activity.objects.with_ids(ids).with_details())
    gone = ids - {one.pk for one in present}
    if present:
        index_activities(present)
    if gone:
        index_many(kind=ACTIVITY, entries=dict.fromkeys(gone), apart=APART)


know_kind(Activities.what, Activities)
know_list(ACTIVITIES)
know_kind(UITDATABANK.what, wishes_of_uit)
know_list(UITDATABANK)
know_messages(ACTIVITY_MESSAGES)
know_after(index_undone)
know_after(lambda recorder: tell_of_undo(recorder.changes))
