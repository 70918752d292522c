"""Questions that are asked aloud in `kennispunt bench-voice`. They stand in no training data and in no measuring set."""

from __future__ import annotations

from bot.contract import Language

QUESTIONS = {
    Language.DUTCH: (
        "Hoe lang duurt het voordat de gemeente een besluit neemt?",
        "Wie betaalt het vervoer naar de dagbesteding?",
        "Mijn buurman is doofblind, waar kan hij terecht?",
        "Welke code moet er op de declaratie staan?",
        "Hoe vraag ik een schrijftolk aan?",
        "Wat kost de ondersteuning voor de cliënt zelf?",
        "Kan ik bezwaar maken tegen de beschikking?",
        "Hoe verwijs ik iemand door naar een aanbieder?",
        "Wie helpt iemand die slechtziend is met inburgeren?",
        "Wat is het verschil tussen de Wmo en de zorgverzekering?",
        "Ik wil een hulpmiddel om beter te kunnen lezen.",
        "Met wie kan ik bellen bij de VNG?",
    ),
    Language.ENGLISH: (
        "How long does the municipality take to decide?",
        "Who pays for the transport to day activities?",
        "My neighbour is deaf and blind, where can he get help?",
        "How do I ask for an interpreter?",
        "How much do I have to pay myself?",
        "Can I object to the decision?",
        "How do I refer somebody to a provider?",
        "Who helps a person with low vision with the civic integration exam?",
        "What is the difference between this support and health insurance?",
        "I need a device that helps me to read.",
        "Whom can I call about this?",
        "What happens when I move to another town?",
    ),
    Language.POLISH: (
        "Jak długo gmina podejmuje decyzję?",
        "Kto płaci za dojazd na zajęcia dzienne?",
        "Jak mogę poprosić o tłumacza?",
        "Ile muszę zapłacić z własnej kieszeni?",
    ),
    Language.TURKISH: (
        "Belediye ne kadar sürede karar verir?",
        "Gündüz etkinliklerine ulaşımı kim öder?",
        "Nasıl tercüman isteyebilirim?",
        "Kendim ne kadar ödemem gerekiyor?",
    ),
    Language.UKRAINIAN: (
        "Скільки часу муніципалітет приймає рішення?",
        "Хто оплачує проїзд на денні заняття?",
        "Як мені попросити перекладача?",
        "Скільки я маю заплатити сам?",
    ),
}
