/** Words of this feature, in each language. */
export const texts = {
  en: { title: 'units' },
  et: { title: 'units' },
  ja: { title: 'units' },
} as const;
