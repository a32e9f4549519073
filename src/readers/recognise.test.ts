import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { describe, it } from 'node:test';
import { realData } from '../../test/real-data.ts';
import { keepingSink } from '../ais/sink.contract.ts';
import { createReader } from './create-reader.ts';
import { FORMATS } from './formats.ts';
import { fixture, fixturePath, plainBytes } from './read-bytes.contract.ts';
import { csvColumnNames, HEAD_BYTES, recogniseFormat } from './recognise.ts';

const of = (text: string): string | undefined => recogniseFormat(Buffer.from(text));

describe('recognition', () => {
  it('knows each fixture by its content', () => {
    const found = Object.fromEntries(
      readdirSync(fixturePath('.'))
        .filter((name) => !name.endsWith('.md'))
        .map((name) => [name, recogniseFormat(fixture(name).subarray(0, HEAD_BYTES))]),
    );
    assert.deepEqual(found, {
      'aisstream-samples.json': 'json-aisstream',
      'danish-26-columns.csv': 'csv-danish',
      'decoded-reports.csv': 'csv-decoded',
      'digitraffic-features.json': 'json-digitraffic',
      'digitraffic-vessels-2025-12-12.json': 'json-vessels',
      'noaa-2023-01-11.csv': 'csv-noaa',
      'noaa-2025.csv': 'csv-noaa-2025',
      'nordic-baltic-2026-07.csv': 'csv-named',
      'segments.jsonl': 'json-tracks',
    });
  });

  it('knows sentences in any dressing', () => {
    const sentence = '!AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0*4A';
    for (const text of [
      sentence,
      `\\s:1,c:1418169600*00\\${sentence}`,
      `1452468552.938\t${sentence}`,
      `# a comment\n\n${sentence}`,
      `$PGHP,1,2008,5,9,0,0,0,10,338,2,,1,09*17\n`,
      `Jul 20 12:00:00 host log: ${sentence}`,
      `${'$GPRMC,,V,,,,,,,,,,N*53\n'.repeat(20)}`,
      `\uFEFF${sentence}`,
    ])
      assert.equal(of(text), 'nmea', text);
  });

  it('asks for columns where a table has none that it knows, and leaves the rest unknown', () => {
    assert.equal(of('wann;wer;hoch\n1;2;3\n'), 'csv-unknown');
    assert.deepEqual(csvColumnNames(Buffer.from('\uFEFFwann;"wer";hoch\r\n1;2;3\n')).slice(1), ['wer', 'hoch']);
    for (const text of [
      '',
      '  \n',
      'Dear sir, or madam, we write\nto you.\n',
      '<html><body>',
      '{"a":1}',
      '[1,2,3]',
      '{"type":"FeatureCollection","features":[{"type":"Feature","geometry":null,"properties":{}}]}',
    ])
      assert.equal(of(text), undefined, text);
    assert.equal(recogniseFormat(Uint8Array.from({ length: 5000 }, (_, i) => (i * 7919) % 251)), undefined);
  });

  it('gives the same answer for a file that is cut anywhere after its first rows', () => {
    for (const name of [
      'danish-26-columns.csv',
      'aisstream-samples.json',
      'digitraffic-features.json',
      'noaa-2023-01-11.csv',
    ]) {
      const whole = fixture(name);
      for (let length = 900; length < whole.length; length += 997)
        assert.equal(recogniseFormat(whole.subarray(0, length)), recogniseFormat(whole), `${name} cut at ${length}`);
    }
  });

  it('has a reader and words for each format, and refuses another name', () => {
    const { sink } = keepingSink();
    for (const { format, description } of FORMATS) {
      assert.ok(description.length > 10, format);
      assert.ok(createReader(format, sink, { source: 0 }));
    }
    assert.equal(new Set(FORMATS.map((f) => f.format)).size, FORMATS.length);
    assert.throws(() => createReader('xml', sink, { source: 0 }), /no format "xml"; formats are nmea/);
  });

  const expected: readonly (readonly [string, string | undefined])[] = [
    ['csv-json/aisdk_header_sample.csv', 'csv-danish'],
    ['csv-json/argenni_baltic_april2018_20k.csv.gz', 'csv-decoded'],
    ['csv-json/argenni_gibraltar_2016_20k.csv.gz', 'csv-times-ten'],
    ['csv-json/stonesoup_SolentAIS_20160112_130211.csv.gz', 'csv-named'],
    ['csv-json/ntnu_colav_cases/case_2019-03-07T1958_JOX87.csv', 'csv-named'],
    ['csv-json/ntnu_colav_cases/full_shipdata.csv', 'csv-identity'],
    ['csv-json/digitraffic_juhku1/identity_20251211.csv', 'csv-identity'],
    ['csv-json/datastories_piraeus_20170509_ais_sample.csv.gz', 'csv-datastories'],
    ['csv-json/digitraffic_2017_current-ais.json', 'json-digitraffic'],
    ['csv-json/aisstream_positions_20231022.ndjson.gz', 'json-aisstream-bare'],
    ['nmea/dma_aisabnormal_538004030_drift_1.ais', 'nmea'],
    ['nmea/opencpn_Hakefjord.log.gz', 'nmea'],
    ['infrastructure/emodnet_cables_nordicbaltic_20260724.geojson', undefined],
  ];
  for (const [name, format] of expected) {
    const { path, skip } = realData(name);
    it(`takes ${name} for ${format ?? 'nothing it can read'}`, { skip }, () => {
      assert.equal(recogniseFormat(plainBytes(path).subarray(0, HEAD_BYTES)), format);
    });
  }
});
