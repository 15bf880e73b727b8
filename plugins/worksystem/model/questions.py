"""The questionnaire: ten questions to a team about the system it works in, two for each component.

Ids are permanent. A question that changes its meaning gets a new id, and the questionnaire a new version.
"""

from typing import Final, Literal, get_args

from msgspec import Struct

__all__ = ["COMPONENTS", "QUESTIONNAIRE", "QUESTIONS", "Component", "Question"]

Component = Literal["clarity", "coordination", "completion", "collaboration", "workflow_architecture"]

COMPONENTS: Final[tuple[Component, ...]] = get_args(Component)
QUESTIONNAIRE: Final = 1


class Question(Struct, frozen=True):
    """One question; people answer it with yes, partly or no."""

    id: str
    component: Component
    text: str


QUESTIONS: Final = (
    Question("knows_what_matters", "clarity", "I know which of our work matters most this month, and why"),
    Question("knows_what_done_means", "clarity", "When I begin something, I know what done means"),
    Question("knows_who_to_ask", "coordination", "I can see who has what, without asking around"),
    Question("handoffs_arrive_whole", "coordination", "Work that reaches me has what I need to begin"),
    Question("can_finish", "completion", "I can finish what I began before the next thing comes"),
    Question("dates_are_realistic", "completion", "The dates we promise are dates we believe in"),
    Question("can_say_it", "collaboration", "I can say early that something goes wrong"),
    Question("meetings_help", "collaboration", "Our regular meetings help the work"),
    Question("ways_fit", "workflow_architecture", "The way we agreed to work fits the work we have"),
    Question("tools_serve", "workflow_architecture", "Our tools take work off us"),
)
