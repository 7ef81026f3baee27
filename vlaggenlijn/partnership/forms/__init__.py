from vlaggenlijn.partnership.forms.consultation import (
    AnswersForm,
    ConsultationForm,
    NeedSentenceForm,
)
from vlaggenlijn.partnership.forms.money import LineForm, SourceForm
from vlaggenlijn.partnership.forms.partners import InvitationAnswerForm, InviteForm, PartnerForm
from vlaggenlijn.partnership.forms.work import (
    GroupForm,
    MeetingForm,
    MinutesForm,
    TaskForm,
    UndertakingForm,
)

__all__ = [
    "AnswersForm",
    "ConsultationForm",
    "GroupForm",
    "InvitationAnswerForm",
    "InviteForm",
    "LineForm",
    "MeetingForm",
    "MinutesForm",
    "NeedSentenceForm",
    "PartnerForm",
    "SourceForm",
    "TaskForm",
    "UndertakingForm",
]
