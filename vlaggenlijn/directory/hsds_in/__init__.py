"""From somebody else's HSDS to records that can be imported; a folder of thinking modules.

The order of use is reading (bytes -> tables, JSON is unnested), linking (which row belongs to
which, and what points to nothing), wishes (a record -> what is to stand in our rows). Nothing here
trusts a file: what cannot be read is told, what we have no place for is counted, nothing raises but
Unreadable.
"""
