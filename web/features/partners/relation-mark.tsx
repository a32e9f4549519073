/** How a relation stands: a sign and a word. */
import type { RelationState } from '../../../src/contract/agreement.ts';
import { useText } from '../../i18n/use-text.ts';
import { RELATION_SIGNS } from './relation.ts';

export function RelationMark({ state }: { readonly state: RelationState }) {
  const t = useText('partners');
  return (
    <span className="mv-relation" data-state={state}>
      <span aria-hidden="true">{RELATION_SIGNS[state]}</span> {t(`state-${state}`)}
    </span>
  );
}
