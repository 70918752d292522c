"""Agreements that were not kept: what somebody reports, the case that VNG makes of it, and what each side sees."""
