"""Rasa's modules are imported here as they are where it serves: without TensorFlow, which is not in its environment."""

from __future__ import annotations

from bot.nlu.launcher.not_loaded import leave_unloaded

leave_unloaded()
