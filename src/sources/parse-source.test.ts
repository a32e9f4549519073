import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MerivahtError } from '../contract/errors.ts';
import { openSources } from './open-sources.ts';
import { parseSource } from './parse-source.ts';

describe('--source', () => {
  it('takes each kind with its defaults', () => {
    const common = { format: 'nmea', timesFrom: 'receipt' };
    assert.deepEqual(parseSource('tcp://192.0.2.7:10110'), {
      ...common,
      kind: 'tcp',
      speaks: 'plain',
      feedId: 'tcp-192.0.2.7-10110',
      address: 'tcp://192.0.2.7:10110',
      host: '192.0.2.7',
      port: 10110,
    });
    assert.deepEqual(parseSource('gpsd://localhost'), {
      ...common,
      kind: 'tcp',
      speaks: 'gpsd',
      feedId: 'gpsd-localhost-2947',
      address: 'gpsd://localhost:2947',
      host: 'localhost',
      port: 2947,
    });
    assert.deepEqual(parseSource('tcp-server://:5000?clients=3'), {
      ...common,
      kind: 'tcp-server',
      feedId: 'tcp-server-127.0.0.1-5000',
      address: 'tcp-server://127.0.0.1:5000',
      host: '127.0.0.1',
      port: 5000,
      maxClients: 3,
    });
    assert.deepEqual(parseSource('udp://[::1]:4000?id=roof&times=sentence'), {
      kind: 'udp',
      feedId: 'roof',
      address: 'udp://[::1]:4000',
      format: 'nmea',
      timesFrom: 'sentence',
      host: '::1',
      port: 4000,
    });
    assert.deepEqual(parseSource('stdin:?format=json'), {
      kind: 'stdin',
      feedId: 'stdin',
      address: 'stdin:',
      format: 'json',
      timesFrom: 'receipt',
    });
    assert.deepEqual(parseSource('file:logs/what now?.nmea?from=start'), {
      kind: 'file',
      feedId: 'file-what-now-.nmea',
      address: 'file:logs/what now?.nmea',
      format: 'nmea',
      timesFrom: 'sentence',
      path: 'logs/what now?.nmea',
      from: 'start',
    });
    assert.deepEqual(parseSource('replay:///data/night.nmea.gz?speed=60'), {
      kind: 'replay',
      feedId: 'replay-night.nmea',
      address: 'replay:/data/night.nmea.gz',
      format: 'nmea',
      timesFrom: 'sentence',
      path: '/data/night.nmea.gz',
      speed: 60,
    });
  });

  it('says what is wrong with anything else, and never a password', () => {
    const wrong: readonly (readonly [string, RegExp])[] = [
      ['', /names no kind/],
      ['traffic.nmea', /do you mean file:traffic\.nmea\?/],
      ['192.0.2.7:10110', /do you mean tcp:\/\/192\.0\.2\.7:10110\?/],
      ['http://example.org', /http: is no kind of source; there are tcp, /],
      ['serial:/dev/ttyUSB0', /let gpsd read them/],
      ['tcp://192.0.2.7', /names no port/],
      ['tcp://:10110', /names no host/],
      ['tcp://192.0.2.7:0', /0 is no port/],
      ['tcp://192.0.2.7:70000', /70000 is no port/],
      ['tcp:192.0.2.7:10110', /no host and port/],
      ['tcp://192.0.2.7:10110/path', /no host and port/],
      ['tcp://officer:hush@192.0.2.7:10110', /no user name and no password/],
      ['officer:hush@192.0.2.7:10110', /officer: is no kind of source/],
      ['tcp://192.0.2.7:10110?times=now', /times=now: it is receipt or sentence/],
      ['tcp://192.0.2.7:10110?colour=red', /tcp: knows no colour=; it takes id=, times=, format=/],
      ['tcp://192.0.2.7:10110?id=a&id=b', /id= is given twice/],
      ['tcp://192.0.2.7:10110?id=a b', /id=a b is no name/],
      ['tcp://192.0.2.7:10110?format=morse', /there is no format "morse"; formats are nmea/],
      ['tcp-server://:5000?clients=0', /clients=0/],
      ['udp://239.192.0.1:60001', /multicast/],
      ['stdin:file', /takes nothing/],
      ['file:', /needs the path/],
      ['file:-', /write stdin:/],
      ['file://traffic.nmea', /one slash or three/],
      ['file:a?from=middle', /it is end or start/],
      ['replay:a?speed=2000', /a whole number from 1 to 1000/],
      ['replay:a?times=receipt', /replay: knows no times=/],
    ];
    for (const [text, says] of wrong)
      assert.throws(
        () => parseSource(text),
        (error: unknown) => {
          assert.ok(error instanceof MerivahtError && error.code === 'MV-SOURCE-INVALID', text);
          assert.match(error.message, says, text);
          assert.ok(!error.message.includes('hush'), text);
          return true;
        },
      );
  });

  it('may be given several times, with names that differ; a replay only by itself', () => {
    const sources = openSources(['tcp://192.0.2.7:1', 'tcp://192.0.2.7:2', 'udp://:3?id=roof', 'stdin:', 'file:a']);
    assert.deepEqual(
      sources.map((s) => [s.feedId, s.kind, s.timesFrom]),
      [
        ['tcp-192.0.2.7-1', 'tcp', 'receipt'],
        ['tcp-192.0.2.7-2', 'tcp', 'receipt'],
        ['roof', 'udp', 'receipt'],
        ['stdin', 'stdin', 'receipt'],
        ['file-a', 'file', 'sentence'],
      ],
    );
    const refused = (texts: readonly string[], says: RegExp): void =>
      assert.throws(
        () => openSources(texts),
        (e: unknown) => e instanceof MerivahtError && says.test(e.message),
      );
    refused(['udp://:3', 'udp://:3'], /two sources are called udp-127\.0\.0\.1-3/);
    refused(['stdin:', 'stdin:?id=b'], /by one source only/);
    refused(['udp://:3', 'replay:a'], /a watch of its own/);
    refused(
      Array.from({ length: 65 }, (_, i) => `udp://:${i + 1}`),
      /64 at most/,
    );
  });
});
