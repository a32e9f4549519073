/** Words of this feature, in each language. */
export const texts = {
  en: { title: 'considered' },
  et: { title: 'considered' },
  ja: { title: 'considered' },
} as const;
