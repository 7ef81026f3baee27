"""The question as it is typed. No answer is refused: what cannot be read is said, and we go on."""

from django import forms
from django.utils.translation import gettext_lazy as _

from vlaggenlijn.taxonomy.words import LONGEST_TEXT


class QuestionForm(forms.Form):
    q = forms.CharField(
        label=_("What is going on?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST_TEXT, "autocomplete": "off"}),
    )
    place = forms.CharField(
        label=_("Where do you live?"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "postal-code", "maxlength": 100}),
        help_text=_("Post code or place"),
    )
    age = forms.CharField(
        label=_("How old is your child?"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "maxlength": 40}),
        help_text=_("For example: 3, or 8 months"),
    )
    theme = forms.SlugField(required=False, widget=forms.HiddenInput())
    who = forms.SlugField(required=False, widget=forms.HiddenInput())
