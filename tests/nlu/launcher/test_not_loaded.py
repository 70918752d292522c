"""Runs where Rasa runs (Python 3.10), each in a process of its own: what is imported stays imported."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]


def run(program: str) -> subprocess.CompletedProcess[str]:
    command = [
        sys.executable,
        "-W",
        "ignore",
        "-c",
        f"from bot.nlu.launcher.not_loaded import leave_unloaded\n{program}",
    ]
    return subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)


def test_rasas_components_can_be_imported_without_tensorflow() -> None:
    done = run(
        "leave_unloaded()\n"
        "import sys, rasa.engine.recipes.default_components\n"
        "named = {name: getattr(module, '__file__', None) for name, module in sys.modules.items()}\n"
        "print({file for name, file in named.items() if name.partition('.')[0] in ('tensorflow', 'keras')})"
    )
    assert done.stdout.strip() == "{None}", done.stderr


def test_using_what_is_not_loaded_says_what_to_do() -> None:
    done = run("leave_unloaded()\nfrom tensorflow.keras.layers import Layer\nclass Own(Layer): ...\nOwn()")
    assert done.returncode == 1
    assert "RuntimeError: Own needs TensorFlow, which is not loaded" in done.stderr
    assert "config.yml" in done.stderr


def test_it_is_too_late_when_a_library_is_loaded() -> None:
    done = run("import sys\nsys.modules['keras'] = sys\nleave_unloaded()")
    assert "RuntimeError: loaded already: keras" in done.stderr


def test_a_message_is_understood_without_tensorflow() -> None:
    """Rasa's own engine: a graph that is trained, packed, read again and run."""
    done = run(
        "leave_unloaded()\n"
        "import asyncio, sys, tempfile\n"
        "from pathlib import Path\n"
        "from rasa.core.agent import Agent\n"
        "from rasa.model_training import train_nlu\n"
        "folder = Path(tempfile.mkdtemp())\n"
        "(folder / 'config.yml').write_text('language: nl\\npipeline:\\n- name: KeywordIntentClassifier\\n')\n"
        "(folder / 'nlu.yml').write_text('version: \"3.1\"\\nnlu:\\n- intent: a\\n  examples: |\\n    - hallo\\n- intent: b\\n  examples: |\\n    - dag\\n')\n"
        "train_nlu(str(folder / 'config.yml'), str(folder / 'nlu.yml'), str(folder), fixed_model_name='m')\n"
        "agent = Agent.load(str(folder / 'm.tar.gz'))\n"
        "print(asyncio.run(agent.parse_message('dag'))['intent']['name'])"
    )
    assert done.stdout.splitlines()[-1:] == ["b"], done.stderr
