from vlaggenlijn.agenda.forms.activity import ActivityForm, activity_initial
from vlaggenlijn.agenda.forms.coming import OccurrenceForm, RegistrationForm, occurrence_initial

__all__ = [
    "ActivityForm",
    "OccurrenceForm",
    "RegistrationForm",
    "activity_initial",
    "occurrence_initial",
]
