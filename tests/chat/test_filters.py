"""Filters see through tricks, take bounded time, and leave harmless words alone."""

import time

import pytest

from chat.services.filters import (
    BadPattern,
    compile_pattern,
    finds_any,
    has_link,
    rudeness,
    skeleton,
)


@pytest.mark.parametrize("text", ["(a+)+$", "[", "", "a*", "(?:x|x?)*"])
def test_patterns_that_cannot_be_used(text: str) -> None:
    with pytest.raises(BadPattern):
        compile_pattern(text, kind="regex", effect="refuse")


@pytest.mark.parametrize("word", ["*", "**", "\u200b", " "])
def test_words_that_are_every_message(word: str) -> None:
    with pytest.raises(BadPattern):
        compile_pattern(word, kind="word", effect="refuse")


def test_a_pattern_that_turns_out_slow_is_passed_over() -> None:
    # Harmless on what it is tried with; a text made for it is another thing.
    pattern = compile_pattern(r"(c+)+d", kind="regex", effect="refuse")
    began = time.process_time()
    assert pattern.finds("c" * 480) is False
    assert time.process_time() - began < 1
    assert pattern.finds("ccd")


@pytest.mark.parametrize(
    "text",
    ["https://a.example", "HTTP://X", "www.a", "a.com", "ａ．ｃｏｍ", "a.co.kr/x", "exa\u200bmple.com", "naver(dot)com", "naver[.]com", "naver(.) com", "naver。com", "10.0.0.1", "한글.com"],
)  # fmt: skip
def test_links(text: str) -> None:
    assert has_link(f"look {text} now")


@pytest.mark.parametrize(
    "text", ["v1.2.3", "a.b", "well...me", "me@example.com", "3.14", "Hi.There", "ㅋㅋ.ㅋㅋ"]
)
def test_no_links(text: str) -> None:
    assert not has_link(f"look {text} now")


def test_looks_are_read_through() -> None:
    for trick in (
        "ｎｏｐｅ",
        "ПОРЕ".replace("П", "n"),
        "n o p e",
        "n-o-p-e",
        "nopé",
        "n\u200bope",
        "𝓃𝑜𝓅𝑒",
        "N0PE",
        "n_o_p_e",
        "ɴᴏᴘᴇ",
        "🅽🅾🅿🅴",
        "ηоρε".replace("η", "ɳ"),
        "nøpę",
    ):
        assert skeleton(trick) == "nope", trick
    assert rudeness("What a class assassin from Scunthorpe") == 0
    assert rudeness("안녕하세요, 시작 발표!") == 0


@pytest.mark.parametrize("text", ["_otter_", "an otter_", "o_t_t_e_r", "__o_t t.e r__"])
def test_an_underscore_is_no_letter(text: str) -> None:
    assert compile_pattern("otter", kind="word", effect="refuse").finds(text)
    assert rudeness("_fuck_") == rudeness("fuck") > 0
    assert compile_pattern("sea_otter", kind="word", effect="refuse").finds("a sea_otter")


@pytest.mark.parametrize(
    "text",
    [
        "다시 발견했어요",
        "날씨 발표 언제예요?",
        "18시 발표",
        "다시, 발견",
        "물병 신기해",
        "생존 나이",
    ],
)
def test_two_harmless_words_of_korean_make_no_rude_one(text: str) -> None:
    assert rudeness(text) == 0
    assert not compile_pattern("시발", kind="word", effect="refuse").finds(text)


@pytest.mark.parametrize("text", ["씨 발", "아 씨 발 뭐야", "이 씨 발놈아", "씨.발", "시1발", "ㅅ ㅂ", "ㅄ"])  # fmt: skip
def test_a_rude_word_of_korean_in_pieces_is_one(text: str) -> None:
    assert rudeness(text) == 2


def test_spaces_within_a_word_of_korean_are_left_out_and_put_in_at_will() -> None:
    blocked = compile_pattern("개나리 꽃", kind="word", effect="refuse")
    for text in ("개나리꽃", "개나리 꽃이 피었다", "개 나 리 꽃", "노란 개나리.꽃"):
        assert blocked.finds(text), text
    assert compile_pattern("돈버는법", kind="word", effect="refuse").finds("쉽게 돈 버는 법 공개")
    assert not blocked.finds("개나리가 꽃")
    assert compile_pattern("바보", kind="word", effect="refuse").finds("이 ㅂ ㅏ ㅂ ㅗ")


def test_hundreds_of_slow_patterns_take_no_longer_than_a_few() -> None:
    slow = [compile_pattern(rf"(c+)+d{n}", kind="regex", effect="refuse") for n in range(100)]
    began = time.process_time()
    assert not finds_any(slow, "c" * 500, effect="refuse")
    assert (
        time.process_time() - began < 1
    )  # each alone takes 20 ms, a hundred would take two seconds
    last = compile_pattern("otter", kind="word", effect="refuse")
    assert finds_any([*slow, last], "An otter", effect="refuse")
    assert not finds_any([last], "An otter", effect="hold")
