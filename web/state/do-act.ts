/** Does what an officer asks for and says how it went: done (with a way back), failed (with a way to try again), or too late. */
import type { ActBody } from '../../src/contract/act.ts';
import { translator } from '../i18n/translate.ts';
import { ApiError, postAct } from './api.ts';
import { openDialog } from './dialogs.ts';
import { isInThePast } from './in-the-past.ts';
import { currentOfficer } from './officer.ts';
import { queryClient } from './query-client.ts';
import { showToast } from './toasts.ts';
import { getView } from './view-state.ts';

export interface Doing {
  readonly body: ActBody;
  /** Said when the node has it on disk. */
  readonly done: string;
  readonly canUndo?: boolean;
}

/** What waits for an officer to take the watch. */
let waiting: (() => void) | undefined;

/** Runs `then` when an officer has the watch, asking who where nobody has. */
export function withOfficer(then: () => void): void {
  if (currentOfficer() !== undefined) {
    then();
    return;
  }
  waiting = then;
  openDialog({ kind: 'officer' });
}

/** The officer's dialog was closed: what waited runs if somebody was chosen. */
export function officerChosen(isChosen: boolean): void {
  const run = waiting;
  waiting = undefined;
  if (isChosen) run?.();
}

/** Resolves true when it is done. */
export async function doAct(doing: Doing, actId: string = crypto.randomUUID()): Promise<boolean> {
  if (isInThePast()) return false;
  if (currentOfficer() === undefined) {
    withOfficer(() => void doAct(doing, actId));
    return false;
  }
  const t = translator(getView().language, 'ui');
  try {
    const act = await postAct(doing.body, actId);
    await askAgain();
    const undo = { label: t('undo'), run: () => void undoAct(act.actId) };
    showToast({ kind: 'done', text: doing.done, action: doing.canUndo === true ? undo : undefined });
    return true;
  } catch (error) {
    const known = error instanceof ApiError ? error : new ApiError('MV-INTERNAL', String(error), '');
    if (known.code === 'MV-ACT-REFUSED') {
      showToast({ kind: 'too-late', text: t('act-too-late'), detail: `${known.message} ${known.remedy}` });
      await askAgain();
    } else
      showToast({
        kind: 'failed',
        text: t(known.code === 'MV-UNREACHABLE' ? 'act-unreachable' : 'act-failed'),
        detail: `${known.code}: ${known.message} ${known.remedy}`,
        // The same id: had the first one arrived after all, the second is the same act.
        action: { label: t('retry'), run: () => void doAct(doing, actId) },
      });
    return false;
  }
}

/** What an act can have changed beside what the stream carries. */
async function askAgain(): Promise<void> {
  await Promise.all([['alert'], ['acts']].map((queryKey) => queryClient.invalidateQueries({ queryKey })));
}

export function undoAct(actId: string): Promise<boolean> {
  return doAct({ body: { kind: 'undo', actId }, done: translator(getView().language, 'ui')('undone') });
}
