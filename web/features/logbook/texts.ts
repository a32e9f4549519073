/** Words of this feature, in each language. */
export const texts = {
  en: { title: 'logbook' },
  et: { title: 'logbook' },
  ja: { title: 'logbook' },
} as const;
