import { expect, test } from 'vitest';
import { QUANTITIES } from '$lib/plant/units-quantity';
import { shareLink } from '$lib/state/link-copy';
import { parseView } from '$lib/state/view-query';
import {
  fileNameOf,
  linkedData,
  NOTHING_CARRIED,
  parseCarried,
  parseUnits,
  unitsText,
  withCarried,
} from '$lib/store/link-address';
import { isOrigin } from '$lib/store/link-hosts';

const SITE = 'https://site.example/app/';

test('a hosted file is named by its address, whole or relative to the site', () => {
  expect(linkedData('https://plants.example:8443/a/plant.duckdb#x', SITE)).toEqual({
    url: 'https://plants.example:8443/a/plant.duckdb',
    origin: 'https://plants.example:8443',
    host: 'plants.example:8443',
    own: false,
  });
  expect(linkedData('demo/plant.duckdb', SITE)).toMatchObject({
    url: 'https://site.example/app/demo/plant.duckdb',
    own: true,
  });
});

test.each([
  ['javascript:alert(1)', 'javascript:'],
  ['JaVaScRiPt:alert(1)', 'javascript:'],
  ['data:text/csv,a', 'data:'],
  ['blob:https://site.example/1', 'blob:'],
  ['file:///etc/passwd', 'file:'],
  ['ftp://a.example/x', 'ftp:'],
  ['https://user:secret@a.example/x', 'name or password'],
  ['http://a.example/x', 'may not read'],
  [`https://a.example/${'x'.repeat(3000)}`, 'more than 2000'],
  ['https://', 'cannot be read'],
])('%s is not followed', (text, words) => {
  expect(() => linkedData(text, SITE)).toThrow(words);
});

test('what a link carries is read back, and nothing that cannot be meant so', () => {
  const carried = {
    data: 'https://a.example/p.duckdb?x=1&y=2',
    plant: null,
    zone: 'Europe/Berlin',
    units: 'SI',
  };
  const query = withCarried('?from=2024-01-01T00:00:00Z&to=2024-01-02T00:00:00Z', carried);
  expect(query).toContain(
    'data=https://a.example/p.duckdb%3Fx%3D1%26y%3D2&zone=Europe/Berlin&units=SI&from=',
  );
  expect(parseCarried(query)).toEqual(carried);
  expect(parseView(query).range).toMatchObject({ kind: 'custom' });
  const hostile = '?zone=Mars/Olympus&units=<b>&plant=%27;DROP%20TABLE%20x&tags=a%22b,ok';
  expect(parseCarried(hostile)).toEqual(NOTHING_CARRIED);
  expect(parseView(hostile).tags).toEqual(['ok']);
});

test('every unit can be carried', () => {
  const units = Object.fromEntries(
    QUANTITIES.map(({ quantity, choices }) => [quantity, choices.at(-1) ?? '']),
  );
  const parsed = parseUnits(unitsText({ system: 'US', units }));
  expect(parsed).toEqual({ system: 'US', units });
});

test('a link to share keeps what belongs to the page, and leaves out what belongs to this machine', () => {
  const carried = { data: null, plant: 'ab12', zone: 'UTC', units: 'SI' };
  const address = `${SITE}anomalies/?range=30d&event=7&workers=2&data=old#sql=SELECT%201`;
  expect(shareLink(address, '?range=30d', carried)).toBe(
    `${SITE}anomalies/?plant=ab12&zone=UTC&units=SI&range=30d&event=7#sql=SELECT%201`,
  );
});

test('a downloaded file is called by the end of its address', () => {
  expect(fileNameOf('https://a.example/x/my%20plant.csv?sig=1')).toBe('my plant.csv');
  expect(fileNameOf('https://a.example/')).toBe('linked file');
  expect(fileNameOf('https://a.example/..%2F..%2Fx.csv')).toBe('.._.._x.csv');
});

test.each([
  ['https://a.example', true],
  ['wss://a.example:9001', true],
  ['https://a.example/', false],
  ["https://a.example; script-src 'unsafe-inline'", false],
  ['https://*.example', false],
  ['*', false],
  ['javascript:alert(1)', false],
  [7, false],
])('%s as an origin of the policy: %s', (text, fits) => {
  expect(isOrigin(text)).toBe(fits);
});
