"""What a program asks: the body and the query of a request, read once and refused where they do not fit."""

from __future__ import annotations

import re

from flask import request
from pydantic import BaseModel, ValidationError

from web.http.i18n import use_language
from web.http.inputs import InputError, Refusal, read_language

_NUMBER = re.compile(r"[0-9]{1,15}")


def read_body[Body: BaseModel](model: type[Body], *, required: bool = True) -> Body:
    """The request's JSON object as `model`; raises InputError where it does not fit, or HTTP errors when it is no JSON."""
    if not required and not request.get_data(cache=True):
        return model()
    try:
        return model.model_validate(request.get_json())
    except RecursionError as error:
        raise InputError(Refusal.SHAPE, "") from error
    except ValidationError as error:
        place = error.errors(include_input=False, include_url=False)[0]["loc"]
        field = ".".join(str(part) for part in place)
        raise InputError(Refusal.LANGUAGE if field == "language" else Refusal.SHAPE, field) from error


def read_query(*names: str) -> dict[str, str]:
    """The query's values of these names; `language` is taken for the answer.

    Raises InputError for a name given twice, and for a language that is none.
    """
    twice = [name for name in (*names, "language") if len(request.args.getlist(name)) > 1]
    if twice:
        raise InputError(Refusal.SHAPE, twice[0])
    if "language" in request.args:
        use_language(read_language(request.args["language"]))
    return {name: request.args[name] for name in names if name in request.args}


def read_number(query: dict[str, str], name: str, *, least: int, most: int) -> int | None:
    """A whole number of the query, None where it is not given; raises InputError for anything else."""
    if name not in query:
        return None
    if not _NUMBER.fullmatch(query[name]) or not least <= int(query[name]) <= most:
        raise InputError(Refusal.SHAPE, name)
    return int(query[name])
