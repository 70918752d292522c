"""The directory as pages: find a provider, one provider, one municipality."""

from __future__ import annotations

from flask import Blueprint, Flask, abort, redirect, request, url_for
from werkzeug.wrappers import Response

from bot.core.answering.cards import contacts_of
from bot.core.directory.contacts import REGISTER_SOURCE
from bot.core.directory.finding import find_municipalities, providers
from bot.core.directory.organisations import Organisation
from bot.core.directory.succession import successor
from web.http.errors import wants_json
from web.http.inputs import read_text
from web.http.negotiation import page_or_json
from web.rendering.replies import absolute, municipality_json, organisation_json
from web.site import site

_MUNICIPAL_LAW = "wmo"
"""The law under which a municipality itself pays this support, whatever the person's age or status."""

pages = Blueprint("directory", __name__, url_prefix="/gids")


@pages.get("")
def index() -> Response:
    """The provider finder: providers by need (`behoefte`), law (`wet`) and municipality (`gemeente`, a CBS code)."""
    directory = site().services.directory
    need, law, cbs_code = (request.args.get(key, "") for key in ("behoefte", "wet", "gemeente"))
    municipality = directory.municipality(cbs_code) if cbs_code else None
    if (
        (need and need not in directory.terms("needs"))
        or (law and law not in directory.terms("laws"))
        or (cbs_code and municipality is None)
    ):
        abort(404)
    organisations = providers(directory.organisations(), need=need or None, law=law or None, cbs_code=cbs_code or None)
    return page_or_json(
        "directory.html",
        lambda: {"organisations": [organisation_json(item) for item in organisations]},
        organisations=organisations,
        needs=directory.terms("needs"),
        laws=directory.terms("laws"),
        municipalities=directory.municipalities(),
        municipality=municipality,
        need=need,
        law=law,
        cbs_code=cbs_code,
    )


@pages.get("/vergelijken")
def compare() -> Response:
    """Two organisations side by side (`met`, twice an id); what is chosen less than twice can be chosen here."""
    directory = site().services.directory
    wanted = dict.fromkeys(filter(None, request.args.getlist("met")))
    chosen = [item for key in wanted if (item := directory.organisation(key))]
    if len(chosen) < len(wanted):
        abort(404)
    pair = chosen[:2] if len(chosen) > 1 else []
    return page_or_json(
        "compare.html",
        lambda: {"organisations": [organisation_json(item) for item in chosen[:2]]},
        chosen=chosen,
        pair=pair,
        organisations=directory.organisations(),
        needs=directory.terms("needs"),
        laws=directory.terms("laws"),
        functions=directory.terms("functions"),
        sources=site().services.library.sources(),
    )


@pages.get("/aanbieders/<organisation_id>")
def organisation(organisation_id: str) -> Response:
    """One organisation with what it offers and how to reach it."""
    directory = site().services.directory
    found = directory.organisation(organisation_id)
    if found is None:
        return _gone(organisation_id)
    return page_or_json(
        "organisation.html",
        lambda: organisation_json(found),
        organisation=found,
        contacts=contacts_of(found),
        needs=directory.terms("needs"),
        laws=directory.terms("laws"),
        functions=directory.terms("functions"),
        kinds=directory.terms("kinds"),
        area=[item for code in found.area if (item := directory.municipality(code))],
        source=site().services.library.sources().get(found.source_id),
    )


@pages.get("/gemeenten")
def municipalities() -> Response:
    """All municipalities. With `q`: for programs those that fit, for people the search over everything.

    Raises InputError for a search that cannot be read.
    """
    wanted = read_text(request.args.get("q", ""), field="q", required=False)
    if wanted and not wants_json():
        return redirect(url_for("search.show", q=wanted))
    found = find_municipalities(site().services.directory.municipalities(), wanted)
    return page_or_json(
        "municipalities.html",
        lambda: {"municipalities": [municipality_json(item) for item in found]},
        municipalities=found,
    )


@pages.get("/gemeenten/<cbs_code>")
def municipality(cbs_code: str) -> Response:
    """One municipality: its contacts, its administrative choices, and the providers that serve it."""
    directory = site().services.directory
    found = directory.municipality(cbs_code)
    if found is None:
        return _gone(cbs_code)
    needs = directory.terms("needs")
    return page_or_json(
        "municipality.html",
        lambda: municipality_json(found),
        municipality=found,
        general=any(
            channel.source_id == REGISTER_SOURCE and not channel.confirmation.confirmed
            for contact in found.contacts
            for channel in contact.channels
        ),
        register=site().services.library.sources().get(REGISTER_SOURCE),
        providers=[
            (term, fitting)
            for need, term in needs.items()
            if (fitting := providers(directory.organisations(), need=need, law=_MUNICIPAL_LAW, cbs_code=cbs_code))
        ],
    )


def _gone(key: str) -> Response:
    """What is no longer in the directory: 410 with what came in its place, and there at once when they were one thing."""
    directory = site().services.directory
    retired = directory.retired(key)
    if retired is None:
        abort(404)
    after = successor(directory, key)
    address = ""
    if isinstance(after, Organisation):
        address = url_for("directory.organisation", organisation_id=after.id)
    elif after is not None:
        address = url_for("directory.municipality", cbs_code=after.cbs_code)
    if retired.merged and address:
        return Response(status=301, headers={"Location": address})
    response = page_or_json(
        "retired.html",
        lambda: {
            "id": retired.id,
            "name": retired.name,
            "retiredOn": retired.on.isoformat(),
            "successor": address and absolute(address),
        },
        retired=retired,
        successor=after,
        address=address,
    )
    response.status_code = 410
    return response


def register(app: Flask) -> None:
    """`/gids` and below."""
    app.register_blueprint(pages)
