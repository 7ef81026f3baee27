"""Activities and meeting places: what happens when, where, for whom, and who comes.

Words: an Activity is what is offered; an Occurrence is one time that it happens; a Registration is
one family that will come. The venue and the organiser are records of the directory, or stand apart.
This room knows the directory, but nothing of campaigns or of how parents ask.
"""
