"""The API's bodies as pydantic models: what comes in is checked with them, and the OpenAPI document is made from all."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema, field_validator, model_validator
from pydantic.alias_generators import to_camel
from pydantic.config import JsonDict

from bot.contract import Language
from bot.core.directory.contacts import ChannelKind
from bot.core.directory.standing import State
from bot.core.exchange.feed import OwnerKind
from bot.core.reply.choices import ChoiceKind
from bot.core.reply.reply import BlockType, ReplyKind
from bot.core.topics.topic import Audience, Status, TopicKind
from web.http.inputs import LANGUAGE_TAG, MAX_TEXT, QUESTION, WORDS

MOST_READ_BACK = 1000
"""Characters: a minute of speech."""
_ISO = r"^\d{4}(-\d{2}(-\d{2})?)?$"
Day = Annotated[str | None, WithJsonSchema({"type": ["string", "null"], "format": "date"})]
"""A full ISO date, or null."""
Dated = Annotated[
    str | None,
    WithJsonSchema(
        {
            "type": ["string", "null"],
            "format": "partial-date",
            "pattern": _ISO,
            "description": "As much of the date as the source gives: year, month or day.",
        }
    ),
]


def _without_default(schema: JsonDict) -> None:
    schema.pop("default", None)


_NUMBER = Field(
    ge=0, description="Number of the newest change in the directory's history that this has in it; it only goes up."
)
_ABSENT = Field(json_schema_extra=_without_default)
"""For what may be left out: None says so in Python, and is no value that may be sent."""
_TAG_SCHEMA = {
    "type": "string",
    "pattern": LANGUAGE_TAG,
    "description": "BCP 47 tag of a language of the service; what follows the language itself (`nl-NL`) is passed over.",
}
Tag = Annotated[str, Field(pattern=LANGUAGE_TAG), WithJsonSchema(_TAG_SCHEMA)]


class _Body(BaseModel):
    """Names travel in camelCase. Types are strict: a number is no text."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, strict=True)


class NewConversation(_Body):
    """Start a conversation."""

    language: Tag = "nl"


class NewMessage(_Body):
    """What the person typed, or the value of a choice that was offered: exactly one of the two."""

    model_config = ConfigDict(
        json_schema_extra={
            "oneOf": [{"required": ["text"]}, {"required": ["choice"]}],
            "examples": [{"text": "Wie betaalt het vervoer naar de dagbesteding?"}],
        }
    )

    text: Annotated[
        str | None,
        Field(description=f"1 to {MAX_TEXT} characters, blanks around them included; does not start with a slash."),
        WithJsonSchema({"type": "string", "minLength": 1, "maxLength": MAX_TEXT, "pattern": QUESTION}),
        _ABSENT,
    ] = None
    choice: Annotated[
        str | None,
        WithJsonSchema({"type": "string", "pattern": f"^({'|'.join(ChoiceKind)}):[a-z0-9][a-z0-9/._-]{{0,79}}$"}),
        _ABSENT,
    ] = None
    language: Annotated[Tag | None, WithJsonSchema(_TAG_SCHEMA), _ABSENT] = None

    @field_validator("text", "choice", "language", mode="before")
    @classmethod
    def _no_null(cls, value: object) -> object:
        if value is None:
            msg = "may be left out, and is not null"
            raise ValueError(msg)
        return value

    @model_validator(mode="after")
    def _one_of_two(self) -> NewMessage:
        if (self.text is None) == (self.choice is None):
            msg = "either text or choice"
            raise ValueError(msg)
        return self


class NewFeedback(_Body):
    """A judgement of an answer."""

    helpful: bool
    topic: Annotated[str, Field(max_length=80, pattern=r"^([a-z0-9][a-z0-9/._-]*)?$")] = ""
    comment: Annotated[str, Field(max_length=MAX_TEXT, json_schema_extra={"pattern": WORDS})] = ""
    language: Tag = "nl"


class NewReport(_Body):
    """What somebody says is not right; `about` is `links.about` of the reply."""

    about: Annotated[str, Field(max_length=120, pattern=r"^([a-z0-9][A-Za-z0-9/._-]*)?$")] = ""
    comment: Annotated[str, Field(max_length=MAX_TEXT, json_schema_extra={"pattern": QUESTION})]
    language: Tag = "nl"


class ReadBack(_Body):
    """What somebody said, to be read back to them and to nobody else."""

    text: Annotated[str, Field(max_length=MOST_READ_BACK, json_schema_extra={"pattern": QUESTION})]
    language: Tag


class ReportBody(_Body):
    """The receipt of a report. Both are null when nothing was kept, because somebody may be in danger: ask it as a message."""

    number: str | None
    kept_until: Day


class LinksBody(_Body):
    """Where an answer or contact stands by itself, the checklist of its steps, and what a report is about."""

    page: str | None
    checklist: str | None
    about: str


class ConversationBody(_Body):
    """A conversation; it is forgotten after `expiresAfterMinutes` without use."""

    id: str
    language: Language
    expires_after_minutes: int


class _Standing(_Body):
    """Where a fact comes from, who confirmed it and when, and what it is worth today; who confirms is never a person."""

    source_id: str
    source_date: Dated
    confirmed_on: Day
    confirmed_by: str
    disputed_on: Day
    state: State


class ChannelBody(_Standing):
    """A way to reach someone."""

    kind: ChannelKind
    value: str
    href: str


class ContactBody(_Body):
    """A desk of an organisation or municipality."""

    owner_id: str
    owner_name: str
    label: str
    confirmed: bool
    channels: list[ChannelBody]


class BlockBody(_Body):
    """A part of a reply; `html` is safe markup made by the knowledge point."""

    type: BlockType
    text: str
    html: str
    lang: Language
    dir: Literal["ltr", "rtl"]
    contacts: list[ContactBody]
    behind: bool = Field(description="Part of the whole answer, shown folded behind the short one")


class ChoiceBody(_Body):
    """Something to pick; send `value` back as `choice`."""

    label: str
    value: str
    topic: str | None


class SourceBody(_Body):
    """A source under an answer."""

    title: str
    url: str
    date: Dated


class RelatedBody(_Body):
    """A next thing to read."""

    topic: str
    title: str


class EntitiesBody(_Body):
    """What was understood so far in this conversation, as canonical names."""

    gemeente: str | None
    aanbieder: str | None
    behoefte: str | None
    wet: str | None
    functie: str | None


class NameBody(_Body):
    """What an answer is called among other answers."""

    text: str
    language: Language


class RecordingBody(_Body):
    """The words that are said, and where to listen; `url` is null where a language has no voice."""

    url: str | None
    text: str


class SpeechBody(RecordingBody):
    """The recording of the whole reply; `short` is its beginning with the question whether to go on, null where that is all."""

    short: RecordingBody | None


class Reply(_Body):
    """The knowledge point's reply. `unknown`: something asked for is not known. `private`: the message is not kept, somebody may be in danger. `degraded`: made by topic search."""

    id: str | None
    name: NameBody | None
    kind: ReplyKind
    topic: str | None
    subject: str | None
    facet: str | None
    language: Language
    confidence: float
    blocks: list[BlockBody]
    choices: list[ChoiceBody]
    sources: list[SourceBody]
    reviewed_on: Dated
    valid_until: Day
    status: Status | None
    related: list[RelatedBody]
    entities: EntitiesBody
    unknown: bool
    short: str
    removed_personal_data: list[str]
    private: bool
    degraded: bool
    speech: SpeechBody | None
    links: LinksBody | None


class Exchange(_Body):
    """What the person said (cleaned of personal data) and the reply."""

    said: str
    reply: Reply


class History(ConversationBody):
    """A conversation with its messages, oldest first."""

    messages: list[Exchange]


class TopicLineBody(_Body):
    """A topic in the list."""

    id: str
    title: str
    short: str
    language: Language
    url: str


class TopicList(_Body):
    """Topics."""

    topics: list[TopicLineBody]


class TopicBody(Reply):
    """A topic with its answer."""

    title: str
    audience: Audience
    topic_kind: TopicKind
    laws: list[str]
    needs: list[str]
    functions: list[str]
    questions: list[str]
    languages: list[Language]
    url: str


class DecisionAidLineBody(_Body):
    """A decision aid in the list; `topic` is the answer that it belongs to."""

    id: str
    title: str
    language: Language
    topic: str
    url: str


class DecisionAidList(_Body):
    """Decision aids."""

    decision_aids: list[DecisionAidLineBody]


class AidOptionBody(_Body):
    """A possible answer; `leadsTo` is the id of a step or an outcome."""

    id: str
    label: str
    leads_to: str


class AidStepBody(_Body):
    """A question."""

    id: str
    question: str
    options: list[AidOptionBody]
    sources: list[SourceBody]


class AidOutcomeBody(_Body):
    """Where the answers lead, and what to do."""

    id: str
    text: str
    actions: list[str]
    sources: list[SourceBody]
    related: list[RelatedBody]


class DecisionAidBody(DecisionAidLineBody):
    """A question tree; begin with the step whose id is `start`."""

    start: str
    steps: list[AidStepBody]
    outcomes: list[AidOutcomeBody]


class ServiceBody(_Standing):
    """What an organisation offers; `function` is null where it is not known."""

    need: str
    law: str
    function: str | None
    note: str


class OrganisationBody(_Standing):
    """An organisation of the directory; an empty `area` means the whole country."""

    change_number: int = _NUMBER

    id: str
    name: str
    kind: str
    summary: dict[str, str]
    website: str | None
    contract_status: str
    services: list[ServiceBody]
    contacts: list[ContactBody]
    area: list[str]
    source: str | None
    url: str


class WithdrawnBody(_Body):
    """What is no longer in the directory; `successor` came in its place, `merged` says that both were one thing entered twice."""

    kind: OwnerKind
    id: str
    name: str
    withdrawn_on: Day
    successor: str | None
    merged: bool
    change_number: int = _NUMBER


class _ListBody(_Body):
    """`changeNumber` is what to ask for next as `updatedSince`; with `more` there is more already."""

    total: int
    withdrawn: list[WithdrawnBody]
    change_number: int = _NUMBER
    more: bool


class OrganisationList(_ListBody):
    """Organisations; with `updatedSince` those that changed, and what was withdrawn."""

    organisations: list[OrganisationBody]


class ChangeBody(_Body):
    """That an organisation or municipality changed; `withdrawn`: it is no longer there."""

    kind: OwnerKind
    id: str
    change_number: int = _NUMBER
    withdrawn: bool
    url: str


class ChangeList(_Body):
    """What changed, the oldest first."""

    changes: list[ChangeBody]
    change_number: int = _NUMBER
    more: bool


class AdministrativeChoiceBody(_Standing):
    """How a municipality wants its administration done; a subject that is not here was not stated."""

    subject: Literal["wijze", "ritme", "productcodes"]
    value: Literal["declaratie", "factuur", "maand", "vier weken", "ja", "nee"]
    valid_from: Day


class MunicipalityBody(_Body):
    """A municipality; contacts, choices and places are empty where they are not known."""

    change_number: int = _NUMBER
    cbs_code: str
    name: str
    province: str
    youth_region: str
    contacts: list[ContactBody]
    administrative_choices: list[AdministrativeChoiceBody]
    places: list[str]
    """Villages and towns in it, of the national register."""
    url: str


class MunicipalityList(_ListBody):
    """Municipalities; with `updatedSince` those that changed, and what was withdrawn."""

    municipalities: list[MunicipalityBody]


class ProblemBody(_Body):
    """An error (RFC 9457)."""

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: int
    detail: str
    instance: str


class SpokenPartBody(_Body):
    """A stretch of speech in one language."""

    text: str
    language: Language


class SentenceBody(_Body):
    """A sentence; more than one part where it goes from one language to another."""

    parts: tuple[SpokenPartBody, ...]


class SentencesBody(_Body):
    """What a recording says, by sentence."""

    sentences: tuple[SentenceBody, ...]


class HeardBody(_Body):
    """What somebody said."""

    text: Annotated[str, Field(description="Empty when nobody spoke.")]
    unsure: Annotated[tuple[str, ...], Field(description="Words that may well be others.")]
    seconds: Annotated[float, Field(description="Length of the recording.")]
    urgent: Annotated[bool, Field(description="Whether somebody may be in danger: ask these words at once.")]


class HearingBody(_Body):
    """In which languages is listened."""

    languages: tuple[Language, ...]
    most_seconds: int
    most_bytes: int


RESPONSE_MODELS: tuple[type[BaseModel], ...] = (
    ConversationBody, History, Reply, TopicList, TopicBody, DecisionAidList, DecisionAidBody, OrganisationList,
    OrganisationBody, MunicipalityList, MunicipalityBody, ChangeList, ReportBody, SentencesBody, HeardBody,
    HearingBody, ProblemBody,
)  # fmt: skip
REQUEST_MODELS: tuple[type[BaseModel], ...] = (
    NewConversation, NewMessage, NewFeedback, NewReport, ReadBack,
)  # fmt: skip
