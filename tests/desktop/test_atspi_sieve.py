"""What is too large is thrown away as it comes, and all else passes as it is, however it is cut."""

from __future__ import annotations

import io

import pytest
from dbus_fast import Message, MessageType
from dbus_fast._private.unmarshaller import Unmarshaller

from guide.desktop.handlers.atspi.sieve import MOST_BYTES, TOO_LARGE, Hoard, Sieve

LARGE = "x" * (MOST_BYTES + 1)


class Stream:
    """A socket that has got some bytes, and gives them in pieces of one size."""

    def __init__(self, data: bytes, piece: int) -> None:
        self.data, self.piece = io.BytesIO(data), piece

    def recv(self, most: int) -> bytes:
        return self.data.read(min(self.piece, most))


def answer(asked: int, text: str) -> bytes:
    message = Message(
        message_type=MessageType.METHOD_RETURN, reply_serial=asked, serial=1000 + asked, signature="s", body=[text]
    )
    return bytes(message._marshall(False))


def signal(text: str) -> bytes:
    message = Message.new_signal("/a/path", "an.interface", "Changed", "s", [text])
    message.serial = 7
    return bytes(message._marshall(False))


def sieved(data: bytes, piece: int, put_by: dict[int, Hoard] | None = None) -> list[Message]:
    """Return the messages that come through."""
    sieve = Sieve(Stream(data, piece))  # type: ignore[arg-type]
    sieve.put_by.update(put_by or {})
    passed = b""
    while True:
        try:
            part = sieve.recv(8192)
        except BlockingIOError:  # it has thrown away what the loop should not wait for
            continue
        if not part:
            break
        passed += part
    stream, messages = io.BytesIO(passed), []
    while stream.tell() < len(passed):
        message = Unmarshaller(stream).unmarshall()
        assert message is not None
        messages.append(message)
    return messages


@pytest.mark.parametrize("piece", [1, 17, 1000, 8192])
def test_an_answer_that_is_too_large_becomes_an_error_and_the_rest_passes(piece: int) -> None:
    # given answers and signals, small and large, in one stream
    data = answer(1, "one") + answer(2, LARGE) + signal("changed") + signal(LARGE) + answer(3, "three")
    # when they come in pieces
    first, second, third, fourth = sieved(data, piece)
    # then the small ones are as they were, the large answer is refused, and the large signal is not there
    assert (first.reply_serial, first.body) == (1, ["one"])
    assert (second.message_type, second.reply_serial, second.error_name) == (MessageType.ERROR, 2, TOO_LARGE)
    assert second.body == ["the program's answer is too large (262,150 bytes)"]
    assert (third.member, third.body) == ("Changed", ["changed"])
    assert (fourth.reply_serial, fourth.body) == (3, ["three"])


@pytest.mark.parametrize("piece", [1, 17, 8192])
def test_a_large_answer_that_is_expected_is_put_by_and_an_empty_one_passes(piece: int) -> None:
    # given two that await much, one that awaits less than it gets, and one that awaits another kind of answer
    hoards = {1: Hoard("s", 2 * MOST_BYTES), 2: Hoard("s", 10), 3: Hoard("as", 100), 4: Hoard("s", 100)}
    data = answer(1, LARGE) + answer(2, LARGE) + answer(3, "three") + answer(4, "four") + answer(5, "five")
    first, second, third, fourth, fifth = sieved(data, piece, hoards)
    # then what was expected is in the hoards, as it lay in the message, and an answer without a body has come
    assert [(first.reply_serial, first.body), (fourth.reply_serial, fourth.body)] == [(1, []), (4, [])]
    assert hoards[1].body == len(LARGE).to_bytes(4, "little") + LARGE.encode() + b"\0"
    assert hoards[4].body == b"\4\0\0\0four\0"
    # and the others come, or are refused, as ever
    assert (second.error_name, hoards[2].body) == (TOO_LARGE, b"")
    assert (third.body, hoards[3].body, fifth.body) == (["three"], b"", ["five"])


def test_a_message_with_an_endless_header_is_left_out() -> None:
    # given a signal whose path alone is longer than any header should be
    long = Message.new_signal("/" + "a" * MOST_BYTES, "an.interface", "Changed", "s", ["x"])
    long.serial = 8
    only = sieved(bytes(long._marshall(False)) + answer(1, "one"), 1000)
    assert [message.body for message in only] == [["one"]]


def test_what_is_thrown_away_does_not_keep_the_loop() -> None:
    # given an answer of three megabytes that is there already
    sieve = Sieve(Stream(answer(1, LARGE * 12), 8192))  # type: ignore[arg-type]
    assert TOO_LARGE.encode() in sieve.recv(8192)
    # when it is thrown away, then the loop has its turn before the end
    with pytest.raises(BlockingIOError):
        sieve.recv(8192)
