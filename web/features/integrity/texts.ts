/** Words of this feature, in each language. */
export const texts = {
  en: { title: 'integrity' },
  et: { title: 'integrity' },
  ja: { title: 'integrity' },
} as const;
