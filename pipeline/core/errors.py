"""The errors a user can cause, each shown as one to three lines and exit code 1.

    PipelineError
      ConfigError      a config or lexicon file is wrong                      (also ValueError)
      InputError       a file is missing, unreadable or not what it says      (also OSError)
        PdfError       encrypted, damaged, image-only
      SchemaError      a table does not fit the schema this code expects
      ModelError       a segmenter or topic model is missing or of another version

Anything else that is raised is a bug of ours and keeps its traceback, but for a disk that takes nothing (`disk_fault`).
"""

import errno

# A full disk, a folder that may not be written, a file that another program holds open (Windows).
DISK_FAULTS = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EPERM})


class PipelineError(Exception):
    """Base of every error that is shown to users without a traceback."""


class ConfigError(PipelineError, ValueError):
    """A config or lexicon file is wrong; the message names file, key, what was found and what is expected."""


class InputError(PipelineError, OSError):
    """An input file is missing, unreadable or not what its name says."""


class PdfError(InputError):
    """A PDF cannot be read: encrypted, damaged or without a text layer."""

    def __init__(self, message: str, status: str = "corrupt") -> None:
        """Keep the document status (`password`, `corrupt`, `empty`, `not_pdf`) that the table shows."""
        super().__init__(message)
        self.status = status


class SchemaError(PipelineError):
    """A table on disk does not fit the schema this code expects; the message names the stage to run again."""


class ModelError(PipelineError):
    """A model is missing or of another version; the message names the command that brings it."""


def disk_fault(error: OSError) -> str | None:
    """Return what to tell the user about a disk that is full or may not be written or read; None for any other error."""
    if error.errno not in DISK_FAULTS:
        return None
    where = f"{error.filename}: " if error.filename else ""
    return f"{where}{error.strerror or error}\nmake room, or let yourself read and write there, and run again; finished work is kept"
