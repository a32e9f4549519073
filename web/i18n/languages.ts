/** The languages of the console. Estonian and Japanese have not been read by a speaker yet: docs/guides/translations.md. */
export const languages = ['en', 'et', 'ja'] as const;
export type Language = (typeof languages)[number];

/** Each in itself, for the switch. */
export const languageNames: Readonly<Record<Language, string>> = { en: 'English', et: 'Eesti', ja: '日本語' };
