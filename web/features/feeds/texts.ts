/** Words of this feature, in each language. */
export const texts = {
  en: { title: 'feeds' },
  et: { title: 'feeds' },
  ja: { title: 'feeds' },
} as const;
