"""Practise it: scenes with invented people, judged by the therapist's own policy. It never touches a client's file."""
