"""From a parent's worry, a place and a child's age to support nearby, with the reasons why.

Words: a Question holds what the parent told us, for the length of one request only; a Match is an
offer with its Reasons; a crisis answer stands above the matches, never instead of them. Nothing a
parent types is stored.
"""
