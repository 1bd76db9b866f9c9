"""What the page calls.

- GET /play/state: the snapshot; its shapes are in view.py.
- GET /play/events: server-sent events, each a JSON object with a `type`: message, chat, user, call (as in the
  snapshot), toast {user_id, text, alert}, clock {now}, typing {chat_id, thread_id},
  inline {user_id, query_id, results}.
- POST /play/<action>: what people do, with JSON (media: multipart). Answers {"ok": true, …} or, with status 400,
  {"ok": false, "error": "a sentence"}. ACTIONS at the end is the list; the page's chat ids are those of the snapshot.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from datetime import datetime, timedelta
from typing import Any

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from bot.playground import params, view
from bot.playground.faults import options_from
from bot.playground.media import KINDS, Upload
from bot.playground.model import ApiError, Json
from bot.playground.world import World

HEARTBEAT = 15.0  # seconds; a comment line that keeps the stream open
BACKLOG = 5_000  # events one page may be behind before its stream is closed (it then reads the snapshot again)
Action = Callable[[World, Json], Json]


def routes(world: World) -> list[Route]:
    """The /play routes for this world."""

    async def state(_: Request) -> Response:
        return _json({"ok": True, **world.snapshot()})

    async def events(_: Request) -> Response:
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        return StreamingResponse(stream(world), media_type="text/event-stream", headers=headers)

    async def act(request: Request) -> Response:
        action = ACTIONS.get(request.path_params["action"])
        if action is None:
            return _refused("there is no such action", 404)
        if not _same_origin(request.headers):
            return _refused("only the playground's own page may do this", 403)
        try:
            body = params.from_request(request.headers.get("content-type", ""), await request.body())
            return _json({"ok": True, **action(world, body)})
        except ApiError as refusal:
            return _refused(refusal.description)
        except (LookupError, ValueError, TypeError) as problem:
            return _refused(_sentence(problem))

    return [
        Route("/play/state", state),
        Route("/play/events", events),
        Route("/play/{action}", act, methods=["POST"]),
    ]


async def stream(world: World) -> AsyncIterator[str]:
    """Server-sent events, from the moment somebody listens until the page goes, falls behind, or the server stops."""
    queue: asyncio.Queue[Json | None] = asyncio.Queue()

    def listen(event: Json) -> None:
        if event.get("type") == "close":
            queue.put_nowait(None)
        elif queue.qsize() < BACKLOG:
            queue.put_nowait(event)
            if queue.qsize() == BACKLOG:
                queue.put_nowait(None)

    world.listeners.append(listen)
    try:
        yield "retry: 1000\n\n"
        number = 0
        while True:
            try:
                async with asyncio.timeout(HEARTBEAT):
                    event = await queue.get()
            except TimeoutError:
                yield ": still here\n\n"
                continue
            if event is None:
                return
            number += 1
            yield f"id: {number}\ndata: {json.dumps(event)}\n\n"
    finally:
        world.listeners.remove(listen)


def close_streams(world: World) -> None:
    """End every page's stream, so that the server can stop."""
    world.publish({"type": "close"})


def _user(world: World, body: Json) -> Json:
    first = str(body.get("first_name") or "").strip()
    if not first:
        raise ValueError("A new buyer needs a first name.")
    user = world.add_user(
        first,
        body.get("last_name") or None,
        username=body.get("username") or None,
        language_code=body.get("language_code") or "en",
        phone=body.get("phone") or None,
        note=body.get("note") or "new",
    )
    return {"user": view.user(user)}


def _say(world: World, body: Json) -> Json:
    text = str(body.get("text") or "").strip()
    if not 1 <= len(text) <= 4096:
        raise ValueError("A message has 1 to 4096 characters.")
    place = {"chat": body["chat_id"], "thread": body.get("thread_id")}
    return _shown(world.says(int(body["user_id"]), text, reply_to=body.get("reply_to"), **place))


def _media(world: World, body: Json) -> Json:
    kind, file = body.get("kind", "photo"), body.get("file")
    if kind not in KINDS or not isinstance(file, Upload):
        raise ValueError("A file and its kind are needed.")
    thread = body.get("thread_id")
    return _shown(
        world.sends_media(
            int(body["user_id"]),
            kind,
            file.content,
            name=file.name,
            mime=file.mime,
            caption=body.get("caption", ""),
            chat=body["chat_id"],
            thread=int(thread) if thread else None,
        )
    )


def _contact(world: World, body: Json) -> Json:
    return _shown(world.shares_contact(int(body["user_id"]), bool(body.get("own", True)), body["chat_id"]))


def _location(world: World, body: Json) -> Json:
    latitude, longitude = float(body["latitude"]), float(body["longitude"])
    return _shown(world.shares_location(int(body["user_id"]), latitude, longitude, body["chat_id"]))


def _edit(world: World, body: Json) -> Json:
    return _shown(world.edits(int(body["user_id"]), int(body["message_id"]), str(body["text"]), body["chat_id"]))


def _react(world: World, body: Json) -> Json:
    emoji = body.get("emoji") or None
    return _shown(world.reacts(int(body["user_id"]), int(body["message_id"]), emoji, body["chat_id"]))


def _tap(world: World, body: Json) -> Json:
    query = world.taps(int(body["user_id"]), int(body["message_id"]), str(body["data"]), body["chat_id"])
    return {"query_id": query.id}


def _inline(world: World, body: Json) -> Json:
    return {"query_id": world.asks_inline(int(body["user_id"]), str(body.get("query", ""))).id}


def _choose(world: World, body: Json) -> Json:
    where = (body["chat_id"], body.get("thread_id"))
    return _shown(world.chooses(int(body["user_id"]), str(body["query_id"]), str(body["result_id"]), *where))


def _start(world: World, body: Json) -> Json:
    return _shown(world.starts(int(body["user_id"]), str(body.get("code", ""))))


def _clock(world: World, body: Json) -> Json:
    if "to" in body:
        wanted = datetime.fromisoformat(str(body["to"]))
        if wanted.tzinfo is None:
            raise ValueError("The time needs its zone, as in 2026-11-25T09:00:00+01:00.")
    else:
        wanted = world.now() + timedelta(minutes=float(body["forward_minutes"]))
    if world.on_jump is None or wanted <= world.now():
        return {"now": world.forward(wanted - world.now()).isoformat()}
    world.on_jump(wanted)
    return {"now": world.now().isoformat()}


def _block(world: World, body: Json) -> Json:
    change = world.blocks_bot if body.get("blocked", True) else world.unblocks_bot
    change(int(body["user_id"]))
    return {"user": view.user(world.user(int(body["user_id"])))}


def _topic(world: World, body: Json) -> Json:
    if body.get("action") != "delete":
        raise ValueError("The only action on a topic is delete.")
    world.deletes_topic(body["chat_id"], int(body["thread_id"]))
    return {"chat": view.chat(world, world.chat(body["chat_id"]))}


def _fault(world: World, body: Json) -> Json:
    switch = SWITCHES.get(str(body.get("kind")))
    if switch is not None:
        switch(world, body)
    else:
        world.faults.set(**options_from(body))
    return {}


def _limits(world: World, body: Json) -> None:
    world.limits.on = bool(body.get("on", True))


def _round_trip(world: World, body: Json) -> None:
    world.faults.round_trip = float(body["seconds"])


def _ignore_offset(world: World, body: Json) -> None:
    world.updates.ignore_offset = int(body.get("count", 1))


def _topic_mode(world: World, body: Json) -> None:
    world.topics_enabled = bool(body.get("on", True))


# Kinds of /play/fault that are no single mishap but a state that lasts.
SWITCHES: dict[str, Callable[[World, Json], None]] = {
    "clear": lambda world, body: world.faults.clear(),
    "only": lambda world, body: world.faults.only_methods(body.get("methods")),
    "restart_ids": lambda world, body: world.updates.restart_ids(int(body["first"])),
    "limits": _limits,
    "round_trip": _round_trip,
    "ignore_offset": _ignore_offset,
    "topic_mode": _topic_mode,
}


def _raw(world: World, body: Json) -> Json:
    return {"update": world.raw_update(body["update"])}


ACTIONS: dict[str, Action] = {
    "user": _user,
    "say": _say,
    "media": _media,
    "contact": _contact,
    "location": _location,
    "edit": _edit,
    "react": _react,
    "tap": _tap,
    "inline": _inline,
    "choose": _choose,
    "start": _start,
    "clock": _clock,
    "block": _block,
    "topic": _topic,
    "fault": _fault,
    "raw": _raw,
}


def _shown(message: Any) -> Json:
    return {"message": view.message(message)}


def _same_origin(headers: Headers) -> bool:
    """A web page from elsewhere, open in the same browser, must not play here; programs send no Origin."""
    origin = headers.get("origin")
    return origin is None or origin.partition("://")[2] == headers.get("host")


def _sentence(problem: Exception) -> str:
    if isinstance(problem, KeyError):
        return f"{problem.args[0]!r} is missing or unknown."
    return str(problem) or "That did not work."


def _refused(sentence: str, status: int = 400) -> Response:
    return _json({"ok": False, "error": sentence}, status)


def _json(body: Json, status: int = 200) -> Response:
    # In ASCII: a text may hold half a surrogate pair, which UTF-8 has no place for.
    return Response(json.dumps(body), status, media_type="application/json")
