/** One watch-list: whose it is, whether it was adopted, its entries. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { PartnersState } from '../../../src/contract/partner-views.ts';
import { watchList } from '../../../src/contract/record.ts';
import '../../i18n/add-later-texts.ts';
import { useText } from '../../i18n/use-text.ts';
import { nodeName } from '../../state/node-name.ts';
import { doPartnerAct } from '../../state/partner-act.ts';
import { openVessel, useView } from '../../state/view-state.ts';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { ReleaseForm } from '../../ui/release-form.tsx';
import { ListForm } from './list-form.tsx';
import { listLines } from './read-list.ts';

type Held = PartnersState['lists'][number];
const FIELDS = Object.keys(watchList.shape);
/** A card shows no more rows at once. */
const MAX_ROWS = 50;

export function ListCard({ held, isOwn }: { readonly held: Held; readonly isOwn: boolean }) {
  const t = useText('received');
  const { language } = useView();
  const [open, setOpen] = useState<'change' | 'release'>();
  const [rows, setRows] = useState(MAX_ROWS);
  const { from, list, adopted, adoptedVersion } = held;
  const isNewer = adopted && adoptedVersion !== undefined && adoptedVersion < list.version;
  const adopt = (isAdopted: boolean): void =>
    void doPartnerAct({
      body: { kind: 'adopt-list', from, listId: list.listId, adopted: isAdopted },
      done: t(isAdopted ? 'done-adopted' : 'done-not-adopted', { list: list.title }),
    });
  return (
    <li className={isOwn ? 'mv-card' : 'mv-card mv-theirs'}>
      <h4>
        {isOwn ? '' : t('from-partner', { partner: nodeName(from, language) })} {list.title}
      </h4>
      <p>
        {t('version', { version: list.version })}, {t('list-entries', { count: list.entries.length })}.{' '}
        {isOwn ? null : (
          <strong>
            <span aria-hidden="true">{adopted ? '✓' : '○'}</span>{' '}
            {adopted ? t('adopted', { version: adoptedVersion ?? list.version }) : t('not-adopted')}
          </strong>
        )}
      </p>
      {isNewer ? <p className="mv-note">{t('list-newer')}</p> : null}
      <details className="mv-fold">
        <summary>{t('entries')}</summary>
        <div className="mv-table-scroll">
          <table className="mv-facts-table">
            <thead>
              <tr>
                <th scope="col">IMO</th>
                <th scope="col">MMSI</th>
                <th scope="col">{t('entry-name')}</th>
                <th scope="col">{t('entry-because')}</th>
              </tr>
            </thead>
            <tbody>
              {list.entries.slice(0, rows).map((entry) => (
                <tr key={`${entry.imo ?? ''} ${entry.mmsi ?? ''} ${entry.because}`}>
                  <td>{entry.imo ?? '–'}</td>
                  <td>
                    {entry.mmsi === undefined ? (
                      '–'
                    ) : (
                      <button type="button" className="mv-link" onClick={() => openVessel(entry.mmsi!)}>
                        {entry.mmsi}
                      </button>
                    )}
                  </td>
                  <td>{entry.name ?? '–'}</td>
                  <td>{entry.because}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        {list.entries.length <= rows ? null : (
          <button type="button" className="mv-more" onClick={() => setRows(rows + 10 * MAX_ROWS)}>
            {t('more', { count: list.entries.length - rows })}
          </button>
        )}
      </details>
      <div className="mv-buttons">
        {isOwn ? (
          <>
            <Button size="compact-xs" variant="default" onClick={() => setOpen('change')}>
              {t('list-change')}
            </Button>
            <Button size="compact-xs" variant="default" onClick={() => setOpen('release')}>
              {t('list-release')}
            </Button>
          </>
        ) : (
          <>
            {adopted && !isNewer ? null : (
              <ConfirmButton
                label={t(isNewer ? 'adopt-newer' : 'adopt')}
                question={t('adopt-sure')}
                onConfirm={() => adopt(true)}
              />
            )}
            {adopted ? (
              <ConfirmButton label={t('un-adopt')} question={t('un-adopt-sure')} onConfirm={() => adopt(false)} />
            ) : null}
          </>
        )}
      </div>
      {open === 'change' ? (
        <ListForm
          first={{ listId: list.listId, title: list.title, version: list.version + 1, lines: listLines(list) }}
          onDone={() => setOpen(undefined)}
        />
      ) : null}
      {open === 'release' ? (
        <ReleaseForm
          subject={{ class: 'watch-list', listId: list.listId }}
          what={list.title}
          fieldNames={FIELDS}
          onDone={() => setOpen(undefined)}
        />
      ) : null}
    </li>
  );
}
