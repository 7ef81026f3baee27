"""Who works together in a network, on what, and what comes of it.

Words: a Partner is an organisation at the table, with the chair it chose; a Group meets; an
Undertaking takes up needs and carries tasks and money. The table sets what is lacking beside who
works on it. This room reads needs and the directory, but nothing of campaigns that build on it.
"""
