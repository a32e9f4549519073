/** Words of this feature, in each language. */
export const texts = {
  en: { title: 'contacts' },
  et: { title: 'contacts' },
  ja: { title: 'contacts' },
} as const;
