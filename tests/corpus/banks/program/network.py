"""Asks about networks."""
from dataclasses import dataclass


@dataclass
class Question:
    prompt: str
    options: tuple
    answer: str


BANK = {
    "TCP": [
        {
            "question": "Which of these opens a connection?",
            "options": ("SYN", "FIN", "RST"),
            "correct_answer": "SYN",
            "explanation": """
                Three segments are sent:
                SYN, SYN-ACK, ACK.
            """,
        },
        {
            "question": "What does a window "  # joined by Python
            "of 0 say?",
            "options": ["Stop sending", "Send faster", "Close"],
            "correct_answer": 0,
            "explanation": r"The receiver's buffer is full (\x00 is a byte of it)",
        },
    ],
    "DNS": [
        dict(question="What does an MX record name?", options=["A mail server", "An alias"], correct_answer="A mail server"),
        Question(question=f"What is {HOST}?", options=["a", "b"], answer="a"),
    ],
}


def ask():
    for topic, questions in BANK.items():
        print(topic, {"asked": len(questions), "at": "now"})
