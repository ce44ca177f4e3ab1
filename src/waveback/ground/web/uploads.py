"""Files from a form are held in memory alone: none is ever written to a disk unsealed."""

from typing import Any, Final

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import MemoryFileUploadHandler

LARGEST_UNKNOWN: Final = 1024 * 1024
"""From anybody else: no page that they see takes a file."""
READ_AT_MOST: Final = 160 * 1024 * 1024
"""From somebody who is signed in. What is larger than settings.FILE_UPLOAD_MAX_MEMORY_SIZE is read and dropped."""


class InMemory(MemoryFileUploadHandler):
    """What is larger loses its files and keeps its fields, so that the page can say so and nothing typed is lost."""

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803 - as Django calls it
        content_length: int,
        boundary: Any,
        encoding: Any = None,
    ) -> None:
        known = getattr(self.request, "member", None) is not None
        if content_length > (READ_AT_MOST if known else LARGEST_UNKNOWN):
            raise RequestDataTooBig("The request is larger than any form of ours.")
        super().handle_raw_input(input_data, META, content_length, boundary, encoding)
        self.request.files_too_large = not self.activated  # type: ignore[union-attr]

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        if self.activated:
            return super().receive_data_chunk(raw_data, start)
        return None


def too_large(request: Any) -> bool:
    """Whether the files of this request were dropped for their size."""
    return bool(getattr(request, "files_too_large", False))
