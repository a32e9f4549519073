/** Words of this feature, in each language. */
export const texts = {
  en: { title: 'officer' },
  et: { title: 'officer' },
  ja: { title: 'officer' },
} as const;
