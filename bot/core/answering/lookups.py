"""What the directory says of a named organisation or municipality, and what it does not know."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from bot.contract import ADMINISTRATION, MUNICIPALITY_CONTACT, ORGANISATION_CONTACT, Language
from bot.core.answering.answers import Answers
from bot.core.answering.cards import card, contacts_of, kind_in, sources_of
from bot.core.answering.labels import label
from bot.core.answering.states import choice_words, confirmed_words, subject_name, value_name, warnings
from bot.core.directory.choices import CHOICES, NOT_STATED
from bot.core.directory.contacts import REGISTER_SOURCE, Channel, ChannelKind
from bot.core.directory.organisations import Municipality, Organisation
from bot.core.directory.port import Directory
from bot.core.directory.succession import municipality_now, organisation_now
from bot.core.partial_date import PartialDate
from bot.core.reply.choices import ChoiceKind, ChoiceValue
from bot.core.reply.phrases import Phrases
from bot.core.reply.reply import Block, BlockType, Choice, Reply, ReplyKind

_VNG = "vng"


class Lookups:
    """Turns directory entries into replies."""

    def __init__(
        self,
        directory: Directory,
        phrases: Phrases,
        answers: Answers,
        today: Callable[[], date] = lambda: datetime.now(UTC).date(),
    ) -> None:
        self._today = today
        self._directory = directory
        self._phrases = phrases
        self._answers = answers

    def organisation_contacts(self, names: Sequence[str], language: Language) -> Reply:
        """Contacts of these organisations (canonical names); a question which one when there are none."""
        now = {name: organisation_now(self._directory, name) for name in names}
        found = list({item.id: item for item in now.values() if item is not None}.values())
        blocks = self._gone(now, language)
        if not found:
            return self._no_longer(blocks, ORGANISATION_CONTACT, language) or self._which_organisation(language)
        sources: list[str] = []
        unknown = False
        for organisation in found:
            blocks += self._organisation(organisation, language)
            unknown = unknown or not self._reachable(organisation)
            sources += sources_of(organisation)
        channels = [channel for item in found for contact in item.contacts for channel in contact.channels]
        blocks += self._standing(channels, language)
        reply = Reply(ReplyKind.LOOKUP, language, tuple(blocks), unknown=unknown)
        return self._answers.described(reply, ORGANISATION_CONTACT, sources=sources)

    def providers(self, names: Sequence[str], needs: Sequence[str], language: Language) -> Reply | None:
        """For whom these organisations (canonical names) are, and where; None where none of them is there for the `needs`."""
        now = [organisation_now(self._directory, name) for name in names]
        found = list({item.id: item for item in now if item is not None}.values())
        fitting = [item for item in found if set(needs) <= {service.need for service in item.services}]
        if not fitting:
            return None
        blocks = []
        if needs:
            said = ", ".join(item.name for item in fitting)
            text = self._phrases.translate("Yes, as far as we know: {names}.", language, names=said)
            blocks.append(Block(BlockType.TEXT, text, language))
        for item in fitting:
            said = self._for_whom_and_where(item, language)
            blocks += [Block(BlockType.TEXT, said, language), *card(contacts_of(item), language)]
        blocks.append(self._notice("Please note: these details have not been checked yet.", language))
        sources = [source for item in fitting for source in sources_of(item, item.services)]
        return self._answers.described(
            Reply(ReplyKind.LOOKUP, language, tuple(blocks)), ORGANISATION_CONTACT, sources=sources
        )

    def _for_whom_and_where(self, organisation: Organisation, language: Language) -> str:
        groups = dict.fromkeys(service.need for service in organisation.services)
        words = ", ".join(label(self._directory, "needs", need, language) for need in groups)
        known = {item.cbs_code: item.name for item in self._directory.municipalities()}
        area = ", ".join(known[code] for code in organisation.area if code in known)
        text = self._phrases.translate("{name} is there for: {groups}.", language, name=organisation.name, groups=words)
        where = (
            self._phrases.translate("It works in: {area}.", language, area=area)
            if area
            else self._phrases.translate("Whether it works in your area we do not know: ask.", language)
        )
        return f"{text} {where}" if words else f"{organisation.name}. {where}"

    def municipality_contacts(self, names: Sequence[str], language: Language) -> Reply:
        """Contacts of these municipalities (canonical names), or that VNG has none; a question when there are none."""
        now = {name: municipality_now(self._directory, name) for name in names}
        found = list({item.cbs_code: item for item in now.values() if item is not None}.values())
        blocks = self._gone(now, language)
        if not found:
            gone = self._no_longer(blocks, MUNICIPALITY_CONTACT, language)
            return gone or self._which_municipality(MUNICIPALITY_CONTACT, language)
        for municipality in found:
            blocks += self._municipality(municipality, language)
        unknown = any(not municipality.contacts for municipality in found)
        if unknown:
            blocks += self.who_knows(language)
        reply = Reply(ReplyKind.LOOKUP, language, tuple(blocks), unknown=unknown)
        return self._answers.described(reply, MUNICIPALITY_CONTACT, sources=self._channel_sources(found))

    def administration(self, names: Sequence[str], language: Language) -> Reply:
        """How these municipalities want their administration done, or that it is not known."""
        now = {name: municipality_now(self._directory, name) for name in names}
        found = list({item.cbs_code: item for item in now.values() if item is not None}.values())
        blocks = self._gone(now, language)
        if not found:
            gone = self._no_longer(blocks, ADMINISTRATION, language)
            return gone or self._which_municipality(ADMINISTRATION, language)
        for municipality in found:
            if municipality.choices:
                heading = self._phrases.translate(
                    "Administrative arrangements of the municipality of {municipality}:",
                    language,
                    municipality=municipality.name,
                )
                said = [choice_words(choice, self._phrases, language, self._today()) for choice in municipality.choices]
                lines = "\n".join(f"– {line}" for line in (*said, *self._unstated(municipality, language)))
                blocks.append(Block(BlockType.TEXT, f"{heading}\n{lines}", language))
                if not all(choice.confirmation.confirmed for choice in municipality.choices):
                    blocks.append(self._notice("Please note: these details have not been checked yet.", language))
            else:
                text = self._phrases.translate(
                    "We do not know yet whether the municipality of {municipality} wants claims or invoices, and how often.",
                    language,
                    municipality=municipality.name,
                )
                blocks.append(Block(BlockType.TEXT, text, language))
        unknown = any(not municipality.choices for municipality in found)
        if unknown:
            blocks += self.who_knows(language)
        sources = [choice.source_id for municipality in found for choice in municipality.choices if choice.source_id]
        reply = self._answers.described(
            Reply(ReplyKind.LOOKUP, language, tuple(blocks), unknown=unknown), ADMINISTRATION, sources=sources
        )
        general = self._answers.related(("wmo-zg/declareren",), language)
        return replace(reply, related=tuple(dict.fromkeys((*general, *reply.related))))

    def about_municipality(self, name: str, language: Language) -> Reply:
        """What can be asked of a municipality, when only its name was given."""
        question = self._phrases.translate("What would you like to know about {subject}?", language, subject=name)
        topics = (MUNICIPALITY_CONTACT, "gids/aanbieder-zoeken", ADMINISTRATION)
        return Reply(
            ReplyKind.CHOICES,
            language,
            (Block(BlockType.TEXT, question, language),),
            choices=tuple(
                self._answers.topic_choice(topic, language) for topic in topics if self._answers.knows(topic)
            ),
        )

    def who_knows(self, language: Language) -> list[Block]:
        """Whom to ask about what is not known here."""
        text = self._phrases.translate(
            "Ask VNG or the municipality itself: they know this, or know who does.", language
        )
        vng = self._directory.organisation(_VNG)
        return [Block(BlockType.TEXT, text, language), *card(contacts_of(vng) if vng else (), language)]

    def _gone(self, now: Mapping[str, Organisation | Municipality | None], language: Language) -> list[Block]:
        """What has to be said first of names that are no longer in the directory: who came in their place, or that nobody did."""
        blocks = []
        for name, item in now.items():
            retired = self._directory.retired(self._directory.known_as(name))
            if item is not None and item.name != name:
                said = {"name": name, "successor": item.name}
                text = (
                    self._phrases.translate("{name} is now part of {successor}.", language, **said)
                    if retired
                    else self._phrases.translate("{name} is now called {successor}.", language, **said)
                )
                blocks.append(Block(BlockType.NOTICE, text, language))
            elif item is None and retired is not None:
                text = self._phrases.translate(
                    "{name} has not been in this directory since {date}.", language, name=name, date=retired.on
                )
                blocks.append(Block(BlockType.NOTICE, text, language))
        return blocks

    def _no_longer(self, blocks: list[Block], topic: str, language: Language) -> Reply | None:
        """The reply where all that was named has gone and nothing came in its place; None where nothing is to be said of it."""
        if not blocks:
            return None
        reply = Reply(ReplyKind.LOOKUP, language, (*blocks, *self.who_knows(language)), unknown=True)
        return self._answers.described(reply, topic)

    def _unstated(self, municipality: Municipality, language: Language) -> list[str]:
        """The subjects of which the municipality stated nothing: that is said, since it is not 'no'."""
        stated = {choice.subject for choice in municipality.choices}
        nothing = value_name(NOT_STATED, self._phrases, language)
        return [
            f"{subject_name(subject, self._phrases, language)}: {nothing}"
            for subject in CHOICES
            if subject not in stated
        ]

    def _organisation(self, organisation: Organisation, language: Language) -> list[Block]:
        contacts = contacts_of(organisation)
        if not any(contact.channels for contact in contacts):
            text = self._phrases.translate("We have no contact details of {name}.", language, name=organisation.name)
            return [Block(BlockType.TEXT, text, language), *self.who_knows(language)]
        heading = self._phrases.translate("This is how you reach {name}:", language, name=organisation.name)
        blocks = [Block(BlockType.TEXT, heading, language), *card(contacts, language)]
        if not any(kind_in(contact, ChannelKind.PHONE) for contact in contacts):
            text = self._phrases.translate(
                "We do not know the telephone number of {name}.", language, name=organisation.name
            )
            blocks.append(Block(BlockType.TEXT, text, language))
        if not any(kind_in(contact, ChannelKind.EMAIL) for contact in contacts):
            text = self._phrases.translate(
                "We do not know the e-mail address of {name}.", language, name=organisation.name
            )
            blocks.append(Block(BlockType.TEXT, text, language))
        return blocks

    def _reachable(self, organisation: Organisation) -> bool:
        """Whether there is a number or address at which somebody answers."""
        kinds = (ChannelKind.PHONE, ChannelKind.EMAIL)
        return any(kind_in(contact, kind) for contact in organisation.contacts for kind in kinds)

    def _municipality(self, municipality: Municipality, language: Language) -> list[Block]:
        if not municipality.contacts:
            return [
                Block(
                    BlockType.TEXT,
                    self._phrases.translate(
                        "We do not have contact details of the municipality of {municipality} yet.",
                        language,
                        municipality=municipality.name,
                    ),
                    language,
                )
            ]
        heading = self._phrases.translate("This is how you reach {name}:", language, name=municipality.name)
        blocks = [Block(BlockType.TEXT, heading, language), *card(municipality.contacts, language)]
        channels = [channel for contact in municipality.contacts for channel in contact.channels]
        general = [
            channel
            for channel in channels
            if channel.source_id == REGISTER_SOURCE and not channel.confirmation.confirmed
        ]
        blocks += self._standing([channel for channel in channels if channel not in general], language)
        if general:
            blocks += self._warned(general, language)
            blocks.append(self._from_register(general[0].source_date, language))
        return blocks

    def _standing(self, channels: Sequence[Channel], language: Language) -> list[Block]:
        """How sure these are: who confirmed them, that nobody did, or what speaks against them."""
        if channels and not all(channel.confirmation.confirmed for channel in channels):
            unchecked = [self._notice("Please note: these details have not been checked yet.", language)]
            return [*self._warned(channels, language), *unchecked]
        confirmed = confirmed_words(channels, self._phrases, language, self._today())
        return [Block(BlockType.TEXT, confirmed, language)] if confirmed else self._warned(channels, language)

    def _warned(self, channels: Sequence[Channel], language: Language) -> list[Block]:
        said = warnings(channels, self._phrases, language, self._today())
        return [Block(BlockType.NOTICE, text, language) for text in said]

    def _from_register(self, found_on: PartialDate | None, language: Language) -> Block:
        """That this is the general desk, where it was found and when, and that nobody confirmed it."""
        when = date(found_on.year, found_on.month, found_on.day) if found_on and found_on.day else found_on
        text = self._phrases.translate(
            "These are the general details of the municipality, not those of its Wmo desk. Ask there for the Wmo.",
            language,
        )
        found = (
            self._phrases.translate(
                "Found in the national register of government organisations (details of {date}); not confirmed.",
                language,
                date=when,
            )
            if when
            else self._phrases.translate("Please note: these details have not been checked yet.", language)
        )
        return Block(BlockType.NOTICE, f"{text} {found}", language)

    def _channel_sources(self, municipalities: Sequence[Municipality]) -> list[str]:
        return [
            channel.source_id
            for municipality in municipalities
            for contact in municipality.contacts
            for channel in contact.channels
            if channel.source_id
        ]

    def _which_organisation(self, language: Language) -> Reply:
        text = self._phrases.translate("Which organisation do you mean?", language)
        choices = tuple(
            Choice(organisation.name, str(ChoiceValue(ChoiceKind.ORGANISATION, organisation.id)))
            for organisation in self._directory.organisations()
            if organisation.services or organisation.contacts
        )
        return Reply(
            ReplyKind.QUESTION,
            language,
            (Block(BlockType.TEXT, text, language),),
            topic=ORGANISATION_CONTACT,
            choices=choices,
        )

    def _which_municipality(self, topic: str, language: Language) -> Reply:
        text = self._phrases.translate("Which municipality do you mean?", language)
        return Reply(ReplyKind.QUESTION, language, (Block(BlockType.TEXT, text, language),), topic=topic)

    def _notice(self, message: str, language: Language) -> Block:
        return Block(BlockType.NOTICE, self._phrases.translate(message, language), language)
