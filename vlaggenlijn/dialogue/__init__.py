"""From a quote at the table to a result in the town: dialogue tables, camps, coding and synthesis.

Words: a Series asks one question at several Tables; a Quote is what somebody said, under a Hat; a
Code groups quotes, a Finding is a sentence backed by quotes, a Recommendation says what should
follow and to whom. Adopting a finding writes a need; this room knows nothing of who works on it.
"""
