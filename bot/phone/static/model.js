/** What a phone shows, as a value: one event in, the next state out. */

function withMessage(messages, message) {
  const others = messages.filter(({ message_id: id }) => id !== message.message_id);
  return [...others, message].sort((a, b) => a.message_id - b.message_id);
}

/** How the state of one phone changes with each type of event. */
const CHANGES = {
  message: (phone, { message }) => ({
    ...phone,
    messages: withMessage(phone.messages, message),
    typing: message.from === "person" && phone.typing,
    started: phone.started || message.from === "person",
  }),
  edited: (phone, { message }) => ({ ...phone, messages: withMessage(phone.messages, message) }),
  deleted: (phone, { message_id: gone }) => ({
    ...phone,
    messages: phone.messages.filter(({ message_id: id }) => id !== gone),
  }),
  typing: (phone) => ({ ...phone, typing: true }),
  description: (phone, { description }) => ({ ...phone, description }),
  commands: (phone, { commands }) => ({ ...phone, commands }),
  keyboard: (phone, { reply_keyboard: keyboard }) => ({ ...phone, reply_keyboard: keyboard }),
  blocked: (phone, { blocked }) => ({ ...phone, blocked }),
};

/** Returns the phone after the event, or null where only a fresh look at the whole state will tell. */
export function afterEvent(phone, event) {
  return CHANGES[event.type]?.(phone, event) ?? null;
}
