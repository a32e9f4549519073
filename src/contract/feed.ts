/** A source as the watch sees it: alive means messages arrive, not that a socket is open. */
import { z } from 'zod';
import { reason } from './reason.ts';
import { utcSecond, whole } from './values.ts';

export const feedStates = ['live', 'silent', 'down', 'cut', 'ended'] as const;
export type FeedState = (typeof feedStates)[number];

export const feed = z.strictObject({
  feedId: z.string(),
  /** As configured, without secrets: "tcp://127.0.0.1:2947", "replay:gulf-of-finland-2024-12-25". */
  address: z.string(),
  kind: z.enum(['tcp', 'tcp-server', 'udp', 'stdin', 'file', 'replay']),
  state: z.enum(feedStates),
  since: utcSecond,
  /** One plain sentence, English. */
  because: z.string(),
  /** The same for other languages. */
  reasons: z.array(reason).optional(),
  /** `receipt`: sentences without a time of their own get the journalled time of receipt. */
  timesFrom: z.enum(['sentence', 'receipt']),
  lastMessageAt: utcSecond.optional(),
  messagesPerMin: whole,
  vesselsHeard: whole,
  /** Event time behind the watch's clock. */
  delayS: whole.optional(),
  messages: whole,
  setAside: whole,
  untimed: whole,
  late: whole,
  /** Chunks dropped because a queue was full. */
  dropped: whole,
  simulated: z.string().optional(),
});
export type Feed = z.infer<typeof feed>;
