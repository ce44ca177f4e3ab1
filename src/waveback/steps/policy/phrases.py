"""Ready phrases for whoever has none yet: what brings a matter back to where it belongs, gentle, firm and final.

They are said in public. So none names a profession or a reason to know each other, and each can be said in one breath.
The first of each strength is the one that is used until another is chosen.
"""

from collections.abc import Mapping
from typing import Final

STARTER_PHRASES: Final[Mapping[str, tuple[str, ...]]] = {
    "gentle": (
        "That matters, and I’d like to hear it properly. Let’s keep it for when we next sit down.",
        "I want to give that the time it deserves. Will you save it for me?",
        "I’d rather not do that by halves. Bring it along next time.",
        "That’s too important for standing about. Let’s come back to it next time.",
        "It’s good to see you. That one I’d like to hear with nobody else around.",
    ),
    "firm": (
        "I don’t talk about that here. Bring it when we next sit down.",
        "Not here, please: too many ears.",
        "I’ll stop you there. This isn’t the place, and next time there will be room for it.",
        "I can’t answer that here. Please keep it for next time.",
        "Let’s leave it at hello today.",
    ),
    "final": (
        "I’m going to go now. Please call the office.",
        "I’m leaving now. If it can’t wait, please call the office.",
        "I’ve said what I can here. I’m going now. Take care.",
        "This is where I stop. Goodbye for today.",
        "I have to go. We’ll pick it up at our usual time.",
    ),
}
