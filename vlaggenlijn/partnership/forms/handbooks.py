"""Forms of handbooks and their steps."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as lazy

from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.common.forms import TextField
from vlaggenlijn.partnership.forms.records import RecordForm, offer
from vlaggenlijn.partnership.models import Handbook, Task, Undertaking


class HandbookForm(RecordForm):
    """What a handbook is called, what it is for, and the campaign or undertaking it is used for."""

    name = TextField(label=lazy("Name of the handbook"), max_length=120)
    about = TextField(label=lazy("What is it for?"), max_length=400, lines=3, required=False)
    undertaking = forms.ModelChoiceField(
        label=lazy("For which campaign or undertaking?"), queryset=Undertaking.objects.none(),
        required=False, empty_label=lazy("none in particular"),
        help_text=lazy("A task that you make of a step then stands there."),
    )  # fmt: skip

    def __init__(self, *args: Any, network: LocalNetwork, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, undertaking=Undertaking.objects.of_network(network))


class StepForm(RecordForm):
    """One step: what is done, how it goes well, and the task that says when it is done."""

    what = TextField(label=lazy("What do you do?"), max_length=300, lines=2)
    tip = TextField(
        label=lazy("Tip"), max_length=600, lines=3, required=False,
        help_text=lazy("What did you learn? Other networks may read it: write no names of people."),
    )  # fmt: skip
    chapter = TextField(
        label=lazy("Chapter"), max_length=120, required=False,
        help_text=lazy("Steps with the same chapter stand together."),
    )  # fmt: skip
    task = forms.ModelChoiceField(
        label=lazy("Tied to a task"), queryset=Task.objects.none(), required=False,
        empty_label=lazy("no task"),
        help_text=lazy("When the task is done, so is the step."),
    )  # fmt: skip

    def __init__(self, *args: Any, handbook: Handbook, task: Task | None, **options: Any) -> None:
        super().__init__(*args, **options)
        tasks = Task.objects.to_tie(handbook.network, handbook.undertaking, task)
        offer(self, task=tasks)


class ShareForm(RecordForm):
    """What is better in the version that goes out."""

    LINKS: ClassVar[tuple[str, ...]] = ()
    better = TextField(
        label=lazy("What is better in it?"), max_length=400, lines=3, required=False,
        help_text=lazy("One sentence, for colleagues of other networks. Write no names of people."),
    )  # fmt: skip
