"""Where things are: municipalities through time, the names people give them, points and distance.

Words: a Municipality is known by its NIS code; a Succession says which municipality took over which
at a fusion; a Postcode may lie in several municipalities; a PlaceName is any name a place answers
to (its own, a sub-municipality, the name before a fusion, an exonym); a ChildrenCount is a figure
with its source and year. The gazetteer reads what a person typed and finds, corrects or asks.
This room must not know why someone asks: no network, no organisation, no service, no family.
Nothing here calls out; every figure is carried over in data/ with its source, licence and year.
"""
