/**
 * Labels: who may see a thing, for what, until when. What has no label is for its own node only. TLP is FIRST's 2.0
 * (https://www.first.org/tlp/); `releasableTo` is the machine's form of "REL TO".
 */
import { z } from 'zod';
import { nodeId, utcMilli } from './node-card.ts';

export const tlps = ['clear', 'green', 'amber', 'amber+strict', 'red'] as const;
export type Tlp = (typeof tlps)[number];

export const purposes = ['cable-protection', 'search-and-rescue', 'law-enforcement', 'exercise'] as const;
export type Purpose = (typeof purposes)[number];

/** What kind of thing crosses. An agreement names those it covers; each is released by its own rule. */
export const dataClasses = [
  'alert', 'vessel', 'watch-list', 'case', 'question', 'answer', 'asset-state', 'coverage', 'relation',
] as const; // biome-ignore format: a list reads better in lines
export type DataClass = (typeof dataClasses)[number];

export const label = z.strictObject({
  tlp: z.enum(tlps),
  /** Nodes beside the originator that may see it. Empty: own node only. Sorted, each once. */
  releasableTo: z.array(nodeId).max(64),
  purposes: z.array(z.enum(purposes)).min(1).max(purposes.length),
  /** Small and owner-operated craft are personal data (design, chapter 9). */
  personal: z.boolean(),
  expiresAt: utcMilli.optional(),
  /** Never taken for real, and never mixed with what is. */
  exercise: z.boolean(),
});
export type Label = z.infer<typeof label>;

/** The default of everything, coverage gaps and watch states too. */
export const OWN_NODE_ONLY: Label = {
  tlp: 'red',
  releasableTo: [],
  purposes: ['cable-protection'],
  personal: false,
  exercise: false,
};
