"""A small fictional world to converse in: a few topics, organisations and municipalities."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.contract import FacetKind, Intent, Language, MentionKind
from bot.core.conversation.conversation import Conversation, OpensFinder
from bot.core.conversation.need_finder import missing
from bot.core.conversation.state import ConversationState
from bot.core.conversation.understanding import Mention, NearFacet, Understanding
from bot.core.directory.contacts import Channel, ChannelKind, Confirmation, Contact
from bot.core.directory.organisations import AdministrativeChoice, Municipality, Organisation, Service, Term
from bot.core.partial_date import PartialDate
from bot.core.reply.choices import ChoiceValue
from bot.core.reply.reply import Block, BlockType, Reply
from bot.core.topics.candidate import Candidate
from bot.core.topics.decision_aids import DecisionAid, Option, Outcome, Step, Words
from bot.core.topics.facet import Facet
from bot.core.topics.topic import Audience, Citation, Ground, Source, Status, Text, Topic, TopicKind
from tests.fakes.directory import FakeDirectory
from tests.fakes.library import FakeLibrary
from tests.fakes.phrases import FakePhrases

NL, EN, TR = Language.DUTCH, Language.ENGLISH, Language.TURKISH

PAPER = Source("papier", "Verzonnen papier", "Voorbeeld", PartialDate(2019), "")
SITE = Source("site", "Verzonnen site", "Voorbeeld", None, "https://example.nl/bron")
MANDATE = Ground("mandaat", "Verzonnen mandaat", date(2025, 12, 31), PAPER)


def text(language: Language, title: str, body: str, short: str = "", html: str = "") -> Text:
    block = Block(BlockType.TEXT, body, language, html or f"<p>{body}</p>")
    return Text(language, title, short or f"Kort: {title}", (block,), (), f"{language}/{title}.md")


def topic(
    topic_id: str,
    body: str = "",
    *,
    kind: TopicKind = TopicKind.ARTICLE,
    texts: Sequence[Text] = (),
    **fields: object,
) -> Topic:
    texts = texts or (text(NL, topic_id.rpartition("/")[2].capitalize(), body or f"Antwoord over {topic_id}."),)
    plain = Topic(
        id=topic_id,
        kind=kind,
        audience=Audience.WORKER,
        status=Status.DRAFT,
        reviewed_on=PartialDate(2026, 11, 22),
        valid_until=date(2027, 5, 22),
        citations=(Citation(PAPER, "blz. 1"),),
        texts={item.language: item for item in texts},
    )
    return replace(plain, **fields)  # type: ignore[arg-type]


LONG = " ".join(f"Zin {number} van het hele antwoord over de keuring." for number in range(12))


def facet(facet_id: str, kind: str, body: str, *, unknown: bool = False) -> Facet:
    return Facet(facet_id, FacetKind(kind), (f"Vraag naar {facet_id}?",), (Block(BlockType.TEXT, body, NL),), unknown)


KEURING = replace(
    text(NL, "Keuring", LONG, short="De keuring doet een arts."),
    facets=(
        facet("price", "price", "De keuring kost € 555."),
        facet("who", "who", "Een arts keurt."),
        facet("term", "term", "Hoe lang de keuring duurt, weten wij niet. Vraag het de arts.", unknown=True),
    ),
)

TOPICS = (
    topic("inburgering/keuring", texts=(KEURING,), related=("inburgering/aanbod", "inburgering/doelgroep")),
    topic("wmo-zg/wachttijd", "Zes weken.", related=("wmo-zg/tolk",), texts=(text(NL, "Wachttijd", "Zes weken."), text(EN, "Waiting time", "Six weeks."))),
    topic("wmo-zg/tarieven", "Het tarief is ons niet bekend. Vraag het VNG."),
    topic("wmo-zg/tolk"),
    topic("wmo-zg/signaleren", needs=()),
    topic("wmo-zg/declareren"),
    topic("wmo-zg/doelgroep", laws=("wmo",)),
    topic("inburgering/doelgroep", laws=("inburgering",)),
    topic("inburgering/aanbod", laws=("inburgering",)),
    topic("wmo-zg/looptijd", "Het mandaat liep af.", rests_on=(MANDATE,), laws=("wmo",)),
    topic("wmo-zg/functies", "Het mandaat liep tot en met 31 december 2025.", rests_on=(MANDATE,), laws=("wmo",)),
    topic("jeugd/lta", laws=("jeugd",)),
    topic("over/privacy"),
    topic("over/toegankelijkheid"),
    topic("gids/aanbieder-zoeken", kind=TopicKind.LOOKUP, related=("wmo-zg/functies",)),
    topic("gids/contact-aanbieder", kind=TopicKind.LOOKUP),
    topic("gids/contact-gemeente", kind=TopicKind.LOOKUP),
    topic("gids/administratie-gemeente", kind=TopicKind.LOOKUP),
    topic("gids/wijziging-doorgeven", texts=(text(NL, "Wijziging", "Meld het.\n{{contact:vng}}", html="<p>Meld het.</p>\n<p>{{contact:vng}}</p>"),)),
    *(topic(f"gesprek/{name}", kind=TopicKind.DIALOGUE) for name in ("groet", "bedankt", "medewerker", "herhalen", "eenvoudiger", "voorlezen", "taal", "opnieuw")),
    topic("buiten-bereik", "Dat weet ik niet.", kind=TopicKind.DIALOGUE),
    topic("wmo-zg/vervallen", status=Status.WITHDRAWN),
)  # fmt: skip


def organisation(
    organisation_id: str, name: str, *services: tuple[str, str], channels: Sequence[Channel] = (), **fields: object
) -> Organisation:
    contacts = (Contact(organisation_id, name, "Algemeen", tuple(channels)),) if channels else ()
    plain = Organisation(
        organisation_id,
        name,
        "aanbieder",
        {"nl": f"{name} helpt.", "en": f"{name} helps."},
        source_id="site",
        services=tuple(
            Service(organisation_id, need, law, "dagbesteding" if law == "wmo" else "") for need, law in services
        ),
        contacts=contacts,
    )
    return replace(plain, **fields)  # type: ignore[arg-type]


BLIND = organisation("zicht", "Stichting Zicht", ("visueel", "wmo"), ("visueel", "inburgering"), channels=(Channel(ChannelKind.WEBSITE, "https://zicht.example.nl", "site"),))  # fmt: skip
DEAF = organisation("gehoor", "Stichting Gehoor", ("auditief", "wmo"), ("doofblind", "wmo"), channels=(Channel(ChannelKind.PHONE, "088 555 0101", "site"), Channel(ChannelKind.EMAIL, "info@gehoor.example.nl", "site")))  # fmt: skip
DEAFBLIND = organisation("beide", "Stichting Beide", ("doofblind", "wmo"))
VNG = organisation("vng", "VNG", channels=(Channel(ChannelKind.WEBSITE, "https://vng.example.nl", "site"),))

CONFIRMED = Confirmation(date(2026, 10, 1), "Redactie Voorbeeld")
DORP = Municipality("9001", "Voorbeelddorp", "Verzonnen", "Regio", other_names=("Oudekern",))
STAD = Municipality("9002", "Modelstad", "Verzonnen", "Regio")
BEKEND = Municipality(
    "9003",
    "Bekendstad",
    "Verzonnen",
    "Regio",
    contacts=(
        Contact(
            "9003", "Bekendstad", "Wmo-loket", (Channel(ChannelKind.PHONE, "088 555 0202", "site", None, CONFIRMED),)
        ),
    ),
    choices=(AdministrativeChoice("ritme", "maand", "site", CONFIRMED),),
)


AID = DecisionAid(
    id="welke-wet",
    topic="wmo-zg/signaleren",
    title=Words({NL: "Welke wet?"}),
    start="begin",
    steps={"begin": Step("begin", Words({NL: "Blijvend?"}), (Option("ja", Words({NL: "Ja"}), "wmo"),), (PAPER,))},
    outcomes={"wmo": Outcome("wmo", Words({NL: "Het is Wmo."}), (Words({NL: "Doe een melding"}),), (PAPER,))},
    path="aids/welke-wet.yml",
)


def terms(*ids: str) -> dict[str, Term]:
    return {item: Term(item, {"nl": item.capitalize()}) for item in ids}


TERMS = {
    "needs": terms("visueel", "auditief", "doofblind", "tos")
    | {"doofblind": Term("doofblind", {"nl": "Doofblind"}, consists_of=("visueel", "auditief"))},
    "laws": terms("wmo", "zvw", "wlz", "jeugd", "inburgering")
    | {"jeugd": Term("jeugd", {"nl": "Jeugd"}, topics=("jeugd/lta",))},
    "functions": terms("dagbesteding"),
    "kinds": terms("aanbieder"),
}
LANGUAGE_NAMES = {"nederlands": NL, "dutch": NL, "english": EN, "engels": EN, "turks": TR, "türkçe": TR}


def library() -> FakeLibrary:
    return FakeLibrary(TOPICS, (PAPER, SITE), (AID,))


def directory() -> FakeDirectory:
    return FakeDirectory((BLIND, DEAF, DEAFBLIND, VNG), (DORP, STAD, BEKEND), TERMS)


def conversation() -> Conversation:
    return Conversation(library(), directory(), FakePhrases(), LANGUAGE_NAMES)


def heard(
    intent: str,
    said: str,
    *topics: str,
    names: Sequence[tuple[str, str]] = (),
    denied: Sequence[tuple[str, str]] = (),
    fragment: bool = False,
    language: Language | None = None,
    page: Language = NL,
    confidence: float = 0.9,
    act: str = "",
    context: Sequence[str] = (),
    facets: Sequence[tuple[str, str, float]] = (),
) -> Understanding:
    """A message as the language model reports it; each further topic is half as likely as the one before.

    `act` is what it does in the conversation, `context` its topics read with what was spoken of.
    """
    return Understanding(
        Intent(intent),
        said,
        tuple(Candidate(topic_id, confidence / 2**index) for index, topic_id in enumerate(topics)),
        (
            *(Mention(MentionKind(kind), value) for kind, value in names),
            *(Mention(MentionKind(kind), value, denied=True) for kind, value in denied),
        ),
        language,
        page,
        acts=((act or ("target" if fragment or context else "whole"), 0.95),),
        in_context=tuple(Candidate(topic_id, 0.9 / 2**index) for index, topic_id in enumerate(context)),
        facets=tuple(NearFacet(*facet) for facet in facets),
    )


def picked(choice: str) -> Understanding:
    return Understanding(Intent.CHOICE, f"/kies {choice}", choice=ChoiceValue.parse(choice), asked_language=NL)


class Talk:
    """Plays Rasa: the form first, what it does not take to the conversation, and the form's question again after that."""

    def __init__(self, language: Language = NL) -> None:
        self.conversation = conversation()
        self.state = ConversationState(language=language)
        self.replies: list[Reply] = []

    def say(self, understanding: Understanding) -> Reply:
        """The last reply of the turn; all of them are in `replies`."""
        self.replies = []
        if self.state.asking:
            taken = self.conversation.take(understanding, self.state)
            if taken is not None:
                slot = missing(taken)
                said = (
                    self.conversation.ask(slot, taken, understanding)
                    if slot
                    else self.conversation.find(taken, understanding)
                )
                self.state = said.state
                self.replies = [said.reply]
                return said.reply
        reaction = self.conversation.respond(understanding, self.state)
        self.state = reaction.state
        first = reaction.before if isinstance(reaction, OpensFinder) else reaction.reply
        if first is not None:
            self.replies.append(first)
        if self.state.asking:
            answered_first = first is not None
            said = self.conversation.ask(self.state.asking, self.state, understanding, after_reply=answered_first)
            self.state = said.state
            self.replies.append(said.reply)
        return self.replies[-1]


def shown(reply: Reply) -> str:
    """Everything a reader sees of the reply's blocks, contacts included."""
    channels = [channel.value for block in reply.blocks for contact in block.contacts for channel in contact.channels]
    return "\n".join([reply.text, *channels])
