"""Where support falls short and where it doubles, in numbers that anybody can work out again.

Read in this order: points, strips, weights, measures (one offer); offer, slices, certainty (every
function, group and age); what_if, siting, sharing, companions (what to do about it); within,
travel_rows, travel (minutes in the place of metres, where a network brought in a table).
Words: homes are places with children in them, doors are places with room for some of them; Pairs
look from one to the other; every measure (nearest door, choices, room per child) is put together
from ``accumulate``, ``count`` and ``nearest`` of Pairs. It must not know who offers what: no
organisations are ranked here, and no child is more than one of a number. The engine knows neither
Django nor tables; the command ``python -m vlaggenlijn coverage`` runs it on anybody's files.
"""
