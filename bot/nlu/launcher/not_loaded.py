"""Libraries that Rasa imports whatever its pipeline, and that nothing here uses: they are named and not loaded.

TensorFlow and Keras are for Rasa's own classifiers and policies. Loading them takes half of Rasa's start, and 280 MB for as
long as it runs (docs/understanding.md). Here what is imported from them can be subclassed and asked for its parts, which
is all that Rasa's modules do while they are imported; using it is an error that says what to do.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import NoReturn

LIBRARIES = ("tensorflow", "keras")


class _Named(type):
    """What a library would have under a name."""

    def __getattr__(cls, name: str) -> _Named:
        return _named(name)

    def __call__(cls, *_: object, **__: object) -> NoReturn:
        raise RuntimeError(
            f"{cls.__name__} needs TensorFlow, which is not loaded (bot/nlu/launcher/not_loaded.py): "
            "take the component that uses it out of config.yml, or start Rasa without bot.nlu.launcher.__main__"
        )


class _NamedModule(ModuleType):
    def __getattr__(self, name: str) -> _Named:
        return _named(name)


class _Finder(MetaPathFinder, Loader):
    def find_spec(self, fullname: str, _: Sequence[str] | None, __: ModuleType | None = None) -> ModuleSpec | None:
        return ModuleSpec(fullname, self, is_package=True) if fullname.partition(".")[0] in LIBRARIES else None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _NamedModule(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """There is nothing to run."""


def leave_unloaded() -> None:
    """From now on an import of LIBRARIES gives names only. RuntimeError when one of them is loaded already."""
    loaded = sorted(set(LIBRARIES) & set(sys.modules))
    if loaded:
        raise RuntimeError(f"loaded already: {', '.join(loaded)}")
    sys.meta_path.insert(0, _Finder())


def _named(name: str) -> _Named:
    if name.startswith("__"):
        raise AttributeError(name)
    return _Named(name, (), {})
