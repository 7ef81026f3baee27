"""The filters of professionals, who search together with a parent."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.directory.models import Language
from vlaggenlijn.guide import filters
from vlaggenlijn.guide.filters import Wish
from vlaggenlijn.guide.forms import (
    LANGUAGES,
    FilterForm,
    QuestionForm,
    TolerantChoice,
    concepts,
    languages,
)


class StaffQuestionForm(QuestionForm):
    """The question, with the theme in sight: a professional often knows it."""

    theme = TolerantChoice(label=_("Theme"), required=False)  # type: ignore[assignment]

    def __init__(self, data: Any = None, *, network: LocalNetwork | None = None) -> None:
        super().__init__(data, label_suffix="")
        self.fields["q"].label = _("What does the parent ask?")
        self.fields["place"].label = _("Where does the family live?")
        self.fields["age"].label = _("How old is the child?")
        themes = sorted(concepts("themes", network), key=lambda pair: pair[1].casefold())
        self.fields["theme"].choices = [("", _("no matter")), *themes]  # type: ignore[attr-defined]


class StaffFilterForm(FilterForm):
    """All filters at once, for who searches together with a parent."""

    is_spoken = forms.BooleanField(label=_("spoken there, without an interpreter"), required=False)
    functions = TolerantChoice(label=_("What it does"), required=False)
    intensities = TolerantChoice(label=_("How it is given"), required=False)
    support_forms = TolerantChoice(label=_("Form of support"), required=False)
    formality = TolerantChoice(label=_("By professionals or not"), required=False)
    ticks = (*filters.TICKS, *filters.MORE_TICKS)
    SCHEMES = ("functions", "intensities", "support-forms", "formality")

    def __init__(
        self, data: Any = None, *, belongs_to: str = "", network: LocalNetwork | None = None
    ) -> None:
        super().__init__(data, belongs_to=belongs_to, network=network)
        codes = Language.objects.order_by("code").values_list("code", flat=True).distinct()
        others = sorted(languages(set(codes) - set(LANGUAGES)), key=lambda pair: pair[1])
        self.fields["language"].choices += others  # type: ignore[attr-defined]
        for scheme in self.SCHEMES:
            offered = [("", _("no matter")), *concepts(scheme, network)]
            self._offer(scheme.replace("-", "_"), offered)

    def _spoken(self, values: dict[str, Any]) -> Wish:
        kind = filters.SPOKEN if values["is_spoken"] else filters.LANGUAGE
        return Wish(kind, values["language"])

    def _concept_wishes(self, values: dict[str, Any]) -> list[Wish]:
        chosen = {scheme: values[scheme.replace("-", "_")] for scheme in self.SCHEMES}
        more = [Wish(scheme, slug) for scheme, slug in chosen.items() if slug]
        return [*super()._concept_wishes(values), *more]
