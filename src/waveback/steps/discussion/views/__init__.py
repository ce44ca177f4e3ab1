"""The pages of step 2."""

from waveback.steps.discussion.views.beside import (
    acknowledgement,
    ask_again,
    overview,
    persons,
    print_copy,
    still,
    who_signs,
    withdraw,
)
from waveback.steps.discussion.views.evidence import evidence_pdf, hand_copy, make_evidence
from waveback.steps.discussion.views.greeting import greet_first
from waveback.steps.discussion.views.packets import (
    blank,
    blank_docx,
    blank_made,
    blank_pdf,
    client_card,
    find_packet,
    hand_packet,
    packet,
    packet_docx,
    packet_made,
    packet_pdf,
    paste,
    paste_docx,
    paste_html,
    paste_text,
    practice_packets,
)
from waveback.steps.discussion.views.scans import scan_answer, scan_greet_first, scan_page, scan_wrong
from waveback.steps.discussion.views.talking import begin, part, record
from waveback.steps.discussion.views.written import on_paper

__all__ = [
    "acknowledgement",
    "ask_again",
    "begin",
    "blank",
    "blank_docx",
    "blank_made",
    "blank_pdf",
    "client_card",
    "evidence_pdf",
    "find_packet",
    "greet_first",
    "hand_copy",
    "hand_packet",
    "make_evidence",
    "on_paper",
    "overview",
    "packet",
    "packet_docx",
    "packet_made",
    "packet_pdf",
    "part",
    "paste",
    "paste_docx",
    "paste_html",
    "paste_text",
    "persons",
    "practice_packets",
    "print_copy",
    "record",
    "scan_answer",
    "scan_greet_first",
    "scan_page",
    "scan_wrong",
    "still",
    "who_signs",
    "withdraw",
]
