/** Search over ships, assets (in any language) and alerts. `/` leads here; arrows choose, Enter opens, Escape leaves. */
import './search.css';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useDeferredValue, useEffect, useId, useRef, useState } from 'react';
import { z } from 'zod';
import { searchHit } from '../../../src/contract/views.ts';
import { useText } from '../../i18n/use-text.ts';
import { getJson, theatrePath } from '../../state/api.ts';
import { useAssetName } from '../../state/asset-names.ts';
import { knownFrom, usePartnersCache } from '../../state/known-ships.ts';
import { nodeName } from '../../state/node-name.ts';
import { useLive } from '../../state/use-live.ts';
import { setView, useView } from '../../state/view-state.ts';
import { rowSentence } from '../../ui/alert-sentence.ts';
import { SeverityMark } from '../../ui/severity-mark.tsx';
import { type HitRow, hitRow, isTyping, moveTo } from './hits.ts';

const LIMIT = 12;
/** Typing goes on: asked once it rests for so long. */
const REST_MS = 150;

function useHits(text: string): {
  readonly rows: readonly HitRow[];
  readonly isWaiting: boolean;
  readonly isBad: boolean;
} {
  const { theatreId, language } = useView();
  const queue = useLive((s) => s.state?.queue);
  const assetName = useAssetName();
  const words = (alertId: string): string | undefined => {
    const row = queue?.rows.find((r) => r.alert.id === alertId);
    return row === undefined ? undefined : rowSentence(row, language, assetName);
  };
  const t = useText('search');
  const partners = usePartnersCache();
  const partnerWords = (mmsi: number): string => {
    const from = knownFrom(partners, mmsi).map((nodeId) => nodeName(nodeId, language));
    return from.length === 0 ? '' : t('known-from', { partners: from.join(', ') });
  };
  const asked = useRested(text.trim());
  const { data, isFetching, isError } = useQuery({
    queryKey: ['search', theatreId ?? '', asked],
    queryFn: () => getJson(theatrePath(`search?q=${encodeURIComponent(asked)}&limit=${LIMIT}`), z.array(searchHit)),
    enabled: asked !== '' && theatreId !== undefined,
    placeholderData: (before) => before,
  });
  return {
    rows: asked === '' ? [] : (data ?? []).map((hit) => hitRow(hit, words, partnerWords)),
    isWaiting: isFetching || asked !== text.trim(),
    isBad: isError,
  };
}

function useRested(text: string): string {
  const [rested, setRested] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), REST_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return useDeferredValue(rested);
}

export function SearchBox() {
  const t = useText('search');
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const { rows, isWaiting, isBad } = useHits(text);
  useSlash(field);
  const open = (row: HitRow | undefined): void => {
    if (row === undefined) return;
    setView(row.view);
    setOpen(false);
    setText('');
    field.current?.blur();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') open(rows[Math.max(0, active)]);
    else if (event.key === 'Escape') {
      setOpen(false);
      setText('');
      field.current?.blur();
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setOpen(true);
      setActive(moveTo(active, event.key, rows.length));
    } else return;
    event.stopPropagation();
  };
  const isListed = isOpen && text.trim() !== '';
  return (
    <div className="mv-search">
      <input
        ref={field}
        type="search"
        role="combobox"
        className="mv-search-field"
        placeholder={t('placeholder')}
        aria-label={t('label')}
        aria-expanded={isListed}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={isListed && active >= 0 ? `${id}-${active}` : undefined}
        value={text}
        maxLength={100}
        autoComplete="off"
        spellCheck={false}
        onChange={({ currentTarget }) => {
          setText(currentTarget.value);
          setActive(-1);
          setOpen(true);
        }}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={onKeyDown}
      />
      <div id={`${id}-list`} role="listbox" aria-label={t('hits')} className="mv-search-list" hidden={!isListed}>
        {rows.map((row, i) => (
          <div
            key={row.key}
            id={`${id}-${i}`}
            role="option"
            tabIndex={-1}
            aria-selected={i === active}
            className="mv-search-hit"
            onMouseDown={(event) => {
              // Before the field loses focus and the list goes.
              event.preventDefault();
              open(row);
            }}
          >
            <span className="mv-search-kind">{t(`kind-${row.kind}`)}</span>
            <span>
              {row.severity === undefined ? null : <SeverityMark severity={row.severity} />} {row.title}{' '}
              <span className="mv-quiet">{row.detail}</span>
            </span>
          </div>
        ))}
        {rows.length === 0 ? (
          <div className="mv-search-none">{isBad ? t('failed') : isWaiting ? t('waiting') : t('none')}</div>
        ) : null}
      </div>
      <span className="mv-visually-hidden" role="status">
        {isListed && !isWaiting ? t('found', { count: rows.length }) : ''}
      </span>
    </div>
  );
}

function useSlash(field: React.RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent): void => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
      if (isTyping(event.target as HTMLElement | null)) return;
      event.preventDefault();
      field.current?.focus();
      field.current?.select();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [field]);
}
