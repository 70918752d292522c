"""Which example questions are needless: `python -m bot.nlu.training.selection config.yml data/nlu` writes `left_out.txt`.

A question's weight in a trained model is what the others leave unsaid of it. The lightest of each topic are left out, and
the rest is weighed again, for two questions that say the same make each other needless and one has to stay (recursive
elimination: Guyon and others, 2002). Training takes the second power of the number of questions. A question that was not
there when this was last run is always learned from.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.contract import FACETS, IN_CONVERSATION, OUT_OF_SCOPE
from bot.nlu.encoder.encoder import Encoder
from bot.nlu.text.language import LANGUAGES
from bot.nlu.topics.model import Example, TopicModel
from bot.nlu.topics.ridge import KernelSettings
from bot.nlu.training.context import context_texts
from bot.nlu.training.examples import examples_with_questions, load_questions, question_key
from bot.nlu.training.questions import Asked
from bot.nlu.training.workbench import Workbench

SHARES = (0.85, 0.7, 0.6, 0.5)
"""How many of a topic's questions are left after each weighing; the last one decides (docs/understanding.md)."""

Weigh = Callable[[Sequence[Example]], npt.NDArray[np.float32]]
"""How much each example weighs in a model of these."""


def needless(examples: Mapping[Example, Sequence[Asked]], weigh: Weigh) -> list[Example]:
    """The examples to leave out: of the Dutch ones, without those about something else. Of both others there are few."""
    all_of: dict[str, list[Example]] = defaultdict(list)
    for example, questions in examples.items():
        if questions[0].language == LANGUAGES[0] and example.topic != OUT_OF_SCOPE:
            all_of[example.topic].append(example)
    left = {topic: list(own) for topic, own in all_of.items()}
    out: set[Example] = set()
    for share in SHARES:
        learned = [example for example in examples if example not in out]
        weight = dict(zip(learned, weigh(learned), strict=True))
        for topic, own in left.items():
            own.sort(key=lambda example: -weight[example])
            number = max(1, round(share * len(all_of[topic])))
            out.update(own[number:])
            del own[number:]
    return [example for example in examples if example in out]


def weigher(encoder: Encoder, settings: KernelSettings) -> Weigh:
    """Weighs by training a model."""

    def weigh(learned: Sequence[Example]) -> npt.NDArray[np.float32]:
        weights: npt.NDArray[np.float32] = np.linalg.norm(TopicModel.train(learned, encoder, settings).weights, axis=1)
        return weights

    return weigh


def main() -> int:
    """Write the file anew, and drop the vectors of questions that are no more."""
    bench = Workbench.of(Path(sys.argv[1]))
    folder = Path(sys.argv[2])
    questions, names = load_questions(folder, bench.most)
    examples = examples_with_questions(questions, names)
    texts = [example.text for example in examples]
    out = needless(examples, weigher(bench.encoder_of(texts), bench.kernel))
    keys = sorted({question_key(question) for example in out for question in examples[example]})
    bench.left_out.write_text("".join(f"{key}\n" for key in keys), encoding="ascii")
    bench.stored.keep_only([*texts, *context_texts(folder / IN_CONVERSATION, folder / FACETS, names)])
    sys.stdout.write(f"{len(out)} van {len(examples)} vragen worden niet meer geleerd: {bench.left_out}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
