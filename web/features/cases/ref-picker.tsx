/** Which received records a contribution or proposal rests on: they are named by reference, and not copied. */
import type { PartnersState } from '../../../src/contract/partner-views.ts';
import { useText } from '../../i18n/use-text.ts';
import { nodeName } from '../../state/node-name.ts';
import { useView } from '../../state/view-state.ts';
import { CheckList } from '../../ui/check-list.tsx';
import { refChoices } from './case-votes.ts';

interface Props {
  readonly inbound: PartnersState['inbound'];
  readonly picked: readonly string[];
  onPick(picked: readonly string[]): void;
}

export function RefPicker({ inbound, picked, onPick }: Props) {
  const t = useText('cases');
  const { language } = useView();
  const choices = refChoices(inbound);
  if (choices.length === 0) return <p className="mv-quiet">{t('refs-none')}</p>;
  const name = new Map(choices.map((each) => [each.key, `${nodeName(each.from, language)}: ${each.name}`]));
  return (
    <CheckList
      label={t('refs')}
      all={choices.map((each) => each.key)}
      picked={picked}
      nameOf={(key) => name.get(key) ?? key}
      onPick={onPick}
    />
  );
}
