"""The bytes of files: how they come in by an upload URL, and go out by `url_private`."""

from flask import Request, Response

from bot.playground.refusals import Refused
from bot.playground.state import Workspace


def content_of(asked: Request) -> bytes:
    """The bytes of an upload: the body, or the first file of a form."""
    if asked.mimetype != "multipart/form-data":
        # slack_sdk sends bytes under the content type of forms.
        return asked.get_data(cache=False, parse_form_data=False)
    found = next(iter(asked.files.values()), None)
    return found.read() if found is not None else b""


def take(workspace: Workspace, secret: str, content: bytes) -> str:
    """Keeps the bytes of a file that was announced.

    Returns:
        What Slack answers.

    Raises:
        Refused: `unknown_upload`, or `wrong_length` where it is not what was announced.
    """
    with workspace.change(seen=False):
        file = workspace.uploads.get(secret)
        if file is None or file.complete:
            raise Refused("unknown_upload")
        if len(content) != file.size:
            raise Refused("wrong_length")
        file.content = content
    return f"OK - {len(content)}"


def local(asked: Request) -> bool:
    """Whether a person asks: from the playground's page, or by typing the address."""
    return asked.headers.get("Sec-Fetch-Site") in ("same-origin", "none")


def answer(workspace: Workspace, file_id: str, allowed: bool) -> Response:
    """A file to look at or to keep; only pictures open in the browser."""
    with workspace.lock:
        file = workspace.files.get(file_id)
    if file is None or not file.complete or file.content is None:
        return Response("There is no such file.\n", status=404, mimetype="text/plain")
    if not allowed:
        return Response("Send the bot token.\n", status=403, mimetype="text/plain")
    response = Response(file.content, mimetype=file.mimetype)
    picture = file.mimetype.startswith("image/")
    response.headers.set(
        "Content-Disposition", "inline" if picture else "attachment", filename=file.name
    )
    # A file may be anything, also a page with a script in it.
    response.headers["Content-Security-Policy"] = (
        "sandbox; default-src 'none'; style-src 'unsafe-inline'"
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, max-age=3600"
    return response
