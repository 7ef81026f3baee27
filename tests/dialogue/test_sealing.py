"""A new key opens everything that the old one sealed, also what the history keeps."""

import pytest
from django.test import override_settings

from tests.dialogue.made import a_participant, a_quote, a_series, a_table
from vlaggenlijn.accounts.models import Change, recorded
from vlaggenlijn.common.envelopes import new_key
from vlaggenlijn.common.sealing import SealError
from vlaggenlijn.dialogue.actions.sealing import rewrap_texts
from vlaggenlijn.dialogue.models import Participant, Quote
from vlaggenlijn.dialogue.models.sealed import rewrapped_text

pytestmark = pytest.mark.django_db


def test_turned_with_the_history(reference_data: None) -> None:
    old, new = new_key(), new_key()
    with override_settings(SEALING_KEY=old):
        table = a_table(a_series())
        quote = a_quote(table, "Blijft leesbaar", a_participant(table.series, table))
    with override_settings(SEALING_KEY=f"{new} {old}"):
        assert rewrap_texts() == 3  # the quote, a name and an address
        assert rewrap_texts() == 0
    with override_settings(SEALING_KEY=new):
        stored = Quote.objects.get()
        assert (stored.text, stored.version) == ("Blijft leesbaar", quote.version)
        assert Participant.objects.get().name == "An Peeters"
        kept = Change.objects.about(quote.pk)[0].after
        assert kept is not None
        assert kept["sealed_text"] == stored.sealed_text
    with override_settings(SEALING_KEY=old), pytest.raises(SealError):
        _ = Quote.objects.get().text


def test_text_that_stays_the_same_is_no_change(reference_data: None) -> None:
    quote = a_quote(a_table(a_series()), "Hetzelfde")
    with recorded(by=None, network=None, deed="test"):
        quote.text = "Hetzelfde"
        quote.save()
        quote.text = ""
        assert (quote.sealed_text, quote.text, quote.version) == ("", "", 1)
    assert rewrapped_text("dialogue.quote", quote.pk, "sealed_text", "") == ""
