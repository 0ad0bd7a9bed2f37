// Where completions come from: who spoke lately, the emotes of the room, the commands one may use.
import { avatar } from "piyakast/components/chat/message.js";
import { make } from "piyakast/components/chat/dom.js";

const STALE_MS = 60_000;

export function suggestions(room) {
  return {
    mention: {
      all: () => room.people.recent.filter(({ id }) => id !== room.you.id),
      names: ({ handle, name }) => [handle, name],
      insert: ({ handle }) => `@${handle}`,
      show: (person) => ({ picture: avatar(person), title: person.name, more: `@${person.handle}` }),
    },
    emote: {
      all: () => {
        room.emotes.refresh(STALE_MS);
        return room.emotes.all;
      },
      names: ({ code }) => [code],
      insert: ({ code }) => `:${code}:`,
      show: ({ code, url }) => ({ picture: make("img", { src: url, alt: "", width: 24, height: 24 }), title: `:${code}:` }),
    },
    command: {
      all: () => room.config.commands,
      names: ({ name }) => [name],
      insert: ({ name }) => `/${name}`,
      show: ({ name, usage, help }) => ({ title: usage || `/${name}`, more: help }),
    },
  };
}
