"""The stand-in's world: what people do in Telegram, as methods that a test reads like a story.

world = World(clock)
ann = world.add_user("Ann")
asked = world.says(ann, "what is your moq?")
world.taps(seller, world.messages(seller)[-1], "Send")
"""

from collections.abc import Sequence
from typing import Any

from bot.playground import view
from bot.playground.media import attached
from bot.playground.model import BusinessConnection, Chat, Json, Message, Query, Topic, User, member_json
from bot.playground.readable import Readable, Where, Which, Whom
from bot.playground.state import FIRST_GROUP_ID, FIRST_USER_ID

VISITOR_PHONE = "+49 40 5550 0199"


class World(Readable):
    """Everything in the stand-in's Telegram. `clock` returns aware times; no method awaits or sleeps."""

    # -- people and chats

    def add_user(
        self,
        first_name: str,
        last_name: str | None = None,
        *,
        username: str | None = None,
        language_code: str | None = "en",
        phone: str | None = None,
        role: str = "buyer",
        note: str = "",
        started: bool = True,
        user_id: int | None = None,
    ) -> User:
        """Somebody new. With `started` they have pressed Start once: the bot may write to them."""
        number = user_id if user_id is not None else self.number("user", FIRST_USER_ID)
        user = User(number, first_name, last_name, username, language_code, phone, role, note)
        self.users[user.id] = user
        self.publish({"type": "user", "user": view.user(user)})
        if started:
            self.private_chat(user)
        return user

    def private_chat(self, user: Whom) -> Chat:
        """The person's chat with the bot, made if it is new."""
        person = self.user(user)
        found = self.chats.get(("", person.id))
        return found or self.make_chat(Chat(person.id, "private", _full_name(person), member_ids=[person.id]))

    def add_group(self, title: str, members: Sequence[Whom], *, forum: bool = True, kind: str = "supergroup") -> Chat:
        """A group with the bot as an administrator; the bot hears of it by my_chat_member."""
        people = [self.user(member) for member in members]
        number = self.number("group")
        chat_id = FIRST_GROUP_ID + 1 - number if kind == "supergroup" else -number
        chat = self.make_chat(
            Chat(chat_id, kind, title, is_forum=forum and kind == "supergroup", member_ids=[p.id for p in people])
        )
        self._member_changed(chat, people[0], "left", "administrator")
        return chat

    def adds_topic(self, user: Whom, chat: Where, name: str) -> Topic:
        """A person opens a topic by hand."""
        place = self.chat(chat)
        topic = self.open_topic(place, self.user(user).json(), name)
        self.updates.add("message", place.messages[topic.thread_id].data)
        return topic

    def connects_business(self, user: Whom, *, can_reply: bool = True, is_enabled: bool = True) -> BusinessConnection:
        """A seller connects the bot to their own account, or changes the connection's rights."""
        owner = self.user(user)
        known = next((c for c in self.connections.values() if c.user is owner), None)
        connection = known or BusinessConnection(f"bc{self.number('connection')}", owner, self.unix())
        connection.can_reply, connection.is_enabled = can_reply, is_enabled
        self.connections[connection.id] = connection
        self.updates.add("business_connection", connection.json())
        return connection

    # -- what people write

    def says(
        self,
        user: Whom,
        text: str,
        chat: Where = None,
        thread: int | None = None,
        reply_to: Which | None = None,
        business: BusinessConnection | None = None,
    ) -> Message:
        """A text message. Without `chat` it goes to the bot; with `business` to or from that seller's own account."""
        return self._sends(user, self.text_content(text), chat, thread, reply_to, business)

    def starts(self, user: Whom, code: str = "") -> Message:
        """Follow the deep link t.me/BOT?start=CODE (or press Start)."""
        return self.says(user, f"/start {code}".rstrip())

    def sends_media(
        self,
        user: Whom,
        kind: str,
        content: bytes = b"a file",
        *,
        name: str = "",
        mime: str | None = None,
        caption: str = "",
        chat: Where = None,
        thread: int | None = None,
        reply_to: Which | None = None,
        album: str | None = None,
        business: BusinessConnection | None = None,
    ) -> Message:
        """A photo, document, voice, audio, video, animation, sticker or video_note with these bytes."""
        sent = attached(self, kind, content, name, mime)
        if caption:
            text = self.text_content(caption)
            sent["caption"] = caption
            if "entities" in text:
                sent["caption_entities"] = text["entities"]
        if album:
            sent["media_group_id"] = album
        return self._sends(user, sent, chat, thread, reply_to, business)

    def sends_album(self, user: Whom, contents: Sequence[bytes], kind: str = "photo", **options: Any) -> list[Message]:
        """Several photos (or videos …) at once: one update each, one media_group_id, the caption on the first."""
        album = f"album{self.number('album')}"
        caption = options.pop("caption", "")
        return [
            self.sends_media(user, kind, content, album=album, caption="" if place else caption, **options)
            for place, content in enumerate(contents)
        ]

    def shares_contact(self, user: Whom, own: bool = True, chat: Where = None, **options: Any) -> Message:
        """The person's own Telegram contact, or (own=False) a card of somebody else."""
        person = self.user(user)
        contact: Json = {"phone_number": "+86 755 5550 0123", "first_name": "Somebody", "last_name": "Else"}
        if own:
            contact = {"phone_number": person.phone or VISITOR_PHONE, "first_name": person.first_name}
            if person.last_name:
                contact["last_name"] = person.last_name
            contact["user_id"] = person.id
        return self._sends(person, {"contact": contact}, chat, **options)

    def shares_location(
        self, user: Whom, latitude: float, longitude: float, chat: Where = None, **options: Any
    ) -> Message:
        """A point on the map, in degrees."""
        return self._sends(user, {"location": {"latitude": latitude, "longitude": longitude}}, chat, **options)

    def sends(self, user: Whom, content: Json, chat: Where = None, **options: Any) -> Message:
        """Any other kind of message, given by the Bot API's own fields: {"dice": {…}}, {"story": {…}}."""
        return self._sends(user, content, chat, **options)

    def edits(self, user: Whom, message: Which, text: str, chat: Where = None) -> Message:
        """The person changes the text or caption of their own message."""
        found = self._message(user, message, chat)
        if found.sender_id != self.user(user).id:
            raise ValueError("only one's own message can be edited")
        content = self.text_content(text)
        if "text" not in found.data:
            content = {"caption": text} | ({"caption_entities": content["entities"]} if "entities" in content else {})
        self.change_message(found, content, drop=("entities", "caption_entities"))
        self.updates.add("edited_business_message" if found.chat.business else "edited_message", found.data)
        return found

    def deletes(self, user: Whom, message: Which, chat: Where = None) -> None:
        """The person deletes a message. The bot hears of it only in a business chat, as in Telegram."""
        found = self._message(user, message, chat)
        self.delete_message(found)
        if found.chat.business:
            deleted = {
                "business_connection_id": found.chat.business,
                "chat": self.chat_json(found.chat),
                "message_ids": [found.id],
            }
            self.updates.add("deleted_business_messages", deleted)

    def reacts(self, user: Whom, message: Which, emoji: str | None, chat: Where = None) -> Message:
        """The person puts an emoji on a message, or takes it away (None)."""
        person = self.user(user)
        found = self._message(user, message, chat)
        old = found.reactions.get(person.id, [])
        found.reactions[person.id] = [emoji] if emoji else []
        self.publish_message(found)
        reaction = {
            "chat": self.chat_json(found.chat),
            "message_id": found.id,
            "user": person.json(),
            "date": self.unix(),
            "old_reaction": [{"type": "emoji", "emoji": one} for one in old],
            "new_reaction": [{"type": "emoji", "emoji": one} for one in found.reactions[person.id]],
        }
        self.updates.add("message_reaction", reaction)
        return found

    # -- buttons and inline mode

    def taps(self, user: Whom, message: Which, button: str, chat: Where = None, *, forged: bool = False) -> Query:
        """Press an inline button, named by its data or its text. `forged` sends data that no button carries."""
        person = self.user(user)
        found = self._message(user, message, chat)
        data = button
        if not forged:
            data = found.button(button).get("callback_data", "")
            if not data:
                raise LookupError(f"{button!r} is a button without callback data")
        query = self._query(person)
        press = {
            "id": query.id,
            "from": person.json(),
            "message": found.data if not found.deleted else self._inaccessible(found),
            "chat_instance": str(found.chat.id),
            "data": data,
        }
        self.updates.add("callback_query", press)
        return query

    def asks_inline(self, user: Whom, text: str) -> Query:
        """Type `@bot text` in some chat."""
        person = self.user(user)
        query = self._query(person)
        self.updates.add("inline_query", {"id": query.id, "from": person.json(), "query": text, "offset": ""})
        return query

    def chooses(
        self, user: Whom, query: Query | str, result_id: str, chat: Where = None, thread: int | None = None
    ) -> Message:
        """Send one of an inline query's results into a chat."""
        person = self.user(user)
        asked = self.queries[query] if isinstance(query, str) else query
        result = next(r for r in asked.answer.get("results", []) if str(r["id"]) == result_id)
        chosen = {"result_id": result_id, "from": person.json(), "query": asked.answer.get("query", "")}
        self.updates.add("chosen_inline_result", chosen)
        return self._sends(person, {**result["content"], "via_bot": self.bot}, chat, thread)

    # -- what goes wrong between people and the bot

    def blocks_bot(self, user: Whom) -> None:
        """The person stops the bot: it can't write to them any more, and hears of it."""
        self._set_blocked(user, True)

    def unblocks_bot(self, user: Whom) -> None:
        """The person starts the bot again."""
        self._set_blocked(user, False)

    def deletes_account(self, user: Whom) -> None:
        """The account is gone; the bot finds out when it writes."""
        self.user(user).deactivated = True

    def deletes_topic(self, chat: Where, thread: int) -> None:
        """Somebody deletes a topic; the bot hears nothing of it."""
        self.delete_topic(self.chat(chat), thread)

    def kicks_bot(self, user: Whom, chat: Where) -> None:
        """The bot is thrown out of a group."""
        place = self.chat(chat)
        place.bot_kicked = True
        self._member_changed(place, self.user(user), "administrator", "kicked")

    def migrates(self, chat: Where) -> Chat:
        """The group becomes a supergroup with another id; the old one answers with where it went."""
        old = self.chat(chat)
        sender = self.users[old.member_ids[0]].json()
        new = self.make_chat(
            Chat(FIRST_GROUP_ID - self.number("group"), "supergroup", old.title, member_ids=list(old.member_ids))
        )
        old.migrated_to = new.id
        self.updates.add("message", self.add_message(old, sender, {"migrate_to_chat_id": new.id}).data)
        self.updates.add("message", self.add_message(new, sender, {"migrate_from_chat_id": old.id}).data)
        return new

    def raw_update(self, update: Json) -> Json:
        """Queue an update exactly as given, broken ones too; an `update_id` is put in only where there is none."""
        return self.updates.add_raw(update)

    # -- inside

    def _sends(
        self,
        user: Whom,
        content: Json,
        chat: Where = None,
        thread: int | None = None,
        reply_to: Which | None = None,
        business: BusinessConnection | None = None,
    ) -> Message:
        person = self.user(user)
        place = self._place(person, chat, business)
        if place.type == "private" and not place.business and person.blocked:
            self.unblocks_bot(person)  # whoever writes to a bot has started it again
        if thread is not None and self.topic(place, thread) is None:
            raise LookupError(f"no topic {thread} in chat {place.id}")
        answered = self._message(person, reply_to, place) if reply_to is not None else None
        message = self.add_message(place, person.json(), content, thread, answered)
        if not place.bot_kicked:
            self.updates.add("business_message" if place.business else "message", message.data)
        return message

    def _place(self, person: User, chat: Where, business: BusinessConnection | None) -> Chat:
        if business is None:
            return self.chat(chat) if chat is not None else self.private_chat(person)
        buyer = person if chat is None else self.users[_id(chat)]
        found = self.chats.get((business.id, buyer.id))
        return found or self.make_chat(
            Chat(buyer.id, "private", _full_name(buyer), business=business.id, member_ids=[buyer.id, business.user.id])
        )

    def _message(self, user: Whom, message: Which, chat: Where) -> Message:
        if isinstance(message, Message):
            return message
        return self.chat(chat if chat is not None else self.user(user)).messages[message]

    def _query(self, person: User) -> Query:
        query = Query(f"{person.id}{self.number('query'):06d}", person, self.now())
        self.queries[query.id] = query
        return query

    def _inaccessible(self, message: Message) -> Json:
        """What is left of a message that is gone, as a late press of its button still carries it."""
        return {"chat": self.chat_json(message.chat), "message_id": message.id, "date": 0}

    def _set_blocked(self, user: Whom, blocked: bool) -> None:
        person = self.user(user)
        if person.blocked == blocked:
            return
        person.blocked = blocked
        self.publish({"type": "user", "user": view.user(person)})
        states = ("member", "kicked") if blocked else ("kicked", "member")
        self._member_changed(self.private_chat(person), person, *states)

    def _member_changed(self, chat: Chat, by: User, old: str, new: str) -> None:
        change = {
            "chat": self.chat_json(chat),
            "from": by.json(),
            "date": self.unix(),
            "old_chat_member": member_json(self.bot, old),
            "new_chat_member": member_json(self.bot, new),
        }
        self.updates.add("my_chat_member", change)


def _id(chat: Chat | User | int | str) -> int:
    return chat.id if isinstance(chat, (Chat, User)) else int(chat)


def _full_name(user: User) -> str:
    return f"{user.first_name} {user.last_name or ''}".rstrip()
