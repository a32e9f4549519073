/** Words of this feature, in each language. */
export const texts = {
  en: { title: 'queue' },
  et: { title: 'queue' },
  ja: { title: 'queue' },
} as const;
