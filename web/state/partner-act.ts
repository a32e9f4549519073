/** Does with partners what officers ask for, and says how it went. Acts that widen carry both officers' passphrases. */
import { type PartnerActBody, type PartnerActDone, partnerActDone } from '../../src/contract/partner-act.ts';
import '../i18n/add-later-texts.ts';
import { hasText, type Translate, translator } from '../i18n/translate.ts';
import { ApiError, postTwice } from './api.ts';
import { withOfficer } from './do-act.ts';
import { isInThePast } from './in-the-past.ts';
import { PARTNERS_KEY } from './known-ships.ts';
import { currentOfficer } from './officer.ts';
import { queryClient } from './query-client.ts';
import { showToast } from './toasts.ts';
import { getView } from './view-state.ts';

export interface Persons {
  readonly officer: string;
  readonly passphrase: string;
  readonly second: { readonly officer: string; readonly passphrase: string };
}

export interface PartnerDoing {
  readonly body: PartnerActBody;
  /** Said when the node has it on disk. */
  readonly done: string;
  /** Absent: the officer of this shift alone. */
  readonly persons?: Persons | undefined;
}

/** What was done; undefined where it was not, which has been said. */
export async function doPartnerAct(
  { body, done, persons }: PartnerDoing,
  actId: string = crypto.randomUUID(),
): Promise<PartnerActDone | undefined> {
  if (isInThePast()) return undefined;
  const officer = persons?.officer ?? currentOfficer()?.officerId;
  if (officer === undefined) {
    withOfficer(() => void doPartnerAct({ body, done }, actId));
    return undefined;
  }
  try {
    const made = await postTwice('/api/partners/acts', { actId, body, ...persons, officer }, partnerActDone);
    showToast({ kind: 'done', text: done });
    return made;
  } catch (error) {
    sayFailed(error, persons === undefined ? () => void doPartnerAct({ body, done }, actId) : undefined);
    return undefined;
  } finally {
    for (const queryKey of [PARTNERS_KEY, ['alert-label'], ['release-preview'], ['damage-report']])
      void queryClient.invalidateQueries({ queryKey });
  }
}

/** What a refusal means, in the language of the page; what the node said stands below it in English. */
function sayFailed(error: unknown, again: (() => void) | undefined): void {
  const { language } = getView();
  const ui = translator(language, 'ui');
  const known = error instanceof ApiError ? error : new ApiError('MV-INTERNAL', String(error), '');
  const key = `error-${known.code}`;
  const text = hasText('sharing', key)
    ? translator(language, 'sharing')(key as Parameters<Translate<'sharing'>>[0])
    : ui(known.code === 'MV-UNREACHABLE' ? 'act-unreachable' : 'act-failed');
  showToast({
    kind: 'failed',
    text,
    detail: `${known.code}: ${known.message} ${known.remedy}`,
    // With passphrases it is sent again from its form, which still holds them.
    action: again === undefined ? undefined : { label: ui('retry'), run: again },
  });
}
