/** Words of this feature, in each language. */
export const texts = {
  en: { title: 'charts' },
  et: { title: 'charts' },
  ja: { title: 'charts' },
} as const;
