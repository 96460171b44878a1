"""Bits that several pages share."""
