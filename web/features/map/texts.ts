/** Words of this feature, in each language. */
export const texts = {
  en: { title: 'map' },
  et: { title: 'map' },
  ja: { title: 'map' },
} as const;
