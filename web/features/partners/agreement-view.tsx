/** What two nodes agreed on, to be read through before it is signed and after. */
import type { Agreement } from '../../../src/contract/agreement.ts';
import '../../i18n/add-later-texts.ts';
import { useText } from '../../i18n/use-text.ts';
import { nodeName } from '../../state/node-name.ts';
import { useView } from '../../state/view-state.ts';
import { Time } from '../../ui/time.tsx';
import { sideOf } from './agreement-terms.ts';

interface Props {
  readonly agreement: Agreement;
  readonly us: string;
  readonly them: string;
}

export function AgreementTerms({ agreement, us, them }: Props) {
  const t = useText('partners');
  const sharing = useText('sharing');
  const { language } = useView();
  return (
    <section aria-label={t('agreement')}>
      <h3>{t('agreement')}</h3>
      <dl className="mv-facts">
        {[us, them].map((nodeId) => {
          const side = sideOf(agreement, nodeId);
          if (side === undefined) return null;
          return (
            <Fact key={nodeId} term={t('may-give', { node: nodeName(nodeId, language) })}>
              {`TLP:${side.maxTlp.toUpperCase()}`}:{' '}
              {side.classes.length === 0 ? '–' : side.classes.map((each) => sharing(`class-${each}`)).join(', ')}
            </Fact>
          );
        })}
        <Fact term={t('purposes')}>{agreement.purposes.map((each) => sharing(`purpose-${each}`)).join(', ')}</Fact>
        <Fact term={t('retention')}>{t('days', { count: agreement.retentionDays })}</Fact>
        <Fact term={t('onward')}>{t('onward-none')}</Fact>
        <Fact term={t('witness')}>{t(agreement.witness ? 'witness-yes' : 'witness-no')}</Fact>
        <Fact term={t('runs')}>
          <Time at={agreement.notBefore} precision="date" /> – <Time at={agreement.notAfter} precision="date" />
        </Fact>
      </dl>
    </section>
  );
}

function Fact({ term, children }: { readonly term: string; readonly children: React.ReactNode }) {
  return (
    <>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </>
  );
}
