"""Health beyond the sensory disability that the service is about: taken out where a person is named beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.core.personal_data.text import Span

_TERMS = re.compile(
    r"\b(?:schizo\w*|psychos\w*|psychot\w*|bipolair\w*|borderline\w*|depress\w*|manisch\w*|suïcid\w*|suicid\w*|zelfmoord\w*|"
    r"zelfdoding\w*|zelfbeschadig\w*|automutilatie|verslaafd\w*|verslaving\w*|alcoholi\w*|alcoholverslaving|drugs\w*|hiv\w*|"
    r"aids|soa|kanker\w*|\w{0,20}tumor\w*|leukemie|chemotherapie|dement\w*|alzheimer\w*|parkinson\w*|epileps\w*|epilept\w*|"
    r"diabetes|autis\w*|adhd|ptss|anorexia|boulimia|eetstoornis\w*|persoonlijkheidsstoornis\w*|angststoornis\w*|hepatitis|"
    r"abortus|zwanger\w*|incest\w*|seksueel misbruik|mishandel\w*|verkracht\w*)",
    re.IGNORECASE,
)


def health(text: str) -> Iterator[Span]:
    """Sensitive diagnoses and events; the caller decides whether somebody can be recognised."""
    for match in _TERMS.finditer(text):
        yield Span(match.start(), match.end(), "health")
