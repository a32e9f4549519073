/** A label as it stands on a thing: who may see it. */
import './sharing.css';
import type { Label } from '../../src/contract/label.ts';
import '../i18n/add-later-texts.ts';
import { useText } from '../i18n/use-text.ts';
import { labelText } from './label-text.ts';

/** `received`: the label is another node's, so that "own node" would be wrong. */
export function LabelMark({ label, received = false }: { readonly label: Label; readonly received?: boolean }) {
  const t = useText('sharing');
  const { isOwnOnly, tlp, releasableTo } = labelText(label);
  return (
    <span className="mv-label">
      {isOwnOnly && !received ? (
        <strong>{t('own-node-only')}</strong>
      ) : (
        <>
          <strong className="mv-tlp" data-tlp={label.tlp}>
            {tlp}
          </strong>{' '}
          {releasableTo === '' ? null : (
            <span>
              <abbr title={t('rel-to')}>REL</abbr> {releasableTo}
            </span>
          )}
        </>
      )}{' '}
      {label.exercise ? <strong className="mv-tag mv-tag-reconstruction">{t('exercise')}</strong> : null}{' '}
      {label.personal ? <span className="mv-tag">{t('personal')}</span> : null}
    </span>
  );
}
