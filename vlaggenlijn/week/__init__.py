"""A yearly or single campaign: its programme, what is printed and told of it, what it brings.

Words: a Campaign is one edition, with its first and last day; a CampaignActivity puts an activity
of the agenda in it. An Entry is such an activity as the programme tells it. This room reads the
agenda and the partnership; neither knows of campaigns.
"""
