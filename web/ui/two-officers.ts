/** Whether an act for two has what it takes: two different officers who may act, and both passphrases. */
import type { Officer } from '../../src/contract/views.ts';

export interface TypedPersons {
  readonly first: string;
  readonly firstPassphrase: string;
  readonly second: string;
  readonly secondPassphrase: string;
}

export type PersonsTrouble = 'too-few' | 'first' | 'second' | 'same' | 'passphrase';

export const mayAct = (officers: readonly Officer[]): Officer[] => officers.filter((each) => !each.observer);

/** What is still wanting, the first thing first; undefined where nothing is. */
export function personsTrouble(typed: TypedPersons, officers: readonly Officer[]): PersonsTrouble | undefined {
  const able = mayAct(officers);
  if (able.length < 2) return 'too-few';
  if (!able.some((each) => each.officerId === typed.first)) return 'first';
  if (!able.some((each) => each.officerId === typed.second)) return 'second';
  if (typed.first === typed.second) return 'same';
  return typed.firstPassphrase === '' || typed.secondPassphrase === '' ? 'passphrase' : undefined;
}
