"""Activities in the form of UiTdatabank (JSON-LD), there and back; plain values, no Django.

Only public leisure activities go: ``scope`` says for each why it does or does not. What comes back
out of a search is read by ``reading``.
"""

from vlaggenlijn.agenda.uitdatabank.offers import Offer, Spot, Time
from vlaggenlijn.agenda.uitdatabank.scope import reasons_against
from vlaggenlijn.agenda.uitdatabank.shapes import shape_problems
from vlaggenlijn.agenda.uitdatabank.writing import event_of, place_of

__all__ = [
    "Offer",
    "Spot",
    "Time",
    "event_of",
    "place_of",
    "reasons_against",
    "shape_problems",
]
