"""Campaigns with many hands, like the Week van de Opvoeding: from the vote to the bunting.

Words: a Campaign is one edition, an undertaking of partners with its days; Emphases are what
partners vote on, by Ballot; a TimelineStep says when a task falls, counted from those days; a
CampaignActivity puts an activity of the agenda in the programme; BuntingMetres are counted; an
Evaluation is what an organiser told, a Harvest the sum of all that was told. Tasks and activities
live in their own rooms, so that there is one of each.
"""
