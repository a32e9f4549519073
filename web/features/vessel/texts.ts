/** Words of this feature, in each language. */
export const texts = {
  en: { title: 'vessel' },
  et: { title: 'vessel' },
  ja: { title: 'vessel' },
} as const;
