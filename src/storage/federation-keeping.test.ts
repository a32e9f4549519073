/** The log that tests and the simulation keep in memory does what the one in SQLite does (`federation-store.test.ts`). */
import type { LogKeeping } from '../evidence/keeping.ts';
import { MemoryLogKeeping } from '../evidence/memory-keeping.contract.ts';
import { type Kept, logKeepingContract } from './federation-keeping.contract.ts';

const kept = (keeping: MemoryLogKeeping): Kept<LogKeeping> => ({ keeping, reopen: () => kept(keeping.crash()) });

logKeepingContract('memory', () => kept(new MemoryLogKeeping()));
