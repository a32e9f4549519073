/** Words of this feature, in each language. */
export const texts = {
  en: { title: 'search' },
  et: { title: 'search' },
  ja: { title: 'search' },
} as const;
