"""The directory in the words of Open Referral's HSDS, 3.0 and 3.1, for other programs.

``mapping`` puts rows into HSDS, ``asked`` reads what a program asks, ``feed`` keeps the order of
what changed, ``profile`` says what Flanders needs more, ``description`` is the OpenAPI document;
these know no Django. ``reading`` fetches the records.
"""
