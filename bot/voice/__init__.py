"""Reading aloud: texts in the languages that have a voice become voice messages, on this machine and offline."""
