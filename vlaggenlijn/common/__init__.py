"""Plumbing that knows no word of the field.

Settings from the environment, safe reading of spreadsheets, security headers, long work, mail,
forms that lose nothing. It must not know what an organisation, a network or a parent is.
"""
