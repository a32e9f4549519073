/** Why something stands as it does, as a code with numbers: whoever shows it makes the sentence in the language of the reader. */
import { z } from 'zod';
import { whole } from './values.ts';

export const reasonCodes = [
  // Of assets.
  'nothing-heard-yet',
  'heard-all-along',
  'heard-nowhere',
  'heard-in-part',
  'worst-hour',
  'lost-feed-heard-it',
  'no-live-feed',
  // Of feeds.
  'messages-arrive',
  'no-message-yet',
  'no-message-for-a-minute',
  'cut-by-officer',
  'connection-lost',
  'source-ended',
] as const;
export type ReasonCode = (typeof reasonCodes)[number];

/**
 * Values by code. `heard-in-part`: unheardKm, routeKm, fromKpKm, toKpKm. `worst-hour`: none; what follows it is of the worst
 * of several hours. `lost-feed-heard-it`, `no-live-feed`: feedId, feedState. `connection-lost`: address.
 */
export const reason = z.strictObject({
  code: z.enum(reasonCodes),
  values: z.record(z.string(), z.union([whole, z.string()])),
});
export type Reason = z.infer<typeof reason>;
