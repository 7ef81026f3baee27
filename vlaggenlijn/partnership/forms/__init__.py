from vlaggenlijn.partnership.forms.consultation import (
    AnswersForm,
    ConsultationForm,
    NeedSentenceForm,
)
from vlaggenlijn.partnership.forms.handbooks import HandbookForm, ShareForm, StepForm
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
    "HandbookForm",
    "InvitationAnswerForm",
    "InviteForm",
    "LineForm",
    "MeetingForm",
    "MinutesForm",
    "NeedSentenceForm",
    "PartnerForm",
    "ShareForm",
    "SourceForm",
    "StepForm",
    "TaskForm",
    "UndertakingForm",
]
