// How somebody likes chats to look and speak, kept on this device.
import { recall as recallAt, remember as rememberAt } from "piyakast/lib/player/prefs.js";

export const recall = (name, otherwise) => recallAt(`chat.${name}`, otherwise);
export const remember = (name, value) => rememberAt(`chat.${name}`, value);
