"""Organisations, services, locations, opening hours, helplines: the checklist everyone asked for.

Words are those of HSDS 3.0 (organization, service, location, service at location, schedule ...);
where Flanders needs more, the name is plain and docs/standards.md says so. This room must not know
who asks (guide) nor what is missing (coverage).
"""
