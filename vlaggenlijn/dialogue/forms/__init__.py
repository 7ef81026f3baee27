from vlaggenlijn.dialogue.forms.answering import (
    AddForm,
    AmendForm,
    InputForm,
    ReflectionForm,
    SeatForm,
)
from vlaggenlijn.dialogue.forms.notes import QuoteForm
from vlaggenlijn.dialogue.forms.series import (
    AddressForm,
    FacilitatorsForm,
    HatForm,
    QuestionForm,
    SeriesForm,
    TableForm,
    initial_of,
)

__all__ = [
    "AddForm",
    "AddressForm",
    "AmendForm",
    "FacilitatorsForm",
    "HatForm",
    "InputForm",
    "QuestionForm",
    "QuoteForm",
    "ReflectionForm",
    "SeatForm",
    "SeriesForm",
    "TableForm",
    "initial_of",
]
