"""Cents as people read them."""

from django import template

from vlaggenlijn.partnership.sums import euros

register = template.Library()
register.filter("euros", euros)
