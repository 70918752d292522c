"""The letter with a link to sign in, in Dutch (B1)."""

from __future__ import annotations

from bot.core.accounts.accounts import Account
from bot.core.accounts.ways import MAILED_LINK_LASTS
from bot.core.mail.told import Part, Told


def sign_in_letter(who: Account, link: str, phone: str = "") -> Told:
    """What somebody reads who asked to come in; `link` is empty for who needs more than a mailbox."""
    minutes = int(MAILED_LINK_LASTS.total_seconds() // 60)
    asked = "Iemand vroeg om zich met dit e-mailadres aan te melden bij het beheer van het Kennispunt ZG."
    real = "Is deze mail echt? Antwoord op deze mail" + (f", of bel de VNG: {phone}." if phone else ".")
    body = [
        Part("Bent u dat? Open dan deze link, en kies op de pagina de knop 'Meld mij aan'.", link=link),
        Part(
            f"De link werkt {minutes} minuten, en één keer. Stuur deze mail niet door: wie de link heeft, komt binnen als u."
        ),
        Part("Vroeg u dit niet? Dan hoeft u niets te doen. Niemand kan zonder deze mail binnenkomen."),
    ]
    if not link:
        body = [
            Part(
                f"U bent {who.role}. Daarvoor is een link in een mail alleen niet genoeg. "
                "Meld u aan zoals anders. Lukt dat niet? Vraag een beheerder om een nieuwe link."
            ),
            Part("Vroeg u dit niet? Dan hoeft u niets te doen. Er is niemand binnengekomen."),
        ]
    return Told(
        "Aanmelden bij het Kennispunt ZG",
        [
            Part(f"Beste {who.name if who.name != who.email else 'collega'},"),
            Part(asked),
            *body,
            Part(real),
            Part("Met vriendelijke groet,\nKennispunt ZG, van de VNG"),
        ],
    )
