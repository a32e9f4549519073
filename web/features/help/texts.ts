/** Words of this feature, in each language. */
export const texts = {
  en: { title: 'help' },
  et: { title: 'help' },
  ja: { title: 'help' },
} as const;
