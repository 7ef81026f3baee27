"""Coded texts out to the tools of researchers and back: REFI-QDA, and codebooks as CSV.

``project`` holds what goes in and out as plain values; ``writing`` and ``reading`` know formats;
``names`` says how a code is called outside. Nothing here knows tables: what a series is in such a
file stands in ``dialogue.handing_out`` and ``dialogue.actions.bringing_in``.

Sources: REFI-QDA 1.5 (25 September 2019), Project.xsd (18 March 2019); docs/decisions/0018.
"""
