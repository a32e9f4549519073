/** An alert's evidence as a waterfall: where it starts, each step for and against, where it ends. */
import type { AlertFactor } from '../../../src/contract/alert.ts';
import type { AlertHead } from '../../../src/contract/desk.ts';

export interface Step {
  readonly factor: AlertFactor;
  /** Before and after this step, milli-nats. */
  readonly from: number;
  readonly to: number;
}

export interface Waterfall {
  readonly prior: number;
  readonly steps: { readonly for: readonly Step[]; readonly against: readonly Step[] };
  /** Looked at, and says nothing either way. */
  readonly neither: readonly AlertFactor[];
  readonly sumFor: number;
  readonly sumAgainst: number;
  readonly sum: number;
  /** The scale of the bars: all values lie between. */
  readonly low: number;
  readonly high: number;
}

const weighs = (factor: AlertFactor): boolean => factor.milliNats !== 0;
const total = (factors: readonly AlertFactor[]): number => factors.reduce((sum, f) => sum + f.milliNats, 0);

/** First what speaks for it, strongest first, then what speaks against it, strongest first. */
export function waterfall(
  alert: Pick<AlertHead, 'priorMilliNats' | 'evidenceMilliNats' | 'speaksFor' | 'speaksAgainst'>,
): Waterfall {
  const all = [...alert.speaksFor, ...alert.speaksAgainst];
  const speaksFor = all.filter((f) => f.milliNats > 0).sort((a, b) => b.milliNats - a.milliNats);
  const speaksAgainst = all.filter((f) => f.milliNats < 0).sort((a, b) => a.milliNats - b.milliNats);
  const prior = alert.priorMilliNats ?? alert.evidenceMilliNats - total(all);
  let at = prior;
  const step = (factor: AlertFactor): Step => {
    const from = at;
    at += factor.milliNats;
    return { factor, from, to: at };
  };
  const steps = { for: speaksFor.map(step), against: speaksAgainst.map(step) };
  const values = [prior, 0, at, ...steps.for.map((s) => s.to), ...steps.against.map((s) => s.to)];
  return {
    prior,
    steps,
    neither: all.filter((f) => !weighs(f)),
    sumFor: total(speaksFor),
    sumAgainst: total(speaksAgainst),
    sum: at,
    low: Math.min(...values),
    high: Math.max(...values),
  };
}

/** Where a bar lies on the scale, in percent. */
export function barOf(
  from: number,
  to: number,
  { low, high }: Pick<Waterfall, 'low' | 'high'>,
): { readonly left: number; readonly width: number } {
  const span = Math.max(1, high - low);
  return { left: ((Math.min(from, to) - low) / span) * 100, width: (Math.abs(to - from) / span) * 100 };
}
