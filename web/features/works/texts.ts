/** Words of this feature, in each language. */
export const texts = {
  en: { title: 'works' },
  et: { title: 'works' },
  ja: { title: 'works' },
} as const;
