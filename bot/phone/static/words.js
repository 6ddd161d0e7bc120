/** The page's own few words, in Danish and English; everything else on the page comes from the bot. */

const WORDS = {
  en: {
    title: "Practice phone",
    lead: "Try the conversation here. Nothing is sent to Telegram, and no account is needed.",
    phones: "Phones",
    openOn: "On whose phone?",
    openFor: "Open on the phone of {name}",
    openForNew: "Open on the phone of somebody new",
    somebodyNew: "Somebody new",
    role_citizen: "citizen",
    role_mentor: "mentor",
    role_contact_person: "contact person",
    chatWith: "Chat with {name}",
    bot: "bot",
    typing: "is typing …",
    blocked: "blocked",
    you: "You",
    edited: "edited",
    today: "Today",
    yesterday: "Yesterday",
    choices: "Choices",
    suggestions: "Suggested answers",
    write: "Write a message",
    send: "Send",
    start: "START",
    whatItCanDo: "What can this bot do?",
    noOtherChats: "There are no other chats to choose from on the practice phone.",
    noWebApps: "Web apps cannot be opened on the practice phone.",
    startHint: "Press START to begin the conversation.",
    unblock: "Unblock",
    blockedHint: "You have blocked {name}. It cannot write to you.",
    commands: "Menu",
    attach: "Attach",
    photo: "Photo",
    sticker: "Sticker",
    location: "Location",
    contact: "Contact",
    poll: "Poll",
    keyboardShow: "Show suggested answers",
    keyboardHide: "Hide suggested answers",
    record: "Record a voice message",
    recording: "Recording",
    recordingHeld: "Recording. Let go to send.",
    recordCancel: "Discard recording",
    recordSend: "Send recording",
    recordDenied: "The browser may not use the microphone. Allow it in the address bar, and try again.",
    recordEmpty: "Nothing was recorded. Try again.",
    voice: "Voice message",
    play: "Play",
    pause: "Pause",
    position: "Position",
    download: "Download {name}, {size}",
    photoAlt: "Photo",
    options: "Options for this message",
    reply: "Reply",
    copy: "Copy text",
    edit: "Edit",
    delete: "Delete",
    deleteAsk: "Delete this message on your phone?",
    editing: "Editing your message",
    replying: "Replying to",
    cancel: "Cancel",
    ok: "OK",
    copied: "Copied",
    settings: "Phone settings",
    block: "Block {name}",
    forget: "Forget everything and begin again",
    forgetAsk: "All messages on every phone here are forgotten. What the bot itself has stored is not touched. Go on?",
    forgetYes: "Forget",
    dark: "Dark colours",
    light: "Light colours",
    newMessages: "New messages",
    toNewest: "To the newest message",
    spoiler: "Hidden text. Press to show.",
    reconnecting: "The connection is gone. Trying again …",
    failed: "That did not work: {error}",
    offline: "Not sent, because the connection is gone. Your text is still here.",
  },
  da: {
    title: "Øvetelefon",
    lead: "Prøv samtalen her. Intet bliver sendt til Telegram, og du behøver ingen konto.",
    phones: "Telefoner",
    openOn: "På hvis telefon?",
    openFor: "Åbn hos {name}",
    openForNew: "Åbn hos en ny person",
    somebodyNew: "En ny person",
    role_citizen: "borger",
    role_mentor: "mentor",
    role_contact_person: "kontaktperson",
    chatWith: "Samtale med {name}",
    bot: "bot",
    typing: "skriver …",
    blocked: "blokeret",
    you: "Du",
    edited: "rettet",
    today: "I dag",
    yesterday: "I går",
    choices: "Valg",
    suggestions: "Forslag til svar",
    write: "Skriv en besked",
    send: "Send",
    start: "START",
    whatItCanDo: "Hvad kan denne bot?",
    noOtherChats: "Der er ingen andre samtaler at vælge imellem på øvetelefonen.",
    noWebApps: "Webapps kan ikke åbnes på øvetelefonen.",
    startHint: "Tryk på START for at begynde samtalen.",
    unblock: "Fjern blokering",
    blockedHint: "Du har blokeret {name}. Den kan ikke skrive til dig.",
    commands: "Menu",
    attach: "Vedhæft",
    photo: "Billede",
    sticker: "Klistermærke",
    location: "Sted",
    contact: "Kontakt",
    poll: "Afstemning",
    keyboardShow: "Vis forslag til svar",
    keyboardHide: "Skjul forslag til svar",
    record: "Indtal en besked",
    recording: "Optager",
    recordingHeld: "Optager. Slip for at sende.",
    recordCancel: "Kassér optagelsen",
    recordSend: "Send optagelsen",
    recordDenied: "Browseren må ikke bruge mikrofonen. Giv lov i adresselinjen, og prøv igen.",
    recordEmpty: "Der blev ikke optaget noget. Prøv igen.",
    voice: "Talebesked",
    play: "Afspil",
    pause: "Pause",
    position: "Position",
    download: "Hent {name}, {size}",
    photoAlt: "Billede",
    options: "Muligheder for beskeden",
    reply: "Svar",
    copy: "Kopiér tekst",
    edit: "Ret",
    delete: "Slet",
    deleteAsk: "Vil du slette beskeden på din telefon?",
    editing: "Du retter din besked",
    replying: "Du svarer på",
    cancel: "Fortryd",
    ok: "OK",
    copied: "Kopieret",
    settings: "Telefonens indstillinger",
    block: "Blokér {name}",
    forget: "Glem alt, og begynd forfra",
    forgetAsk: "Alle beskeder på alle telefoner her bliver glemt. Det, botten selv har gemt, bliver ikke rørt. Vil du fortsætte?",
    forgetYes: "Glem",
    dark: "Mørke farver",
    light: "Lyse farver",
    newMessages: "Nye beskeder",
    toNewest: "Til den nyeste besked",
    spoiler: "Skjult tekst. Tryk for at vise den.",
    reconnecting: "Forbindelsen er væk. Prøver igen …",
    failed: "Det lykkedes ikke: {error}",
    offline: "Ikke sendt, fordi forbindelsen er væk. Din tekst er her stadig.",
  },
};

function pick(wanted) {
  return wanted.map((tag) => tag.split("-")[0]).find((base) => base in WORDS) ?? "en";
}

export const language = pick(navigator.languages);

/** How dates and times are written: European in both languages. */
export const locale = { da: "da-DK", en: "en-GB" }[language];

/** The page's word for a key, with {names} filled in. */
export function t(key, values = {}) {
  return WORDS[language][key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** "12 kB" for a number of bytes, as Telegram's apps round it. */
export function fileSize(bytes) {
  const [unit, amount] = bytes < 1000 ? ["byte", bytes] : bytes < 1e6 ? ["kilobyte", bytes / 1e3] : ["megabyte", bytes / 1e6];
  const digits = { maximumFractionDigits: unit === "megabyte" ? 1 : 0 };
  return new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "short", ...digits }).format(amount);
}

/** "Sticker" in the page's language, for content that has no shape of its own on the page. */
export function kindName(kind) {
  return WORDS[language][kind] ?? kind;
}

/** "citizen" in the page's language; a role this page does not know is shown as it came. */
export function roleName(role) {
  return WORDS[language][`role_${role}`] ?? role;
}
