/** Words of this feature, in each language. */
export const texts = {
  en: { title: 'alert' },
  et: { title: 'alert' },
  ja: { title: 'alert' },
} as const;
