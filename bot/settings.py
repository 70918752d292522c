"""The only place that reads the environment. Every setting is described in docs/settings.md (a test holds the two together)."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).resolve().parent.parent
"""The project's folder."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set from outside, with defaults that run offline on one machine."""

    host: str = "127.0.0.1"
    port: int = 8000
    public_url: str = ""
    """Address that visitors use (`https://…`), empty: the host of the request."""
    trusted_proxy: str = ""
    """Addresses or networks of the proxies before the web application, whose X-Forwarded headers count; empty: none."""
    allowed_hosts: str = ""
    """Names of this service beside that of `public_url`, as browsers send them (Host)."""
    monitors: str = "127.0.0.0/8, ::1"
    """Addresses or networks of what watches the service: only they see `/readyz` and `/metrics`."""
    security_contact: str = ""
    """Where vulnerabilities are reported (`mailto:…` or `https://…`), for security.txt; empty: there is none."""
    api_contact: str = ""
    """E-mail address where suppliers ask about the API and the open data; empty: the descriptions say that none was set."""
    open_data_licence: str = "http://publications.europa.eu/resource/authority/licence/CC0"
    """Under which licence the open data is given, as an address; a decision of VNG's."""
    webhooks_private: str = "off"
    """`on`: webhooks may go to addresses of private networks and over http; `off`: to https addresses of the world alone."""
    rasa_port: int = 5005
    actions_port: int = 5055
    rasa_url: str = ""
    """Where the web application asks Rasa (a balancer before several); empty: on this machine, at `rasa_port`."""
    actions_url: str = ""
    """Where Rasa asks the action servers; empty: on this machine, at `actions_port`."""
    actions_host: str = "127.0.0.1"
    """Address that the action server listens on."""
    rasa_deadline_seconds: float = 4.0
    internal_token: str = ""
    """What the processes show each other; empty: `kennispunt serve` makes one in `var_dir`."""
    content_dir: Path = ROOT / "content"
    data_dir: Path = ROOT / "data"
    models_dir: Path = ROOT / "models"
    rasa_environment: Path = ROOT / ".venv-rasa"
    """The environment with Python 3.10 and Rasa."""
    var_dir: Path = ROOT / "var"
    database_url: str = ""
    """SQLAlchemy address; empty: SQLite in `var_dir`."""
    database_password: str = ""
    """Goes into `database_url`, so that whatever character it has needs no encoding there."""
    state_url: str = ""
    """Redis or Valkey where conversations and what counts them are kept (`redis://host:6379/0`, `rediss://…`, `unix:///path`), for
    several processes; empty: the memory of this one."""
    state_password: str = ""
    """Goes into `state_url`, as `database_password` into `database_url`."""
    register_url: str = "https://organisaties.overheid.nl/archive/exportOO_gemeenten.xml"
    """Where the national register's export of municipalities is fetched every day; `off`: never."""
    mail: str = "folder"
    """How mail goes: `folder` (files in `var_dir/mail`), `smtp://name@host:587` (STARTTLS) or `smtps://name@host`."""
    mail_password: str = ""
    """For the name in `mail`."""
    mail_sender: str = ""
    """`Name <address>` that mail comes from; its domain is the one of SPF, DKIM and DMARC."""
    mail_reply_to: str = ""
    """Where the answer of a person goes; empty: to the sender."""
    mail_phone: str = ""
    """A telephone number of VNG where people ask whether a letter is real."""
    mail_privacy_url: str = ""
    """Page about privacy that the first letter to somebody names; empty: there is none."""
    mail_returns: str = ""
    """Folder of `.eml` files, Maildir or mbox file with delivery reports; empty: they are not read."""
    round: str = "weekly"
    """`weekly`: every week a twelfth of the owners is asked, once mail goes by a server; `off`: only when an editor begins."""
    session_idle_minutes: int = 120
    """After so many minutes without a page of the desk somebody is signed out."""
    session_hours: int = 12
    """After so many hours somebody is signed out in any case."""
    oidc_issuer: str = ""
    """Address of the provider by which VNG's people sign in (OpenID Connect), as its tokens have it; empty: there is none."""
    oidc_client_id: str = ""
    oidc_client_secret: str = ""
    oidc_name: str = "VNG"
    """What people call the provider: 'Aanmelden met VNG'."""
    oidc_scopes: str = "openid email profile"
    oidc_claim: str = "roles"
    """Claim in which the provider says what somebody may; a dot goes one deeper (`realm_access.roles`)."""
    oidc_roles: str = ""
    """What its values mean here: `value=beheerder, value=redacteur, value=lezer`."""
    oidc_acr: str = ""
    """What the provider must say of how somebody signed in (acr), for a second factor; empty: it sees to that itself."""
    case_answer_days: int = 14
    """Within so many days VNG answers a report of an agreement that was not kept; the receipt names the day."""
    keep_cases_days: int = 730
    """How long a case stays after it was closed."""
    keep_log_days: int = 365
    """How long the log of what was done at the desk stays."""
    keep_accounts_days: int = 365
    """After so many days without signing in or answering an account is closed."""
    keep_bounces_days: int = 90
    """How long what came back, and which letters went, is kept."""
    keep_asks_days: int = 365
    """How long it is kept who was asked in the round."""
    keep_counts_days: int = 1095
    """How long it is kept how many conversations and questions without an answer a month had."""
    rate_limit: str = "30/minute"
    """Messages in one conversation, `<count>/<minute|hour>[:<burst>]`; `off` for measuring, without any limit."""
    rate_limit_address: str = "600/minute:120"
    """Messages from one IPv4 address or IPv6 /64: a whole municipality may be behind it."""
    rate_limit_starts: str = "120/minute:60"
    """Conversations begun from one IPv4 address or IPv6 /64."""
    speech_engine: str = "auto"
    """Who speaks, best first, for all languages or per language (`bot.adapters.speech.setup`); `off` is silence."""
    speech_voices: Path = Path()
    """Folder in which each language may have one with a Piper or sherpa-onnx voice of the operator; empty: there is none."""
    speech_rendered: str = ""
    """Languages in which sentences recorded ahead are played: none until listeners have approved of them."""
    speech_cache_megabytes: int = 200
    hearing: str = "auto"
    """Who recognises speech: `whisper` (on this machine), `off`, or `auto`: whisper where it is installed."""
    hearing_model: Path = Path()
    """Folder with a Whisper model for faster-whisper; empty: the base model that `make voice` brings."""
    hearing_languages: str = "nl,en,pl,tr,uk"
    """In which languages is listened; Arabic and Persian wait until people have tried them, Tigrinya is not recognised."""
    voice_environment: Path = ROOT / ".venv-voice"
    """The environment of the recogniser, made by `make voice`."""
    telephone: str = "off"
    """Whose webhooks carry telephone calls: `jambonz`, `twiml`, or `off`."""
    telephone_secret: str = ""
    """What the exchange signs its webhooks with."""
    telephone_person: str = ""
    """Number to put through to who asks for a person, as `+31…`; empty: there is nobody."""
    telephone_recordings: str = ""
    """Address under which the exchange keeps what callers say until we have heard it (`twiml`); empty: keys only."""
    telephone_recogniser: str = ""
    """Name of the recogniser that the exchange itself uses (`jambonz`); empty: keys only."""
    conversation_minutes: int = 60
    feedback_days: int = 180
    """How long people's judgements of answers are kept."""
    log_level: str = "INFO"

    @property
    def database(self) -> str:
        """The SQLAlchemy address in force."""
        if not self.database_url:
            return f"sqlite:///{self.var_dir / 'kennispunt.db'}"
        if "@" not in self.database_url:
            return self.database_url
        return _with_password(self.database_url, self.database_password)

    @property
    def state(self) -> str:
        """The address of Redis or Valkey in force, empty when there is none."""
        return _with_password(self.state_url, self.state_password) if self.state_url else ""

    @property
    def rasa(self) -> str:
        """Where Rasa is asked, without a slash at the end."""
        return self.rasa_url.rstrip("/") or f"http://127.0.0.1:{self.rasa_port}"

    @property
    def actions(self) -> str:
        """Where the action server is asked, without a slash at the end."""
        return self.actions_url.rstrip("/") or f"http://127.0.0.1:{self.actions_port}"

    @classmethod
    def from_env(cls, environ: Mapping[str, str] = os.environ) -> Settings:
        """Read `KENNISPUNT_<FIELD>` for each field; raises ValueError naming the variable that cannot be read."""
        values: dict[str, object] = {}
        for name, field in cls.__dataclass_fields__.items():
            variable = f"KENNISPUNT_{name.upper()}"
            if variable not in environ:
                continue
            read: Callable[[str], object] = Path if isinstance(field.default, Path) else type(field.default)
            try:
                values[name] = read(environ[variable])
            except ValueError as error:
                msg = f"{variable}: {environ[variable]!r} is geen geldige waarde ({type(field.default).__name__} verwacht)"
                raise ValueError(msg) from error
        return cls(**values)  # type: ignore[arg-type]  # the loop above gives each field its own type


def _with_password(address: str, password: str) -> str:
    """The address with this password in it, encoded; without a password as it is."""
    if not password:
        return address
    scheme, _, rest = address.partition("://")
    who, _, where = rest.rpartition("@")
    return f"{scheme}://{who.partition(':')[0]}:{quote(password, safe='')}@{where}"
