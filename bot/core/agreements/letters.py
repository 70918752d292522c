"""What is mailed about a case, in Dutch (B1): the code, the receipt, and messages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from bot.core.agreements.cases import Agreement, Case, Side
from bot.core.mail.told import Part, Told

_BYE = Part("Met vriendelijke groet,\nKennispunt ZG, van de VNG")
KINDS = {
    Agreement.PRODUCT_CODES: "productcodes",
    Agreement.WAY: "de wijze van declareren",
    Agreement.RHYTHM: "het ritme van declareren",
    Agreement.PAYMENT: "de betaaltermijn",
    Agreement.ASSIGNMENT: "de toewijzing",
    Agreement.CONTACT: "de contactpersoon",
    Agreement.OTHER: "een andere afspraak",
}


@dataclass(frozen=True, slots=True)
class CaseLetters:
    """Writes them; `day` writes a day out, `named` says what an owner is called, `base` is this service's address."""

    day: Callable[[date], str]
    named: Callable[[str], str]
    base: str

    def code(self, code: str, owner: str, minutes: int) -> Told:
        """The code with which somebody shows that they read the organisation's mail."""
        return Told(
            f"Uw code: {code}",
            [
                Part("Beste collega,"),
                Part(
                    f"Iemand wil voor {self.named(owner)} aan de VNG melden dat een afspraak niet is nagekomen. "
                    "Bent u dat? Vul dan op de pagina deze code in:"
                ),
                Part(code),
                Part(f"De code werkt {minutes} minuten, één keer. Geef hem aan niemand anders."),
                Part("Vroeg u dit niet? Dan hoeft u niets te doen."),
                _BYE,
            ],
        )

    def receipt(self, case: Case) -> Told:
        """That the report came in: its number, and by when there is an answer."""
        return Told(
            f"Uw melding {case.number} is ontvangen",
            [
                Part("Beste collega,"),
                Part(
                    f"Op {self.day(case.made_at.date())} kregen wij uw melding over {self.named(case.report.about)}. "
                    f"Het nummer is {case.number}. Het gaat over {KINDS[case.report.kind]}."
                ),
                Part(f"U hoort uiterlijk op {self.day(case.answer_by)} van ons."),
                Part(self._named(case)),
                Part("Hebt u een account? Dan leest u hier hoe ver het is.", link=self._address(case)),
                Part("Wilt u iets toevoegen? Beantwoord deze mail, zonder gegevens van cliënten."),
                _BYE,
            ],
        )

    def message(self, case: Case, side: Side, text: str) -> Told:
        """A message of the desk to one of the two."""
        about = f"uw melding over {self.named(case.report.about)}"
        if side is Side.OTHER:
            who = self.named(case.reporter) if case.report.may_name else "een organisatie die wij niet noemen"
            about = f"een melding over {self.named(case.report.about)}, van {who}"
        return Told(
            f"Bericht over melding {case.number}",
            [
                Part("Beste collega,"),
                Part(f"Dit gaat over {about}. Het nummer is {case.number}."),
                *(Part(paragraph) for paragraph in text.split("\n\n") if paragraph.strip()),
                Part("Antwoorden kan hier, als u een account hebt. Of beantwoord deze mail.", link=self._address(case)),
                Part("Zet geen gegevens van cliënten in uw antwoord."),
                _BYE,
            ],
        )

    def step(self, case: Case) -> Told:
        """To the reporter: how far it is now."""
        agreed = [Part(f"Afgesproken: {case.agreed}{self._when(case)}")] if case.agreed else []
        return Told(
            f"Melding {case.number}: {case.status}",
            [
                Part("Beste collega,"),
                Part(f"Uw melding {case.number} over {self.named(case.report.about)} is nu: {case.status}."),
                *agreed,
                Part("Hebt u een account? Dan leest u hier meer.", link=self._address(case)),
                Part("Klopt dit niet? Beantwoord deze mail."),
                _BYE,
            ],
        )

    def _when(self, case: Case) -> str:
        return f", uiterlijk op {self.day(case.agreed_on)}" if case.agreed_on else ""

    def _named(self, case: Case) -> str:
        other = self.named(case.report.about)
        if case.report.may_name:
            return f"Wij mogen uw naam noemen als wij {other} vragen hoe het zit."
        return f"Wij noemen uw naam niet als wij {other} vragen hoe het zit."

    def _address(self, case: Case) -> str:
        return f"{self.base}/beheer/afspraken/{case.number}"
